"""A coder at the coding screen who says aloud every key and what the screen shows after it; a program others kill."""

import asyncio
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from studies import ids_asking, small_study
from textual.pilot import Pilot

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.log import heads
from qualcode.project.soundness import check_project
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.coding.coding_page import PageCoding, page_codings
from qualcode.tui.app import CodingApp
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.reading_list_screen import ReadingListScreen

DOCUMENT = "D01"
Keys = tuple[str, ...]
DECIDING = {"enter", "ctrl+s", "ctrl+r", "full_stop", "asterisk", *"123budas0x"}
"""Keys that may end in a change."""
AT_ONCE = 3
REVIEWED: tuple[Keys, ...] = (*((key,) for key in "as0u"), ("0", "x"), ("0", "c", "t", "enter"), ("a",) * 6)
"""What is done in the review: the last reaches the decoy, and after a page turned down comes what is read again."""


def deeds(random: Random) -> list[Keys]:
    """What a coder may do next, as keys; the more often done the more often listed."""
    said = str(random.randrange(10_000))
    return [
        *[("j",), ("k",), ("right_square_bracket",), ("shift+down",), ("w",)] * 3,
        *[("right",), ("left",), ("shift+right",), ("less_than_sign",), ("t",), ("pagedown",), ("home",), ("x",)],
        *[("enter", random.choice("abcdelmorstv"), "enter")] * 6,
        *[(str(random.randrange(1, 5)),), ("full_stop",)] * 4,
        ("enter", "space", "down", "down", "space", "down", "space", "enter"),
        ("enter", "r", "tab", "right", "tab", "tab", "w", "h", "y", "enter"),
        ("enter", *f"new{said}", "enter", *"it", "enter"),
        ("i", *said, "enter"),
        *[("asterisk",), ("b",), ("d",)] * 2,
        ("r", random.choice("abcdert"), "enter"),
        *[("m", *f"memo {said}", "ctrl+s")] * 2,
        *[("u",)] * 6,
        *[("ctrl+r",)] * 3,
        ("e", "end", *said, "enter"),
        ("o",),
        ("slash", *"the", "enter", "n"),
        ("f", *said, "ctrl+s"),
        ("v", *random.choice(REVIEWED), "q"),
        ("g", "enter"),
    ]


def story(seed: int) -> Iterator[str]:
    """The keys of a story without end; an empty one where every window still open is to be left."""
    random = Random(seed)
    while True:
        yield from random.choice(deeds(random))
        yield ""


def say(what: str, **values: Any) -> None:
    print(json.dumps([what, values]), flush=True)  # noqa: T201


def shown(codings: tuple[PageCoding, ...]) -> list[list[Any]]:
    """The codings as a person sees them."""
    return [
        [one.id, one.start, one.end, one.code, one.starred, one.memo, dict(one.modifiers)]
        for one in sorted(codings, key=lambda one: one.id)
    ]


async def play(folder: Path, seed: int, coder: str = "ana", keys: int | None = None) -> None:
    """Work until killed, or for so many keys; what the screen shows is said after each key is dealt with."""
    left, goes_on = islice(story(seed), keys), True
    with open_project(folder) as project:
        while goes_on:
            app = CodingApp(project, coder, DOCUMENT)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                goes_on = await _sit(pilot, project, left)


async def _sit(pilot: Pilot[Any], project: Project, left: Iterator[str]) -> bool:
    """Press keys until one of them closes the program; whether the story goes on."""
    for key in left:
        if key:
            await _press(pilot, project, key)
        else:
            await _leave_windows(pilot, project)
        if pilot.app.return_code is not None:
            return True
    await _leave_windows(pilot, project)
    return False


async def pressed(pilot: Pilot[Any], key: str) -> None:
    """Press a key and wait until the program has done what it does."""
    await pilot.press(key)
    while pilot.app.keys_wait and pilot.app.return_code is None:
        await pilot.pause(0.01)


async def _press(pilot: Pilot[Any], project: Project, key: str) -> None:
    say("before", key=key)
    began = time.monotonic()
    await pressed(pilot, key)
    screen = pilot.app.screen
    seen = shown(screen.pane.codings) if isinstance(screen, CodingScreen) and screen.document == DOCUMENT else None
    say("after", key=key, took=time.monotonic() - began, heads=heads(project.connection), seen=seen)


async def _leave_windows(pilot: Pilot[Any], project: Project) -> None:
    while not isinstance(pilot.app.screen, CodingScreen):
        await _press(pilot, project, "enter" if isinstance(pilot.app.screen, ReadingListScreen) else "escape")
    if pilot.app.screen.document != DOCUMENT:
        pilot.app.open_document(DOCUMENT)
        await pilot.pause()


