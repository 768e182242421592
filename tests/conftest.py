"""A small study on disk that tests share: three coders, one codebook, two interviews."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode.model import Coding
from qualcode.project import Project, create_project, open_project
from qualcode.project.codings import NewCoding
from qualcode.project.soundness import check_project
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.codebooks.updating import keep_codebook
from qualcode.study.setting_up import add_coder, set_up
from qualcode.study.settings_file import read_settings, write_settings

CODEBOOK_FILE = "codebooks/study.yaml"
CODEBOOK = """\
# Edited by hand
title: What the meetings gave
modifiers:
  valence:
    definition: Gained or lost
    values: [positive, negative, mixed, absent]
codes:
- id: trust
  brief: Colleagues say awkward things aloud
- id: card
  brief: The feedback card is used
- id: lunch
  brief: The food is praised
"""
INTERVIEWS = {
    "dana.txt": (
        "Interviewer: What did you take home?\n\n"
        "Dana: We drafted the card together. My teachers asked for it again this spring.\n\n"
        "Interviewer: And the meetings?\n\n"
        "Dana: Naïve question 🙂 — I can say awkward things there.\n"
    ),
    "gus.txt": (
        "Interviewer: What did the meetings give you?\n\n"
        "Gus: Honestly? Nothing I could use. A nice lunch. The card never reached our school.\n"
    ),
}


class Clock:
    """A clock that shows one second more at every look."""

    def __init__(self, start: str = "2026-03-02T09:00:00+00:00") -> None:
        self.now = datetime.fromisoformat(start).astimezone(UTC)

    def __call__(self) -> str:
        self.now += timedelta(seconds=1)
        return self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_interviews(folder: Path) -> list[Path]:
    """The two interviews as files outside the project."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in INTERVIEWS]
    for path in paths:
        path.write_text(INTERVIEWS[path.name], encoding="utf-8")
    return paths


def place(project: Project, document: str, words: str) -> tuple[int, int]:
    """Where words stand in a document."""
    start = project.texts.of_document(document).index(words)
    return start, start + len(words)


def coded(project: Project, coder: str, words: str, code: str, *, document: str = "D01", **more: object) -> Coding:
    """A coding made the way the program makes it."""
    return project.codings.add(NewCoding(document, *place(project, document, words), code, coder, **more))  # type: ignore[arg-type]


def faults(project: Project, result: str = "broken") -> list[str]:
    """What check finds: what is broken, or what it has a note about."""
    return [row.found for row in check_project(project) if row.result == result]


def make_study(folder: Path) -> None:
    """Make the study the way `init`, `coder --add` and `import` do, at a time that never changes."""
    settings = write_settings("Meetings", "What did the meetings give you?", "codebook")

    def begin(project: Project) -> None:
        with project.change("ana", "project.init") as transaction:
            project.coders.add(transaction, "ana")
            project.settings.keep(transaction, read_settings(settings.encode()))
            project.files.keep(transaction, "project.yaml", settings)
            keep_codebook(project, transaction, CODEBOOK_FILE, CODEBOOK)

    with create_project(folder, begin, clock=Clock("2026-03-02T08:00:00+00:00")) as project:
        add_coder(project, "ana", "ben")
        add_coder(project, "ana", "cho")
        import_files(project, "ana", write_interviews(folder.parent / "interviews"))


@pytest.fixture(scope="session")
def study_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study as a closed folder, made once; copy it before changing it."""
    folder = tmp_path_factory.mktemp("study") / "project"
    make_study(folder)
    return folder


@pytest.fixture
def folder(study_on_disk: Path, tmp_path: Path) -> Path:
    """A fresh copy of the study's folder: coders ana, ben and cho; documents D01 and D02; nothing coded yet."""
    return Path(shutil.copytree(study_on_disk, tmp_path / "project"))


@pytest.fixture
def project(folder: Path) -> Iterator[Project]:
    """The study, open, with a clock that ticks."""
    with open_project(folder, clock=Clock()) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project in which nothing has been done yet."""
    folder = tmp_path / "empty"
    set_up(folder, codebook="value-creation", coder="ana", title="Nothing yet").close()
    return folder
