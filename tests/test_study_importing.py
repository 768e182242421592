import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.project import Project, open_project
from qualcode.project.changes import sha256
from qualcode.study.bringing_in.importing import ImportedFile, import_files
from qualcode.study.bringing_in.originals import safe_name
from qualcode.study.bringing_in.people_files import read_who_is_who

AT_ONCE = 4


def test_different_files_of_one_name_imported_at_once_all_keep_their_originals(folder: Path, tmp_path: Path) -> None:
    together = Barrier(AT_ONCE)

    def take_in(number: int) -> list[ImportedFile]:
        file = tmp_path / str(number) / "talk.txt"
        file.parent.mkdir()
        file.write_text(f"Asker: And then?\nEve: We met {number} times.\n")
        with open_project(folder) as project:
            together.wait()
            return import_files(project, "ana", [file])

    with ThreadPoolExecutor(AT_ONCE) as threads:
        rows = [row for rows in threads.map(take_in, range(AT_ONCE)) for row in rows]
    assert all(row.documents for row in rows)
    with open_project(folder) as project:
        kept = {one.original: one.bytes_sha256 for one in project.documents.versions()}
    originals = {path.name: sha256(path.read_bytes()) for path in (folder / "transcripts").iterdir()}
    assert kept == originals
    assert {"talk.txt", "talk (2).txt", "talk (3).txt", "talk (4).txt"} < set(originals)


NAMES = [
    "CON.txt", "aux.docx.txt", "lpt1", "talk.txt.", "talk.txt ", "a:b?.txt", "..\\x.txt", "tab\tnew\nline.txt",
    "\u202etxt.exe.txt", "caf\u0065\u0301.txt", "é" * 124 + ".txt", "x" * 255, "\udcff.txt", "Talk.TXT", "talk.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_original_gets_a_name_that_every_system_takes(project: Project, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"Asker: And then?\nEve: We met as {name!a}.\n")
    (row,) = import_files(project, "ana", [path])
    assert row.documents, row.reason
    assert row.file.isprintable()
    original = project.documents.current(row.documents[0]).original
    assert original == safe_name(original)
    assert len(original.encode()) <= 240
    assert not set(original) & set('<>:"/\\|?*\t\n\u202e')
    assert (project.folder / "transcripts" / original).is_file()


def test_people_are_found_by_the_name_their_file_had_before_it_was_made_safe(project: Project, tmp_path: Path) -> None:
    (tmp_path / "CON.txt").write_text("Asker: And then?\nEve: We met.\nAsker: So?\nEve: Yes.\n")
    who = tmp_path / "who.csv"
    who.write_text("file,label,id,role\ncon.txt,Asker,,interviewer\ncon.txt,Eve,P09,principal\n")
    (row,) = import_files(project, "ana", [tmp_path / "CON.txt"], who=read_who_is_who(who))
    assert [one["participant"] for one in row.speakers] == [None, "P09"]


@given(st.text(min_size=1, max_size=300))
def test_a_safe_name_is_safe_and_stays_itself(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 0 < len(safe.encode()) <= 255
    assert safe not in {".", ".."}


def test_what_is_no_file_is_refused_without_reading_it(project: Project, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (row,) = import_files(project, "ana", [tmp_path / "pipe"])
    assert (row.status, row.reason) == ("refused", "“pipe” is no file. Name a transcript, or a folder of them.")
