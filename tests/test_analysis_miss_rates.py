from collections.abc import Sequence
from math import exp, log
from random import Random

from qualcode.analysis.intervals import difference
from qualcode.analysis.miss_rates import GroupReading, miss_differences
from qualcode.study.suggesting.audit_told import differences_told


def test_a_group_of_whose_words_more_was_missed_is_found_with_the_interval_of_the_difference() -> None:
    groups = {"principal": GroupReading(9, 120, 1), "teacher": GroupReading(6, 40, 9)}

    found = miss_differences(groups, fewest_people=3)

    assert [(one.group, one.interval.low > 0, one.interval.high < 0) for one in found] == [
        ("principal", False, True),
        ("teacher", True, False),
    ]
    assert found[1].interval == difference((9, 40), (1, 120))
    (told,) = differences_told(found)
    assert told.startswith(
        "More was missed of what “teacher” said: 9 of 40 passages read again, of the other groups together 1 of 120."
    )
    assert "That is 11 to 37 in 100 more" in told
    assert differences_told(found[:1])[0].startswith("Less was missed of what “principal” said: 1 of 120 passages")


def test_the_more_groups_are_compared_the_more_it_takes() -> None:
    two = {"a": GroupReading(9, 60, 12), "b": GroupReading(9, 60, 3)}
    six = {**two, **{name: GroupReading(9, 60, 7) for name in "cdef"}}

    assert [one.group for one in miss_differences(two, fewest_people=3)] == ["a", "b"]
    assert miss_differences(six, fewest_people=3) == ()


def test_small_groups_are_neither_compared_nor_among_the_others() -> None:
    groups = {"a": GroupReading(2, 80, 30), "b": GroupReading(9, 80, 1), "c": GroupReading(4, 15, 9)}

    assert miss_differences(groups, fewest_people=3) == ()
    assert miss_differences({}, fewest_people=3) == ()


def people(seed: int, shares: Sequence[float], *, spread: float) -> GroupReading:
    """Six people, each of whom passages were missed with a chance of their own about one of `shares`."""
    chance = Random(seed)
    each = []
    for share in shares:
        own = 1 / (1 + exp(-(log(share / (1 - share)) + chance.gauss(0, spread))))
        read = chance.randint(8, 16)
        each.append((read, sum(chance.random() < own for _ in range(read))))
    return GroupReading(len(each), sum(read for read, _ in each), sum(missed for _, missed in each), tuple(each))


def found_in(runs: int, shares: tuple[float, float], *, spread: float) -> float:
    """In how many of so many studies a difference between two groups of six people is told."""
    told = 0
    for seed in range(runs):
        one, other = (people(2 * seed + n, [share] * 6, spread=spread) for n, share in enumerate(shares))
        told += bool(miss_differences({"a": one, "b": other}, fewest_people=3))
    return told / runs


def test_that_people_differ_from_each_other_is_not_taken_for_a_difference_between_their_groups() -> None:
    assert found_in(300, (0.1, 0.1), spread=1.0) <= 0.06
    assert found_in(300, (0.1, 0.4), spread=0.5) >= 0.7


def test_passages_of_people_who_are_alike_count_in_full() -> None:
    alike = {"a": GroupReading(9, 90, 18, ((10, 2),) * 9), "b": GroupReading(9, 90, 2, ((10, 1),) * 2 + ((10, 0),) * 7)}
    apart = {"a": GroupReading(9, 90, 18, ((10, 9),) * 2 + ((10, 0),) * 7), "b": alike["b"]}

    assert [one.group for one in miss_differences(alike, fewest_people=3)] == ["a", "b"]
    assert miss_differences(apart, fewest_people=3) == ()
