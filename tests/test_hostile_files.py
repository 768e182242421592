"""One folder as bad as folders get, imported by the command."""

import contextlib
import io
import os
import stat
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from pdf_files import pdf_of, text_at
from studies import Said, in_process, qualcode

from qualcode.errors import QualcodeError
from qualcode.study.setting_up import set_up
from qualcode.transcripts import read_transcripts

TALK = "Interviewer: What changed for you?\nDana: We drafted a card.\nInterviewer: And then?\nDana: Nothing much.\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def zipped(members: Mapping[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return whole.getvalue()


def word(words: str, before: str = "", more: Mapping[str, str] | None = None) -> bytes:
    said = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in words.splitlines())
    document = f"{before}<w:document {W}><w:body>{said}</w:body></w:document>"
    return zipped({"word/document.xml": document, **(more or {})})


def with_password(archive: bytes) -> bytes:
    """The same archive, whose parts say that they are encrypted."""
    locked = bytearray(archive)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flags] |= 1
    return bytes(locked)


def subtitles(*times: str) -> bytes:
    cues = (f"{time}\n<v {'Dana' if n % 2 else 'Lee'}>We drafted a card.\n" for n, time in enumerate(times))
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


REFUSED = {
    "archive.txt": (zipped({"song.bin": "x"}), "is a zip archive"),
    "bomb.docx": (word("a" * 3_000_000), "would unpack to more"),
    "bomb.odt": (zipped({"mimetype": "x", "content.xml": "a" * 3_000_000}), "would unpack to more"),
    "circle.json": (b"[" * 100_000, "is nested deeper than any transcript"),
    "cut short.docx": (word(TALK)[:-100], "is damaged"),
    "cut short.json": (b'[{"speaker": "Dana", "text": "We dra', "not well-formed JSON"),
    "cut short.pdf": (pdf_of([text_at(50, 700, "Dana: Yes.")])[:-150], "is damaged"),
    "empty.txt": (b"", "is empty"),
    "entities.docx": (word("Dana: &a;&f;", ENTITIES), "declares a DOCTYPE"),
    "entities.eaf": (f"{ENTITIES}<ANNOTATION_DOCUMENT/>".encode(), "declares a DOCTYPE"),
    "half characters.txt": (b"Dana: Hello \xed\xa0\x80 there\n" * 5, "halves of characters"),
    "half characters.json": (b'[{"speaker": "Dana", "text": "It was \\ud800"}]', "halves of characters"),
    "locked inside.docx": (with_password(word(TALK)), "is locked with a password"),
    "locked.docx": (OLE, "locked with a password"),
    "mark only.txt": (b"\xef\xbb\xbf", "holds no text"),
    "old.doc": (OLE, "an old .doc file"),
    "old.xls": (OLE, "an old Excel file"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is a picture"),
    "page.html": (b"<html><p>Dana: Yes.</p></html>", "is a HTML file"),
    "turns.rtf": (b"{\\rtf1" + b"{" * 3_000, "as no word processor builds a document"),
    "two headings.csv": (
        b"speaker,text,text\n" + b"Dana,We drafted a card today,Nobody asked for it again\n" * 5,
        "two columns headed “text”",
    ),
    "zero bytes.txt": (b"Dana: Hello\x00 there\nLee: Yes\x00\x00 indeed\n" * 20, "is not a text file"),
    "zero bytes.json": (b'[{"speaker": "Dana", "text": "It was \\u0000"}]', "zero bytes"),
    "\u202etxt.exe.txt": (b"", "\ufffdtxt.exe.txt” is empty"),
    "two\nlines.txt": (b"", "two\ufffdlines.txt” is empty"),
}
"""What each bad file holds, and what is said of it."""

READ = {
    "CON.txt": (TALK.encode(), 4),
    "Talk.txt": (TALK.replace("Dana", "Lee").encode(), 4),
    "talk.txt": (TALK.replace("Dana", "Cho").encode(), 4),
    "backward.vtt": (subtitles(*(f"00:{9 - n:02d}.000 --> 00:{10 - n:02d}.000" for n in range(8))), 8),
    "instant.vtt": (subtitles(*(f"00:{n:02d}.000 --> 00:{n:02d}.000" for n in range(8))), 8),
    "negative.vtt": (subtitles(*(f"00:{n + 1:02d}.000 --> 00:{n:02d}.000" for n in range(8))), 8),
    "many.txt": (TALK.encode() * 1_000, 4_000),
    "no end.txt": (b"Interviewer: And?\nDana: " + b"word and " * 30_000 + b"\nInterviewer: Yes.\nDana: Yes.\n", 4),
    "paths.docx": (word(TALK, more={"../../out.txt": "x", "/tmp/out.txt": "x", "..\\out.txt": "x"}), 4),
    "right to left.txt": (TALK.replace("card", "\u202ecard\u202c \u2066x\u2069").encode(), 4),
    "semicolons.csv": (
        b"Sprecher;Text\n" + "Änne;Es war schön für mich\nJörg;Für mich war es nichts\n".encode("cp1252") * 5,
        10,
    ),
    "zero.rtf": (b"{\\rtf1 Dana: We drafted\\u0 ? a card.\\par Lee: Yes.\\par Dana: No.\\par Lee: Oh.\\par}", 4),
}
"""What each good file holds, and how many turns are in it."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name, (data, _) in {**REFUSED, **READ}.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "above" / "study"
    set_up(folder, codebook="value-creation", coder="ana", title="Hostile").close()
    return folder


def outside(study: Path, above: Path) -> dict[Path, bytes | None]:
    """Everything beside the project, with its bytes."""
    return {
        path: path.read_bytes() if path.is_file() else None
        for path in sorted(above.rglob("*"))
        if not path.is_relative_to(study)
    }


def taken(folder: Path) -> set[str]:
    """Names of good files, fewer where the file system takes two of them for one."""
    return {path.name for path in folder.iterdir()} & set(READ)


def test_good_files_come_in_and_each_bad_one_is_refused_by_name_with_a_next_step(study: Path, hostile: Path) -> None:
    rows = {row["file"]: row for row in run(study, hostile, "--format", "json").rows}

    for name, (_, said) in REFUSED.items():
        row = rows.pop(name.replace("\u202e", "\ufffd").replace("\n", "\ufffd"))
        assert (row["status"], said in row["reason"]) == ("refused", True), row
        assert f"“{row['file']}”" in row["reason"]
        assert "\n" not in row["reason"]
        assert row["reason"].count(". ") + row["reason"].count("; ") >= 1, row["reason"]
    assert {name: row["turns"] for name, row in rows.items()} == {name: READ[name][1] for name in taken(hostile)}
    assert all(row["status"] in {"ok", "warning"} for row in rows.values())


def test_what_was_refused_is_told_in_a_line_each_and_the_command_ends_with_1(study: Path, hostile: Path) -> None:
    said = run(study, hostile)

    lines = said.err.splitlines()
    for name in REFUSED:
        shown = name.replace("\u202e", "\ufffd").replace("\n", "\ufffd")
        assert sum(line.startswith(f"“{shown}”") for line in lines) == 1, (shown, said.err)
    assert "Traceback" not in said.err


def test_nothing_is_written_outside_the_project_and_only_good_originals_are_kept(
    study: Path, hostile: Path, tmp_path: Path
) -> None:
    before = outside(study, tmp_path)
    run(study, hostile)

    assert outside(study, tmp_path) == before
    kept = list((study / "transcripts").iterdir())
    assert sorted(path.read_bytes() for path in kept) == sorted(READ[name][0] for name in taken(hostile))
    assert len({path.name.casefold() for path in kept}) == len(kept)
    assert "con" not in {path.stem.casefold() for path in kept}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in study.rglob("*") if path.name.startswith("project.db")} == {
        0o600
    }


def test_the_program_itself_ends_plainly(study: Path, hostile: Path) -> None:
    said = in_process(study, "import", hostile, "--format", "csv")

    assert said.code == 1
    assert "Traceback" not in said.err
    assert len(said.out.splitlines()) == len(list(hostile.iterdir())) + 1
    assert in_process(study, "check").code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_file_is_refused_instead_of_waited_for(study: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")

    for name, reason in (("pipe.txt", "is no file"), ("nowhere.txt", "There is no file")):
        said = qualcode(study, "import", tmp_path / name)
        assert said.code == 1
        assert reason in said.err


GAP = " " * 20_000
ENDLESS = {
    "question.csv": b"`" * 20_000 + b"a,answer\n" + b"P1,We drafted a card that evening\n" * 9,
    "times.csv": f'start,speaker,text\n"00:00{GAP}!",Dana,We drafted a card\n00:01,Lee,Nobody asked for it\n'.encode(),
    "dashes.csv": f'start,speaker,text\n"{"-" * 20_000}",Dana,We drafted a card\n00:01,Lee,Nobody asked\n'.encode(),
    "white.cha": f"@UTF8\n@Begin\n@Participants:\tPAR Person\n*PAR:\tyes{GAP}no .\n@End\n".encode(),
    "white.txt": f"{GAP}Dana: Yes.\nLee: No.\n".encode(),
    "arrows.srt": f"1\n00:00:01,000{GAP}x --> 00:00:02,000\nDana: Yes.\n".encode(),
    "number.eaf": b'<ANNOTATION_DOCUMENT><TIME_ORDER/><TIER TIER_ID="a"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="x">'
    + f"<ANNOTATION_VALUE>{'9' * 20_000}!</ANNOTATION_VALUE>".encode()
    + b"</REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
}
"""Files on which a search that looks back over what it has seen never ends."""


@pytest.mark.parametrize("name", ENDLESS)
def test_a_long_run_of_one_sign_takes_no_time(name: str) -> None:
    began = time.process_time()
    with contextlib.suppress(QualcodeError):
        read_transcripts(ENDLESS[name], name)
    assert time.process_time() - began < 2


def changed_workbook(path: Path, before: bytes, after: bytes) -> None:
    """A workbook as Excel writes it, with something in it replaced."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("speaker", "text"), ("Dana", "We drafted a card."), ("Lee", "Nobody asked for it.")):
        book.active.append(row)
    whole = io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(path, "w") as changed:
        parts = {name: made.read(name) for name in made.namelist()}
        assert any(before in data for data in parts.values())
        for name, data in parts.items():
            changed.writestr(name, data.replace(before, after))


def test_a_workbook_with_a_style_that_is_not_there_leaves_the_output_to_the_command(
    study: Path, tmp_path: Path
) -> None:
    path = tmp_path / "styles.xlsx"
    changed_workbook(path, b'name="Normal" xfId="0"', b'name="Other" xfId="9"')

    said = qualcode(study, "import", path, "--format", "json")
    assert [row["file"] for row in said.rows] == ["styles.xlsx"]


def test_a_workbook_whose_last_row_is_beyond_any_number_is_refused(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    changed_workbook(path, b'<row r="3"', b'<row r="99999999999999999999"')

    assert "has more than 200,000 rows" in qualcode(study, "import", path).err


def run(study: Path, folder: Path, *words: str) -> Said:
    """Import the folder, which always ends with 1."""
    said = qualcode(study, "import", folder, *words)
    assert said.code == 1, said.err
    return said
