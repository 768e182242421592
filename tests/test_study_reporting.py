"""What people changed in a report or an export is never written over."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import Clock, coded
from studies import qualcode

from qualcode.project import open_project
from qualcode.project.themes import NewTheme
from qualcode.study.reporting.reports import put_report

WAYS = [("report themes", "report.md", "report.new.md"), ("themes export", "themes.yaml", "themes.new.yaml")]
NAMES = pytest.mark.parametrize(("command", "name", "beside"), WAYS, ids=["report", "export"])


@pytest.fixture
def named(folder: Path) -> Path:
    """The study with one theme named."""
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", "We drafted the card together.", "card")
        project.themes.name_new("ana", NewTheme("One card", "It is used.", "", ("card",)))
    return folder


def name_another(folder: Path) -> None:
    assert qualcode(folder, "themes", "name", "Awkward things are said", "--idea", "Aloud.", "--coder", "ana").code == 0


def written(path: Path) -> tuple[int, int, int]:
    """Which file it is, and when it was written last; reading it changes nothing of this."""
    stood = path.stat()
    return stood.st_ino, stood.st_mtime_ns, stood.st_size


@NAMES
@pytest.mark.parametrize("inside", [True, False])
def test_a_file_edited_by_hand_is_left_alone_and_the_new_text_stands_beside_it(
    named: Path, tmp_path: Path, command: str, name: str, beside: str, inside: bool
) -> None:
    place = (named / "reports" if inside else tmp_path / "elsewhere") / name
    write = (*command.split(), "-o", place)
    assert qualcode(named, *write).err.count(f"Written: {place} ") == 1
    edited = place.read_text(encoding="utf-8") + "# Mine\n"
    place.write_text(edited, encoding="utf-8")
    name_another(named)

    said = qualcode(named, *write)
    assert said.code == 0
    assert f"{place} is not as qualcode wrote it" in said.err
    assert f"stands in {place.with_name(beside)}." in said.err
    assert place.read_text(encoding="utf-8") == edited
    assert place.with_name(beside).read_text(encoding="utf-8") == qualcode(named, *command.split()).out


@NAMES
def test_a_file_as_qualcode_wrote_it_is_replaced_and_the_same_text_left(
    named: Path, command: str, name: str, beside: str
) -> None:
    write = (*command.split(), "-o", name)
    qualcode(named, *write)
    stood = written(named / name)
    assert "Nothing to do" in qualcode(named, *write).err
    assert written(named / name) == stood

    name_another(named)
    assert f"Written: {name} " in qualcode(named, *write).err
    assert "Awkward things" in (named / name).read_text(encoding="utf-8")
    assert not (named / beside).exists()


@NAMES
def test_a_file_that_stood_there_before_is_no_report_of_qualcode(
    named: Path, command: str, name: str, beside: str
) -> None:
    (named / name).write_text("My own words.\n")
    assert qualcode(named, *command.split(), "-o", name).code == 0
    assert (named / name).read_text() == "My own words.\n"
    assert (named / beside).exists()


def test_the_file_beside_is_as_safe_and_may_take_the_first_ones_place(named: Path) -> None:
    mine = named / "report.md"
    with open_project(named) as project:
        for text in ("one", "two"):
            put_report(project, mine, text)
        mine.write_text("one, by hand")
        beside = put_report(project, mine, "three").path
        beside.write_text("three, by hand")
        third = put_report(project, mine, "four")
        assert (beside.name, third.path.name) == ("report.new.md", "report.new-2.md")
        assert put_report(project, mine, "four").new is False
        assert (mine.read_text(), beside.read_text()) == ("one, by hand", "three, by hand")

        third.path.rename(mine)
        assert put_report(project, mine, "five").path == mine
    assert qualcode(named, "check").err == "The project is sound.\n"


def test_a_moved_project_still_knows_its_reports(named: Path, tmp_path: Path) -> None:
    qualcode(named, "report", "themes", "-o", "reports/themes.md")
    moved = Path(shutil.move(named, tmp_path / "moved"))
    name_another(moved)
    assert "Written: reports/themes.md " in qualcode(moved, "report", "themes", "-o", "reports/themes.md").err


def test_a_project_of_the_first_schema_gets_the_table_and_keeps_everything(named: Path) -> None:
    with sqlite3.connect(named / "project.db") as old:
        old.execute("DROP TABLE written_files")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_written_files'")
        old.execute("PRAGMA user_version = 1")
    old.close()
    assert "Written: report.md " in qualcode(named, "report", "themes", "-o", "report.md").err
    assert qualcode(named, "check").err == "The project is sound.\n"


def test_a_place_that_cannot_be_written_is_said_so(named: Path) -> None:
    said = qualcode(named, "report", "themes", "-o", named)
    assert said.code == 1
    assert said.err.endswith("→ Choose another place with -o\n")
