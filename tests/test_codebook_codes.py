"""Codes and codebooks as values."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, CounterExample, Modifier
from qualcode.codebook.read import read_codebook
from qualcode.errors import QualcodeError
from qualcode.shipped import shipped

PARTS = st.text(st.characters(categories=["L", "N", "M"]), min_size=1, max_size=8)
IDS = st.lists(PARTS, min_size=1, max_size=4).map(".".join)
TEXTS = st.lists(st.text(max_size=30), max_size=3).map(tuple)


@pytest.fixture(scope="module")
def value_creation() -> Codebook:
    path = shipped("codebooks/value-creation.yaml")
    return read_codebook(path.read_bytes(), path.name)


def test_a_code_needs_only_an_id_and_takes_its_last_part_for_a_label():
    assert Code(id="trust.peers").label == "peers"
    assert Code(id="信頼.同僚", label="同僚への信頼").label == "同僚への信頼"


def test_a_code_knows_what_stands_above_it():
    assert Code(id="vc.potential.human").parent == "vc.potential"
    assert Code(id="trust").parent is None


def test_a_composed_and_a_decomposed_accent_are_the_same_id():
    codebook = Codebook(codes=[Code(id="re\u0301cit")])
    assert codebook.code("r\u00e9cit") == codebook.code("re\u0301cit")
    assert "r\u00e9cit" in codebook


@pytest.mark.parametrize("code_id", ["", "  ", "a..b", ".a", "a.", "a\nb", "a -> b", "tab\there"])
def test_an_id_that_nobody_could_type_is_refused(code_id: str):
    with pytest.raises(QualcodeError, match="code id"):
        Code(id=code_id)


def test_redirects_are_the_codes_after_the_arrows():
    code = Code(id="a", when_not=["tried out -> vc.applied", "leave it uncoded", "only kind → vc.immediate."])
    assert code.redirects == ("vc.applied", "vc.immediate")


def test_a_counter_example_may_be_words_a_map_or_a_record():
    given = ["I used it. -> vc.applied", {"text": "Nice day.", "code_as": "vc.immediate"}, CounterExample(text="Hm.")]
    counters = Code(id="a", counter_examples=given).counter_examples
    assert [(one.text, one.code_as) for one in counters] == [
        ("I used it.", "vc.applied"),
        ("Nice day.", "vc.immediate"),
        ("Hm.", ""),
    ]


@given(IDS, st.text(max_size=20), TEXTS, TEXTS)
def test_a_code_comes_back_from_its_record_by_way_of_json(code_id: str, full: str, when: tuple, examples: tuple):
    code = Code(id=code_id, full=full, when=when, examples=examples, counter_examples=[{"text": full}])
    assert Code.from_record(json.loads(json.dumps(code.record()))) == code


def test_a_codebook_comes_back_from_its_record(value_creation: Codebook):
    record = json.loads(json.dumps(value_creation.record()))
    assert isinstance(record, Mapping)
    assert Codebook.from_record(record) == value_creation


def test_two_codes_of_one_id_are_refused():
    with pytest.raises(QualcodeError, match="“trust”"):
        Codebook(codes=[Code(id="trust"), Code(id="trust"), Code(id="candor")])


def test_a_copy_with_other_codes_finds_those():
    copy = Codebook(codes=[Code(id="trust")]).model_copy(update={"codes": (Code(id="candor"),)})
    assert ("candor" in copy, "trust" in copy) == (True, False)


def test_a_code_that_is_not_there_is_answered_with_the_nearest_one(value_creation: Codebook):
    with pytest.raises(QualcodeError) as caught:
        value_creation.code("vc.realised")
    assert caught.value.hint == "Did you mean “vc.realized”?"


def test_a_code_belongs_to_the_cycle_above_it(value_creation: Codebook):
    assert value_creation.cycle_of("vc.potential.human") == "vc.potential"
    assert value_creation.cycle_of("vc.applied") == "vc.applied"
    assert value_creation.cycle_of("gel.instruct") is None


def test_what_is_below_a_code_leaves_out_the_code_and_look_alike_names():
    codebook = Codebook(codes=[Code(id=one) for one in ["a", "a.b", "ab", "a.b.c", "b"]])
    assert [code.id for code in codebook.below("a")] == ["a.b", "a.b.c"]


def test_neither_code_nor_codebook_can_be_changed(value_creation: Codebook):
    with pytest.raises(ValueError, match="frozen"):
        value_creation.codes[0].label = "Other"
    assert len({*value_creation.codes, *value_creation.codes}) == len(value_creation.codes)


def test_a_modifier_is_found_by_name_and_a_missing_one_lists_all(value_creation: Codebook):
    assert value_creation.modifier("valence") == value_creation.modifiers[0]
    with pytest.raises(QualcodeError) as caught:
        Codebook(modifiers=[Modifier(name="reach", values=["personal"])]).modifier("valence")
    assert "“reach”" in str(caught.value.hint)
