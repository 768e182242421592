"""Layouts that tools and people give transcripts in Word: headings, notes before the transcript, bold, tables."""

import pytest

from tests.test_transcripts_word import SPACE, paragraph, read, run, said, table


def styled(words: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(words)}</w:p>'


def headings(reading):
    return [(reading.text[section.start : section.end], section.level) for section in reading.sections]


def test_headings_are_found_by_style_in_any_language_and_by_outline_level():
    styles = (
        f'<w:styles {SPACE}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Besuch"><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:styleId="Mine"><w:basedOn w:val="Mine"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        "</w:styles>"
    )
    reading = read(
        styled("Erster Besuch", "Besuch"),
        paragraph("Q: Why?"),
        styled("Later", "Mine"),
        paragraph("P01: So."),
        styles=styles,
    )
    assert headings(reading) == [("Erster Besuch", 1), ("Later", 3)]
    assert said(reading) == [("Q", "Why?"), ("P01", "So.")]


def test_questions_set_as_headings_divide_a_record_into_sections():
    record = [styled("Spring reflection", "Title"), styled("What changed?", "Heading2"), paragraph("We met weekly.")]
    reading = read(*record, styled("What next?", "Heading2"), paragraph("More visits."))
    assert headings(reading) == [("Spring reflection", 1), ("What changed?", 2), ("What next?", 2)]
    assert said(reading) == [(None, "We met weekly."), (None, "More visits.")]


def test_a_label_is_a_label_though_it_is_set_as_a_heading():
    asked = [styled("Interviewer: Why?", "Heading2"), paragraph("P01: So.")] * 2
    assert said(read(*asked)) == [("Interviewer", "Why?"), ("P01", "So.")] * 2
    alone = [styled("Interviewer", "Heading2"), paragraph("Why?"), styled("Participant", "Heading2"), paragraph("So.")]
    assert said(read(*alone * 2)) == [("Interviewer", "Why?"), ("Participant", "So.")] * 2


def test_notes_and_summary_before_the_transcript_are_nobodys():
    reading = read(
        styled("Attendees", "Heading3"),
        paragraph("Dana Ortiz, Lee Poe"),
        styled("Details", "Heading3"),
        paragraph(run("School visits:", bold=True), " Lee Poe said they helped."),
        paragraph("Lee Poe: will send the plan"),
        styled("📖 Transcript", "Heading1"),
        styled("00:00:00", "Heading3"),
        paragraph(run("Dana Ortiz:", bold=True), " Why?"),
        paragraph(run("Lee Poe:", bold=True), " They asked us."),
        paragraph("And we went."),
        styled("00:05:00", "Heading3"),
        paragraph(run("Dana Ortiz:", bold=True), " I see."),
        paragraph("Transcription ended after 00:30:30"),
    )
    assert said(reading) == [
        ("Dana Ortiz", "Why?"),
        ("Lee Poe", "They asked us.\nAnd we went."),
        ("Dana Ortiz", "I see."),
    ]
    assert reading.duration == 1830.0


def test_questions_in_bold_without_labels_are_told():
    asked = [part for _ in range(3) for part in (paragraph(run("Why is that so?", bold=True)), paragraph("It is so."))]
    reading = read(*asked)
    assert said(reading)[:2] == [(None, "Why is that so?"), (None, "It is so.")]
    assert reading.warnings[0].startswith("3 paragraphs are bold throughout and may be the interviewer’s")


def test_names_that_stand_alone_above_the_words_name_speakers():
    names = [paragraph(run(name, bold=True)) + paragraph("Well then.") for name in ("Dana Ortiz", "Lee Poe")]
    assert said(read(*names * 2)) == [("Dana Ortiz", "Well then."), ("Lee Poe", "Well then.")] * 2


def test_names_above_their_times_name_speakers():
    reading = read(
        *map(paragraph, ["Dana Ortiz", "00:05", "Why?", "Lee Poe", "00:09", "So.", "Dana Ortiz", "00:19", "Ah."])
    )
    assert said(reading) == [("Dana Ortiz", "Why?"), ("Lee Poe", "So."), ("Dana Ortiz", "Ah.")]
    assert [turn.begins for turn in reading.turns] == [5.0, 9.0, 19.0]


