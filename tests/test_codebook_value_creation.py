"""The value creation codebook that ships with qualcode."""

import pytest

from qualcode.codebook import Codebook
from qualcode.codebook.check import check_codebook
from qualcode.codebook.read import read_codebook
from qualcode.shipped import shipped


@pytest.fixture(scope="module")
def value_creation() -> Codebook:
    path = shipped("codebooks/value-creation.yaml")
    return read_codebook(path.read_bytes(), path.name)


# One participant's answer, claim by claim, with the coding a trained coder gives it under the 2011 version.
ANSWER = [
    (
        "The first Tuesday used to ruin my week, and now I count the days.",
        "vc.immediate",
        {"valence": "positive", "narrative": "account"},
    ),
    (
        "Before the holidays Marisol shared her planning sheet with all of us.",
        "vc.potential.tangible",
        {"attribution": "cop"},
    ),
    (
        "My fifth grade team planned with it, found it fussy, and we struck out half the boxes.",
        "vc.applied",
        {"reach": "collective", "valence": "positive"},
    ),
    (
        "Now they plan together without me, and the newest of them says it is why she stayed.",
        "vc.realized",
        {"valence": "positive", "evidence_basis": "third_party"},
    ),
    ("The reading results have not moved, not yet.", "vc.realized", {"valence": "absent"}),
    (
        "But I no longer ask whether the sheet is filled in; I ask whether they argued over the text.",
        "vc.reframing",
        {"reach": "personal"},
    ),
    (
        "Take away our substitutes and there is no first Tuesday.",
        "vc.potential.tangible",
        {"certainty": "unsure", "salience": "mention", "narrative": "account"},
    ),
]


@pytest.mark.parametrize(("words", "code", "modifiers"), ANSWER, ids=[words[:20] for words, _, _ in ANSWER])
def test_a_worked_answer_can_be_coded_in_full(value_creation: Codebook, words: str, code: str, modifiers: dict):
    assert words not in value_creation.code(code).examples
    assert value_creation.cycle_of(code) in value_creation.cycles
    for name, value in modifiers.items():
        assert value in value_creation.modifier(name).values


def test_every_cycle_occurs_in_the_worked_answer(value_creation: Codebook):
    assert {value_creation.cycle_of(code) for _, code, _ in ANSWER} == set(value_creation.cycles)


def test_it_is_complete_and_free_of_contradictions(value_creation: Codebook):
    assert check_codebook(value_creation) == []


def test_it_has_the_five_cycles_of_2011_and_five_capitals(value_creation: Codebook):
    assert value_creation.framework_version == "2011"
    assert value_creation.cycles == ("vc.immediate", "vc.potential", "vc.applied", "vc.realized", "vc.reframing")
    capitals = [code.label.split()[0].lower() for code in value_creation.below("vc.potential")]
    assert capitals == ["human", "social", "tangible", "reputational", "learning"]
    assert len(value_creation.codes) == 10


def test_every_reader_is_told_that_cycles_are_no_grades(value_creation: Codebook):
    assert "not steps or grades" in value_creation.note


def test_each_code_says_everything_a_coder_needs(value_creation: Codebook):
    for code in value_creation.codes:
        assert code.key_question.endswith("?"), code.id
        assert len(code.examples) >= 3, code.id
        assert code.redirects, code.id
        assert all(counter.code_as for counter in code.counter_examples), code.id
        assert code.indicators, code.id
        assert code.source.startswith("Wenger"), code.id


def test_every_rule_is_cited_by_a_code_and_written_out_there(value_creation: Codebook):
    cited = {rule.partition(":")[0] for code in value_creation.codes for rule in code.rules}
    assert cited == {rule.name for rule in value_creation.rules} == {"D1", "D2", "D3", "D4", "D7", "D10", "D11", "D12"}
    assert all(len(rule.split()) > 10 for code in value_creation.codes for rule in code.rules)


def test_value_that_was_hoped_for_and_did_not_come_is_called_absent(value_creation: Codebook):
    assert value_creation.modifier("valence").values == ("positive", "negative", "mixed", "absent")
    assert value_creation.modifier("narrative").values == ("account", "aspiration")
