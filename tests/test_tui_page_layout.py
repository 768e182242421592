import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import SAYINGS, coding_of, page_of

from qualcode.tui.page.blocks import Kind, blocks_of
from qualcode.tui.page.graphemes import letters
from qualcode.tui.page.heights import Heights
from qualcode.tui.page.layout import Layout
from qualcode.tui.page.margin import Suggested, margin


def laid_out(page, width):
    return Layout(page.text, blocks_of(page).blocks, width)


def all_rows(layout):
    layout.settle(0, 10**9)
    return [layout.row(number) for number in range(layout.height)]


def told(page, width=40):
    """The page as kinds of rows, words as they stand."""
    layout = laid_out(page, width)
    return [page.text[row.start : row.end] if row.kind is Kind.WORDS else row.kind.value for row in all_rows(layout)]


def test_every_turn_has_a_head_and_an_empty_row_above_it():
    assert told(page_of("Yes.", ("I", "Why?"))) == ["head", "Yes.", "blank", "head", "Why?"]


def test_what_stands_before_the_first_turn_is_one_note_and_a_heading_is_a_row_of_its_own():
    page = page_of("Yes.", front="Date: 3 May\nPlace: school\n\n", heading="The visit")
    assert told(page) == ["note", "blank", "heading", "blank", "head", "Yes."]
    notes = [block for block in blocks_of(page).blocks if block.kind is Kind.NOTE]
    assert [block.lines for block in notes] == [2]


def test_a_label_and_a_time_between_turns_are_not_told_as_lines_nobody_says():
    page = page_of("Yes.", "No.")
    assert "note" not in told(page)


def test_stretches_of_one_turn_follow_each_other_under_one_head():
    assert told(page_of("Yes.", "I think so.", numbers=[1, 1])) == ["head", "Yes.", "I think so."]


def test_paragraphs_nobody_speaks_have_no_heads():
    assert told(page_of(("", "A goal."), ("", "A plan."))) == ["A goal.", "blank", "A plan."]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(said=st.lists(SAYINGS, min_size=1, max_size=5), width=st.integers(2, 60))
def test_every_letter_is_found_again_where_it_is_shown(said, width):
    page = page_of(*said)
    layout = laid_out(page, width)
    apart = blocks_of(page)
    shown = [row for row in all_rows(layout) if row.kind is Kind.WORDS]
    assert [page.text[turn.start : turn.end] for turn in apart.turns] == [
        "".join(page.text[row.start : row.end] for row in shown if turn.start <= row.start < turn.end)
        for turn in apart.turns
    ]
    for turn in apart.turns:
        for one in letters(page.text, turn.start, turn.end):
            row = layout.row_of(one.start)
            assert layout.row(row).start <= one.start < layout.row(row).end
            if one.cells:
                assert layout.place_at(row, layout.column_of(one.start)) == one.start


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    heights=st.lists(st.integers(1, 9), min_size=1, max_size=40),
    changes=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 30)), max_size=20),
)
def test_heights_that_change_add_up_as_a_plain_list_does(heights, changes):
    tree = Heights(heights)
    for block, height in changes:
        if block < len(heights):
            tree.change(block, height)
            heights[block] = height
    assert tree.total == sum(heights)
    assert [tree.above(block) for block in range(len(heights))] == [
        sum(heights[:block]) for block in range(len(heights))
    ]
    by_hand = [(block, row) for block, height in enumerate(heights) for row in range(height)]
    assert [tree.at(row) for row in range(tree.total)] == by_hand


def test_sixty_thousand_turns_are_laid_out_at_once_and_exact_where_they_are_seen():
    page = page_of(
        *(f"This is turn {number} and it says some words more than one row holds." for number in range(60_000))
    )
    began = time.perf_counter()
    layout = laid_out(page, 30)
    for place in (0, 59_999, 30_000):
        turn = page.turns[place]
        row = layout.row_of(turn.start)
        layout.settle(max(0, row - 30), row + 30)
        row = layout.row_of(turn.start)
        assert layout.row(row).start == turn.start
        assert layout.row(row - 1).kind is Kind.HEAD
    assert time.perf_counter() - began < 10
    assert len(layout._rows) < 200


def test_a_turn_of_two_megabytes_is_laid_out_piece_by_piece():
    page = page_of("So on and on it went. " * 90_000)
    layout = laid_out(page, 60)
    middle = page.turns[0].start + 1_000_000
    row = layout.row_of(middle)
    layout.settle(row - 20, row + 20)
    assert layout.row(layout.row_of(middle)).start <= middle < layout.row(layout.row_of(middle)).end
    assert len(layout._rows) < 10


@pytest.mark.parametrize(
    "said",
    ["x" * 30_000, "a \u0301" * 9_000, "学" * 30_000, "e\u0301" * 15_000, "a" + "\u0301" * 30_000, " \n" * 5_000 + "x"],
)
def test_pieces_of_a_turn_are_the_turn_and_break_no_letter(said):
    page = page_of(said)
    pieces = blocks_of(page).pieces
    assert [(one.end, two.start) for one, two in pairwise(pieces)] == [(one.end, one.end) for one in pieces[:-1]]
    assert (pieces[0].start, pieces[-1].end) == (page.turns[0].start, page.turns[0].end)
    edges = {one.end for one in letters(page.text, page.turns[0].start, page.turns[0].end)}
    assert all(one.end in edges for one in pieces)


def names(rows, codings, width):
    return [" ".join([*(name for name, _ in row.names), row.uncounted]).strip() for row in margin(rows, codings, width)]


def test_names_stand_where_their_excerpts_begin_or_below_while_they_last():
    rows = [(0, 50), (50, 100), (100, 150)]
    long = coding_of(0, 150, "vc.potential")
    short = coding_of(5, 20, "vc.realized", starred=True, memo="see")
    assert names(rows, [long, short], 16) == ["realized★✎", "potential", ""]
    assert names(rows, [long, short], 32) == ["potential realized★✎", "", ""]


def test_codings_without_room_are_counted_beside_the_row_where_they_begin():
    rows = [(0, 50)]
    codings = [coding_of(0, 9, f"vc.code{number}") for number in range(5)]
    assert names(rows, codings, 16) == ["code0 code1 +3"]


def test_a_name_too_long_for_the_margin_is_cut_and_keeps_its_signs():
    assert names([(0, 50)], [coding_of(0, 9, "vc.a_name_that_never_ends", starred=True)], 16) == ["a_name_that_ne…★"]


def test_a_coding_from_the_turn_before_is_named_again():
    assert names([(50, 100), (100, 150)], [coding_of(10, 120, "vc.trust")], 16) == ["trust", ""]


def test_a_suggestion_stands_after_the_codings_with_a_question_mark():
    rows = [(0, 50), (50, 100)]
    beside = [Suggested(0, 100, "trust"), coding_of(0, 50, "vc.reciprocity"), Suggested(60, 90, "time")]
    assert names(rows, beside, 16) == ["reciprocity", "trust? time?"]
