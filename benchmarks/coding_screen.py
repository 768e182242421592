"""How fast the whole coding screen answers on a real project, beside a bare Textual app that shows the same text.

    python benchmarks/coding_screen.py [--words 12000] [--codings 300] [--others 200] [--keys 40]

Every coding and every undo is on disk before the screen is drawn anew. The same interview stands alone in one project
and among many others in a second one, so that growth would show. All take turns within one run.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

from screen import Bare, Painted, answered, made_page, opened, told

from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.coding.coding_page import Page
from qualcode.study.setting_up import set_up
from qualcode.tui.app import CodingApp

KEYS = {"next sentence": "down", "a code by its digit": "1", "undo": "u", "redo": "ctrl+r", "the last code again": "."}
ROUNDS = 4
SIZE = (80, 24)


class Screen(Painted, CodingApp):
    """The program, noting when it has drawn."""

    def __init__(self, project: Project) -> None:
        CodingApp.__init__(self, project, "ana", "D01")

    def bell(self) -> None:
        """Nobody hears it."""


def study(folder: Path, page: Page, codings: int, others: int) -> Project:
    """A project with the interview and its codings, and so many more interviews, each with a few codings."""
    files = folder.with_name(f"{folder.name}-files")
    files.mkdir()
    said = [f"{turn.speaker}: {page.text[turn.start : turn.end]}" for turn in page.turns]
    (files / "0000.txt").write_text("\n\n".join(said) + "\n", encoding="utf-8")
    for number in range(1, others + 1):
        (files / f"{number:04}.txt").write_text("\n\n".join(said[number : number + 40]) + "\n", encoding="utf-8")
    project = set_up(folder, codebook="value-creation", coder="ana", title="Measured")
    import_files(project, "ana", sorted(files.glob("*.txt")))
    dice, codes = random.Random(3), [code.name for code in project.codes.all()]
    with project.change("ana", "coding.add") as transaction:
        for document in project.documents.ids():
            turns = [turn for turn in project.documents.turns(document) if turn.end - turn.start > 60]
            for number in range(codings if document == "D01" else 5):
                turn = turns[number % len(turns)]
                start = turn.start + number // len(turns)
                end = start + dice.randint(20, 50)
                new = NewCoding(document, start, end, codes[number % len(codes)], "ana")
                project.codings.insert(transaction, new)
    return project


async def keys_in_turn(page: Page, projects: dict[str, Project], count: int) -> dict[str, list[float]]:
    """Key-to-paint of the bare app and of the screen on each project, a few keys of each in turn."""
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        async with (bare := Bare(page)).run_test(size=SIZE) as pilot:
            for _ in range(count // ROUNDS):
                taken["TextArea: down"].extend(await answered(pilot, bare, "down"))
        for name, project in projects.items():
            async with (screen := Screen(project)).run_test(size=SIZE) as pilot:
                await pilot.pause()
                for _ in range(count // ROUNDS):
                    for told_as, key in KEYS.items():
                        taken[f"{told_as}, {name}"].extend(await answered(pilot, screen, key))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=12_000)
    parser.add_argument("--codings", type=int, default=300)
    parser.add_argument("--others", type=int, default=200)
    parser.add_argument("--keys", type=int, default=40)
    given = parser.parse_args()
    page = made_page(given.words, 0)
    with tempfile.TemporaryDirectory() as above:
        projects = {
            "alone": study(Path(above) / "alone", page, given.codings, 0),
            f"among {given.others}": study(Path(above) / "among", page, given.codings, given.others),
        }
        openings: dict[str, list[float]] = defaultdict(list)
        for _ in range(5):
            openings["TextArea: opening"].append(asyncio.run(opened(Bare(page), SIZE)))
            for name, project in projects.items():
                openings[f"opening, {name}"].append(asyncio.run(opened(Screen(project), SIZE)))
        keys = asyncio.run(keys_in_turn(page, projects, given.keys))
        print(f"{given.words:,} words, {given.codings} codings, {SIZE[0]}x{SIZE[1]}; milliseconds")
        print(f"{'':30}{'median':>9}{'p95':>9}   of the bare app’s")
        for taken, beside in ((openings, "TextArea: opening"), (keys, "TextArea: down")):
            for name, times in taken.items():
                print(told(f"{name:30}", times, 1000 * statistics.median(taken[beside])))
        for project in projects.values():
            project.close()


if __name__ == "__main__":
    main()
