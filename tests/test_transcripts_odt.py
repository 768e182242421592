"""OpenDocument texts: paragraphs, headings, lists, tables, tracked changes."""

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading
from tests.readings import read_transcript

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"), ("manifest", "manifest"),
    ]
)  # fmt: skip
STYLES = (
    '<office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P2" style:parent-style-name="Title"/></office:automatic-styles>'
)


def packed(inside: str, kind: str = "text", **parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES} xmlns:dc='dc'>{STYLES}<office:body>"
            f"<office:{kind}>{inside}</office:{kind}></office:body></office:document-content>",
        )
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return data.getvalue()


def paragraph(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def read(*blocks: str) -> Reading:
    return read_transcript(packed("".join(blocks)), "a.odt")


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def test_labelled_paragraphs_become_turns_and_what_follows_goes_on():
    reading = read(*map(paragraph, ["MODERATOR: Why?", "<text:tab/>They knew my name.", "MODERATOR: I see."]))
    assert (reading.format, reading.encoding) == ("odt", None)
    assert said(reading) == [("MODERATOR", "Why?\n\tThey knew my name.\nI see.")]


def test_white_space_is_as_the_format_means_it():
    spaced = "P01: one\n   two<text:s text:c='3'/>three<text:line-break/>four<text:span> five</text:span>"
    assert said(read(paragraph("  Q: why"), paragraph(spaced), paragraph("Q: ok")))[1] == (
        "P01",
        "one two   three\nfour five",
    )


def test_headings_and_titles_begin_sections():
    heading = '<text:h text:outline-level="2">Second visit</text:h>'
    title = '<text:p text:style-name="P2">School notes</text:p>'
    reading = read(title, heading, *map(paragraph, ["Q: Why?", "P01: So.", "Q: ok"]))
    sections = [(reading.text[section.start : section.end], section.level) for section in reading.sections]
    assert sections == [("School notes", 1), ("Second visit", 2)]


def test_items_of_lists_are_paragraphs():
    items = "".join(f"<text:list-item>{paragraph(words)}</text:list-item>" for words in ("Meet the coach", "Plan it"))
    assert said(read(f"<text:list>{items}</text:list>")) == [(None, "Meet the coach"), (None, "Plan it")]


def test_rows_of_tables_are_turns():
    rows = [("Speaker", "Words"), ("Dana", "Why?"), ("Lee", "It worked.")]
    cells = ("".join(f"<table:table-cell>{paragraph(cell)}</table:table-cell>" for cell in row) for row in rows)
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    assert said(read(f"<table:table>{table}</table:table>")) == [("Dana", "Why?"), ("Lee", "It worked.")]


def test_deletions_comments_notes_and_hidden_words_are_left_out_and_told():
    deletion = f"<text:tracked-changes><text:changed-region><text:deletion>{paragraph('hated')}</text:deletion>"
    comment = f"<office:annotation><dc:creator>Ana</dc:creator>{paragraph('check the tape')}</office:annotation>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{paragraph('see below')}</text:note>"
    reading = read(
        f"{deletion}</text:changed-region></text:tracked-changes>",
        paragraph(f"Q: why{comment}?"),
        f'<text:p text:style-name="P1">secret</text:p>{paragraph(f"P01: I loved{note} it")}',
    )
    assert said(reading) == [("Q", "why?"), ("P01", "I loved it")]
    assert reading.warnings == (
        "A comment was left out, by Ana: “check the tape”",
        "Tracked changes were read as accepted; 1 deletions were left out.",
        "Hidden text was left out.",
        "Footnotes or endnotes were left out.",
    )


def test_names_in_bold_alone_above_the_words_name_speakers():
    names = ["Dana Ortiz", "Lee Poe"] * 2
    blocks = [paragraph(f'<text:span text:style-name="T1">{name}</text:span>') + paragraph("Well.") for name in names]
    assert said(read(*blocks)) == [(name, "Well.") for name in names]


def test_a_box_of_text_comes_after_its_paragraph():
    box = f"<draw:frame><draw:text-box>{paragraph('P01: boxed')}</draw:text-box></draw:frame>"
    assert said(read(paragraph(f"Q: why{box}?"), paragraph("Q: ok")))[:2] == [("Q", "why?"), ("P01", "boxed")]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (packed("", "spreadsheet"), "is an OpenDocument spreadsheet"),
        (packed("", "presentation"), "is an OpenDocument presentation"),
        (packed("", "text"), "holds no words"),
        (
            packed(paragraph("Q: x"), **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "locked with a password",
        ),
        (packed("<text:p>" * 300 + "</text:p>" * 300), "not well-formed"),
        (packed(paragraph("Q: x"))[:400], "is damaged"),
    ],
)
def test_what_is_no_readable_text_is_refused(data, refusal):
    with pytest.raises(QualcodeError, match=refusal):
        read_transcript(data, "a.odt")


WORDS = st.text(alphabet="ab .:?\t\u00a0é😀—", max_size=30)


@given(st.lists(st.tuples(st.sampled_from(["Q: ", "P01: ", "Ana  0:05\n", ""]), WORDS), max_size=8))
def test_turns_are_ordered_disjoint_and_exact(found):
    reading = read(paragraph("Q: yes"), *(paragraph(label + words) for label, words in found))
    slices = sorted([*((turn.start, turn.end) for turn in reading.turns), *reading.front])
    assert all(before[1] <= after[0] for before, after in pairwise(slices))
    assert all(reading.text[start:end].strip() == reading.text[start:end] != "" for start, end in slices)
