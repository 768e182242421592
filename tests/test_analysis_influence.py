import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.influence import Look, influence

LOOKS = st.lists(
    st.builds(Look, st.sampled_from([f"P{n:02d}" for n in range(8)]), st.booleans(), st.booleans()), max_size=200
)


def looks(people: int, suggested: tuple[int, int], reread: tuple[int, int]) -> list[Look]:
    """So many of so many given by each person, where suggested and on a plain reread."""
    return [
        Look(f"P{person:02d}", kind, n < given)
        for person in range(people)
        for kind, (given, of) in ((True, suggested), (False, reread))
        for n in range(of)
    ]


@given(LOOKS)
def test_influence_is_the_one_share_less_the_other_within_its_interval_or_a_sentence_why_not(some: list[Look]) -> None:
    found = influence(some, redraws=50)

    shown, plain = [one for one in some if one.suggested], [one for one in some if not one.suggested]
    assert (found.suggested, found.reread) == (len(shown), len(plain))
    if found.value is None or found.interval is None:
        assert found.doubt.startswith("It takes at least")
        return
    share = sum(one.added for one in shown) / len(shown) - sum(one.added for one in plain) / len(plain)
    assert found.value == pytest.approx(share)
    assert -1 <= found.interval.low <= found.value <= found.interval.high <= 1


def test_the_same_looks_in_any_order_give_the_same_interval() -> None:
    some = [*looks(10, (3, 6), (1, 2)), Look("P03", True, True)]

    assert influence(some) == influence(some[::-1])


def test_where_nobody_gave_the_code_on_rereading_chance_is_not_taken_for_none() -> None:
    found = influence(looks(12, (4, 8), (0, 1)))

    assert found.value == 0.5
    assert found.interval is not None
    assert found.interval.low < 0.3


def test_too_few_looks_and_too_few_people_are_refused_in_a_sentence() -> None:
    assert influence(looks(9, (1, 4), (0, 1))).doubt == (
        "It takes at least 10 decided suggestions and 10 plain rereads; there are 36 and 9."
    )
    assert influence(looks(4, (1, 4), (1, 4))).doubt == (
        "It takes at least 5 people with both kinds of second looks; there are 4."
    )
    assert influence([]).value is None


def test_with_few_people_it_is_said_that_the_interval_may_be_too_narrow() -> None:
    assert influence(looks(6, (2, 4), (1, 4))).doubt == "With only 6 people or interviews it may be off by more."
    assert influence(looks(10, (2, 4), (1, 4))).doubt == ""
