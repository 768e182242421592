"""What is offered for a second look, and in what order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import Codebook
from qualcode.encoders import WORDS_ONLY
from qualcode.errors import QualcodeError
from qualcode.suggest import ORDERS, Order, Scores, band_of, codes_for, far_from_every_code, offers, said, score

NOTHING = score([], Codebook(), encoder=WORDS_ONLY).grounds
PASSAGES = ["one", "two", "three", "four", "five", " "]


def scores(
    chances: list[list[float]], calibrated: bool = True, decisions: int = 30, accepted: list[int] | None = None
) -> Scores:
    count = len(chances[0])
    return Scores(
        codes=tuple("abcdefgh"[:count]),
        probabilities=np.array(chances),
        calibrated=(calibrated,) * count,
        decisions=(decisions,) * count,
        accepted=tuple(accepted) if accepted else (4,) * count,
        more_wanted=(0,) * count,
        encoder="words only",
        grounds=NOTHING,
    )


ONE_CODE = scores([[0.9], [0.8], [0.7], [0.5], [0.05], [0.9]])


def in_order(order: Order, **more: object) -> list[int]:
    return [offer.index for offer in offers(ONE_CODE, PASSAGES, {}, order=order, **more)]  # type: ignore[arg-type]


def test_likely_passages_or_uncertain_ones_come_first_as_asked() -> None:
    assert in_order("likely") == [0, 1, 2, 3]
    assert in_order("uncertain") == [3, 2, 1, 0]
    assert [offer.rank for offer in offers(ONE_CODE, PASSAGES, {})] == [1, 2, 3, 4]


def test_every_order_offers_the_same_passages() -> None:
    assert {tuple(sorted(in_order(order))) for order in ORDERS} == {(0, 1, 2, 3)}


def test_a_random_order_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert in_order("random", seed=3) == in_order("random", seed=3)
    assert len({tuple(in_order("random", seed=seed)) for seed in range(8)}) > 1


def test_an_order_that_there_is_not_is_refused_by_naming_those_there_are() -> None:
    with pytest.raises(QualcodeError) as refused:
        in_order("best")  # type: ignore[arg-type]
    assert "mixed" in str(refused.value.hint)


SAID = ["we keep the card", "we keep the card", "nobody paid for the bus", "my mother taught here"]
EQUAL = scores([[0.5]] * 4)


def test_a_diverse_order_goes_to_what_is_unlike_the_first_before_its_twin() -> None:
    assert [offer.index for offer in offers(EQUAL, SAID, {}, order="diverse")][-1] == 1
    assert [offer.index for offer in offers(EQUAL, SAID, {}, order="mixed")][:2] != [0, 1]


def test_the_mix_goes_to_likely_passages_first_and_asks_of_an_uncertain_one_in_every_three() -> None:
    mixed = scores([[0.95], [0.9], [0.85], [0.8], [0.5], [0.45]])
    found = [offer.index for offer in offers(mixed, [f"{word} alone" for word in "abcdef"], {})]
    assert found[:3] == [0, 1, 4]


def test_what_was_read_counts_as_known_where_other_passages_are_unread() -> None:
    found = offers(EQUAL, SAID, {0: []}, among=[1, 2, 3], order="diverse")
    assert [offer.index for offer in found] == [3, 2, 1]


def test_meanings_say_what_is_unlike_where_they_are_given() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.1], [0.1, 1.0]])
    found = offers(EQUAL, SAID, {}, order="diverse", vectors=vectors)
    assert {offer.index % 2 for offer in found[:2]} == {0, 1}


def test_a_diverse_order_hears_every_participant_before_anyone_twice() -> None:
    found = offers(EQUAL, SAID, {}, order="diverse", groups=["P01", "P01", "P02", "P02"])
    assert {("P01", "P01", "P02", "P02")[offer.index] for offer in found[:2]} == {"P01", "P02"}


def test_codes_that_fewest_passages_carry_begin() -> None:
    both = scores([[0.9, 0.8], [0.7, 0.6]], accepted=[9, 2])
    assert [offer.code for offer in offers(both, PASSAGES[:2], {})] == ["b", "a", "b", "a"]


def test_a_passage_that_carries_the_code_is_not_offered_for_it() -> None:
    assert 0 not in [offer.index for offer in offers(ONE_CODE, PASSAGES, {0: ["a"], 1: []})]


def test_codes_take_turns() -> None:
    both = scores([[0.9, 0.2], [0.8, 0.3], [0.7, 0.6]])
    assert [offer.code for offer in offers(both, PASSAGES[:3], {})] == ["a", "b", "a", "b", "a", "b"]


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(offers(ONE_CODE, PASSAGES, {}, limit=2)) == 2
    assert offers(ONE_CODE, PASSAGES, {}, limit=0) == ()


def test_passages_and_codes_can_be_chosen() -> None:
    assert {offer.index for offer in offers(ONE_CODE, PASSAGES, {}, among=[2, 3])} == {2, 3}
    assert offers(ONE_CODE, PASSAGES, {}, codes=["b"]) == ()


def test_without_enough_decisions_there_is_an_order_and_no_probability() -> None:
    ranked = offers(scores([[0.9], [0.8]], calibrated=False), PASSAGES[:2], {})
    assert [(offer.probability, offer.band) for offer in ranked] == [(None, "cannot say")] * 2


def test_with_only_a_ranking_a_passage_is_offered_for_its_three_best_codes() -> None:
    ranked = offers(scores([[0.1, 0.5, 0.4, 0.3, 0.2]], calibrated=False), PASSAGES[:1], {})
    assert {offer.code for offer in ranked} == {"b", "c", "d"}


def test_what_no_code_fits_is_offered_for_none_and_listed_apart() -> None:
    strange = scores([[0.3], [0.8], [0.2], [0.6], [0.7]])
    assert [offer.index for offer in offers(strange, PASSAGES[:5], {}, order="likely")] == [1, 4, 3]
    assert far_from_every_code(strange, PASSAGES[:5], {}) == (2, 0)
    assert far_from_every_code(strange, PASSAGES[:5], {2: ["a"]}) == (0,)


def test_while_little_is_read_nothing_is_called_far() -> None:
    strange = scores([[0.3], [0.8], [0.2], [0.6], [0.7]], decisions=19)
    assert far_from_every_code(strange, PASSAGES[:5], {}) == ()
    assert len(offers(strange, PASSAGES[:5], {})) == 5


def test_a_codebook_without_codes_offers_nothing_and_calls_nothing_far() -> None:
    none = Scores((), np.zeros((2, 0)), (), (), (), (), "words only", grounds=NOTHING)
    assert offers(none, PASSAGES[:2], {}) == ()
    assert far_from_every_code(none, PASSAGES[:2], {}) == ()
    assert codes_for(none, 0) == ()


def test_the_codes_of_a_passage_are_listed_best_first() -> None:
    ranked = scores([[0.1, 0.5, 0.4, 0.3, 0.2]], calibrated=False)
    assert [(one.code, one.rank) for one in codes_for(ranked, 0)] == [("b", 1), ("c", 2), ("d", 3)]
    assert [one.code for one in codes_for(ranked, 0, limit=1)] == ["b"]
    assert codes_for(scores([[0.1, 0.05]]), 0) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=9),
    st.sampled_from(ORDERS),
    st.integers(0, 12),
)
def test_whatever_the_order_no_pair_comes_twice_and_none_that_is_carried(
    chances: list[list[float]], order: Order, limit: int
) -> None:
    said = [f"passage {number % 4}" for number in range(len(chances))]
    coded = {len(chances) - 1: [], 0: ["b"]}
    found = offers(scores(chances), said, coded, order=order, limit=limit, seed=5)
    pairs = [(one.index, one.code) for one in found]
    assert len(set(pairs)) == len(pairs) <= limit
    assert (0, "b") not in pairs
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert found == offers(scores(chances), said, coded, order=order, limit=limit, seed=5)


def test_scores_of_other_passages_are_refused() -> None:
    with pytest.raises(QualcodeError, match="not of these 2"):
        offers(ONE_CODE, PASSAGES[:2], {})


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(8)), st.sampled_from(ORDERS))
def test_the_order_of_the_passages_in_the_study_does_not_matter(shuffled: list[int], order: Order) -> None:
    said = ["we keep the card", "the card is kept", "nobody paid", "we paid the bus", "lunch", "a", "b", "the bus"]
    chances = [[0.5, 0.7], [0.5, 0.7], [0.4, 0.6], [0.5, 0.6], [0.6, 0.7], [0.5, 0.5], [0.5, 0.5], [0.4, 0.9]]
    vectors = np.array([[len(text), text.count("a"), text.count("e")] for text in said], dtype=np.float32)

    def offered(places: list[int], meaning: bool) -> list[tuple[str, str]]:
        texts = [said[place] for place in places]
        of = [f"P{place % 3}" for place in places]
        given_vectors = vectors[places] if meaning else None
        coded = {places.index(2): ["a"]}
        found = offers(
            scores([chances[place] for place in places]), texts, coded, order=order, groups=of, vectors=given_vectors
        )
        return [(texts[one.index], one.code) for one in found]

    for meaning in (False, True):
        assert offered(shuffled, meaning) == offered(list(range(8)), meaning)


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
