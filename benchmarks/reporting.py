"""How long reports and exports of a large study take, beside reading the same rows.

    python benchmarks/reporting.py [--interviews 60] [--codings 6000] [--times 3]

Each is a program of its own, from start-up to the written file; the least of several runs counts. `read` opens the
project and fetches what a report is made from, and nothing else; `rows` only runs SELECT * over the same tables.
Markdown, HTML and CSV are to take at most twice the time of `read`, Word at most five times. What a checkout cannot
write yet is left out by name.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from importing import write_folder

from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.project.themes import NewTheme
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.setting_up import set_up

ROWS = """
import sqlite3
import qualcode.cli
connection = sqlite3.connect("project.db")
for table in ("codings", "codes", "documents", "versions", "texts", "turns", "speakers", "participants", "memos"):
    connection.execute(f"SELECT * FROM {table}").fetchall()
"""
READ = """
from pathlib import Path
import qualcode.cli
from qualcode.project import open_project
from qualcode.study.reporting.reports import material_of
with open_project(Path.cwd()) as project:
    material_of(project)
"""
THEMES = ("report", "themes", "--audience", "team")
COMMANDS = {
    "themes.md": (2, [*THEMES, "-o", "out/themes.md"]),
    "themes.html": (2, [*THEMES, "-o", "out/themes.html"]),
    "themes.docx": (5, [*THEMES, "-o", "out/themes.docx"]),
    "csv": (2, ["export", "csv", "-o", "out/codings.csv"]),
    "json": (None, ["export", "json", "-o", "out/codings.json"]),
    "matrix": (None, ["export", "csv", "--matrix", "-o", "out/matrix.csv"]),
    "sqlite": (None, ["export", "sqlite", "-o", "out/study.db"]),
    "crosstab": (None, ["crosstab", "--by", "role"]),
    "crosstab themes": (None, ["crosstab", "--themes", "--by", "school", "--unit", "school"]),
}
"""By name: how many times the time of `read` it may take, and what is typed."""


def make_study(above: Path, interviews: int, codings: int) -> Path:
    """An invented study: a person, role and school for each interview, themes of every code, one finished by ana."""
    files = above / "files"
    files.mkdir()
    paths = write_folder(files, interviews, 8000)
    with set_up(above / "study", codebook="value-creation", coder="ana", title="Benchmark") as project:
        import_files(project, "ana", paths)
        give_attributes(project)
        code(project, codings)
        for document in project.documents.ids():
            project.finishes.finish("ana", document)
        names = [one.name for one in project.codes.all()]
        for number in range(8):
            project.themes.name_new(
                "ana", NewTheme(f"Theme number {number}", "An idea.", codes=(names[number % len(names)],))
            )
    return above / "study"


def give_attributes(project: Project) -> None:
    chance = random.Random(3)
    with project.change("ana", "participants.import") as transaction:
        for number, person in enumerate(project.participants.ids()):
            role = chance.choice(["principal", "vice principal", "teacher leader"])
            project.participants.keep(transaction, person, {"role": role, "school": f"School {number % 20}"})


def code(project: Project, codings: int) -> None:
    chance = random.Random(5)
    names = [one.name for one in project.codes.all()]
    documents = project.documents.ids()
    texts = {one: project.texts.of_document(one) for one in documents}
    turns = {one: [turn for turn in project.documents.turns(one) if turn.label != "Interviewer"] for one in documents}
    with project.change("ana", "coding.import") as transaction:
        seen: set[tuple[str, int, int, str]] = set()
        while len(seen) < codings:
            document = documents[len(seen) % len(documents)]
            turn = chance.choice(turns[document])
            end = min(turn.end, turn.start + chance.randint(40, 300))
            new = (document, turn.start, end, chance.choice(names))
            if new in seen or not texts[document][turn.start : end].strip():
                continue
            seen.add(new)
            valence = chance.choice(["positive", "positive", "negative", "absent"])
            project.codings.insert(transaction, NewCoding(*new, "ana", {"valence": valence}))


def took(folder: Path, times: int, *words: str, python: str | None = None) -> tuple[float, str]:
    """The least seconds of several runs, and what was said where it failed."""
    call = [sys.executable, "-c", python] if python else [sys.executable, "-m", "qualcode", *words]
    spent = []
    for _ in range(times):
        for old in (folder / "out").glob("*"):
            old.unlink()
        began = time.perf_counter()
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, env=os.environ, check=False)
        spent.append(time.perf_counter() - began)
        if done.returncode:
            return min(spent), (done.stderr.strip().splitlines() or ["?"])[-1]
    return min(spent), ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interviews", type=int, default=60)
    parser.add_argument("--codings", type=int, default=6000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", action="append", help="only this one, by name")
    parser.add_argument("--keep", type=Path, help="make the study here and keep it, or use the one that is here")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        above = chosen.keep or Path(made)
        above.mkdir(exist_ok=True)
        study = above / "study"
        if not study.is_dir():
            study = make_study(above, chosen.interviews, chosen.codings)
        rows, _ = took(study, chosen.times, python=ROWS)
        read, failed = took(study, chosen.times, python=READ)
        print(
            f"{chosen.interviews} interviews, {chosen.codings} codings: rows {rows:.2f} s, read {read:.2f} s {failed}"
        )
        for name, (most, words) in COMMANDS.items():
            if chosen.only and name not in chosen.only:
                continue
            spent, failed = took(study, chosen.times, *words)
            goal = f"   (goal: at most {most})" if most else ""
            if failed:
                print(f"{name:16} left out: {failed}")
            else:
                print(f"{name:16} {spent:5.2f} s   {spent / read:4.2f} x read   {spent / rows:5.2f} x rows{goal}")


if __name__ == "__main__":
    main()
