"""How well codes fit passages."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from qualcode.codebook import Code, Codebook, CounterExample
from qualcode.encoders import WORDS_ONLY, PackagedGraph
from qualcode.errors import QualcodeError
from qualcode.suggest import Scores, rescored, score

TRUST = Code(id="trust", label="Trust", full="Confidence in other members, a safe place to be honest.")
TOOLS = Code(id="tools", label="Tools", full="A document, form, schedule or other thing taken from the community.")
FUN = Code(id="fun", label="Fun", full="Enjoyment while the meeting lasts: laughing, eating, good company.")
CODEBOOK = Codebook(codes=(TRUST, TOOLS, FUN))
SAID = (
    "I could tell them what went wrong and nobody judged me.",
    "She sent me her observation form and I use it every week.",
    "We laughed so hard at that dinner.",
    "I trust those people with my worst numbers.",
    "The master schedule template came straight from the group.",
    "The lunches were a delight.",
    "You can be honest in that room.",
    "I copied his agenda document for our staff meeting.",
    "It rained on the way there.",
    "The singing on the bus, I'd go again for that.",
    "Nobody there repeats what you say.",
    "He shared a checklist for walkthroughs.",
)
CODED = {
    0: ["trust"], 1: ["tools"], 2: ["fun"], 3: ["trust"], 4: ["tools"], 5: ["fun"], 6: ["trust"], 7: ["tools"],
    8: [], 9: ["fun"],
}  # fmt: skip
GROUPS = ["P01", "P02", "P03"] * 4
MODEL = PackagedGraph()


def scored(order: list[int], **more: object) -> Scores:
    place_of = {index: place for place, index in enumerate(order)}
    coded = {place_of[index]: codes for index, codes in CODED.items()}
    groups = [GROUPS[index] for index in order]
    return score([SAID[index] for index in order], CODEBOOK, coded, groups=groups, encoder=MODEL, **more)  # type: ignore[arg-type]


def test_before_anyone_has_coded_the_definitions_decide() -> None:
    scores = score(SAID, CODEBOOK, encoder=MODEL)
    assert scores.codes == ("trust", "tools", "fun")
    assert [int(row.argmax()) for row in scores.probabilities[[3, 4, 5]]] == [0, 1, 2]
    assert scores.calibrated == (False, False, False)
    assert scores.notice is not None
    assert "ranked without probabilities" in scores.notice


def test_codings_of_one_person_carry_over_to_what_another_says() -> None:
    defined, learned = score(SAID, CODEBOOK, encoder=MODEL), scored(list(range(12)))
    assert learned.probabilities[10].argmax() == 0
    assert learned.probabilities[10, 0] > defined.probabilities[10, 0]
    assert learned.probabilities[11].argmax() == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_passages_changes_no_bit(seed: int) -> None:
    order = list(range(12))
    random.Random(seed).shuffle(order)
    straight, shuffled = scored(list(range(12))), scored(order)
    assert shuffled.probabilities.tobytes() == straight.probabilities[order].tobytes()
    nearest = [shuffled.grounds.nearest(place, "trust") for place in range(12)]
    assert [order[place] for place in nearest if place is not None] == [
        straight.grounds.nearest(index, "trust") for index in order
    ]


def test_a_second_run_and_two_threads_change_no_bit() -> None:
    first = scored(list(range(12))).probabilities
    with threadpool_limits(limits=2):
        assert scored(list(range(12))).probabilities.tobytes() == first.tobytes()


def test_passages_said_twice_change_no_bit() -> None:
    once = score(SAID, CODEBOOK, CODED, encoder=MODEL).probabilities
    twice = score(SAID + SAID[10:] * 3, CODEBOOK, CODED, encoder=MODEL).probabilities
    assert twice[:12].tobytes() == once.tobytes()
    assert twice[12:14].tobytes() == once[10:].tobytes()


def test_a_passage_is_not_judged_by_its_own_coding() -> None:
    odd = {**CODED, 8: ["trust"]}
    with_it = score(SAID, CODEBOOK, odd, encoder=MODEL).probabilities[8]
    without = score(SAID, CODEBOOK, CODED, encoder=MODEL).probabilities[8]
    assert abs(with_it - without).max() < 0.1


def test_a_code_that_did_not_exist_yet_was_not_refused() -> None:
    seen_before_fun = {index: ["trust", "tools"] for index in CODED}
    coded = {index: [code for code in codes if code != "fun"] for index, codes in CODED.items()}
    spared = score(SAID, CODEBOOK, coded, considered=seen_before_fun, encoder=MODEL)
    refused = score(SAID, CODEBOOK, coded, encoder=MODEL)
    assert spared.decisions == (10, 10, 0)
    assert spared.probabilities[2, 2] > refused.probabilities[2, 2]


def test_examples_of_the_codebook_count_as_coded() -> None:
    rain = Code(id="x", label="X", examples=("It rained all day.", "Such rain on the way.", "Wet weather again."))
    scores = score(SAID, Codebook(codes=(rain, TOOLS)), encoder=MODEL)
    assert scores.probabilities[:, 0].argmax() == 8
    assert scores.decisions == (0, 0)


def test_counter_examples_speak_against_their_code_and_for_the_other() -> None:
    look_alike = CounterExample(text="Lunch is where you can be honest.", code_as="fun")
    warned = Codebook(codes=(TRUST.model_copy(update={"counter_examples": (look_alike,)}), TOOLS, FUN))
    passage = ["At lunch you can be honest."]
    before, after = score(passage, CODEBOOK, encoder=MODEL), score(passage, warned, encoder=MODEL)
    assert after.probabilities[0, 0] < before.probabilities[0, 0]
    assert after.probabilities[0, 2] > before.probabilities[0, 2]


def test_what_came_before_tells_a_repetition_from_a_new_thought() -> None:
    said = ["One half.", "It is a circle.", "Seven.", "We meet on Monday."] * 2
    before = ["One half, I think.", "Who is next?", "I got seven.", "Look at the board."]
    before += ["Sit down.", "It is a circle, no?", "Close the door.", "So we meet on Monday."]
    coded = {0: ["again"], 1: [], 2: ["again"], 4: [], 6: []}
    codebook = Codebook(codes=(Code(id="again", label="Again"),))
    chances = score(said, codebook, coded, contexts=before, encoder=WORDS_ONLY).probabilities[:, 0]
    assert chances[7] > chances[3]
    assert chances[5] > max(chances[3], chances[4], chances[6])


def test_probabilities_come_with_ten_decisions_from_more_than_one_group() -> None:
    assert scored(list(range(12))).calibrated == (True, True, True)
    alone = score(SAID, CODEBOOK, CODED, groups=["P01"] * 12, encoder=MODEL)
    assert alone.calibrated == (False, False, False)
    nine = {index: codes for index, codes in CODED.items() if index != 8}
    assert not any(score(SAID, CODEBOOK, nine, encoder=MODEL).calibrated)


def test_the_nearest_passage_is_another_one_that_carries_the_code() -> None:
    scores = scored(list(range(12)))
    assert {scores.grounds.nearest(index, "tools") for index in range(12)} <= {1, 4, 7}
    assert scores.grounds.nearest(0, "trust") in (3, 6)
    assert scores.grounds.nearest(1, "tools") in (4, 7)


def test_without_a_model_words_are_compared_and_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.encoders.choice.can_run", lambda: False)
    scores = score(["I trust them.", "They sent a form."], CODEBOOK)
    assert scores.notice is not None
    assert "only words are compared" in scores.notice
    assert scores.encoder == "words only"
    assert scores.probabilities.argmax(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("passages", "codebook", "coded"),
    [
        ([], CODEBOOK, {}),
        ([], Codebook(), {}),
        (["Only one."], CODEBOOK, {}),
        (["Only one."], CODEBOOK, {0: ["fun"]}),
        (["Only one."], Codebook(), {0: []}),
        (["", "  ", "\n"], CODEBOOK, {0: [], 1: ["fun"]}),
        (["Same."] * 30, CODEBOOK, {index: ["fun", "trust"] for index in range(30)}),
        (["Same."] * 30, CODEBOOK, {index: ["fun"] * (index % 2) for index in range(30)}),
        (list(SAID), Codebook(codes=(Code(id="bare"),)), {index: ["bare"] for index in range(12)}),
        (["the of and"], Codebook(codes=(Code(id="the"),)), {}),
    ],
)
@pytest.mark.parametrize("encoder", [WORDS_ONLY, MODEL], ids=["words", "model"])
def test_sparse_and_odd_input_gives_finite_probabilities(
    passages: list[str], codebook: Codebook, coded: dict[int, list[str]], encoder: PackagedGraph
) -> None:
    scores = score(passages, codebook, coded, encoder=encoder)
    assert scores.probabilities.shape == (len(passages), len(codebook.codes))
    assert scores.probabilities.dtype == np.float64
    assert ((scores.probabilities >= 0) & (scores.probabilities <= 1)).all()


def test_five_hundred_codes_are_scored_too() -> None:
    codes = tuple(Code(id=f"c{number}", label=f"Word{number}") for number in range(500))
    coded = {index: [f"c{index}"] for index in range(12)}
    scores = score(SAID, Codebook(codes=codes), coded, groups=GROUPS, encoder=WORDS_ONLY)
    assert scores.probabilities.shape == (12, 500)
    assert np.isfinite(scores.probabilities).all()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_codings_of_any_words_give_the_same_bits_in_any_order(data: st.DataObject) -> None:
    said = data.draw(st.lists(st.text("ab c?é", max_size=8), min_size=1, max_size=12))
    codes = st.sets(st.sampled_from(["trust", "tools", "fun"]))
    coded = data.draw(st.dictionaries(st.integers(0, len(said) - 1), codes))
    order = data.draw(st.permutations(range(len(said))))
    straight = score(said, CODEBOOK, coded, encoder=WORDS_ONLY).probabilities
    moved = {order.index(index): given_codes for index, given_codes in coded.items()}
    shuffled = score([said[index] for index in order], CODEBOOK, moved, encoder=WORDS_ONLY).probabilities
    assert np.isfinite(straight).all()
    assert shuffled.tobytes() == straight[order].tobytes()


def test_codes_the_codebook_lacks_are_refused_by_name() -> None:
    with pytest.raises(QualcodeError, match="“joy”"):
        score(SAID, CODEBOOK, {0: ["joy"]}, encoder=MODEL)


def test_codings_of_passages_that_are_not_there_are_refused() -> None:
    with pytest.raises(QualcodeError, match="Passage 12"):
        score(SAID, CODEBOOK, {12: []}, encoder=MODEL)


def test_contexts_and_groups_must_match_the_passages() -> None:
    with pytest.raises(QualcodeError, match="12 passages but 1 contexts"):
        score(SAID, CODEBOOK, contexts=["?"], encoder=MODEL)


def test_one_more_decision_moves_its_code_as_a_whole_new_scoring_would() -> None:
    before = score(SAID, CODEBOOK, CODED, groups=GROUPS, encoder=MODEL)
    after = rescored(before, 10, "trust", applies=True)
    whole = score(SAID, CODEBOOK, {**CODED, 10: ["trust"]}, groups=GROUPS, encoder=MODEL)
    moved, expected = (scores.probabilities[11] - before.probabilities[11] for scores in (after, whole))
    assert np.sign(moved[0]) == np.sign(expected[0])
    assert after.grounds.nearest(0, "trust") is not None
    assert (before.probabilities == score(SAID, CODEBOOK, CODED, groups=GROUPS, encoder=MODEL).probabilities).all()


def test_a_decision_taken_on_a_passage_that_was_read_counts_instead_of_the_first() -> None:
    before = score(SAID, CODEBOOK, CODED, encoder=MODEL)
    after = rescored(before, 8, "fun", applies=True)
    again = rescored(after, 8, "fun", applies=False)
    assert after.probabilities[:, 2].mean() > before.probabilities[:, 2].mean()
    assert np.allclose(again.probabilities, before.probabilities, atol=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["trust", "tools", "fun"]), st.booleans()), max_size=6))
def test_decisions_one_by_one_leave_finite_probabilities_and_other_codes_alone(
    decisions: list[tuple[int, str, bool]],
) -> None:
    scores = score(SAID, CODEBOOK, CODED, groups=GROUPS, encoder=WORDS_ONLY)
    for index, code, applies in decisions:
        scores = rescored(scores, index, code, applies=applies)
        assert np.isfinite(scores.probabilities).all()
        assert ((scores.probabilities >= 0) & (scores.probabilities <= 1)).all()


def test_five_hundred_codes_and_a_code_that_every_passage_has_give_sensible_numbers() -> None:
    many = Codebook(
        codes=(*CODEBOOK.codes, *(Code(id=f"c{number}", full=f"Number {number}.") for number in range(497)))
    )
    everywhere = {index: [*codes, "c7"] for index, codes in CODED.items()}
    scores = score(SAID, many, everywhere, groups=GROUPS, encoder=WORDS_ONLY)
    assert scores.probabilities.shape == (12, 500)
    assert np.isfinite(scores.probabilities).all()
    assert not scores.calibrated[10]
    assert scores.probabilities[:, 10].min() > np.delete(scores.probabilities, [0, 1, 2, 10], axis=1).max()


def test_what_a_code_is_not_speaks_against_it_and_for_the_code_to_use_instead() -> None:
    warned = Codebook(
        codes=(TRUST.model_copy(update={"when_not": ("honest talk at a shared lunch -> fun",)}), TOOLS, FUN)
    )
    passage = ["We had honest talk at a shared lunch."]
    before, after = score(passage, CODEBOOK, encoder=MODEL), score(passage, warned, encoder=MODEL)
    assert after.probabilities[0, 0] < before.probabilities[0, 0]
    assert after.probabilities[0, 2] > before.probabilities[0, 2]


def test_a_code_says_how_many_more_passages_would_help() -> None:
    scores = score(SAID, CODEBOOK, CODED, encoder=WORDS_ONLY)
    assert scores.more_wanted == (5, 5, 5)
    assert score(SAID, CODEBOOK, {index: ["fun"] for index in range(9)}, encoder=WORDS_ONLY).more_wanted[2] == 0


def test_words_of_a_passage_are_weighed_as_they_stand_in_it() -> None:
    scores = score(SAID, CODEBOOK, CODED, encoder=WORDS_ONLY)
    weights = dict(scores.grounds.word_weights(11, "tools"))
    assert set(weights) == {"He", "shared", "a", "checklist", "for", "walkthroughs"}
    assert dict(scores.grounds.word_weights(7, "tools"))["document"] > 0


def test_texts_that_are_no_passages_can_be_fitted_too() -> None:
    fun = score(SAID, CODEBOOK, CODED, encoder=MODEL).grounds.fits(["What a dinner, we laughed.", ""], ["", ""], "fun")
    assert fun[0] > fun[1]
