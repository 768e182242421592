"""Whether a codebook is fit to code with."""

import pytest

from qualcode.codebook import Code, Codebook, Modifier
from qualcode.codebook.check import check_codebook

WHOLE = {
    "brief": "Colleagues can say awkward things",
    "full": "The speaker can show colleagues what went wrong.",
    "when": ["a risk is taken in front of others"],
    "when_not": ["the people are merely friendly"],
    "examples": ["I show them my worst numbers."],
    "counter_examples": ["They are nice people."],
}


def messages(codebook: Codebook) -> list[tuple[str, str]]:
    return [(finding.level, finding.message) for finding in check_codebook(codebook)]


def test_a_complete_code_has_no_findings():
    assert check_codebook(Codebook(codes=[Code(id="trust", **WHOLE)])) == []


@pytest.mark.parametrize("field", list(WHOLE))
def test_each_gap_in_a_code_is_advice(field: str):
    without = {key: value for key, value in WHOLE.items() if key != field}
    (finding,) = check_codebook(Codebook(codes=[Code(id="trust", **without)]))
    assert finding.level == "advice"
    assert field in f"{finding.message} {finding.mend}"


def test_a_brief_definition_of_thirteen_words_is_too_long():
    long = {**WHOLE, "brief": "one two three four five six seven eight nine ten eleven twelve thirteen"}
    assert messages(Codebook(codes=[Code(id="trust", **long)])) == [("advice", "Its brief definition has 13 words.")]


@pytest.mark.parametrize("target", ["trust", "trsut"])
def test_a_redirect_to_itself_or_to_nowhere_is_a_problem(target: str):
    code = Code(id="trust", **{**WHOLE, "when_not": [f"friendly -> {target}"]})
    ((level, message),) = messages(Codebook(codes=[code]))
    assert level == "problem"
    assert "friendly" in message


def test_words_cannot_be_example_and_counter_example_at_once():
    code = Code(id="trust", **{**WHOLE, "counter_examples": WHOLE["examples"]})
    ((level, message),) = messages(Codebook(codes=[code]))
    assert (level, "both an example" in message) == ("problem", True)


def test_a_counter_example_of_the_same_code_is_a_problem():
    code = Code(id="trust", **{**WHOLE, "counter_examples": ["Hm. -> trust"]})
    ((level, message),) = messages(Codebook(codes=[code]))
    assert (level, "same code" in message) == ("problem", True)


def test_sending_coders_to_a_retired_code_is_advised_against():
    code = Code(id="trust", **{**WHOLE, "when_not": ["friendly -> warmth"]})
    assert messages(Codebook(codes=[code, Code(id="warmth", status="retired")])) == [
        ("advice", "It sends the coder to “warmth”, which is no longer in use.")
    ]


def test_codes_that_share_a_label_or_an_example_are_named_together():
    codes = [Code(id="a.trust", **WHOLE), Code(id="b.trust", **WHOLE)]
    assert [message for _, message in messages(Codebook(codes=codes))] == [
        "“a.trust”, “b.trust” share the label “trust”.",
        "“a.trust”, “b.trust” share the example “I show them my worst numbers.”.",
    ]


def test_a_cycle_that_is_no_code_and_a_modifier_without_a_choice_are_problems():
    modifiers = [Modifier(name="reach", values=["personal"]), Modifier(name="valence", values=["a", "a", "b"])]
    found = check_codebook(Codebook(cycles=["vc.aplied"], modifiers=modifiers, codes=[Code(id="vc.applied", **WHOLE)]))
    assert [finding.level for finding in found] == ["problem"] * 3
    assert found[0].mend == "Did you mean “vc.applied”?"


def test_an_empty_codebook_is_a_problem():
    assert messages(Codebook()) == [("problem", "It holds no codes.")]


def test_findings_name_the_line_where_it_is_known():
    (finding, *_) = check_codebook(Codebook(codes=[Code(id="trust")]), {"trust": 12})
    assert finding.where == "trust (line 12)"
