"""Layouts of written documents: bold instead of colons, topics between turns, title rows, columns of two speakers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.transcripts.written.form_fields import are_form_fields
from tests.test_transcripts_word import paragraph, read, run, said, table
from tests.test_transcripts_word_layouts import headings, styled

TALK = [("Jo Moss", "Why then?"), ("Ana Ruiz", "They asked us."), ("Jo Moss", "And?"), ("Ana Ruiz", "We went there.")]


def crossed(title: str) -> str:
    """A row that stands across a table of two columns."""
    return f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(title)}</w:tc></w:tr>'


def rows(*pairs: tuple[str, str]) -> str:
    return table(*pairs).removeprefix("<w:tbl>").removesuffix("</w:tbl>")


@pytest.mark.parametrize("time", ["", " [00:00:0{}]", " 00:0{}"])
def test_bold_alone_sets_a_name_apart_from_the_words_on_its_line(time: str):
    told = [paragraph(run(name, bold=True), f"{time.format(n)} {words}") for n, (name, words) in enumerate(TALK)]
    reading = read(*told)
    assert said(reading) == TALK
    assert [turn.begins for turn in reading.turns] == ([0.0, 1.0, 2.0, 3.0] if time else [None] * 4)


def test_a_name_in_bold_keeps_its_turn_though_the_words_have_a_colon_of_their_own():
    told = [paragraph(run(name, bold=True), f" [00:00:01] Note: {words}") for name, words in TALK]
    assert said(read(*told)) == [(name, f"Note: {words}") for name, words in TALK]


def test_words_that_bold_stresses_here_and_there_name_nobody():
    told = [paragraph("Q: Why?"), paragraph(run("Never", bold=True), " before."), paragraph("P01: So.")] * 2
    assert {label for label, _ in said(read(*told))} == {"Q", "P01"}


def test_bold_fields_of_a_form_are_no_speakers():
    fields = [("Aim", "that families meet"), ("Staff", "two coordinators"), ("Schedule", "Tuesdays from three")]
    reading = read(*(paragraph(run(field, bold=True), f" {value}") for field, value in fields * 3))
    assert {label for label, _ in said(reading)} == {None}


def test_fields_of_a_form_that_end_in_colons_are_told():
    fields = [("Staff", "two coordinators"), ("Schedule", "Tuesdays"), ("Materials", "spades and seeds")]
    reading = read(*(paragraph(run(f"{field}:", bold=True), f" {value}") for field, value in fields * 3))
    assert any("fields of a form" in warning for warning in reading.warnings)


@given(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=40))
def test_labels_are_fields_only_where_they_come_back_in_one_order(labels: list[str]):
    fields = list(dict.fromkeys(labels))
    in_order = labels == (fields * len(labels))[: len(labels)]
    assert are_form_fields(labels) == (in_order and len(fields) >= 3 and len(labels) >= 3 * len(fields))


@pytest.mark.parametrize("topic", [run("The first year", bold=True), run("THE FIRST YEAR")])
def test_a_topic_in_bold_or_capitals_between_turns_is_a_heading(topic: str):
    turns = [paragraph("Interviewer: Why?"), paragraph("Rosa: So.")]
    reading = read(*turns * 2, paragraph(topic), *turns * 2)
    assert [words.casefold() for words, _ in headings(reading)] == ["the first year"]
    assert said(reading) == [("Interviewer", "Why?"), ("Rosa", "So.")] * 4


def test_a_sentence_in_bold_within_an_answer_stays_with_the_answer():
    turns = [paragraph("Interviewer: Why?"), paragraph("Rosa: So.")]
    reading = read(*turns * 2, paragraph(run("Nobody asked us!", bold=True)), *turns * 2)
    assert said(reading)[3] == ("Rosa", "So.\nNobody asked us!")


def test_whole_turns_in_bold_are_no_names():
    told = [paragraph(run("Jo: Right.", bold=True)), paragraph("Rosa: So we went.")] * 3
    assert said(read(*told)) == [("Jo", "Right."), ("Rosa", "So we went.")] * 3


def test_names_in_headings_that_take_turns_are_speakers_and_topics_are_not():
    names = [block for name, words in TALK * 2 for block in (styled(name, "Heading3"), paragraph(words))]
    assert said(read(*names)) == TALK * 2
    topics = [styled(topic, "Heading3") + paragraph("We met weekly.") for topic in ("First year", "Money", "Trust")]
    assert {label for label, _ in said(read(*topics))} == {None}


def test_rows_across_a_table_are_headings_and_neither_lost_nor_spoken():
    title, part = "Interview with Noor Haddad, Greenfield School, third of March", "PART TWO: THE SECOND YEAR"
    talk = rows(("Interviewer", "Why?"), ("Noor", "They asked us."), ("Interviewer", "And?"), ("Noor", "We went."))
    reading = read(f"<w:tbl>{crossed(title)}{talk}{crossed(part)}{talk}</w:tbl>")
    assert [words for words, _ in headings(reading)] == [title, part]
    assert [label for label, _ in said(reading)] == ["Interviewer", "Noor"] * 4
    assert all(part not in words for _, words in said(reading))


@pytest.mark.parametrize(("asks", "answers"), [("Question", "Answer"), ("Interviewer", "Participant")])
def test_a_table_with_a_column_for_each_speaker_is_read_row_by_row(asks: str, answers: str):
    reading = read(table((asks, answers), ("Why did you come to us?", "They asked."), ("And what then?", "We went.")))
    assert said(reading) == [
        (asks, "Why did you come to us?"), (answers, "They asked."), (asks, "And what then?"), (answers, "We went."),
    ]  # fmt: skip
    assert [label.role for label in reading.labels] == ["interviewer", "participant"]


def test_what_follows_the_table_of_a_talk_belongs_to_nobody_and_is_told():
    talk = table(("Interviewer", "Why?"), ("Noor", "They asked."), ("Interviewer", "And?"), ("Noor", "We went."))
    reading = read(talk, paragraph("The bell rang twice during the talk."))
    assert said(reading)[-1] == ("Noor", "We went.")
    assert reading.text.endswith("The bell rang twice during the talk.")
    assert any("belongs to no turn" in warning for warning in reading.warnings)


def test_a_header_block_may_have_empty_lines_between_its_facts():
    facts = ["Interviewee: Amina, class teacher", "Date: 14 March 2025", "Place: online", "Interviewer: Jo Moss"]
    talk = ["Jo: Why then?", "Amina: They asked us.", "Jo: And then?", "Amina: We went there."]
    reading = read(*(paragraph(line) + paragraph() for line in [*facts, *talk]))
    assert [label for label, _ in said(reading)] == ["Jo", "Amina"] * 2


def test_dashes_that_open_turns_of_nobody_are_told():
    reading = read(*(paragraph(f"— {words}") for _, words in TALK * 3))
    assert any("begin with a dash" in warning for warning in reading.warnings)


def test_labels_that_open_few_of_many_paragraphs_are_told():
    plain = [paragraph(f"We went there {n} times and came back.") for n in range(36)]
    reading = read(*[paragraph("Q: Why?"), paragraph("P01: So.")] * 2, *plain)
    assert any("Labels open only 4 of 40 paragraphs" in warning for warning in reading.warnings)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Jo Moss", "Ana Ruiz"]), st.sampled_from(["Why.", "So it is, yes.", "No"]))))
def test_no_word_is_lost_whatever_stands_in_bold(turns: list[tuple[str, str]]):
    reading = read(paragraph("Interview on Monday."), *(paragraph(run(n, bold=True), f" {w}") for n, w in turns))
    assert sum(reading.text.count(word) for word in ("Why.", "So it is, yes.", "No")) == len(turns)


@pytest.mark.parametrize("answers", ["Participant", "Person", "Speaker"])
def test_a_role_that_could_head_a_column_speaks_where_it_stands_before_words(answers: str):
    talk = [("Interviewer", "Why then?"), (answers, "They asked us."), ("Interviewer", "And?"), (answers, "We went.")]
    assert said(read(table(*talk))) == talk
    assert said(read(table(*talk[1:], *talk))) == [*talk[1:], *talk]


def test_the_head_of_a_column_is_said_by_nobody_though_it_comes_back_on_every_page():
    talk = [("Jo Moss", "Why then?"), ("Ana Ruiz", "They asked us."), ("Jo Moss", "And?"), ("Ana Ruiz", "We went.")]
    assert said(read(table(("Speaker", "Words"), *talk[:2], ("Speaker", "Words"), *talk[2:]))) == talk
