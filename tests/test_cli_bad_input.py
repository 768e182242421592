import sqlite3
from pathlib import Path

import pytest
from studies import EXAMPLE, Said, in_process, qualcode, small_study

from qualcode.project import open_project

TEN_MISTAKES = """\
titel: A codebook
prefix: x
modifiers:
  - name: valence
    values: positive
codes:
  - id: One Two
    label: One
    brief: One thing
  - id: x.two
    brief: Two things
    when: yes
  - id: x.two
    label: Two
    brief: Two again
    exampels: [one]
  - label: Nameless
    brief: Nobody
  - id: x.three
    label: Three
    brief: Three things
    when_not:
      - something else -> x.nine
    counter_examples:
      - txt: no
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path / "study")


def plain(said: Said) -> bool:
    """Exit 1, something said, a next step, no traceback and no data."""
    return said.code == 1 and said.out == "" and "→ " in said.err and "Traceback" not in said.err


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "“empty.txt” is empty. Export the transcript again"),
        ("blank.txt", b" \n\n", "“blank.txt” is empty. Export the transcript again"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "“picture.txt” is a picture"),
        ("broken.docx", b"PK\x03\x04 and then nothing", "save it as .docx or .txt"),
        ("table.xlsx", b"PK\x03\x04 and then nothing", "“table.xlsx” is"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name_and_nothing_is_kept(
    study: Path, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)

    said = qualcode(study, "import", tmp_path / name, "--format", "json")
    assert said.code == 1
    assert [(row["file"], row["status"]) for row in said.rows] == [(name, "refused")]
    assert message in said.err
    assert len(qualcode(study, "documents", "--format", "json").rows) == 3
    assert not (study / "transcripts" / name).exists()


def test_a_refused_file_does_not_stop_the_others(study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Ann: Yes.\nBea: No.\nAnn: Well.\nBea: Hm.\n")

    said = qualcode(study, "import", tmp_path / "a.txt", tmp_path / "b.txt", "--format", "json")
    assert said.code == 1
    assert [row["status"] for row in said.rows] == ["refused", "ok"]
    assert said.rows[1]["documents"] == ["D04"]


@pytest.mark.parametrize("words", [["status"], ["read", "D01"], ["suggest"], ["coding", "add", "-d", "D01", "-c", "x"]])
def test_a_folder_that_is_no_project_says_how_to_make_one(tmp_path: Path, words: list[str]) -> None:
    said = qualcode(tmp_path, *words)

    assert plain(said)
    assert said.err.startswith(f"There is no project in {tmp_path} or above it.")
    assert "qualcode init --codebook value-creation --coder YOUR-NAME" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_project_of_a_newer_version_is_left_alone(study: Path) -> None:
    with sqlite3.connect(study / "project.db") as file:
        file.execute("PRAGMA user_version = 999")
    file.close()
    before = (study / "project.db").read_bytes()

    said = qualcode(study, "coding", "add", "-d", "D01", "-t", 2, "-c", "applied")
    assert plain(said)
    assert "was made by a newer qualcode" in said.err
    assert said.err.endswith("→ Bring this one up to date: pipx upgrade qualcode\n")
    assert (study / "project.db").read_bytes() == before


def test_a_damaged_project_file_is_replaced_by_a_backup_and_kept_aside(study: Path) -> None:
    assert qualcode(study, "backup").code == 0
    (study / "project.db").write_bytes(b"no database at all" * 400)
    (copy,) = (study / "backups").glob("*by-hand.db")
    said = qualcode(study, "restore", copy, "--yes")
    assert (said.code, "What stood before is in backups/damaged-" in said.err) == (0, True)
    assert qualcode(study, "check").code == 0


def test_a_copy_of_another_study_is_not_restored_over_this_one(study: Path, tmp_path: Path) -> None:
    other = small_study(tmp_path / "other")
    assert qualcode(other, "backup").code == 0
    (copy,) = (other / "backups").glob("*by-hand.db")
    said = qualcode(study, "restore", copy, "--yes")
    assert (said.code, "is a copy of another study" in said.err) == (1, True)


def test_a_damaged_project_file_points_to_the_backups(study: Path) -> None:
    for beside in study.glob("project.db-*"):
        beside.unlink()
    (study / "project.db").write_bytes(b"This is no database." * 300)

    said = qualcode(study, "status")
    assert plain(said)
    assert "is not a project file, or it is damaged" in said.err
    assert "backups/" in said.err


def test_a_codebook_with_ten_mistakes_lists_all_of_them_with_line_and_mend(study: Path) -> None:
    path = study / "codebooks" / "value-creation.yaml"
    path.write_text(TEN_MISTAKES)

    said = qualcode(study, "codebook", "check", "--format", "json")
    found = [row for row in said.rows if row["level"] == "problem"]
    assert said.code == 1
    assert len(found) >= 10
    assert all(row["where"].startswith("codebooks/value-creation.yaml:") and row["message"] for row in found)
    assert all(row["mend"] for row in found)

    refused = qualcode(study, "codebook", "update")
    assert refused.code == 1
    assert refused.err.count("value-creation.yaml:") >= len(found)
    assert len(qualcode(study, "codebook", "list", "--format", "json").rows) == 10
    assert "Traceback" not in refused.err


def test_project_yaml_with_mistakes_lists_all_of_them_and_changes_nothing(study: Path) -> None:
    path = study / "project.yaml"
    path.write_text("title: ''\nmode: guess\nsugestions: open\nk_anonymity: none\n")

    said = qualcode(study, "codebook", "update")
    assert said.code == 1
    for mistake in ("no title", "project.yaml:2", "did you mean “suggestions”", "project.yaml:4"):
        assert mistake in said.err
    assert qualcode(study, "status").out.startswith("A small study\n")


def test_init_makes_a_whole_project_or_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    bad = tmp_path / "bad.yaml"
    bad.write_text(TEN_MISTAKES)
    for words in (
        [],
        ["--coder", " "],
        ["--coder", "all"],
        ["--coder", "ana", "--codebook", "nonsense"],
        ["--coder", "ana", "--codebook", tmp_path / "none.yaml"],
        ["--coder", "ana", "--mode", "guess"],
        ["--coder", "ana", "--codebook", bad],
    ):
        said = qualcode(tmp_path, "init", "new", *words)
        assert (said.code, said.out) == (1, "")
        assert not (folder / "project.db").exists()
    assert qualcode(tmp_path, "init", "new", "--coder", "ana").err.splitlines()[-1].startswith("Next: cd new && ")
    again = qualcode(folder, "init", "--coder", "ana")
    assert (again.code, again.err.splitlines()[-1]) == (1, "→ See how it stands: qualcode status")
    assert list(folder.glob(".project.db*")) == []


def test_what_does_not_exist_is_said_with_the_listing_to_look_into(study: Path) -> None:
    for words in (
        ["read", "D99"],
        ["finish", "D99"],
        ["reopen", "D01"],
        ["coding", "remove", "abcdef"],
        ["memo", "remove", "abcdef"],
        ["memo", "add", "x", "--theme", "none"],
        ["themes", "show", "none"],
        ["codebook", "show", "none"],
        ["restore", "none.db", "--yes"],
        ["undo", "--event", "abcdef"],
        ["undo", "--to", "abcdef"],
        ["verify", "none.md"],
        ["themes", "import", "none.yaml"],
        ["coding", "import", "none.csv"],
        ["import", "--participants", "none.csv"],
        ["report", "themes"],
        ["themes", "discover"],
        ["import"],
        ["search", "!"],
        ["suggest", "--coder", "zoe"],
    ):
        assert plain(qualcode(study, *words)), words


def test_the_program_itself_ends_without_a_traceback(study: Path) -> None:
    said = in_process(study, "read", "D99")

    assert plain(said)
    assert said.err.splitlines()[0] == "There is no document “D99” in this project."


def test_the_demo_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    said = qualcode(tmp_path, "demo", ".")
    assert plain(said)
    assert said.err.endswith("→ Name a new folder: qualcode demo my-demo\n")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_yaml_that_was_edited_waits_and_says_so(study: Path) -> None:
    path = study / "project.yaml"
    path.write_text(path.read_text().replace("A small study", "A larger study"))

    said = qualcode(study, "status")
    assert said.err == "Note: project.yaml was edited or removed since it was applied (qualcode codebook update).\n"
    assert said.out.startswith("A small study")
    assert qualcode(study, "codebook", "update").code == 0
    assert qualcode(study, "status").out.startswith("A larger study")


def test_ctrl_c_while_importing_leaves_whole_documents_and_a_sound_project(tmp_path: Path) -> None:
    study = small_study(tmp_path / "study")
    interrupting = """
import os, signal, sys, threading, _thread
import qualcode.study.bringing_in.importing as importing
from qualcode.cli import main
seen = []
def after_three(event, args):
    if event == "open" and str(args[0]).endswith((".vtt", ".txt", ".docx", ".srt")) and "transcripts" in str(args[0]):
        seen.append(args[0])
        if len(seen) == 3:
            os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(after_three)
main()
"""
    said = in_process(study, "import", EXAMPLE, python=interrupting)

    assert said.code == 130
    assert said.err.splitlines()[-1].startswith("Stopped.")
    assert "Traceback" not in said.err
    with open_project(study) as project:
        assert 3 <= len(project.documents.ids()) < 15
    check = qualcode(study, "check")
    assert (check.code, check.err) == (0, "The project is sound.\n")


def test_a_lost_project_file_is_brought_back_from_its_copies(study: Path) -> None:
    assert qualcode(study, "backup").code == 0
    (study / "project.db").unlink()
    assert "qualcode restore --list" in qualcode(study, "status").err
    copy = qualcode(study, "restore", "--list").out.splitlines()[-1]
    assert qualcode(study, "restore", copy, "--yes").code == 0
    assert qualcode(study, "check").code == 0
