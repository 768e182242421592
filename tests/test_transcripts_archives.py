"""Archives that are damaged, locked or made to do harm are refused in one sentence."""

import io
import struct
import warnings
import zipfile

import pytest

from qualcode.errors import QualcodeError
from tests.readings import read_transcript
from tests.test_transcripts_word import SPACE, body, packed, paragraph, said

GOOD = packed(document=body(paragraph("Q: Why?") + paragraph("P01: So.") + paragraph("Q: ok")))


def archive(*members: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", method) as made:
        warnings.simplefilter("ignore")
        for name, words in members:
            made.writestr(name, words)
    return data.getvalue()


def flagged(data: bytes) -> bytes:
    """The archive with every member marked as locked with a password."""
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(magic)
        while start >= 0:
            data = data[: start + place] + b"\x01" + data[start + place + 1 :]
            start = data.find(magic, start + 4)
    return data


DOCUMENT = ("word/document.xml", body(paragraph("Q: Why?")))
SIZE_IN_LIST = GOOD.find(b"PK\x01\x02") + 24


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (flagged(GOOD), "locked with a password"),
        (GOOD[:-30], "is damaged"),
        (GOOD[:200], "is damaged"),
        (GOOD[:60] + b"\xff" + GOOD[61:], "is damaged"),
        (GOOD[:SIZE_IN_LIST] + struct.pack("<L", 3) + GOOD[SIZE_IN_LIST + 4 :], "is damaged"),
        (GOOD[:SIZE_IN_LIST] + struct.pack("<L", 60_000_000) + GOOD[SIZE_IN_LIST + 4 :], "would unpack to more"),
        (archive(DOCUMENT, DOCUMENT), "more than once"),
        (archive(DOCUMENT, method=zipfile.ZIP_LZMA), "cannot be unpacked"),
        (archive(DOCUMENT, *((f"a{number}", "") for number in range(2_000))), "would unpack to more"),
        (archive(("../word/document.xml", "x"), ("word/other.xml", "x")), "is not a Word document"),
        (archive(("word/document.xml", f"<w:document {SPACE}/>")), "is not a Word document"),
        (packed(document=body("<w:sdt>" * 1_000 + "</w:sdt>" * 1_000)), "not well-formed"),
        (
            packed(document=body("".join(f'<w:p a="{n}" b="" c="" d=""/>' for n in range(160_000)))),
            "is larger than any transcript",
        ),
        (packed(document=body(paragraph("\n".join(map(str, range(31_000)))))), "more text than any interview"),
    ],
)
def test_a_hostile_or_damaged_archive_is_refused(data, refusal):
    with pytest.raises(QualcodeError, match=refusal):
        read_transcript(data, "a.docx")


def test_members_with_other_slashes_and_case_are_found():
    data = archive(("[Content_Types].xml", "<Types/>"), ("Word\\Document.XML", body(paragraph("Q: Why?"))))
    assert said(read_transcript(data, "a.docx")) == [("Q", "Why?")]


def test_the_package_says_where_its_text_lies():
    relations = '<R><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></R>'
    data = archive(("_rels/.rels", relations), ("word/document2.xml", body(paragraph("Q: Why?"))))
    assert said(read_transcript(data, "a.docx")) == [("Q", "Why?")]
