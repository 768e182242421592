"""What is offered for a second look."""

import numpy as np
import pytest

from qualcode.errors import QualcodeError
from qualcode.suggest import Scores, band_of, far_from_every_code, offers, said

PASSAGES = ["one", "two", "three", "four", "five", " "]


def scores(chances: list[list[float]], calibrated: bool = True, closeness: list[float] | None = None) -> Scores:
    count = len(chances[0])
    return Scores(
        codes=tuple("abcdefgh"[:count]),
        probabilities=np.array(chances),
        calibrated=(calibrated,) * count,
        decisions=(12,) * count,
        accepted=(4,) * count,
        nearest=np.full((len(chances), count), -1, dtype=np.int64),
        closeness=np.array(closeness if closeness else [0.5] * len(chances)),
        encoder="words only",
    )


ONE_CODE = scores([[0.9], [0.8], [0.7], [0.5], [0.05], [0.9]])


def test_likely_passages_come_first_with_one_that_could_go_either_way_in_every_three() -> None:
    assert [offer.index for offer in offers(ONE_CODE, PASSAGES, {})] == [0, 1, 3, 2]
    assert [offer.rank for offer in offers(ONE_CODE, PASSAGES, {})] == [1, 2, 3, 4]


def test_a_passage_that_carries_the_code_is_not_offered_for_it() -> None:
    assert 0 not in [offer.index for offer in offers(ONE_CODE, PASSAGES, {0: ["a"], 1: []})]


def test_codes_take_turns() -> None:
    both = scores([[0.9, 0.2], [0.8, 0.3], [0.7, 0.6]])
    assert [offer.code for offer in offers(both, PASSAGES[:3], {})] == ["a", "b", "a", "b", "a", "b"]


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(offers(ONE_CODE, PASSAGES, {}, limit=2)) == 2
    assert offers(ONE_CODE, PASSAGES, {}, limit=0) == ()


def test_passages_and_codes_can_be_chosen() -> None:
    assert [offer.index for offer in offers(ONE_CODE, PASSAGES, {}, among=[2, 3])] == [2, 3]
    assert offers(ONE_CODE, PASSAGES, {}, codes=["b"]) == ()


def test_without_enough_decisions_there_is_an_order_and_no_probability() -> None:
    ranked = offers(scores([[0.9], [0.1]], calibrated=False), PASSAGES[:2], {})
    assert [(offer.probability, offer.band) for offer in ranked] == [(None, "cannot say")] * 2


def test_with_only_a_ranking_a_passage_is_offered_for_its_three_best_codes() -> None:
    ranked = offers(scores([[0.1, 0.5, 0.4, 0.3, 0.2]], calibrated=False), PASSAGES[:1], {})
    assert {offer.code for offer in ranked} == {"b", "c", "d"}


def test_what_is_like_no_code_is_offered_for_none_and_listed_apart() -> None:
    strange = scores([[0.9], [0.8], [0.7], [0.6], [0.5]], closeness=[0.1, 0.5, 0.05, 0.4, 0.4])
    assert [offer.index for offer in offers(strange, PASSAGES[:5], {})] == [1, 3, 4]
    assert far_from_every_code(strange, PASSAGES[:5], {}) == (2, 0)
    assert far_from_every_code(strange, PASSAGES[:5], {2: ["a"]}) == (0,)


def test_a_study_without_any_likeness_leaves_no_passage_out() -> None:
    nothing_alike = scores([[0.9], [0.8]], closeness=[0.0, 0.0])
    assert len(offers(nothing_alike, PASSAGES[:2], {})) == 2
    assert far_from_every_code(nothing_alike, PASSAGES[:2], {}) == ()


def test_scores_of_other_passages_are_refused() -> None:
    with pytest.raises(QualcodeError, match="not of these 2"):
        offers(ONE_CODE, PASSAGES[:2], {})


@pytest.mark.parametrize(
    ("probability", "band", "share"),
    [(0.99, "strong", "more than 9 in 10"), (0.5, "some", "about 5 in 10"), (0.07, "weak", "about 1 in 10")],
)
def test_a_probability_is_shown_as_a_band_and_a_sentence_in_tenths(probability: float, band: str, share: str) -> None:
    assert band_of(probability) == band
    assert share in said(probability)


def test_nobody_can_say_without_a_probability() -> None:
    assert band_of(None) == "cannot say"
    assert "Too few decisions" in said(None)
