import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Participant
from qualcode.scope import COMPARISONS, AttributeType, Condition, Scope

NUMBER, DATE = AttributeType("number"), AttributeType("date")
LEVEL = AttributeType("levels", ("elementary", "middle", "high"))


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        (Condition("years", ">=", "5", NUMBER), "10", True),
        (Condition("years", "<", "5", NUMBER), "10", False),
        (Condition("years", "=", "5", NUMBER), "5.0", True),
        (Condition("start", ">=", "2024-09", DATE), "2024-09-15", True),
        (Condition("start", "<=", "2024-09", DATE), "2024-09-15", True),
        (Condition("start", ">", "2024-09", DATE), "2024-09-15", False),
        (Condition("start", "<", "2024-09", DATE), "2023", True),
        (Condition("level", ">=", "middle", LEVEL), "High", True),
        (Condition("level", ">", "middle", LEVEL), "middle", False),
        (Condition("role", "=", "principal"), "Principal ", True),
        (Condition("role", "!=", "principal"), "teacher leader", True),
    ],
)
def test_a_condition_compares_as_the_type_of_its_attribute_does(condition: Condition, value: str, holds: bool) -> None:
    assert condition.holds({condition.attribute: value}) is holds


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_whoever_has_no_such_attribute_stands_no_condition_about_it(comparison: str) -> None:
    assert not Condition("role", comparison, "principal").holds({"school": "Larkhill"})


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_a_year_is_neither_before_nor_after_one_of_its_months(comparison: str) -> None:
    assert not Condition("start", comparison, "2024-09", DATE).holds({"start": "2024"})


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_numbers_are_ordered_as_numbers_and_not_as_words(one: int, two: int) -> None:
    order = NUMBER.order(str(one), str(two))
    assert order is not None
    assert (order < 0, order == 0) == (one < two, one == two)


def test_attributes_and_conditions_and_cases_must_all_be_stood() -> None:
    scope = Scope(
        attributes={"role": "principal"},
        conditions=(Condition("years", ">", "2", NUMBER),),
        cases=frozenset({"S01", "S02"}),
    )
    principal = {"role": "principal", "years": "7"}
    assert scope.holds_participant(Participant("P01", principal, ("S02", "N01")))
    assert not scope.holds_participant(Participant("P02", principal, ("N01",)))
    assert not scope.holds_participant(Participant("P03", {**principal, "years": "2"}, ("S01",)))
    assert not scope.holds_participant(None)
