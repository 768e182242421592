"""Word transcripts: Teams, Otter, labelled paragraphs, tables, tracked changes."""

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import QualcodeError
from qualcode.transcripts import Reading
from tests.readings import read_transcript

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return data.getvalue()


def body(inside: str) -> str:
    return f"<w:document {SPACE}><w:body>{inside}</w:body></w:document>"


def run(words: str, *, bold: bool = False) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in words.split("\n"))
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{lines}</w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def read(*blocks: str, **parts: str) -> Reading:
    return read_transcript(packed(document=body("".join(blocks)), **parts), "a.docx")


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(turn.label, reading.text[turn.start : turn.end]) for turn in reading.turns]


def test_labelled_paragraphs_become_turns():
    reading = read(*map(paragraph, ["Interviewer: Why?", "P01: They knew", "my name.", "", "Interviewer: I see."]))
    assert reading.text == "Interviewer: Why?\n\nP01: They knew\nmy name.\n\nInterviewer: I see."
    assert said(reading)[1] == ("P01", "They knew\nmy name.")


def test_a_name_set_in_bold_names_a_speaker_even_once():
    reading = read(paragraph(run("Dana:", bold=True), " Why?"), paragraph(run("Summary: all of it", bold=True)))
    assert said(reading) == [("Dana", "Why?\nSummary: all of it")]


def test_words_inserted_with_tracking_are_kept_and_deleted_ones_left_out():
    inserted = f"<w:ins>{run('loved')}</w:ins><w:del><w:r><w:delText>hated</w:delText></w:r></w:del>"
    reading = read(paragraph("I: And you?"), paragraph("P01: I ", inserted, " it"))
    assert said(reading) == [("I", "And you?"), ("P01", "I loved it")]
    assert reading.warnings == ("Tracked changes were read as accepted; 1 deletions were left out.",)


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('P01: I loved ')}</w:p>"
    assert said(read(joined, paragraph("it."))) == [("P01", "I loved it.")]


def test_comments_are_listed_and_kept_out_of_the_text():
    comment = f'<w:comments {SPACE}><w:comment w:author="Ana">{paragraph("check the tape")}</w:comment></w:comments>'
    reading = read(paragraph("I: Why?"), paragraph("P01: So we did."), comments=comment)
    assert reading.text == "I: Why?\n\nP01: So we did."
    assert reading.warnings == ("A comment in Word was left out, by Ana: “check the tape”",)


def test_new_teams_blocks_of_one_speaker_are_joined_and_keep_their_times():
    blocks = ["Spring interview", "May 3, 2024, 2:01PM", "31m 5s", "Dana Ortiz started transcription"]
    blocks += ["Dana Ortiz   0:03\nThanks for", "Dana Ortiz   0:23\ncoming.", "P01   1:02:45\nGladly."]
    reading = read(*map(paragraph, [*blocks, "Dana Ortiz stopped transcription"]))
    assert said(reading) == [("Dana Ortiz", "Thanks for coming."), ("P01", "Gladly.")]
    assert [time for _, time in reading.turns[0].marks] == [3.0, 23.0]
    assert (reading.duration, reading.turns[1].begins) == (1865.0, 3765.0)


def test_old_teams_blocks_in_word_are_read_as_cues():
    times = ["0:0:0.0 --> 0:0:0.820", "0:0:1.0 --> 0:0:2.0", "0:0:3.0 --> 0:0:4.0", "0:0:5.0 --> 0:0:6.0"]
    names = ["Person A", "Person A", "Person B", "Person A"]
    reading = read(*(paragraph(f"{time}\n{name}\nHello") for time, name in zip(times, names, strict=True)))
    assert (reading.format, reading.encoding) == ("docx", None)
    assert said(reading) == [("Person A", "Hello Hello"), ("Person B", "Hello"), ("Person A", "Hello")]


def test_otters_header_is_nobodys():
    head = ["Spring interview", "SUMMARY KEYWORDS", "trust, visits", "SPEAKERS", "P01, Dana Ortiz"]
    reading = read(*map(paragraph, [*head, "P01  00:00\nHello there.", "Dana Ortiz  00:09", "Welcome."]))
    assert said(reading) == [("P01", "Hello there."), ("Dana Ortiz", "Welcome.")]
    assert reading.turns[1].begins == 9.0


def test_a_table_of_speakers_and_words_becomes_turns():
    rows = [("Time", "Speaker", "Words"), ("0:03", "Dana", "Why?"), ("0:07", "Lee", "It worked."), ("", "", "Truly.")]
    reading = read(paragraph("Visit in May"), table(*rows))
    assert said(reading) == [("Dana", "Why?"), ("Lee", "It worked.\nTruly.")]
    assert [turn.begins for turn in reading.turns] == [3.0, 7.0]


def test_a_row_of_a_table_that_is_no_transcript_stands_alone():
    reading = read(table(("The first year", "The visits began in autumn"), ("The second year", "They went on")))
    assert [words for _, words in said(reading)] == [
        "The first year | The visits began in autumn",
        "The second year | They went on",
    ]


def test_a_locked_hidden_or_boxed_text_is_dealt_with():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    box = f"<w:r><w:txbxContent>{paragraph('Q: boxed')}</w:txbxContent></w:r>"
    reading = read(paragraph("P01: yes", hidden, box))
    assert said(reading) == [("P01", "yes"), ("Q", "boxed")]
    assert reading.warnings == ("Hidden text was left out.",)


def test_a_word_document_under_the_name_of_text_is_read_by_its_content():
    reading = read_transcript(packed(document=body(paragraph("I: Why?") + paragraph("P01: So."))), "a.txt")
    assert reading.warnings == ("“a.txt” was read by its content, which is docx, not by its name.",)


def test_a_doctype_is_refused():
    xml = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + body(paragraph("P01: &b;"))
    with pytest.raises(QualcodeError, match="declares a DOCTYPE"):
        read_transcript(packed(document=xml), "a.docx")


def test_an_archive_that_unpacks_to_far_too_much_is_refused():
    with pytest.raises(QualcodeError, match="would unpack to more"):
        read(paragraph("P01: " + "a" * 5_000_000))


@given(st.integers(min_value=5, max_value=700))
def test_a_word_document_cut_short_is_refused(length):
    whole = packed(document=body(paragraph("P01: yes " * 40)))
    with pytest.raises(QualcodeError, match=r"is damaged|is a zip archive"):
        read_transcript(whole[: min(length, len(whole) - 1)], "a.docx")


WORDS = st.text(alphabet="ab .:?\t\u00a0é😀—", max_size=30)


@given(st.lists(st.tuples(st.sampled_from(["Q: ", "P01: ", "Ana  0:05\n", ""]), WORDS), max_size=8))
def test_turns_of_word_documents_are_ordered_disjoint_and_exact(found):
    reading = read(paragraph("Q: yes"), *(paragraph(label + words) for label, words in found))
    slices = sorted([*((turn.start, turn.end) for turn in reading.turns), *reading.front])
    assert all(before[1] <= after[0] for before, after in pairwise(slices))
    assert all(reading.text[start:end].strip() == reading.text[start:end] != "" for start, end in slices)
