"""Whether a codebook's words keep its codes apart."""

from pathlib import Path

import pytest

from qualcode.codebook import Code, Codebook
from qualcode.codebook.read import read_codebook
from qualcode.encoders import PackagedGraph
from qualcode.suggest.codebook_check import alike_definitions, examples_placed, stray_examples

MODEL = PackagedGraph()
TRUST = Code(
    id="trust",
    full="Confidence in other members, a safe place to be honest.",
    examples=["I trust those people with my worst numbers.", "Nobody in that room repeats what you say."],
)
TOOLS = Code(
    id="tools",
    full="A document, form, schedule or other thing taken from the community.",
    examples=["She sent me her observation form.", "The schedule template came straight from the group."],
)
FUN = Code(
    id="fun",
    full="Enjoyment while the meeting lasts: laughing, eating, good company.",
    examples=["We laughed so hard at that dinner.", "The lunches were a delight."],
)


def pairs(*codes: Code) -> list[tuple[str, str, str]]:
    return [(one.code, one.other, one.how) for one in alike_definitions(Codebook(codes=codes), MODEL)]


def test_codes_that_mean_nearly_the_same_are_named_with_how_alike_they_are() -> None:
    again = Code(id="materials", full="A form, document, schedule or other thing that is taken from the community.")
    claim = Code(id="claim", brief="The principal observes lessons and gives feedback")
    proof = Code(id="proof", brief="Visits to classrooms followed by feedback to the teacher")
    assert pairs(TRUST, TOOLS, FUN, again, claim, proof) == [
        ("tools", "materials", "almost the same"),
        ("claim", "proof", "alike"),
    ]


def test_codes_above_and_below_each_other_and_retired_ones_are_not_compared() -> None:
    below = TRUST.model_copy(update={"id": "trust.peers"})
    retired = TOOLS.model_copy(update={"id": "old_tools", "status": "retired"})
    assert pairs(TRUST, below, TOOLS, retired) == []
    assert pairs(TRUST) == []
    assert pairs(Code(id="a"), Code(id="b")) == []


def strays(*codes: Code) -> list[tuple[str, int, str]]:
    return [(one.code, one.number, one.first) for one in stray_examples(Codebook(codes=codes), MODEL)]


def test_an_example_that_stands_under_the_wrong_code_is_found() -> None:
    words = "She gave me her observation form and her schedule template."
    wrong = TRUST.model_copy(update={"examples": (*TRUST.examples, words)})
    assert ("trust", 2, "tools") in strays(wrong, TOOLS, FUN)


def test_an_example_of_a_code_may_fit_the_code_above_it() -> None:
    under = Code(id="tools.forms", full="Anything at all.", examples=["She sent me her observation form."])
    assert "tools.forms" not in {code for code, _, _ in strays(TRUST, TOOLS, FUN, under)}


def found_again(*names: str) -> tuple[int, int]:
    """How many examples of shipped codebooks get their own code first, each left out; and how many there are."""
    home = Path(__file__).parent.parent / "codebooks"
    placed = [
        one
        for name in names
        for one in examples_placed(
            read_codebook((home / name).read_bytes(), name, beside=lambda beside: (home / beside).read_bytes()),
            MODEL,
        )
    ]
    return sum(one.first == one.code for one in placed), len(placed)


def test_eight_in_ten_examples_of_a_shipped_codebook_get_their_own_code_first() -> None:
    own, every = found_again("relational-trust.yaml")
    assert every >= 25
    assert own >= 0.8 * every


@pytest.mark.storm
def test_eight_in_ten_examples_of_all_shipped_codebooks_get_their_own_code_first() -> None:
    home = Path(__file__).parent.parent / "codebooks"
    own, every = found_again(*sorted(path.name for path in home.glob("*.yaml")))
    assert every >= 400
    assert own >= 0.8 * every


def test_the_shipped_codebook_is_not_buried_in_advice() -> None:
    path = Path(__file__).parent.parent / "codebooks" / "value-creation.yaml"
    codebook = read_codebook(path.read_bytes(), path.name)
    assert alike_definitions(codebook, MODEL) == []
    assert len(stray_examples(codebook, MODEL)) <= sum(len(code.examples) for code in codebook.codes) / 5
