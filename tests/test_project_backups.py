"""Copies of the project file, and taking one back."""

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from conftest import CODEBOOK, CODEBOOK_FILE, Clock, coded, faults

from qualcode.errors import QualcodeError
from qualcode.project import Project, open_project
from qualcode.project.backups import backups, put_back, restore, write_backup
from qualcode.project.copies import KEPT_DAILY
from qualcode.study.codebooks.updating import update

CARD = "We drafted the card together."


def reworded(project: Project, brief: str) -> None:
    (project.folder / CODEBOOK_FILE).write_text(CODEBOOK.replace("The food is praised", brief))
    update(project, "ana")


def test_the_first_change_of_a_day_makes_a_copy_of_what_stood_before(folder: Path):
    with open_project(folder, clock=Clock("2026-03-03T09:00:00+00:00")) as project:
        coded(project, "ana", CARD, "card")
        coded(project, "ana", CARD, "trust")
        (daily,) = [path for path in backups(project.folder) if path.name.startswith("20260303")]
        restore(project, daily)
        assert project.codings.within() == []


def test_old_daily_copies_go_and_copies_made_by_hand_stay(folder: Path):
    with open_project(folder, clock=Clock("2026-03-01T09:00:00+00:00")) as project:
        by_hand = write_backup(project, "by-hand")
    for day in range(1, KEPT_DAILY + 4):
        with open_project(folder, clock=Clock(f"2026-04-{day:02d}T09:00:00+00:00")) as project:
            project.memos.add("ana", "project", "", f"day {day}")
    with open_project(folder) as project:
        daily = [path.name[:8] for path in backups(project.folder) if "-daily" in path.name]
        assert (daily[0], daily[-1], len(daily)) == ("20260404", "20260417", KEPT_DAILY)
        assert by_hand in backups(project.folder)


def test_copies_of_the_same_moment_do_not_overwrite_each_other(folder: Path):
    with open_project(folder, clock=lambda: "2026-03-02T09:00:00.000Z") as project:
        names = [write_backup(project, "by-hand").name for _ in range(3)]
    assert names == [f"20260302T090000000Z-by-hand{n}.db" for n in ("", "-2", "-3")]
    assert not list((folder / "backups").glob("*.part"))


def test_a_copy_is_readable_by_its_owner_only(project: Project):
    assert stat.S_IMODE(write_backup(project, "by-hand").stat().st_mode) == 0o600


def test_restore_brings_rows_and_files_back_and_keeps_what_stood_before(project: Project):
    copy = write_backup(project, "by-hand")
    coded(project, "ana", CARD, "card")
    reworded(project, "Food")
    kept = restore(project, copy)
    assert project.codings.within() == []
    assert (project.folder / CODEBOOK_FILE).read_text() == CODEBOOK
    assert (project.files.edited(), faults(project)) == ([], [])
    restore(project, kept)
    assert [one.words for one in project.codings.within()] == [CARD]
    assert "brief: Food\n" in (project.folder / CODEBOOK_FILE).read_text()
    assert (project.files.edited(), faults(project)) == ([], [])


def test_restore_leaves_hand_edits_that_nobody_applied(project: Project):
    reworded(project, "Food")
    copy = write_backup(project, "by-hand")
    mine = CODEBOOK.replace("The food is praised", "My own words")
    (project.folder / CODEBOOK_FILE).write_text(mine)
    restore(project, copy)
    assert (project.folder / CODEBOOK_FILE).read_text() == mine


def test_work_goes_on_after_a_restore_in_another_program_that_had_the_project_open(project: Project):
    copy = write_backup(project, "by-hand")
    coded(project, "ana", CARD, "card")
    with open_project(project.folder) as other:
        assert len(other.codings.within()) == 1
        restore(project, copy)
        assert other.codings.within() == []
        coded(other, "ben", CARD, "card")
    assert [one.coder for one in project.codings.within()] == ["ben"]
    assert faults(project) == []


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_restore_refuses_what_is_no_sound_copy(project: Project, tmp_path: Path, content: bytes | None):
    coded(project, "ana", CARD, "card")
    copy = tmp_path / "copy.db"
    if content is None:
        with sqlite3.connect(copy) as connection:
            connection.execute("CREATE TABLE events (id)")
        connection.close()
    else:
        copy.write_bytes(content)
    with pytest.raises(QualcodeError, match="is not a sound copy"):
        restore(project, copy)
    assert len(project.codings.within()) == 1


def test_restore_refuses_a_copy_made_by_a_newer_version(project: Project):
    copy = write_backup(project, "by-hand")
    with sqlite3.connect(copy) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(QualcodeError, match="was made by a newer qualcode"):
        restore(project, copy)
    assert project.coders.names() == ["ana", "ben", "cho"]


def test_restore_of_a_copy_that_is_not_there_says_where_to_look(project: Project):
    with pytest.raises(QualcodeError, match="There is no backup"):
        restore(project, project.folder / "backups" / "nothing.db")


def test_a_copy_takes_the_place_of_a_damaged_project_file_which_is_kept(folder: Path, tmp_path: Path):
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", CARD, "card")
        copy = shutil.copy(write_backup(project, "by-hand"), tmp_path)
        coded(project, "ana", CARD, "trust")
        shutil.copy(folder / "project.db-wal", tmp_path / "wal")
    (folder / "project.db").write_bytes(b"rubbish" * 1000)
    shutil.copy(tmp_path / "wal", folder / "project.db-wal")
    kept = put_back(folder, Path(copy))
    assert kept is not None
    assert kept.read_bytes().startswith(b"rubbish")
    with open_project(folder) as project:
        assert [one.code for one in project.codings.within()] == ["card"]
        assert faults(project) == []
        assert stat.S_IMODE((folder / "project.db").stat().st_mode) == 0o600
