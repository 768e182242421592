"""What check proves, and what it says when something was altered behind its back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from conftest import CODEBOOK_FILE, Clock, coded, faults

from qualcode.errors import QualcodeError
from qualcode.project import open_project
from qualcode.project.soundness import check_project

CARD = "We drafted the card together."


@pytest.fixture
def coded_folder(folder: Path) -> Path:
    with open_project(folder, clock=Clock()) as project:
        coded(project, "ana", CARD, "card", memo="whose?")
        project.finishes.finish("ana", "D01")
        project.history.undo("ana")
    return folder


def alter(folder: Path, statement: str) -> None:
    """Change the file behind the program’s back."""
    connection = sqlite3.connect(folder / "project.db")
    connection.execute("PRAGMA foreign_keys = OFF")
    assert connection.execute(statement).rowcount != 0
    connection.commit()
    connection.close()


@contextmanager
def found(folder: Path, result: str = "broken") -> Iterator[str]:
    with open_project(folder) as project:
        yield "; ".join(faults(project, result))


def test_a_project_in_use_is_sound_and_has_nothing_to_note(coded_folder: Path):
    with open_project(coded_folder) as project:
        assert {row.result for row in check_project(project)} == {"sound"}


ALTERED_LOG = "was altered afterwards"
ALTERED_ROW = "are not what the log of events says"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ('UPDATE codings SET modifiers = \'{"valence":"positive"}\'', f"1 of codings {ALTERED_ROW}"),
        ("UPDATE codings SET blind = 0", f"1 of codings {ALTERED_ROW}"),
        ("UPDATE codings SET words = 'We drafted the cart together.'", "holds other words than the text"),
        ('UPDATE codings SET "end" = "end" + 1', "holds other words than the text"),
        ("DELETE FROM memos", f"1 of memos {ALTERED_ROW}"),
        ("INSERT INTO finishes SELECT 'f', documents.id, coders.id, '' FROM documents, coders LIMIT 1", "of finishes"),
        ("UPDATE settings SET k_anonymity = 1", f"1 of settings {ALTERED_ROW}"),
        ("UPDATE events SET time = '2020-01-01' WHERE action = 'coding.add'", ALTERED_LOG),
        (
            "UPDATE events SET actor = (SELECT id FROM coders WHERE name = 'ben') WHERE action = 'coding.add'",
            ALTERED_LOG,
        ),
        ("UPDATE events SET undoes = NULL WHERE action = 'undo'", ALTERED_LOG),
        ("UPDATE events SET seq = 1000 WHERE action = 'coding.add'", "stands before one it follows"),
        ("UPDATE changes SET body = replace(body, 'mixed', 'x') || ' ' WHERE relation = 'codings'", ALTERED_LOG),
        ("UPDATE changes SET body = 'rubbish' WHERE relation = 'codings'", ALTERED_LOG),
        ("UPDATE changes SET relation = 'memos' WHERE relation = 'codings'", ALTERED_LOG),
        ("DELETE FROM changes WHERE relation = 'memos'", ALTERED_LOG),
        ("DELETE FROM events WHERE action = 'undo'", "points to nothing in events"),
        ("DELETE FROM event_parents WHERE event = (SELECT id FROM events WHERE action = 'undo')", ALTERED_LOG),
        ("DELETE FROM heads", "the newest events are not where the log says"),
        ("UPDATE texts SET text = replace(text, 'card', 'cart')", "is not what was imported"),
        ("DELETE FROM texts", "points to nothing in texts"),
        ("DELETE FROM turns WHERE number = 2", "turns of a document are not those that were imported"),
        ("UPDATE turns SET begins = 3.5 WHERE number = 2", "turns of a document are not those that were imported"),
        ("UPDATE versions SET turns = 'rubbish'", "cannot be read to the end"),
        ("DELETE FROM turn_words WHERE rowid = 2", "search index"),
        ("UPDATE turn_words SET words = 'something else' WHERE rowid = 2", "search index"),
        ("DELETE FROM coders WHERE name = 'ana'", "points to nothing in coders"),
    ],
)
def test_check_finds_what_was_altered_behind_its_back(coded_folder: Path, statement: str, told: str):
    alter(coded_folder, statement)
    with found(coded_folder) as broken:
        assert told in broken


def test_check_finds_pages_of_the_file_overwritten(coded_folder: Path):
    with sqlite3.connect(coded_folder / "project.db") as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'codings'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with (coded_folder / "project.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x55" * size)
    with found(coded_folder) as broken:
        assert "it cannot be read to the end" in broken


def test_words_erased_from_the_log_are_noted_and_the_chain_still_holds(coded_folder: Path):
    alter(coded_folder, "UPDATE changes SET body = NULL WHERE relation IN ('codings', 'memos')")
    with found(coded_folder) as broken, found(coded_folder, "note") as notes:
        assert broken == ""
        assert "the words of 2 objects were erased from the log" in notes
    with open_project(coded_folder) as project:
        assert "coding.add (its words have been erased)" in [event.sentence for event in project.history.all()]
        with pytest.raises(QualcodeError, match="have been erased; it cannot be taken back"):
            project.history.undo("ana")
        with pytest.raises(QualcodeError, match="one cannot go back beyond it"):
            project.history.undo_to("ana", project.history.all()[0].id)


def test_a_row_is_proved_again_once_it_was_changed_after_the_erasure(coded_folder: Path):
    alter(coded_folder, "UPDATE changes SET body = NULL WHERE relation = 'codings'")
    with open_project(coded_folder) as project:
        project.codings.edit("ana", project.codings.within()[0].id, code="trust")
    alter(coded_folder, "UPDATE codings SET blind = 0")
    with found(coded_folder) as broken:
        assert broken == f"1 of codings {ALTERED_ROW}"


def test_an_original_that_was_changed_or_is_missing_is_noted(coded_folder: Path):
    (coded_folder / "transcripts" / "dana.txt").write_text("Dana: Something else.\n")
    (coded_folder / "transcripts" / "gus.txt").unlink()
    with found(coded_folder) as broken, found(coded_folder, "note") as notes:
        assert broken == ""
        assert "D01: its original in transcripts/ was changed after import" in notes
        assert "D02: its original is missing from transcripts/" in notes


def test_yaml_that_was_edited_or_removed_is_noted(coded_folder: Path):
    (coded_folder / "project.yaml").write_text("title: Another\n")
    (coded_folder / CODEBOOK_FILE).unlink()
    with found(coded_folder, "note") as notes:
        assert "project.yaml was edited or removed since it was applied" in notes
        assert f"{CODEBOOK_FILE} is gone; what was applied is still in force" in notes


@pytest.mark.parametrize("name", ["project.db", "transcripts/gus.txt"])
def test_a_file_that_others_can_read_is_noted(coded_folder: Path, name: str):
    (coded_folder / name).chmod(0o644)
    with found(coded_folder, "note") as notes:
        assert f"{name} can be read by others on this machine" in notes


def test_check_is_not_misled_by_a_program_that_writes_meanwhile(coded_folder: Path):
    def write() -> None:
        with open_project(coded_folder, clock=Clock()) as other:
            for n in range(60):
                other.memos.add("ben", "project", "", f"memo {n}")

    writer = Thread(target=write)
    with open_project(coded_folder, clock=Clock()) as project:
        writer.start()
        broken, looks = list[str](), 0
        while writer.is_alive():
            broken += faults(project)
            looks += 1
        assert looks > 1
        assert broken == []
