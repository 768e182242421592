"""Whether a codebook is fit to code with."""

import pytest

from qualcode.codebook import Code, Codebook, Modifier
from qualcode.codebook.check import check_codebook
from qualcode.codebook.check_files import check_open_files, open_files
from qualcode.codebook.standing_places import places_in

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


def findings(**files: str) -> list[tuple[str, str, str]]:
    """Level, place and message of all that is found in files that lie side by side."""
    data = {f"{name}.yaml": text.encode() for name, text in files.items()}
    opened, found = open_files(data, data.get)
    return [(one.level, one.where, one.message) for one in [*found, *check_open_files(opened)]]


def problems(**files: str) -> list[tuple[str, str]]:
    return [(where, message) for level, where, message in findings(**files) if level == "problem"]


def test_a_complete_code_has_no_findings():
    assert check_codebook(Codebook(codes=[Code(id="trust", **WHOLE)])) == []


@pytest.mark.parametrize("field", list(WHOLE))
def test_each_gap_in_a_code_is_advice(field: str):
    without = {key: value for key, value in WHOLE.items() if key != field}
    (finding,) = check_codebook(Codebook(codes=[Code(id="trust", **without)]))
    assert (finding.level, finding.code) == ("advice", "trust")
    assert field in f"{finding.message} {finding.mend}"


@pytest.mark.parametrize("status", ["provisional", "retired"])
def test_a_code_that_is_provisional_or_retired_need_not_be_complete(status: str):
    assert check_codebook(Codebook(codes=[Code(id="trust", status=status)])) == []


def test_a_structural_code_needs_a_definition_and_no_tests():
    assert messages(Codebook(codes=[Code(id="part_one", kind="structural")])) == [
        ("advice", "It has no brief definition.")
    ]


def test_a_brief_definition_of_thirteen_words_is_too_long():
    long = {**WHOLE, "brief": "one two three four five six seven eight nine ten eleven twelve thirteen"}
    assert messages(Codebook(codes=[Code(id="trust", **long)])) == [("advice", "Its brief definition has 13 words.")]


@pytest.mark.parametrize("target", ["trust", "trsut"])
def test_a_redirect_to_itself_or_to_nowhere_is_a_problem(target: str):
    code = Code(id="trust", **{**WHOLE, "when_not": [f"friendly -> {target}"]})
    ((level, message),) = messages(Codebook(codes=[code]))
    assert level == "problem"
    assert "friendly" in message


def test_a_redirect_may_lead_to_a_code_of_an_included_codebook():
    code = Code(id="trust", **{**WHOLE, "when_not": ["friendly -> warmth"]})
    assert check_codebook(Codebook(codes=[code]), [Codebook(codes=[Code(id="warmth")])]) == []


def test_words_cannot_be_example_and_counter_example_at_once():
    code = Code(id="trust", **{**WHOLE, "counter_examples": WHOLE["examples"]})
    ((level, message),) = messages(Codebook(codes=[code]))
    assert (level, "both an example" in message) == ("problem", True)


def test_a_counter_example_of_the_same_code_is_a_problem():
    code = Code(id="trust", **{**WHOLE, "counter_examples": ["Hm. -> trust"]})
    ((level, message),) = messages(Codebook(codes=[code]))
    assert (level, "same code" in message) == ("problem", True)


def test_sending_coders_to_a_retired_code_is_advised_against():
    code = Code(id="trust", **{**WHOLE, "when_not": ["friendly -> warmth", "nice -> liking"]})
    others = [Code(id="warmth", status="retired"), Code(id="liking", status="provisional")]
    assert messages(Codebook(codes=[code, *others])) == [
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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"kind": "magnitude"}, ("advice", "It is of the kind magnitude and has no scale.")),
        ({"scale": ["low", "high"]}, ("problem", "It has a scale, which a code of the kind content cannot have.")),
        ({"kind": "magnitude", "scale": ["low"]}, ("problem", "Its scale offers no choice, or one level twice.")),
        ({"kind": "attribute", "scale": ["a", "a"]}, ("problem", "Its scale offers no choice, or one level twice.")),
    ],
)
def test_a_scale_belongs_to_magnitudes_and_attributes_and_offers_a_choice(said: dict, expected: tuple[str, str]):
    assert messages(Codebook(codes=[Code(id="trust", **WHOLE, **said)])) == [expected]


