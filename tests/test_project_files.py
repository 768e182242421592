"""YAML files beside what was applied of them."""

import stat
from pathlib import Path

import pytest
from conftest import CODEBOOK, CODEBOOK_FILE, Clock, faults

from qualcode.errors import ProblemsInFile
from qualcode.project import Project, open_project
from qualcode.project.changes import sha256
from qualcode.study.codebooks.updating import update

REWORDED = CODEBOOK.replace("The food is praised", "Food")


def apply(project: Project, text: str) -> None:
    (project.folder / CODEBOOK_FILE).write_text(text)
    update(project, "ana")


def die_before_the_codebook_is_replaced(folder: Path) -> None:
    """Leave the folder as a program does that dies right after it has committed the undo of a rewording."""
    with open_project(folder, clock=Clock()) as project:
        apply(project, REWORDED)
        project.history.undo_event("ana", project.history.all()[-1].id)
        project.connection.execute("INSERT INTO file_writes VALUES (?, ?)", (CODEBOOK_FILE, sha256(REWORDED)))
    (folder / CODEBOOK_FILE).write_text(REWORDED)


def test_an_edited_file_changes_nothing_until_it_is_applied(project: Project):
    (project.folder / CODEBOOK_FILE).write_text(REWORDED)
    assert project.files.edited() == [CODEBOOK_FILE]
    assert project.codes.named("lunch").brief == "The food is praised"
    update(project, "ana")
    assert project.codes.named("lunch").brief == "Food"
    assert project.files.edited() == []


def test_a_replacement_cut_short_is_finished_on_the_next_open(folder: Path):
    die_before_the_codebook_is_replaced(folder)
    with open_project(folder) as project:
        assert (folder / CODEBOOK_FILE).read_text() == CODEBOOK
        assert (project.files.edited(), project.files.awaiting()) == ([], [])


def test_a_hand_edit_made_meanwhile_is_left_alone(folder: Path):
    die_before_the_codebook_is_replaced(folder)
    mine = CODEBOOK.replace("The food is praised", "My own words")
    (folder / CODEBOOK_FILE).write_text(mine)
    with open_project(folder) as project:
        assert (folder / CODEBOOK_FILE).read_text() == mine
        assert (project.files.edited(), project.files.awaiting()) == ([CODEBOOK_FILE], [])


def test_a_file_that_awaits_its_replacement_is_no_hand_edit(folder: Path):
    with open_project(folder) as other:
        die_before_the_codebook_is_replaced(folder)
        assert other.files.awaiting() == [CODEBOOK_FILE]
        assert update(other, "ben") == []
        assert other.codes.named("lunch").brief == "The food is praised"


def test_a_file_that_cannot_be_written_keeps_nobody_from_working(folder: Path):
    die_before_the_codebook_is_replaced(folder)
    (folder / CODEBOOK_FILE).unlink()
    (folder / "codebooks").rmdir()
    (folder / "codebooks").write_text("in the way")
    with open_project(folder) as project:
        project.memos.add("ana", "project", "", "still working")
        assert faults(project) == []
        assert f"{CODEBOOK_FILE} is gone; what was applied is still in force" in faults(project, "note")


def test_a_replaced_file_can_be_read_by_its_owner_only(project: Project):
    apply(project, REWORDED)
    project.history.undo_event("ana", project.history.all()[-1].id)
    assert stat.S_IMODE((project.folder / CODEBOOK_FILE).stat().st_mode) == 0o600
    assert [path.name for path in (project.folder / "codebooks").iterdir()] == ["study.yaml"]


@pytest.mark.parametrize("ending", ["\r\n", "\n\n\n"])
def test_undo_gives_a_file_its_very_bytes_back(project: Project, ending: str):
    path = project.folder / CODEBOOK_FILE
    path.write_bytes(b"\xef\xbb\xbf" + REWORDED.replace("\n", ending).encode())
    before = path.read_bytes()
    update(project, "ana")
    apply(project, CODEBOOK)
    project.history.undo_event("ana", project.history.all()[-1].id)
    assert path.read_bytes() == before


def test_an_update_with_a_mistake_applies_nothing_of_any_file(project: Project):
    events = len(project.history.all())
    (project.folder / "project.yaml").write_text("title: Another\nmode: guessing\n")
    (project.folder / CODEBOOK_FILE).write_text(REWORDED)
    with pytest.raises(ProblemsInFile):
        update(project, "ana")
    assert project.codes.named("lunch").brief == "The food is praised"
    assert (len(project.history.all()), project.settings.read().title) == (events, "Meetings")


def test_discarded_edits_are_kept_beside_the_file_that_was_put_back(project: Project):
    path = project.folder / "project.yaml"
    before = path.read_bytes()
    path.write_text("title: by hand\n")
    ((name, kept),) = project.files.discard_edits()
    assert (name, path.read_bytes(), project.files.edited()) == ("project.yaml", before, [])
    assert (project.folder / str(kept)).read_text() == "title: by hand\n"
