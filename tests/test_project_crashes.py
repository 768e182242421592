"""Programs that die at the worst moment, and what the next one finds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CODEBOOK, CODEBOOK_FILE, Clock, coded, faults
from test_project_player import storm

from qualcode.project import open_project
from qualcode.project.backups import write_backup
from qualcode.study.codebooks.updating import update

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills a program the way POSIX systems do")

REWORDED = CODEBOOK.replace("The food is praised", "Food")
DIES = """
import os, sys
from pathlib import Path
from qualcode.project import open_project
from qualcode.project.backups import restore

def die(event, given):
    if event in {"os.rename", "os.link"} and str(given[1]).endswith(sys.argv[2]):
        os._exit(9)

folder = Path(sys.argv[1])
with open_project(folder) as project:
    project.memos.add("ana", "project", "", "the day’s first change")
    sys.addaudithook(die)
    exec(sys.argv[3])
"""


def die_while(folder: Path, deed: str, at: str = "study.yaml") -> None:
    """Do something in a program that dies at the moment at which it would put a file in its place."""
    died = subprocess.run([sys.executable, "-c", DIES, str(folder), at, deed], check=False)
    assert died.returncode == 9


def test_nothing_said_to_be_done_is_lost_when_the_program_is_killed(study_on_disk: Path, tmp_path: Path):
    aftermaths = storm(study_on_disk, tmp_path, range(10))
    assert [seed for seed, one in aftermaths if not one.sound] == []
    assert sum(len(one.done) for _, one in aftermaths) > 50


@pytest.fixture
def reworded(folder: Path) -> Path:
    """The study after one rewording of its codebook."""
    with open_project(folder, clock=Clock()) as project:
        write_backup(project, "by-hand").rename(folder / "backups" / "kept.db")
        (folder / CODEBOOK_FILE).write_text(REWORDED)
        update(project, "ana")
    return folder


UNDO = """
target = [event for event in project.history.all() if event.action == "codebook.update"][-1]
project.history.undo_event("ben", target.id)
"""
RESTORE = "restore(project, folder / 'backups' / 'kept.db')"


@pytest.mark.parametrize("deed", [UNDO, RESTORE])
def test_a_codebook_left_behind_by_a_dying_program_follows_on_the_next_open(reworded: Path, deed: str):
    die_while(reworded, deed)
    assert (reworded / CODEBOOK_FILE).read_text() == REWORDED
    with open_project(reworded) as project:
        assert (reworded / CODEBOOK_FILE).read_text() == CODEBOOK
        assert project.codes.named("lunch").brief == "The food is praised"
        assert (project.files.edited(), faults(project)) == ([], [])


@pytest.mark.parametrize("deed", [UNDO, RESTORE])
def test_a_hand_edit_made_after_the_program_died_is_left_alone(reworded: Path, deed: str):
    die_while(reworded, deed)
    mine = CODEBOOK.replace("The food is praised", "My own words")
    (reworded / CODEBOOK_FILE).write_text(mine)
    with open_project(reworded) as project:
        assert (reworded / CODEBOOK_FILE).read_text() == mine
        assert (project.files.edited(), faults(project)) == ([CODEBOOK_FILE], [])


def test_an_import_that_died_before_it_was_recorded_can_be_repeated(folder: Path, tmp_path: Path):
    transcript = tmp_path / "kim.txt"
    transcript.write_text("Interviewer: And?\n\nKim: We met twice.\n")
    deed = f"""
from qualcode.study.bringing_in.importing import import_files
import_files(project, "ana", [Path({str(transcript)!r})])
"""
    die_while(folder, deed, "kim.txt")
    with open_project(folder) as project:
        assert project.documents.ids() == ["D01", "D02"]
    subprocess.run([sys.executable, "-c", DIES, str(folder), "nothing", deed], check=True)
    with open_project(folder) as project:
        assert coded(project, "ana", "We met twice.", "card", document="D03").words == "We met twice."
        assert faults(project) == []
