from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.themes.matching import what_moved


def clusterings():
    """Up to five clusters of up to thirty excerpts, in which no excerpt stands twice."""
    labels = st.lists(st.integers(-1, 4), min_size=0, max_size=30)
    return labels.map(
        lambda found: [
            {place for place, label in enumerate(found) if label == number}
            for number in sorted(set(found) - {-1})
            if found.count(number) >= 3
        ]
    )


def fates(before, now):
    return [(one.number, one.fate, one.before) for one in what_moved(before, now)]


A, B, C = set("abcdefghij"), set("klmnopqrst"), set("uvwxyz")


def test_clusters_of_the_same_excerpts_are_the_same_whatever_their_number_now():
    assert fates([A, B, C], [C, A, B]) == [(1, "the same", (3,)), (2, "the same", (1,)), (3, "the same", (2,))]
    assert {one.likeness for one in what_moved([A, B], [B, A])} == {"exactly the same excerpts"}


def test_a_cluster_that_took_in_new_excerpts_has_grown():
    assert fates([A, B], [A | set("12345"), B]) == [(1, "grown", (1,)), (2, "the same", (2,))]


def test_a_cluster_that_lost_excerpts_is_smaller():
    assert fates([A], [set("abcde")]) == [(1, "smaller", (1,))]


def test_a_cluster_that_gave_some_and_took_as_many_has_changed():
    assert fates([A], [set("abcdefg123")]) == [(1, "changed", (1,))]


def test_a_cluster_that_falls_in_two_is_split():
    assert fates([A | B], [A, B]) == [(1, "split", (1,)), (2, "split", (1,))]


def test_two_clusters_that_become_one_are_joined():
    (row,) = what_moved([A, B], [A | B])
    assert (row.fate, row.before, row.counterpart, row.likeness) == ("joined", (1, 2), 1, "exactly the same excerpts")


def test_a_cluster_without_a_forerunner_is_new_and_one_without_an_heir_is_gone():
    assert fates([A], [B]) == [(1, "new", ()), (None, "gone", (1,))]
    assert [one.likeness for one in what_moved([A], [B])] == ["none of the same excerpts"] * 2


def test_two_excerpts_that_wandered_do_not_make_a_cluster_of_another():
    assert fates([A, B], [A - {"a", "b"}, B | {"a", "b"}]) == [(1, "the same", (1,)), (2, "the same", (2,))]


@given(clusterings(), clusterings())
@settings(max_examples=150)
def test_every_cluster_of_now_has_a_row_and_every_one_of_before_is_accounted_for(before, now):
    rows = what_moved(before, now)
    assert [one.number for one in rows if one.number] == list(range(1, len(now) + 1))
    assert {old for one in rows for old in one.before} == set(range(1, len(before) + 1))
    assert {one.before for one in rows if one.number is None} == {one.before for one in rows if one.fate == "gone"}


@given(clusterings(), clusterings())
@settings(max_examples=150)
def test_no_two_clusters_stand_for_the_same_one_of_before_and_each_has_excerpts_of_it(before, now):
    rows = what_moved(before, now)
    stands_for = [one.counterpart for one in rows if one.counterpart]
    assert len(stands_for) == len(set(stands_for))
    for one in rows:
        if one.number and one.counterpart:
            assert one.counterpart in one.before
            assert now[one.number - 1] & before[one.counterpart - 1]


@given(clusterings())
def test_nothing_moved_where_nothing_changed(same):
    assert fates(same, same) == [(number, "the same", (number,)) for number in range(1, len(same) + 1)]


@given(clusterings(), clusterings())
@settings(max_examples=150)
def test_told_the_other_way_round_what_is_new_was_gone_and_what_is_joined_was_split_from_several(before, now):
    there, back = what_moved(before, now), what_moved(now, before)
    assert {one.number for one in there if one.fate == "new"} == {one.before[0] for one in back if one.fate == "gone"}
    for one in there:
        if one.fate == "joined":
            heirs = {other.number for other in back if one.number in other.before}
            assert set(one.before) == heirs


@given(clusterings(), clusterings(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_numbering_of_before_does_not_matter(before, now, random):
    order = list(range(len(before)))
    random.shuffle(order)
    one = what_moved(before, now)
    other = what_moved([before[place] for place in order], now)
    renamed = [tuple(sorted(order[old - 1] + 1 for old in row.before)) for row in other if row.number]
    assert [row.before for row in one if row.number] == renamed
    assert [(row.fate, row.shared, row.jaccard) for row in one if row.number] == [
        (row.fate, row.shared, row.jaccard) for row in other if row.number
    ]
