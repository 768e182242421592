"""Rich text (RTF): f4 and easytranscript, WordPad, TextEdit, Word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading
from tests.readings import read_transcript

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fswiss\fcharset238 Arial CE;}"
    rb"{\f2\fnil\fcharset128 MS Mincho;}}{\colortbl ;\red0\green0\blue255;}{\*\generator Msftedit;}\uc1\pard\f0 "
)


def read(body: bytes, name: str = "a.rtf") -> Reading:
    return read_transcript(HEAD + body + b"}", name)


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def test_f4_ends_its_paragraphs_with_times_and_marks_overlap_with_slashes():
    reading = read(
        rb"I: Wie geht's? #00:00:04-2#\par" + b"\r\n" + rb"B1: Gut, \'fcberall //mhm// #00:00:09-7#\par "
        rb"I: Sch\u246?n. #00:01:04-0#\par"
    )
    assert reading.format == "rtf"
    assert said(reading) == [("I", "Wie geht's?"), ("B1", "Gut, überall //mhm//"), ("I", "Schön.")]
    assert [turn.ends for turn in reading.turns] == [4.2, 9.7, 64.0]
    assert reading.warnings == ()


def test_characters_are_read_in_the_code_page_of_their_font():
    written = rb"I: \f1\'f8\f0  und \f2\'82\'a0\'83A\f0 \par P: \'93ja\'94 \emdash  \lquote so\rquote\par I: ok\par"
    reading = read(written)
    assert said(reading)[:2] == [("I", "ř und あア"), ("P", "“ja” — ‘so’")]


def test_an_emoji_written_as_two_halves_is_one_character():
    reading = read(rb"I: sch\u246?n \u-10179?\u-8704?!\par P: ja\par I: ok\par")
    assert said(reading)[0] == ("I", "schön 😀!")


def test_hidden_and_deleted_words_notes_comments_and_list_numbers_are_left_out_and_told():
    reading = read(
        rb"I: {\v secret }why{\footnote\pard a note}?\par {\listtext\pard 1.\tab}P: I {\deleted hated}loved it"
        rb"{\*\annotation {\*\atnid A}check}\par I: ok {\field{\*\fldinst{ HYPERLINK http://x }}{\fldrslt link}}\par"
    )
    assert said(reading) == [("I", "why?"), ("P", "I loved it"), ("I", "ok link")]
    assert reading.warnings == (
        "Tracked changes were read as accepted; 1 deletions were left out.",
        "Hidden text was left out.",
        "Footnotes or endnotes were left out.",
        "1 comments were left out.",
    )


def test_rows_of_a_table_are_turns_and_a_cell_keeps_its_paragraphs():
    row = rb"\trowd\cellx100\cellx200\pard\intbl %b\cell %b\cell\row "
    rows = [(b"Interviewer", b"Why?\\par And how?"), (b"P01", b"So it was."), (b"Interviewer", b"I see.")]
    reading = read(rb"Visit in May\par " + b"".join(row % cells for cells in rows))
    assert said(reading) == [("Interviewer", "Why?\nAnd how?"), ("P01", "So it was."), ("Interviewer", "I see.")]


def test_textedit_ends_paragraphs_with_a_backslash_before_the_line_end():
    reading = read(b"\\b Dana Ortiz:\\b0  Why?\\\n\\b Lee Poe:\\b0  They knew.\\\n\\\n\\b Dana Ortiz:\\b0  Ah.")
    assert said(reading) == [("Dana Ortiz", "Why?"), ("Lee Poe", "They knew."), ("Dana Ortiz", "Ah.")]


def test_an_outline_level_makes_a_section():
    reading = read(rb"{\outlinelevel0 The first visit\par}\pard I: Why?\par P: So.\par I: ok\par")
    assert [reading.text[section.start : section.end] for section in reading.sections] == ["The first visit"]


def test_rich_text_under_the_name_of_old_word_is_read_by_its_content():
    assert read(rb"I: Why?\par P: So.\par", "a.doc").warnings == (
        "“a.doc” was read by its content, which is rtf, not by its name.",
    )


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"{" * 5_000, "is built as no word processor builds a document"),
        (b"\\par x" * 40_000, "holds more text than any interview"),
        (b"\\bin99999999 I: x", "holds no words"),
        (b"", "holds no words"),
    ],
)
def test_what_no_word_processor_writes_is_refused(body, refusal):
    with pytest.raises(QualcodeError, match=refusal):
        read(body)


COMMANDS = r"\par \'fc \u246? \u-10179? \b \b0 \cell \row \intbl \pard \v \* \footnote \bin3 \f1 \uc9 \fonttbl \line"
PARTS = st.sampled_from(
    [b"I: ", b"P1: ", b"words ", b"{", b"}", b"\\", b"\xff", *(f"{word} ".encode() for word in COMMANDS.split())]
)


@given(st.lists(PARTS, max_size=30))
def test_any_rich_text_is_read_exactly_or_refused(parts):
    try:
        reading = read(b"".join(parts))
    except QualcodeError:
        return
    slices = sorted([*((turn.start, turn.end) for turn in reading.turns), *reading.front])
    assert all(before[1] <= after[0] for before, after in pairwise(slices))
    assert all(reading.text[start:end].strip() == reading.text[start:end] != "" for start, end in slices)


def test_a_paragraph_of_nothing_but_signs_is_read_in_no_time():
    assert said(read(rb"\u-10179?\u-8704?" * 30_000)) == [(None, "😀" * 30_000)]


def test_headings_are_found_by_the_style_that_the_list_of_styles_names():
    styles = rb"{\stylesheet{\s0\ql Normal;}{\s1\sbasedon0\b\fs28 Heading 1;}{\s7\outlinelevel1\i Mein Titel;}}"
    talk = rb"\pard\s0 I: Why?\par P: So.\par "
    reading = read(styles + rb"\pard\s1 The first year\par " + talk + rb"\pard\s7 Money\par " + talk)
    assert [(reading.text[section.start : section.end], section.level) for section in reading.sections] == [
        ("The first year", 1),
        ("Money", 2),
    ]
    assert said(reading) == [("I", "Why?"), ("P", "So.")] * 2
