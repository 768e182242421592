"""Tables that need a second look: waves of a survey, ids that tell interviews apart, titles above the headings."""

import pytest

from qualcode.transcripts import read_transcripts
from tests.readings import read_transcript
from tests.test_transcripts_tables import said, workbook

ANSWERS = [f"In year {n} we met every week and it helped us a lot." for n in range(6)]


def table(*rows: list[str]) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


def test_respondents_that_answer_in_several_waves_stay_the_same_participants():
    rows = [[f"P0{n // 2 + 1}", str(n % 2 + 1), answer] for n, answer in enumerate(ANSWERS)]
    readings = read_transcripts(table(["participant", "wave", "What changed?"], *rows), "a.tsv")
    assert [said(reading) for reading in readings] == [[(row[0], row[2])] for row in rows]
    assert [reading.facts.get("wave") for reading in readings] == ["1", "2"] * 3
    told = "“participant” names some respondents in several rows; each row became a document of that person."
    assert told in readings[0].warnings


def test_a_title_above_the_headings_of_a_survey_is_told_and_is_no_answer():
    rows = [[f"P0{n}", answer] for n, answer in enumerate(ANSWERS, 1)]
    data = workbook(A=[["Evaluation 2022"], [], ["Participant", "What did you learn?"], *rows])
    readings = read_transcripts(data, "a.xlsx")
    assert [said(reading) for reading in readings] == [[(who, answer)] for who, answer in rows]
    assert "The lines above the headings were left out: “Evaluation 2022”." in readings[0].warnings


def test_ids_of_participants_beside_several_speakers_tell_interviews_apart():
    rows = [[f"P0{n}", who, words] for n in (1, 2) for who, words in (("INT", "Why so?"), ("R", "They asked."))]
    readings = read_transcripts(table(["Participant ID", "Speaker", "Text"], *rows), "a.tsv")
    assert [said(reading) for reading in readings] == [[("INT", "Why so?"), ("R", "They asked.")]] * 2
    assert "Each value of “Participant ID” was taken for a document of its own." in readings[0].warnings


def test_ids_that_go_with_the_speakers_do_not_part_an_interview():
    rows = [["P01", "Dana", "Why so?"], ["P02", "Omar", "They asked."]] * 3
    reading = read_transcript(table(["Participant ID", "Speaker", "Text"], *rows), "a.tsv")
    assert len(said(reading)) == 6


def test_a_table_of_single_words_becomes_turns():
    rows = [[word, who] for who, words in (("A", "So it was"), ("B", "Yes")) for word in words.split()]
    reading = read_transcript(table(["word", "speaker"], *rows), "a.tsv")
    assert [(label, " ".join(words.split())) for label, words in said(reading)] == [("A", "So it was"), ("B", "Yes")]


def test_words_of_scripts_without_spaces_are_words():
    rows = [["調査者", "いつ始めましたか。"], ["鈴木", "二〇〇五年です。"]] * 3
    assert said(read_transcript(table(["話者", "発話"], *rows), "a.tsv")) == list(map(tuple, rows))


def test_a_sheet_that_tells_about_the_others_is_left_out_and_told():
    talk = [["INT", "Why so?"], ["P01", "They asked us."]] * 3
    reading = read_transcript(
        workbook(About=[["Clinic study"], ["Ask first"]], Talk=[["Speaker", "Text"], *talk]), "a.xlsx"
    )
    assert said(reading) == list(map(tuple, talk))
    assert any("“About”" in warning for warning in reading.warnings)


def test_long_texts_in_the_column_of_the_speakers_are_doubted():
    themes = ["Trust in the people here", "Money and the fees for it"] * 3
    rows = [[theme, answer] for theme, answer in zip(themes, ANSWERS, strict=True)]
    reading = read_transcript(table(["Speaker", "Text"], *rows), "a.tsv")
    assert any("longer than names are (“Trust in the people here”)" in warning for warning in reading.warnings)


@pytest.mark.parametrize(("source", "documents"), [("survey", 6), ("interview", 1)])
def test_whoever_imports_may_say_whether_a_table_is_a_survey_or_a_conversation(source: str, documents: int):
    rows = [[["Coach", "Principal"][n % 2], answer] for n, answer in enumerate(ANSWERS)]
    assert len(read_transcripts(table(["Role", "Comments"], *rows), "a.tsv", source=source)) == documents
