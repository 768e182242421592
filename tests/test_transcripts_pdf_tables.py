"""Tables and columns on the pages of a PDF: rows, narrow cells, remarks beside the talk, what is struck through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pdf_files import pdf_of, text_at
from tests.test_transcripts_pdf import placed, read, said

TALK = [("INT", "And then, who came?"), ("P01", "They asked us."), ("INT", "Why did they?"), ("P01", "Nobody knows.")]
MORE = "and so on, line after line"
Cells = list[tuple[float, float, str]]


def tabled(rows: list[list[list[str]]], lefts: list[float], *, room: float = 1.0) -> tuple[Cells, float]:
    """The cells of a table, each a list of its lines, and how far down the page the table reaches."""
    y, cells = 720.0, []
    for row in rows:
        for left, lines in zip(lefts, row, strict=True):
            cells += [(left, y - 12 * n, line) for n, line in enumerate(lines)]
        y -= 12 * max(map(len, row)) + room
    return cells, y


def test_a_table_of_five_columns_is_read_by_its_speakers_and_words():
    rows = [[["No."], ["Start"], ["Speaker"], ["Text"], ["Notes"]]]
    for n, (label, words) in enumerate(TALK * 2):
        rows.append([[str(n)], [f"00:0{n}"], [label], [words, MORE], ["trust"] if n % 3 == 0 else []])
    reading = read(pdf_of([placed(tabled(rows, [72, 110, 180, 260, 480])[0])]))
    assert said(reading) == [(label, f"{words} {MORE}") for label, words in TALK * 2]
    assert [turn.begins for turn in reading.turns] == list(map(float, range(8)))
    assert reading.warnings == ("A table column beside speaker and words was left out: “Notes”.",)


def test_a_row_across_a_table_and_a_note_below_it_are_nobodys():
    rows = [[["Part 1: Background"], []], *([[label], [words, MORE]] for label, words in TALK)]
    rows += [[["Part 2: Outlook"], []], *([[label], [words, MORE]] for label, words in TALK)]
    cells, y = tabled(rows, [72, 260])
    note = "Note of the transcriber: the last two minutes cannot be understood."
    reading = read(pdf_of([placed([*cells, (72, y - 20, note)])]))
    assert said(reading) == [(label, f"{words} {MORE}") for label, words in TALK * 2]
    assert "Part 2: Outlook" in reading.text
    assert any("belongs to no turn" in warning for warning in reading.warnings)


def test_labels_cut_at_the_border_of_a_narrow_column_are_whole_again():
    cut = {"INT": ["Intervie", "wer 1"], "P01": ["Particip", "ant 12"]}
    rows = [[cut[label], [words, MORE, MORE]] for label, words in TALK * 2]
    reading = read(pdf_of([placed(tabled(rows, [72, 140])[0])]))
    assert {label for label, _ in said(reading)} == {"Interviewer 1", "Participant 12"}
    assert len(said(reading)) == 8


def test_a_column_for_each_speaker_is_read_row_by_row():
    pairs = [(f"What happened in year {n}, then?", f"They came {n} times, as I said.") for n in range(6)]
    rows = [[["Interviewer"], ["Participant"]], *([[q, MORE], [a, MORE]] for q, a in pairs)]
    reading = read(pdf_of([placed(tabled(rows, [72, 320])[0])]))
    who = ("Interviewer", "Participant")
    assert said(reading) == [
        (label, f"{words} {MORE}") for pair in pairs for label, words in zip(who, pair, strict=True)
    ]


@pytest.mark.parametrize("left", [True, False])
def test_remarks_in_a_column_beside_the_talk_are_left_out_and_told(left: bool):
    rows = []
    for n, (label, words) in enumerate(TALK * 3):
        talk, remark = [f"{label}: {words}", MORE], ["doubt"] if n % 2 else []
        rows.append([remark, talk] if left else [talk, remark])
    reading = read(pdf_of([placed(tabled(rows, [72, 160] if left else [72, 440])[0])]))
    assert said(reading) == [(label, f"{words} {MORE}") for label, words in TALK * 3]
    assert any("“doubt”" in warning for warning in reading.warnings)


def test_three_columns_of_a_page_are_read_one_after_the_other():
    cells = []
    turns = [("INT" if n % 2 == 0 else "P01", f"It was year {n} when") for n in range(45)]
    for n, (label, words) in enumerate(turns):
        place = 720.0 - 36 * (n % 15)
        cells += [
            (40 + 190 * (n // 15), place, f"{label}: {words}"),
            (40 + 190 * (n // 15), place - 12, "nobody came here at"),
        ]
        cells.append((40 + 190 * (n // 15), place - 24, "all, I believe."))
    reading = read(pdf_of([placed(cells)]))
    assert said(reading) == [(label, f"{words} nobody came here at all, I believe.") for label, words in turns]
    assert reading.warnings == ("3 columns were seen on page 1; they were read from left to right.",)


def test_a_question_that_opens_many_pages_is_no_running_header():
    answers = ["Many things.", "We moved.", "The river rose.", "Nothing at all."]
    pages = [
        [
            "Dana: And what happened then?",
            f"Omar: {one}",
            f"Dana: You say “{one}”?",
            "Omar: Yes.",
            "Dana: Why?",
            "Omar: So.",
        ]
        for one in answers
    ]
    drawn = [b"".join(text_at(72, 720 - 20 * n, words) for n, words in enumerate(page)) for page in pages]
    assert len(said(read(pdf_of(drawn)))) == 24


def test_numbers_of_list_items_that_touch_their_labels_are_no_part_of_them():
    told = [f"{n}.{label}: {words}" for n, (label, words) in enumerate(TALK * 4, 1)]
    reading = read(pdf_of([b"".join(text_at(72, 720 - 20 * n, words) for n, words in enumerate(told))]))
    assert {label for label, _ in said(reading)} == {"INT", "P01"}
    assert len(reading.turns) == 16


def test_words_with_a_line_through_them_are_told_and_underlined_ones_are_not():
    through = b"72 690.3 60 0.6 re f\n"
    under = b"72 705 60 0.6 re f\n"
    lines = [text_at(72, 707, "INT: And then?"), text_at(72, 687, "P01: They hated it."), text_at(72, 667, "INT: Why?")]
    reading = read(pdf_of([b"".join([*lines, through, under])]))
    (warning,) = [warning for warning in reading.warnings if "struck" in warning]
    assert warning == "Words are struck through on page 1, and stand among the others: “P01: They”."
    assert not any("struck" in warning for warning in read(pdf_of([b"".join([*lines, under])])).warnings)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["Dana", "so", "it was here", "P01: no", "maybe"]), max_size=4), max_size=30))
def test_no_word_of_a_page_is_lost_without_being_told(rows: list[list[str]]):
    cells = [(72 + 130.0 * n, 720 - 15.0 * y, words) for y, row in enumerate(rows) for n, words in enumerate(row)]
    reading = read(pdf_of([placed([*cells, (72, 740, "INT: Who?")])]))
    for word in ("here", "maybe"):
        assert reading.warnings or reading.text.count(word) == sum(words.count(word) for *_, words in cells)
    assert all(turn.start < turn.end <= len(reading.text) for turn in reading.turns)
