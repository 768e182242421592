"""Making, finding and opening a project, whatever lies in the folder."""

import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CODEBOOK, Clock, coded, faults, make_study

from qualcode.errors import QualcodeError
from qualcode.project import Project, create_project, find_project, open_project
from qualcode.project.noting import note
from qualcode.project.schema import SCHEMA_VERSION
from qualcode.study.setting_up import set_up

CARD = "We drafted the card together."


def writable_by_owner_only(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_everything_in_a_new_project_is_its_owners_alone(folder: Path):
    private = [folder / "project.db", *(folder / "transcripts").iterdir(), *(folder / "codebooks").iterdir()]
    assert len(private) == 4
    assert all(writable_by_owner_only(path) for path in [*private, folder / "transcripts", folder / "backups"])


def test_an_open_projects_write_ahead_log_is_its_owners_alone(project: Project):
    coded(project, "ana", CARD, "card")
    assert writable_by_owner_only(project.folder / "project.db-wal")


def test_a_folder_holds_one_project(folder: Path):
    with pytest.raises(QualcodeError, match="already holds a project"):
        set_up(folder, codebook="value-creation", coder="dora", title="Another")
    with open_project(folder) as project:
        assert project.coders.names() == ["ana", "ben", "cho"]


def test_of_two_programs_that_make_the_same_project_the_second_gives_way(tmp_path: Path):
    def begin(project: Project) -> None:
        make_study(tmp_path / "project")
        with project.change("late", "project.init") as transaction:
            project.coders.add(transaction, "late")

    with pytest.raises(QualcodeError, match="already holds a project"):
        create_project(tmp_path / "project", begin)
    with open_project(tmp_path / "project") as project:
        assert project.coders.names() == ["ana", "ben", "cho"]
    assert not list((tmp_path / "project").glob(".project.db*"))


def test_a_project_that_could_not_be_begun_leaves_no_project(tmp_path: Path):
    with pytest.raises(QualcodeError):
        set_up(tmp_path / "study", codebook=str(tmp_path / "none.yaml"), coder="ana", title="")
    (tmp_path / "wrong.yaml").write_text("codes: 3")
    with pytest.raises(QualcodeError):
        set_up(tmp_path / "study", codebook=str(tmp_path / "wrong.yaml"), coder="ana", title="")
    assert not [path for path in (tmp_path / "study").rglob("*") if path.is_file()]


def test_a_file_left_half_made_does_not_keep_anybody_from_beginning_anew(tmp_path: Path):
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / ".project.db.0123").write_bytes(b"half")
    make_study(tmp_path / "project")
    with open_project(tmp_path / "project") as project:
        assert faults(project) == []


def test_files_that_are_there_already_are_not_overwritten(tmp_path: Path):
    own = CODEBOOK.replace("The food is praised", "My own words")
    (tmp_path / "project" / "codebooks").mkdir(parents=True)
    (tmp_path / "project" / "codebooks" / "study.yaml").write_text(own)
    make_study(tmp_path / "project")
    assert (tmp_path / "project" / "codebooks" / "study.yaml").read_text() == own
    with open_project(tmp_path / "project") as project:
        assert project.files.edited() == ["codebooks/study.yaml"]


def test_a_project_is_found_from_any_folder_inside_it(folder: Path):
    assert find_project(folder / "transcripts") == folder


def test_where_there_is_no_project_the_next_step_is_named(tmp_path: Path):
    for find in (find_project, open_project):
        with pytest.raises(QualcodeError) as error:
            find(tmp_path)
        assert "qualcode init" in (error.value.hint or "")


def test_a_project_made_by_a_newer_version_is_refused_and_left_as_it_is(folder: Path):
    with sqlite3.connect(folder / "project.db") as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = (folder / "project.db").read_bytes()
    with pytest.raises(QualcodeError, match="made by a newer qualcode"):
        open_project(folder)
    assert (folder / "project.db").read_bytes() == before


def overwritten(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 1000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def another_programs(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()


def without_its_tables(path: Path) -> None:
    another_programs(path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.close()


@pytest.mark.parametrize("harm", [overwritten, emptied, another_programs, without_its_tables])
def test_a_damaged_project_file_is_called_so_with_the_way_to_a_backup(folder: Path, harm: Callable[[Path], None]):
    harm(folder / "project.db")
    with pytest.raises(QualcodeError, match="is not a project file, or it is damaged") as error:
        open_project(folder)
    assert "qualcode restore" in (error.value.hint or "")


def test_a_project_that_another_program_holds_is_not_called_damaged(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qualcode.project.connection.PATIENCE", 0.05)
    with sqlite3.connect(folder / "project.db", isolation_level=None) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(QualcodeError, match="cannot be opened: database is locked"):
            open_project(folder)
    other.close()


def test_a_writer_who_holds_the_file_for_long_makes_others_say_so(folder: Path):
    with open_project(folder, clock=Clock()) as project, open_project(folder, clock=Clock()) as other:
        other.connection.execute("PRAGMA busy_timeout = 50")
        with project.change("ana", "memo.add"), pytest.raises(QualcodeError, match="Another program has been writing"):
            coded(other, "ben", CARD, "card")
        coded(other, "ben", CARD, "card")


def test_a_file_that_cannot_be_written_is_not_blamed_on_another_program(project: Project):
    project.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(QualcodeError, match="This folder is read-only; nothing was changed"):
        coded(project, "ana", CARD, "card")


def test_a_command_broken_off_leaves_nothing_and_the_next_one_works(project: Project):
    def broken_off() -> None:
        with project.change("ana", "memo.add") as transaction:
            note(transaction, "project", project.settings.id, project.coders.id_of("ana"), "half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert project.memos.all() == []
    assert coded(project, "ana", CARD, "card").coder == "ana"
    assert faults(project) == []


def test_a_stranger_changes_nothing(project: Project):
    with pytest.raises(QualcodeError, match="There is no coder “dora”"):
        coded(project, "dora", CARD, "card")
    assert project.codings.within() == []


WRITER = """
import sys
from pathlib import Path
from qualcode.project import open_project
with open_project(Path(sys.argv[1])) as project:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(40):
        project.memos.add(sys.argv[2], "project", "", f"{sys.argv[2]} {n}")
"""


def test_two_programs_that_write_at_once_neither_lose_a_change_nor_wait_long(folder: Path):
    with open_project(folder) as project:
        project.memos.add("ana", "project", "", "the day’s first change")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("ben", "cho")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    began = time.monotonic()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert time.monotonic() - began < 20
    with open_project(folder) as project:
        texts = [memo.text for memo in project.memos.all()]
        assert sorted(texts[1:]) == sorted(f"{name} {n}" for name in ("ben", "cho") for n in range(40))
        assert faults(project) == []
