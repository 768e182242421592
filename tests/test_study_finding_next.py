"""Going from place to place on a page."""

import itertools
from dataclasses import replace

import pytest
from conftest import coded
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.project import Project
from qualcode.study.coding.coding_page import Page, PageCoding, PageTurn, page
from qualcode.study.coding.finding_next import (
    next_coded,
    next_memo,
    next_starred,
    next_uncoded_turn,
    places_of,
    uncoded_turns,
)

BLANK = Page("D01", "", "", "", (), (), (), False, None)


def stands(start: int, end: int, **more: object) -> PageCoding:
    values = {"code": "card", "short": "card", "label": "", "color": "", "coder": "ana", "modifiers": {}, "memo": None}
    return PageCoding(id=f"{start}-{end}", start=start, end=end, starred=False, retired=False, **{**values, **more})  # type: ignore[arg-type]


def test_codings_memos_and_stars_are_found_forward_and_back(project: Project):
    first = coded(project, "ana", "We drafted", "card", memo="whose?")
    last = coded(project, "ana", "awkward things", "trust", starred=True)
    coded(project, "ana", "awkward things", "card")
    codings = page(project, "ana", "D01").codings
    here = (first.start, first.end), (last.start, last.end)
    assert next_coded(codings, 0) == here[0]
    assert next_coded(codings, first.start) == here[1]
    assert next_coded(codings, last.start) is None
    assert next_coded(codings, last.start, -1) == here[0]
    assert next_coded(codings, first.start, -1) is None
    assert next_memo(codings, 0) == here[0]
    assert next_memo(codings, first.start) is None
    assert next_starred(codings, 0) == here[1]


def test_the_next_uncoded_turn_is_a_participants_and_bears_no_coding_at_all(project: Project):
    shown = page(project, "ana", "D01")
    dana = [turn for turn in shown.turns if turn.role == "participant"]
    assert next_uncoded_turn(shown, shown.codings, 0) == (dana[0].start, dana[0].end)
    coded(project, "ana", "again", "card")
    shown = page(project, "ana", "D01")
    assert next_uncoded_turn(shown, shown.codings, 0) == (dana[1].start, dana[1].end)
    assert next_uncoded_turn(shown, shown.codings, dana[1].start) is None
    assert next_uncoded_turn(shown, shown.codings, len(shown.text), -1) == (dana[1].start, dana[1].end)


def test_a_turn_in_several_stretches_is_coded_where_one_of_them_is():
    turns = tuple(PageTurn(n, start, start + 5, "P01", "participant", None) for n, start in ((1, 0), (1, 10), (2, 20)))
    assert [one.number for one in uncoded_turns(turns, [stands(12, 13)])] == [2]
    assert [one.number for one in uncoded_turns(turns, [])] == [1, 2]
    assert [one.start for one in uncoded_turns(turns, [])] == [0, 20]


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=12),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 4)), min_size=1, max_size=15),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_uncoded_turns_are_those_that_no_coding_touches(places, lengths):
    turns, at = [], 0
    for number, (length, gap) in enumerate(lengths, start=1):
        turns.append(PageTurn(number, at, at + length, "P01", "participant", None))
        at += length + gap
    codings = [stands(start, start + length) for start, length in places]
    wanted = [
        turn.number for turn in turns if not any(one.start < turn.end and one.end > turn.start for one in codings)
    ]
    assert [turn.number for turn in uncoded_turns(turns, codings)] == wanted


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Café, a cafe and CAFÉS", "cafe", ["Café", "cafe", "CAFÉ"]),
        ("naive and nai\u0308ve", "naïve", ["naive", "nai\u0308ve"]),
        ("cafe\u0301", "cafe", ["cafe\u0301"]),
        ("It wasn’t “ours”", 'wasn\'t "ours"', ["wasn’t “ours”"]),
        ("two\nlines  here", "two lines here", ["two\nlines  here"]),
        ("teacher teach", "teach", ["teach", "teach"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("学校里的学校", "学校", ["学校", "学校"]),
        ("anything", "  ", []),
        ("anything", "\u0301", []),
        ("", "x", []),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_quotation_marks(text: str, words: str, found: list[str]):
    assert [text[start:end] for start, end in places_of(replace(BLANK, text=text), words)] == found


@given(st.text(alphabet="aAéÉe\u0301 ß字🙂’'-\n", max_size=40), st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_stretch_of_a_text_is_found_in_it(text, data):
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = places_of(replace(BLANK, text=text), text[start:end])
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(found))
    if any(letter.isalnum() for letter in text[start:end]):
        assert found
