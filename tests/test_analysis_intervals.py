import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from qualcode.analysis.intervals import clopper_pearson, difference, wilson
from qualcode.errors import QualcodeError

COUNTS = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_both_intervals_hold_the_share_that_was_seen_and_stay_between_none_and_all(counts: tuple[int, int]) -> None:
    k, n = counts

    for one in (wilson(k, n), clopper_pearson(k, n)):
        assert 0 <= one.low <= one.high <= 1
        assert n == 0 or one.low <= k / n <= one.high


@given(COUNTS.filter(lambda counts: counts[1] > 0), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_intervals_are_those_of_an_independent_program(counts: tuple[int, int], level: float) -> None:
    k, n = counts
    other = binomtest(k, n)

    for own, method in ((wilson(k, n, level), "wilson"), (clopper_pearson(k, n, level), "exact")):
        theirs = other.proportion_ci(level, method)
        assert (own.low, own.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(COUNTS, COUNTS)
def test_a_difference_the_other_way_round_is_the_same_with_its_sign_turned(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    there, back = difference(one, two), difference(two, one)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert -1 <= there.low <= there.high <= 1


def test_more_than_all_is_refused() -> None:
    with pytest.raises(QualcodeError, match="5 of 4 is no share"):
        wilson(5, 4)
