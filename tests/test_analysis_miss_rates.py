from qualcode.analysis.intervals import difference
from qualcode.analysis.miss_rates import GroupReading, miss_differences
from qualcode.study.audit_told import differences_told


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
        "More was missed of what “teacher” said: 9 of 40 passages read again, of all others 1 of 120."
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
