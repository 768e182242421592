"""Which documents, participants, coders, codes and attributes a question is about."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from qualcode.model import Coding, Participant

COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
"""How a condition is written; the longer ones are looked for first."""


@dataclass(frozen=True, slots=True)
class AttributeType:
    """What the values of an attribute are, and so how they compare."""

    name: str = "text"
    """text, number, date (ISO 8601, as exact as it is known) or levels."""
    levels: tuple[str, ...] = ()
    """From the lowest to the highest."""

    def order(self, value: str, other: str) -> int | None:
        """Below zero, zero or above as a value comes before, at or after another; None where nobody can tell.

        A day lies at its month and its year; a month may lie before, at or after one of its days.

        >>> AttributeType("date").order("2024-09-15", "2024-09"), AttributeType("date").order("2024", "2024-09")
        (0, None)
        """
        if self.name == "number":
            one, two = as_number(value), as_number(other)
            return None if one is None or two is None else (one > two) - (one < two)
        if self.name == "levels":
            places = {level.casefold(): place for place, level in enumerate(self.levels)}
            first, second = places.get(_plain(value)), places.get(_plain(other))
            return None if first is None or second is None else first - second
        mine, asked = _plain(value), _plain(other)
        if self.name == "date":
            if len(mine) < len(asked) and asked.startswith(mine):
                return None
            mine = mine[: len(asked)]
        return (mine > asked) - (mine < asked)


TEXT = AttributeType()


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison that an attribute must stand, such as years>=5; who has no such attribute does not stand it."""

    attribute: str
    comparison: str
    """=, !=, <, <=, > or >=."""
    value: str
    type: AttributeType = TEXT

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether somebody with these attributes was asked for."""
        value = attributes.get(self.attribute)
        order = None if value is None else self.type.order(value, self.value)
        return order is not None and COMPARISONS[self.comparison](order, 0)


@dataclass(frozen=True, slots=True)
class Scope:
    """A filter that means the same in every command; an empty field lets everything through."""

    documents: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    """A code stands for itself and for all codes below it."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes with the value asked for; `conditions` can say more."""
    modifiers: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    cases: frozenset[str] = frozenset()
    """A case stands for itself and, once names are resolved, for all cases below it."""

    @property
    def any_participant(self) -> bool:
        """Whether nothing is asked of people."""
        return not (self.participants or self.attributes or self.conditions or self.cases)

    def holds_code(self, code: str) -> bool:
        """Whether a code, or one above it, was asked for."""
        return not self.codes or any(code == asked or code.startswith(f"{asked}.") for asked in self.codes)

    def holds_participant(self, participant: Participant | None) -> bool:
        """Whether a person was asked for, by id, by attributes and by case."""
        if participant is None:
            return self.any_participant
        if self.participants and participant.id not in self.participants:
            return False
        if self.cases and self.cases.isdisjoint(participant.cases):
            return False
        exact = (Condition(name, "=", value) for name, value in self.attributes.items())
        return all(one.holds(participant.attributes) for one in (*exact, *self.conditions))

    def holds_document(self, document: str) -> bool:
        """Whether a document was asked for."""
        return not self.documents or document in self.documents

    def holds(self, coding: Coding, participants: Mapping[str, Participant]) -> bool:
        """Whether a coding lies within the scope."""
        return (
            self.holds_document(coding.document)
            and (not self.coders or coding.coder in self.coders)
            and self.holds_code(coding.code)
            and all(coding.modifiers.get(name) == value for name, value in self.modifiers.items())
            and self.holds_participant(participants.get(coding.participant or ""))
        )


EVERYTHING = Scope()


def as_number(text: str) -> Decimal | None:
    """The number a text stands for; None where it is none."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in text else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
