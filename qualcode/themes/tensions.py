"""Themes that hold in the same people and pull apart."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

FEWEST = 3
"""People who must have raised both themes."""
RULE = (
    f"Two themes pull apart in the same people when at least {FEWEST} raised both, they are half or more of those who"
    " raised either one of them, and either an excerpt for the one stands against the other, or in their words the one"
    " is mostly positive and the other mostly negative or absent."
)
_GAINED, _LOST = "positive", frozenset({"negative", "absent"})


@dataclass(frozen=True, slots=True)
class Held:
    """What is said under a theme, as far as it counts."""

    name: str
    said: Sequence[tuple[str, str | None]]
    """The participant and the valence of every coding, None where none was given."""
    places: AbstractSet[object]
    """Its excerpts."""
    against: AbstractSet[object]
    """Excerpts that were put against it."""

    @property
    def people(self) -> frozenset[str]:
        """Who raised it."""
        return frozenset(person for person, _ in self.said)


@dataclass(frozen=True, slots=True)
class Tension:
    """Two themes that the same people hold and that pull apart."""

    one: str
    other: str
    people: tuple[str, ...]
    """Who raised both."""
    one_people: int
    other_people: int
    why: str
    """excerpts: an excerpt for the one stands against the other; gained or lost: what the first mostly is in their
    words, while the second mostly is the opposite."""


def tensions(themes: Sequence[Held], related: Collection[frozenset[str]] = ()) -> tuple[Tension, ...]:
    """The pairs of themes that pull apart, by RULE, in the order of the themes.

    Pairs in `related`, such as a theme and its part, are passed over.

    >>> people = ["P1", "P2", "P3"]
    >>> pressure = Held("Outside pressure", [(one, "negative") for one in people], {1, 2}, set())
    >>> freedom = Held("Respected autonomy", [(one, "positive") for one in people], {3, 4}, set())
    >>> [(one.one, one.other, one.why) for one in tensions([pressure, freedom])]
    [('Outside pressure', 'Respected autonomy', 'lost')]
    """
    found = []
    for one, other in combinations(themes, 2):
        both = one.people & other.people
        enough = 2 * len(both) >= min(len(one.people), len(other.people))
        if len(both) < FEWEST or not enough or frozenset({one.name, other.name}) in related:
            continue
        why = _why(one, other, both)
        if why:
            found.append(Tension(one.name, other.name, tuple(sorted(both)), len(one.people), len(other.people), why))
    return tuple(found)


def _why(one: Held, other: Held, people: AbstractSet[str]) -> str:
    if one.places & other.against or other.places & one.against:
        return "excerpts"
    senses = (_sense(one.said, people), _sense(other.said, people))
    return senses[0] if set(senses) == {"gained", "lost"} else ""


def _sense(said: Sequence[tuple[str, str | None]], people: AbstractSet[str]) -> str:
    """What more than half of what some people said, where a valence was given, comes to."""
    valences = [valence for person, valence in said if person in people and valence]
    for sense, values in (("gained", {_GAINED}), ("lost", _LOST)):
        if 2 * sum(valence in values for valence in valences) > len(valences):
            return sense
    return ""
