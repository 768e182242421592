"""What stands beside the talk in written documents: notes after it, remarks in a column, boxes, tables of codes."""

from tests.test_transcripts_word import paragraph, read, run, said, table
from tests.test_transcripts_word_layouts import headings, styled

TALK = [("Interviewer", "Why then?"), ("Noor", "They asked us."), ("Interviewer", "And?"), ("Noor", "We went there.")]
SPOKEN = [paragraph(f"{name}: {words}") for name, words in TALK]
NOTES = "The room was cold and the window open."


def test_what_is_written_below_the_end_of_the_interview_is_nobodys():
    reading = read(*SPOKEN, paragraph(run("END OF INTERVIEW", bold=True)), paragraph("Afterwards"), paragraph(NOTES))
    assert said(reading) == TALK
    assert reading.text.endswith(NOTES)


def test_words_under_a_last_heading_without_a_label_are_told():
    reading = read(*SPOKEN, styled("Afterwards", "Heading1"), paragraph(NOTES))
    assert said(reading)[-1] == ("Noor", NOTES)
    told = "Nobody is named under the last heading, “Afterwards”; the words there were given to “Noor”."
    assert told in reading.warnings


def test_a_last_heading_with_a_label_below_it_is_not_doubted():
    reading = read(*SPOKEN, styled("Future", "Heading1"), paragraph("Noor: We stay."))
    assert headings(reading) == [("Future", 1)]
    assert reading.warnings == ()


def test_a_dash_between_every_bold_name_and_the_words_is_no_part_of_the_words():
    assert said(read(*(paragraph(run(name, bold=True), f" – {words}") for name, words in TALK))) == TALK


def test_a_dash_that_opens_one_answer_after_a_bold_name_stays_with_it():
    words = [*TALK[:3], ("Noor", "– or not.")]
    assert said(read(*(paragraph(run(name, bold=True), f" {spoken}") for name, spoken in words))) == words


def test_remarks_in_a_column_beside_labelled_words_are_left_out_and_told():
    for order in (1, -1):
        rows = [(f"{name}: {words}", "doubt" if name == "Noor" else "") for name, words in TALK]
        reading = read(table(*(row[::order] for row in [("Transcript", "Codes"), *rows])))
        assert said(reading) == TALK
        assert any("“Codes”" in warning for warning in reading.warnings)


def test_words_that_happen_to_begin_with_a_colon_do_not_make_a_table_of_speakers_another():
    rows = [(name, f"Note: {words}" if name == "Noor" else words) for name, words in TALK * 2]
    assert said(read(table(*rows))) == rows


def test_a_table_of_codes_under_the_last_heading_is_no_part_of_the_talk():
    codes = table(("Code", "Definition"), ("Trust", "Relying on others"), ("Money", "Fees and grants"))
    reading = read(*SPOKEN, styled("Codebook", "Heading1"), codes)
    assert said(reading) == TALK
    assert "Relying on others" in reading.text
    assert any("belongs to no turn" in warning for warning in reading.warnings)


def boxed(*words: str) -> str:
    inside = "".join(map(paragraph, words))
    return f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"


def test_a_box_beside_the_talk_is_nobodys_and_comes_last():
    long = [paragraph(f"{name}: {words} {words} {words}") for name, words in TALK]
    reading = read(*long[:2], paragraph("Noor: ", run("So it was."), boxed("Remark: the tape")), *long[2:])
    assert {label for label, _ in said(reading)} == {"Interviewer", "Noor"}
    assert reading.text.endswith("Remark: the tape")
    assert any("boxes" in warning for warning in reading.warnings)


def test_a_talk_that_stands_in_boxes_is_read():
    assert said(read(paragraph(boxed(*(f"{name}: {words}" for name, words in TALK))))) == TALK