@dataclass(frozen=True)
class Aftermath:
    """What stood on disk after a kill, beside what had been said aloud."""

    keys: int
    pressed: str
    """The key that was being dealt with, or the last one."""
    lost: list[str]
    """Events that were said aloud and are not there."""
    unsaid: list[str]
    """What was done by the key that was being dealt with, as actions."""
    seen: list[list[Any]] | None
    found: list[list[Any]]
    """The codings there were, once what was unsaid is taken back."""
    broken: list[str]
    died: str
    """What the program said, had it ended before it was killed."""
    came_back: bool
    """Whether undo and redo lead back to the same rows."""

    @property
    def sound(self) -> bool:
        """All that the screen had shown is there, with at most the decision of one key besides."""
        shown_is_there = self.seen is None or self.seen == self.found
        whole = not self.lost and not self.broken and not self.died
        return whole and shown_is_there and len(self.decided) <= 3 and self.came_back

    @property
    def decided(self) -> list[str]:
        """What was decided by that key; that something was shown is nobody's decision."""
        return [action for action in self.unsaid if not action.startswith("shown.")]


def kill_and_look(folder: Path, seed: int, longest: int = 60) -> Aftermath:
    """Let a coder work, kill the program at a random moment between or during keys, and open what it left."""
    random = Random(f"moment {seed}")
    child = subprocess.Popen(
        [sys.executable, __file__, str(folder), str(seed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stderr is not None
    lines = [child.stdout.readline() for _ in range(2 + random.randrange(2 * longest))]
    if random.random() < 0.5:  # else most kills fall between two letters of a memo
        while lines[-1] and not _decides(lines[-1]):
            lines.append(child.stdout.readline())
    time.sleep(random.random() * 0.06)
    child.send_signal(signal.SIGKILL)
    lines += child.stdout.readlines()
    error = child.stderr.read()
    died = "" if child.wait() == -signal.SIGKILL else error[-2000:]
    child.stdout.close()
    child.stderr.close()
    return _looked_at(folder, [json.loads(line) for line in lines if line.endswith("\n")], died)


def _decides(line: str) -> bool:
    what, values = json.loads(line)
    return what == "before" and values["key"] in DECIDING


def _looked_at(folder: Path, said: list[tuple[str, dict[str, Any]]], died: str) -> Aftermath:
    after = [values for what, values in said if what == "after"]
    told = [head for values in after for head in values["heads"]]
    with open_project(folder) as project:
        log = project.history.all()
        logged = [event.id for event in log]
        unsaid = log[logged.index(told[-1]) + 1 :] if told and told[-1] in logged else []
        broken = [row.found for row in check_project(project) if row.result == "broken"]
        came_back = _there_and_back(project)
        for event in reversed(unsaid):
            _take_back(project, event.action)
        found = shown(page_codings(project, "ana", DOCUMENT))
        broken += [row.found for row in check_project(project) if row.result == "broken"]
    return Aftermath(
        keys=len(after),
        pressed=said[-1][1]["key"] if said else "",
        lost=sorted(set(told) - set(logged)),
        unsaid=[event.action for event in unsaid],
        seen=after[-1]["seen"] if after else None,
        found=found,
        broken=broken,
        died=died,
        came_back=came_back,
    )


def _there_and_back(project: Project) -> bool:
    """Undo what can be undone, redo it, and compare."""
    before = shown(page_codings(project, "ana", DOCUMENT)), project.memos.all(), project.finishes.by("ana")
    try:
        project.history.undo("ana")
    except QualcodeError:
        return True
    project.history.redo("ana")
    return before == (shown(page_codings(project, "ana", DOCUMENT)), project.memos.all(), project.finishes.by("ana"))


def _take_back(project: Project, action: str) -> None:
    if action == "undo":
        project.history.redo("ana")
    elif action.startswith(("coding.", "memo.", "document.finish", "suggestion.", "redo")):
        project.history.undo("ana")


def make_template(folder: Path) -> Path:
    """A small study in which six suggestions for the first interview wait, a decoy last, and one to be read again."""
    small_study(folder)
    with open_project(folder, new_id=ids_asking(reason=False)) as project:
        text = project.texts.of_document(DOCUMENT)
        codes = [code.name for code in project.codes.all() if code.in_use][:6]
        places = [
            text.index(words) for words in ("We drafted", "It wasn", "It was ours", "Then we", "Nobody", "We used")
        ]
        offers = [
            NewSuggestion(DOCUMENT, at, at + 8, text[at : at + 8], code, "some", 0.5, rank, None, arm)
            for rank, (at, code, arm) in enumerate(zip(places, codes, [*["offered"] * 5, "decoy"], strict=True))
        ]
        offers.append(replace(offers[0], code=codes[1], rank=6, arm="withheld"))
        project.suggestions.offer("ana", offers, "none")
    return folder


def storm(template: Path, top: Path, seeds: range, longest: int = 60) -> list[tuple[int, Aftermath]]:
    """Kill one sitting per seed, each on a fresh copy of a study, some at a time as they mostly wait."""

    def one(seed: int) -> tuple[int, Aftermath]:
        folder = Path(shutil.copytree(template, top / str(seed) / "project"))
        aftermath = kill_and_look(folder, seed, longest)
        shutil.rmtree(top / str(seed))
        return seed, aftermath

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, seeds))


if __name__ == "__main__":
    asyncio.run(play(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4], *map(int, sys.argv[4:5])))