@pytest.mark.parametrize(
    "lines",
    [
        ["Speaker 1 (00:00):", "Why [inaudible 00:00:04]?", "Speaker 2 (00:10):", "So.", "Speaker 1 (1:00:10):", "Ah."],
        ["Speaker 1 (00:00):\nWhy [inaudible 00:00:04]?", "Speaker 2 (00:10):\nSo.", "Speaker 1 (1:00:10):\nAh."],
        [
            "I1: Interviewer 1",
            "K: Kvinde",
            "",
            "*0:0 = I1: Why [inaudible 00:00:04]?",
            "*0:10 = K: So.",
            "*60:10 = I1: Ah.",
        ],
    ],
)
def test_times_beside_labels_are_kept(lines):
    reading = read(*map(paragraph, lines))
    assert [words for _, words in said(reading)] == ["Why [inaudible 00:00:04]?", "So.", "Ah."]
    assert [turn.begins for turn in reading.turns] == [0.0, 10.0, 3610.0]


@pytest.mark.parametrize(
    "rows",
    [
        [("I", "Why?"), ("P", "So it was."), ("I", "Ah.")],
        [("1", "I:", "Why?"), ("2", "P:", "So it was."), ("3", "I:", "Ah.")],
        [
            ("Nr.", "Time", "Speaker", "Text"),
            ("1", "0:03", "I", "Why?"),
            ("2", "0:05", "P", "So it was."),
            ("3", "", "I", "Ah."),
        ],
        [("Sprecher", "Äußerung"), ("I", "Why?"), ("P", "So it was."), ("I", "Ah.")],
        [("Words", "Speaker"), ("Why?", "I"), ("So it was.", "P"), ("Ah.", "I")],
    ],
)
def test_tables_of_two_to_four_columns_become_turns(rows):
    assert said(read(table(*rows))) == [("I", "Why?"), ("P", "So it was."), ("I", "Ah.")]


def test_a_table_of_facts_above_the_transcript_is_nobodys():
    facts = table(("Interviewer", "Dana Ortiz"), ("Participant", "P07"), ("Date", "3 May"))
    reading = read(facts, paragraph("Interviewer: Why?"), paragraph("P07: So."))
    assert said(reading) == [("Interviewer", "Why?"), ("P07", "So.")]


def test_a_transcript_within_a_table_of_one_column_is_read_as_on_the_page():
    inside = "".join(map(paragraph, ["Q: Why?", "P01: So.", "Q: Ah."]))
    assert said(read(f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>")) == [
        ("Q", "Why?"),
        ("P01", "So."),
        ("Q", "Ah."),
    ]


def test_a_cell_over_two_columns_does_not_shift_those_after_it():
    spanning = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Part two of the visit")}</w:tc>'
    rows = table(("1", "I", "Why?"), ("2", "P", "So it was."), ("3", "I", "Ah."))
    reading = read(rows.replace("</w:tbl>", f"<w:tr>{spanning}</w:tr></w:tbl>"))
    assert said(reading)[:2] == [("I", "Why?"), ("P", "So it was.")]


def test_words_of_a_part_in_another_format_are_told():
    reading = read(paragraph("Q: Why?"), '<w:altChunk w:id="x"/>', paragraph("P01: So."))
    assert reading.warnings == (
        "A part of the document is embedded from another file and was left out; open it in Word to see it.",
    )


def test_words_deep_in_wrappers_fields_and_the_strict_namespace_are_read():
    field = f"<w:fldSimple>{run('here')}</w:fldSimple><w:hyperlink>{run(' now')}</w:hyperlink>"
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Q: ', field)}</w:sdtContent></w:sdt>"
    assert said(read(wrapped, paragraph("P01: so"), paragraph("Q: ok")))[0] == ("Q", "here now")
