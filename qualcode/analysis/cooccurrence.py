"""Which codes meet in the same unit: the same words, passage, turn, answer, document or participant."""

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qualcode.analysis.counting import lies_under
from qualcode.model import Coding

UNITS = ("excerpt", "passage", "turn", "answer", "document", "participant")
"""From the narrowest to the widest that codes can meet in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a document in which codes can meet."""

    document: str
    stretches: tuple[tuple[int, int], ...]
    """Its words, as [start, end) each; several where a question or a time stamp stands between."""
    speaker: str | None = None
    """The participant who says it; None where nobody knows, or nobody speaks."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which units bear something, and which are near enough to have met it; numbers of units."""

    units: frozenset[int]
    reach: frozenset[int]
    """The same units; for excerpts all that share words with them."""


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """How many units bear two codes, and how many only one of them."""

    code: str
    other: str
    """Another code, or a theme."""
    unit: str
    both: int
    """Of excerpts: those of either code that share words with one of the other."""
    code_alone: int
    other_alone: int
    of: int
    """All units there are, whatever they bear; of excerpts, all that bear any code."""
    jaccard: float
    """both / (both + code_alone + other_alone) (Jaccard 1912); 0 where no unit bears either."""


def meeting(code: str, other: str, unit: str, bearing: tuple[Bearing, Bearing], of: int) -> CoOccurrence:
    """How often what two codes are borne by is the same.

    >>> one, two = (Bearing(frozenset(some), frozenset(some)) for some in ({1, 2, 3}, {3, 4}))
    >>> found = meeting("a", "b", "turn", (one, two), 10)
    >>> found.both, found.code_alone, found.other_alone, found.of, found.jaccard
    (1, 2, 1, 10, 0.25)
    """
    one, two = bearing
    met = (one.units & two.reach) | (two.units & one.reach)
    either = len(one.units | two.units)
    return CoOccurrence(
        code=code,
        other=other,
        unit=unit,
        both=len(met),
        code_alone=len(one.units - met),
        other_alone=len(two.units - met),
        of=of,
        jaccard=len(met) / either if either else 0.0,
    )


def pairs(codes: Iterable[str], asked: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Every two codes of which neither stands below the other, as those meet wherever the lower one is.

    Of one code asked for, or those below it, the pairs with any other; of several, the pairs among them.

    >>> pairs(["a", "a.x", "b"]), pairs(["a", "b", "c"], ["b"])
    ((('a', 'b'), ('a.x', 'b')), (('b', 'a'), ('b', 'c')))
    """
    found = []
    for one, two in combinations(codes, 2):
        if lies_under(one, {two}) or lies_under(two, {one}):
            continue
        first, second = (not asked or lies_under(code, asked) for code in (one, two))
        if first and second:
            found.append((one, two))
        elif len(set(asked)) == 1 and (first or second):
            found.append((one, two) if first else (two, one))
    return tuple(found)


def borne_by_units(codings: Iterable[Coding], units: Sequence[Unit], *, by_half: bool) -> dict[str, Bearing]:
    """By code, the units that bear it, without those that only bear a code below it.

    A unit bears a code whose coding covers any of its words; `by_half`, as for passages: if the coding covers half of
    the unit, or half of all it covers lies in the unit, so that a word too many marks no second passage. No two units
    may overlap.
    """
    stretches: dict[str, list[tuple[int, int, int]]] = {}
    for number, unit in enumerate(units):
        stretches.setdefault(unit.document, []).extend((end, start, number) for start, end in unit.stretches)
    for some in stretches.values():
        some.sort()
    found: dict[str, set[int]] = {}
    for coding in codings:
        shared = _shared(coding, stretches.get(coding.document, ()))
        covered = sum(shared.values())
        bearing = {
            number
            for number, letters in shared.items()
            if not by_half or 2 * letters >= min(_length(units[number]), covered)
        }
        if bearing:
            found.setdefault(coding.code, set()).update(bearing)
    return {code: Bearing(frozenset(some), frozenset(some)) for code, some in found.items()}


def borne_by_groups(codings: Iterable[Coding], group_of: Mapping[str, int], by: str) -> dict[str, Bearing]:
    """By code, the numbers of the documents or participants (`by`) that bear it; `group_of` by their ids."""
    found: dict[str, set[int]] = {}
    for coding in codings:
        group = group_of.get(coding.document if by == "document" else coding.participant or "")
        if group is not None:
            found.setdefault(coding.code, set()).add(group)
    return {code: Bearing(frozenset(some), frozenset(some)) for code, some in found.items()}


def borne_by_excerpts(codings: Iterable[Coding], places: Sequence[tuple[str, int, int]]) -> dict[str, Bearing]:
    """By code, the excerpts that bear it; each excerpt reaches all that share at least one letter with it."""
    number_of = {place: number for number, place in enumerate(places)}
    near = _overlapping(places)
    found: dict[str, set[int]] = {}
    for coding in codings:
        found.setdefault(coding.code, set()).add(number_of[coding.document, coding.start, coding.end])
    return {
        code: Bearing(frozenset(some), frozenset(other for number in some for other in near[number]))
        for code, some in found.items()
    }


def rolled_up(bearing: Mapping[str, Bearing], code: str) -> Bearing:
    """What bears a code or one below it."""
    under = [one for name, one in bearing.items() if lies_under(name, {code})]
    return joined(under)


def joined(several: Iterable[Bearing]) -> Bearing:
    """What bears any of several things."""
    some = list(several)
    return Bearing(frozenset().union(*(one.units for one in some)), frozenset().union(*(one.reach for one in some)))


def _shared(coding: Coding, stretches: Sequence[tuple[int, int, int]]) -> Counter[int]:
    """How many letters of a coding lie in each unit, given a document’s (end, start, unit) in order."""
    found: Counter[int] = Counter()
    for end, start, number in stretches[bisect_right(stretches, (coding.start, sys.maxsize, 0)) :]:
        if start >= coding.end:
            break
        found[number] += min(end, coding.end) - max(start, coding.start)
    return found


def _length(unit: Unit) -> int:
    return sum(end - start for start, end in unit.stretches)


def _overlapping(places: Sequence[tuple[str, int, int]]) -> dict[int, set[int]]:
    """For each place, by number, itself and all that share words with it."""
    near = {number: {number} for number in range(len(places))}
    open_yet: list[int] = []
    for number in sorted(near, key=lambda one: places[one]):
        document, start, _ = places[number]
        open_yet = [one for one in open_yet if places[one][0] == document and places[one][2] > start]
        for one in open_yet:
            near[one].add(number)
            near[number].add(one)
        open_yet.append(number)
    return near
