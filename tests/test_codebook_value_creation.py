"""The two value creation codebooks that ship with qualcode, 2011 and 2020."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from qualcode.codebook import Code, Codebook
from qualcode.codebook.read import read_codebook
from qualcode.codebook.wording import redirect_in
from qualcode.shipped import shipped

PASSAGE = YAML(typ="safe", pure=True).load(Path(__file__).parent / "data" / "worked_passage.yaml")
CLAIMS: list[dict[str, Any]] = PASSAGE["claims"]
VERSIONS = {"2011": "value-creation", "2020": "value-creation-2020"}


def book(name: str) -> Codebook:
    path = shipped(f"codebooks/{name}.yaml")
    return read_codebook(path.read_bytes(), path.name)


BOOKS = {version: book(name) for version, name in VERSIONS.items()}
CODED = [
    pytest.param(version, claim, id=f"{version}-{claim['words'][:20]}") for claim in CLAIMS for version in VERSIONS
]
WRONG = [
    pytest.param(version, claim, wrong, id=f"{version}-{claim['words'][:20]}-not-{wrong['code'][version]}")
    for claim in CLAIMS
    for wrong in claim["wrong"]
    for version in wrong["code"]
]


def names_of_rules(code: Code) -> set[str]:
    return {rule.partition(":")[0] for rule in code.rules}


def leads_to(target: str, right: str) -> bool:
    """Whether a redirect ends at the right code, or at the code above it, from where the coder chooses."""
    return right == target or right.startswith(f"{target}.")


def speaks_against(reason: str, wrong: str, right: str, codebook: Codebook) -> bool:
    expected = codebook.code(right)
    if reason.startswith("when: "):
        return any(reason.removeprefix("when: ") in test for test in expected.when)
    mistaken = codebook.code(wrong)
    if reason == "redirect":
        return any(leads_to(target, right) for target in mistaken.redirects)
    return reason in names_of_rules(mistaken) & names_of_rules(expected)


@pytest.mark.parametrize(("version", "claim"), CODED)
def test_each_claim_of_the_worked_passage_can_be_coded_in_full(version: str, claim: dict[str, Any]):
    codebook = BOOKS[version]
    code = codebook.code(claim["code"][version])
    assert code.in_use
    assert claim["words"] not in code.examples
    for name, value in claim["modifiers"].get(version, claim["modifiers"]).items():
        assert value in codebook.modifier(name).values


@pytest.mark.parametrize(("version", "claim", "wrong"), WRONG)
def test_the_codebook_speaks_against_each_wrong_answer(version: str, claim: dict[str, Any], wrong: dict[str, Any]):
    for reason in wrong["against"]:
        assert speaks_against(reason, wrong["code"][version], claim["code"][version], BOOKS[version]), reason


def test_every_cycle_of_2011_occurs_in_the_worked_passage():
    assert {BOOKS["2011"].cycle_of(claim["code"]["2011"]) for claim in CLAIMS} == set(BOOKS["2011"].cycles)


def test_2011_has_five_cycles_and_five_capitals():
    assert BOOKS["2011"].framework_version == "2011"
    assert [cycle.removeprefix("vc.") for cycle in BOOKS["2011"].cycles] == [
        "immediate", "potential", "applied", "realized", "reframing"
    ]  # fmt: skip
    assert len(BOOKS["2011"].codes) == 10


def test_2020_has_eight_cycles_and_reframing_is_a_loop_beside_them():
    codebook = BOOKS["2020"]
    assert codebook.framework_version == "2020"
    assert [cycle.removeprefix("vc20.") for cycle in codebook.cycles] == [
        "immediate", "potential", "applied", "realized", "enabling", "strategic", "orienting", "transformative"
    ]  # fmt: skip
    assert [code.id for code in codebook.below("vc20.loop")] == ["vc20.loop.framing", "vc20.loop.reframing"]
    assert codebook.cycle_of("vc20.loop.reframing") is None


@pytest.mark.parametrize("version", VERSIONS)
def test_the_five_capitals_stand_below_potential_value(version: str):
    (above,) = [code for code in BOOKS[version].cycles if code.endswith(".potential")]
    capitals = [code.label.split()[0].lower() for code in BOOKS[version].below(above)]
    assert capitals == ["human", "social", "tangible", "reputational", "learning"]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_reader_is_told_that_cycles_are_no_grades_and_versions_are_not_pooled(version: str):
    assert "not steps or grades" in BOOKS[version].note
    assert re.search(r"pool\b", BOOKS[version].note)


def test_the_crosswalk_from_2011_names_codes_that_exist():
    named = set(re.findall(r"vc20\.[a-z.]*[a-z]", BOOKS["2020"].note))
    assert named == {
        "vc20.loop.reframing", "vc20.enabling", "vc20.strategic", "vc20.orienting", "vc20.transformative"
    }  # fmt: skip
    assert all(code_id in BOOKS["2020"] for code_id in named)


@pytest.mark.parametrize(
    ("version", "rules"),
    [
        ("2011", {"D1", "D2", "D3", "D4", "D7", "D10", "D11", "D12"}),
        ("2020", {f"D{number}" for number in range(1, 13)}),
    ],
)
def test_each_version_has_the_rules_that_concern_its_codes(version: str, rules: set[str]):
    assert {rule.name for rule in BOOKS[version].rules} == rules


PAIRS = [
    ("D1", "immediate", "potential"), ("D2", "potential", "applied"), ("D3", "applied", "realized"),
    ("D4", "realized", "loop.reframing"), ("D5", "loop.reframing", "transformative"), ("D6", "immediate", "enabling"),
    ("D7", "potential.tangible", "enabling"), ("D8", "potential.social", "strategic"),
    ("D9", "orienting", "potential.human"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "one", "other"), PAIRS)
def test_both_codes_that_a_rule_tells_apart_cite_it_and_name_each_other(rule: str, one: str, other: str):
    codebook = BOOKS["2020"]
    for this, that in ((f"vc20.{one}", f"vc20.{other}"), (f"vc20.{other}", f"vc20.{one}")):
        code = codebook.code(this)
        assert rule in names_of_rules(code)
        assert any(leads_to(target, that) for target in code.redirects) or any(
            leads_to(counter.code_as, that) for counter in code.counter_examples
        ), f"{this} does not lead to {that}"


@pytest.mark.parametrize("version", VERSIONS)
def test_support_for_the_community_has_a_place_in_both_versions(version: str):
    codebook = BOOKS[version]
    immediate = codebook.code("vc.immediate" if version == "2011" else "vc20.immediate")
    seen = [redirect_in(text) for text in immediate.when_not if "D7" in text or "D6" in text]
    assert seen == ["vc.potential.tangible" if version == "2011" else "vc20.enabling"]


@pytest.mark.parametrize("version", VERSIONS)
def test_value_that_was_hoped_for_and_did_not_come_is_called_absent(version: str):
    assert BOOKS[version].modifier("valence").values == ("positive", "negative", "mixed", "absent")
    assert BOOKS[version].modifier("narrative").values == ("account", "aspiration")


def test_both_versions_offer_the_nine_modifiers():
    nine = [
        "valence", "narrative", "reach", "attribution", "evidence_basis", "salience", "certainty", "period", "referent"
    ]  # fmt: skip
    assert [[one.name for one in codebook.modifiers] for codebook in BOOKS.values()] == [nine, nine]
