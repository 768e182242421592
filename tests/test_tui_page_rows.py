import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import SAYINGS
from rich.cells import cell_len

from qualcode.tui.page.graphemes import cells_between, is_plain, letters, shown
from qualcode.tui.page.rows import wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def test_words_are_broken_at_spaces_which_hang_at_the_end_of_the_row():
    assert lines("We met on Tuesdays, after school.", 12) == ["We met on ", "Tuesdays, ", "after ", "school."]


def test_a_word_longer_than_the_row_is_broken_between_letters():
    assert lines("ooooooooooooo no", 5) == ["ooooo", "ooooo", "ooo ", "no"]


def test_wide_letters_fill_two_cells_and_break_anywhere_but_before_a_full_stop():
    assert lines("来た。そう思う", 4) == ["来", "た。", "そう", "思う"]


def test_a_space_that_binds_two_words_ends_no_row():
    assert lines("cafe\u0301 2\u00a0km", 8) == ["cafe\u0301 ", "2\u00a0km"]
    assert lines("cafe 2\u00a0km", 8) == ["cafe ", "2\u00a0km"]


def test_an_accent_a_family_and_a_flag_are_one_letter_each():
    text = "e\u0301👩\u200d👩\u200d👧🇩🇪"
    assert [text[one.start : one.end] for one in letters(text, 0, len(text))] == ["e\u0301", "👩\u200d👩\u200d👧", "🇩🇪"]
    assert lines(text, 2) == ["e\u0301", "👩\u200d👩\u200d👧", "🇩🇪"]


def test_a_line_the_typist_filled_goes_on_and_a_short_one_ends():
    typed = "It was the first time that anybody had asked me what I\nneeded, and I said so.\nThen we left."
    assert lines(typed, 200) == [typed[: typed.index("Then")], "Then we left."]
    assert shown(typed, 0, 60) == typed[:60].replace("\n", " ")


def test_control_characters_are_shown_as_pictures_and_marks_of_direction_not_at_all():
    assert shown("a\x1b[31mb\x07", 0, 8) == "a␛[31mb␇"
    assert shown("a\u202eb", 0, 3) == "ab"
    assert shown("\u0301x", 0, 2) == "◌\u0301x"


def test_no_letter_piled_with_marks_floods_the_screen():
    piled = "a" + "\u0301" * 50_000
    assert len(shown(piled, 0, len(piled))) < 50
    assert wrap(piled, 0, len(piled), 10) == [(0, len(piled))]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=SAYINGS, width=st.integers(1, 30))
def test_every_character_is_on_one_row_and_no_letter_is_broken(text, width):
    rows = wrap(text, 0, len(text), width)
    assert "".join(text[start:end] for start, end in rows) == text
    edges = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    assert all(start in edges and end in edges and start < end for start, end in rows)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=SAYINGS, width=st.integers(4, 30))
def test_no_row_is_wider_than_its_column_but_for_the_space_it_ends_in(text, width):
    for start, end in wrap(text, 0, len(text), width):
        words = text[start:end].rstrip()
        assert cells_between(text, start, start + len(words)) <= width


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=SAYINGS)
def test_what_is_shown_fills_the_cells_that_were_counted_and_holds_nothing_a_terminal_obeys(text):
    written = shown(text, 0, len(text))
    assert cell_len(written) == cells_between(text, 0, len(text))
    assert all(sign.isprintable() or sign in "\u200d\u00a0\u3000" or sign > "\u0600" for sign in written)
    assert not set(written) & {chr(point) for point in (*range(32), *range(127, 160), *range(0x202A, 0x202F))}


def test_what_is_taken_for_plain_is_a_letter_and_a_cell_each():
    plain = "".join(sign for sign in map(chr, range(0x3000)) if is_plain(sign, 0, 1))
    assert len(plain) > 900
    assert regex.findall(r"\X", plain) == list(plain)
    assert all(cell_len(sign) == 1 for sign in plain if sign != "\n")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(alphabet="ab cé “”—Жα\n", max_size=24), width=st.integers(1, 20))
def test_plain_text_is_broken_as_any_other(text, width):
    assert is_plain(text, 0, len(text))
    marked = text.replace("a", "a\u0301")
    places = [0]
    for sign in text:
        places.append(places[-1] + (2 if sign == "a" else 1))
    slowly = wrap(marked, 0, len(marked), width)
    assert [(places[start], places[end]) for start, end in wrap(text, 0, len(text), width)] == slowly


@pytest.mark.parametrize("unit", ["word and another, ", "x", "学校。", "e\u0301"])
def test_a_line_of_two_megabytes_is_broken_in_seconds(unit):
    text = unit * (2_000_000 // len(unit))
    began = time.perf_counter()
    rows = wrap(text, 0, len(text), 60)
    assert rows[-1][1] == len(text)
    assert time.perf_counter() - began < 20
