"""Probabilities that mean what they say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggest.calibration import folds, is_enough, slope_and_offset
from qualcode.suggest.competition import competing, rivalry
from qualcode.suggest.evidence import Evidence, kin
from qualcode.suggest.learning import logistic


@given(st.lists(st.sampled_from(["P01", "P02", "P03", "P04", "P05", "P06", "P07"]), min_size=1, max_size=40))
def test_no_group_is_split_and_every_row_is_left_out_once(groups: list[str]) -> None:
    parts = folds(groups, [str(row) for row in range(len(groups))])
    assert sorted(row for part in parts for row in part) == list(range(len(groups)))
    if len(set(groups)) > 1:
        assert all({groups[row] for row in part}.isdisjoint(
            {groups[row] for other in parts if other is not part for row in other}) for part in parts)  # fmt: skip


def test_a_well_scaled_ranking_is_left_as_it_is() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, 4000)
    slope, offset = slope_and_offset(logits, rng.random(4000) < logistic(logits))
    assert abs(slope - 1) < 0.1
    assert abs(offset) < 0.1


def test_too_bold_a_ranking_is_toned_down_and_its_base_rate_mended() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, 4000)
    yes = rng.random(4000) < logistic(logits - 2)
    slope, offset = slope_and_offset(3 * logits, yes)
    chances = logistic(slope * 3 * logits + offset)
    assert abs(slope - 1 / 3) < 0.05
    assert abs(chances[chances > 0.6].mean() - yes[chances > 0.6].mean()) < 0.05


def test_a_ranking_never_turns_round() -> None:
    slope, _ = slope_and_offset(np.arange(40.0), np.arange(40) < 20)
    assert slope > 0


def test_ten_decisions_of_one_kind_are_not_enough() -> None:
    groups = ["P01", "P02"] * 5
    assert not is_enough(np.ones(10, dtype=np.int8), groups)
    assert is_enough(np.array([1, -1] * 5, dtype=np.int8), groups)


def evidence_of(signs: list[list[int]]) -> Evidence:
    rows = len(signs)
    return Evidence(
        places=(("", ""),) * rows,
        passages=np.arange(rows),
        groups=("P01",) * rows,
        signs=np.array(signs, dtype=np.int8),
        weights=np.ones((rows, len(signs[0]))),
        unused=0,
    )


def test_codes_compete_less_where_coders_give_several() -> None:
    related = kin(["a", "b"])
    assert rivalry(evidence_of([[1, -1]] * 12), related) == 1
    assert rivalry(evidence_of([[1, 1]] * 12), related) == 0.25


def test_a_code_and_the_one_above_it_do_not_compete() -> None:
    related = kin(["a", "a.b", "c"])
    assert rivalry(evidence_of([[1, 1, -1]] * 12), related) == 1
    before = competing(np.array([[2.0, 0.0, 0.0]]), related, 1.0)
    after = competing(np.array([[2.0, 5.0, 0.0]]), related, 1.0)
    assert after[0, 0] == before[0, 0]
    assert after[0, 2] < before[0, 2]
