"""Any part of a code's name finds it, and few letters single it out."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_codebook_shipped import BOOKS

from qualcode.codebook.wording import fault_of_id, same_form
from qualcode.study.coding.picking import PickerCode
from qualcode.tui.picker.matching import CodeFinder, folded

SIGNS = "aàAbcdeéts .-_信頼協かがのéß🙂👩‍👩‍👧שלוםمدرة한국İıﬁ\u0301\u200d"
BOUNDED = settings(max_examples=150, deadline=None, derandomize=True)


def code(name: str, label: str = "", brief: str = "") -> PickerCode:
    short = name.rpartition(".")[2]
    return PickerCode(name, label or short, short, brief, "")


CODES = (
    code("vc.immediate", "Immediate value", "Worth, good or bad, of taking part while it lasts"),
    code("vc.potential.human", "Human capital", "New understanding of a person"),
    code("vc.potential.social", "Social capital", "Ties, trust and people to turn to"),
    code("vc.applied", "Applied value", "Something was put into practice"),
    code("trust.peers", "Trust among colleagues"),
    code("trust", "Trust"),
    code("école", "L’école"),
    code("信頼.同僚", "同僚への信頼"),
    code("food", "", "The lunch is praised"),
)


def found(typed: str, codes=CODES) -> list[str]:
    return [one.id for one in CodeFinder(codes).found(typed)]


def test_nothing_typed_leaves_all_in_the_order_given():
    assert found("") == found("  ") == [one.id for one in CODES]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("trust", "trust"),  # the name itself before a longer one
        ("peers", "trust.peers"),  # its last part
        ("vc.app", "vc.applied"),  # the beginning of the id
        ("app", "vc.applied"),
        ("coll", "trust.peers"),  # a word of the label
        ("hucap", "vc.potential.human"),  # beginnings of words
        ("sc", "vc.potential.social"),
        ("mmed", "vc.immediate"),  # within
        ("immval", "vc.immediate"),
        ("ppld", "vc.applied"),  # letters in order
        ("ecole", "école"),  # without accents
        ("ÉCOLE", "école"),
        ("e\u0301cole", "école"),  # written with two signs
        ("同僚", "信頼.同僚"),
        ("頼", "信頼.同僚"),
        ("lunch", "food"),  # a word of the definition
        ("capital social", "vc.potential.social"),  # words in any order
        ("peers trust", "trust.peers"),
        ("ties tru", "vc.potential.social"),  # one word of the name's, one of the definition's
    ],
)
def test_any_part_of_a_name_finds_the_code_first(typed, first):
    assert found(typed)[0] == first


def test_what_fits_nothing_finds_nothing():
    assert found("xylophone") == []
    assert found("trust xylophone") == []


def test_between_equals_the_order_given_decides():
    one, two = code("a.tired", brief="x"), code("b.tidy")
    assert found("ti", (one, two)) == ["a.tired", "b.tidy"]
    assert found("ti", (two, one)) == ["b.tidy", "a.tired"]


def test_letters_that_stand_closer_together_come_first():
    codes = (code("paramount"), code("upset"), code("opt"))
    assert found("pt", codes) == ["opt", "upset", "paramount"]


def test_accents_and_case_are_ignored_unless_they_decide():
    assert found("ecole", (code("ecolex"), code("école"))) == ["école", "ecolex"]
    both = (code("Trust"), code("trust"), code("か"), code("が"))
    assert [found(one.id, both)[0] for one in both] == [one.id for one in both]


def test_one_who_pastes_a_whole_page_waits_no_time():
    assert found("e" * 5000) == []


names = (
    st.lists(st.text(SIGNS, min_size=1, max_size=8), min_size=1, max_size=3)
    .map(".".join)
    .map(same_form)
    .filter(lambda name: fault_of_id(name) is None)
)
books = st.lists(names, min_size=1, max_size=8, unique=True).map(lambda them: tuple(map(code, them)))


@BOUNDED
@given(books, st.data())
def test_a_code_typed_in_full_is_first(codes, data):
    wanted = data.draw(st.sampled_from(codes))
    assert CodeFinder(codes).found(wanted.id)[0] == wanted
    assert CodeFinder(codes).found(f" {unicodedata.normalize('NFD', wanted.id)} ")[0] == wanted


@BOUNDED
@given(books, st.text(SIGNS, max_size=5))
def test_every_code_found_holds_the_letters_typed(codes, typed):
    letters = Counter(folded(typed)) - Counter({" ": 99})
    for one in CodeFinder(codes).found(typed):
        held = set(folded(one.id)) | set(folded(one.label)) | set(folded(one.brief)) | set(one.id)
        assert {letter for letter in letters if not letter.isspace()} <= held


@BOUNDED
@given(books, st.text(SIGNS, max_size=5))
def test_the_same_letters_find_the_same_codes_in_the_same_order(codes, typed):
    first = CodeFinder(codes).found(typed)
    assert first == CodeFinder(codes).found(typed)
    assert len(set(first)) == len(first)


def letters_needed(one: PickerCode, finder: CodeFinder) -> int:
    """How many letters of its last part, or of any word of that or of its label, bring a code to the top."""
    begun = [one.short, *filter(None, re.split(r"[\W_]+", f"{one.short} {one.label}"))]
    tries = ((n, word[:n]) for n in range(1, 30) for word in begun)
    return next(n for n, typed in tries if finder.found(typed)[0] == one)


def test_two_letters_and_enter_choose_nearly_every_code_of_every_shipped_codebook():
    """Before anything is coded; later those used last stand first, and the digits choose them with one key."""
    needed: dict[str, Counter[int]] = {}
    for name, book in BOOKS.items():
        codes = tuple(code(one.id, one.label, one.brief) for one in book.codes if one.in_use)
        finder = CodeFinder(codes)
        needed[name] = Counter(letters_needed(one, finder) for one in codes)
    assert {name: dict(sorted(counts.items())) for name, counts in needed.items()} == {
        "implementation-rubric": {1: 3},
        "improvement-science": {1: 8, 2: 1},
        "program-design": {1: 5},
        "relational-trust": {1: 5},
        "root-cause-inquiry": {1: 8, 2: 1},
        "school-leadership": {1: 9, 2: 2},
        "value-creation": {1: 8, 3: 2},
        "value-creation-2020": {1: 11, 2: 3, 3: 2},
    }