def test_a_code_alone_in_its_exclusive_group_is_pointed_out_with_the_group_it_may_mean():
    named = [("a", "stance"), ("b", "stance"), ("c", "stnace")]
    whole = {**WHOLE, "examples": []}
    codes = [Code(id=key, **{**whole, "examples": [f"words {key}"]}, exclusive_group=group) for key, group in named]
    (finding,) = check_codebook(Codebook(codes=codes))
    assert (finding.level, finding.code, finding.mend) == ("advice", "c", "Did you mean “stance”?")


TWO = """\
title: Two
codes:
  - id: trust
    brief: Colleagues can say awkward things
    when_not:
      - somebody is friendly -> warmth
      - nobody is there
  - id: warmth
    status: retired
"""


def test_findings_stand_at_the_item_the_field_or_the_code_they_concern():
    found = {message: where for _, where, message in findings(two=TWO)}
    assert found["It sends the coder to “warmth”, which is no longer in use."] == "two.yaml:6:9"
    assert found["It has no example."] == "two.yaml:3:9"
    long = findings(long="trust: one two three four five six seven eight nine ten eleven twelve thirteen")
    assert long[0][:2] == ("advice", "long.yaml:1:8")


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        ("codes: [trust]", ("codes", "trust"), (1, 9)),
        ("codes:\n- trust: They mean me well", ("codes", "trust", "brief"), (2, 10)),
        ("codes:\n  trust:\n    when: [a, b]", ("codes", "trust", "when", "1"), (3, 15)),
        ("- id: ça.va\n  examples:\n  - one", ("codes", "ça.va", "examples", "0"), (3, 5)),
        ("modifiers: {reach: [a, b]}\ncodes: [x]", ("modifiers", "reach"), (1, 13)),
        ("cycles: [x, y]\ncodes: [x]", ("cycles", "1"), (1, 13)),
        ("title: T\ncodes: [x]", ("codes", "y", "when"), (2, 1)),
    ],
)
def test_places_are_found_in_every_way_of_writing_a_codebook(text: str, path: tuple[str, ...], place: tuple[int, int]):
    assert places_in(text.encode()).of(path) == place


def test_mistakes_of_the_file_come_as_findings_with_their_mend():
    ((where, message),) = problems(bad="codes:\n- id: trust\n  exmples: [a]")
    assert (where, message) == ("bad.yaml:3:3", "Code “trust” has no field “exmples”.")


def test_a_code_in_two_files_of_a_project_is_a_problem_named_with_both_places():
    assert problems(one="codes: {trust: a}", two="title: T\ncodes:\n  trust: b") == [
        ("two.yaml:3:3", "The code “trust” stands in one.yaml, line 1, too.")
    ]


def test_a_modifier_with_other_values_in_another_file_is_a_problem():
    one, two = "modifiers: {valence: [good, bad]}\ncodes: {a: x}", "modifiers: {valence: [plus, minus]}\ncodes: {b: x}"
    assert problems(one=one, two=two) == [
        ("two.yaml:1:13", "The modifier “valence” has other values in one.yaml, line 1.")
    ]
    assert problems(one=one, two=one.replace("a: x", "b: x")) == []


def test_missing_and_circling_includes_are_problems_where_they_are_named():
    missing, circle, back = (
        "include: [gone]\ncodes: [a]",
        "include: [back]\ncodes: [b]",
        "include: [circle]\ncodes: [c]",
    )
    found = problems(missing=missing, circle=circle, back=back)
    assert [where for where, _ in found] == ["missing.yaml:1:11", "circle.yaml:1:11", "back.yaml:1:11"]


def test_all_problems_of_all_files_come_at_once():
    found = problems(one="codes: {1: a}", two="codes:\n- id: x\n  whn: [a]", three="codes: [a, a]")
    assert [where for where, _ in found] == ["one.yaml:1:9", "two.yaml:3:3", "three.yaml:1:12"]
