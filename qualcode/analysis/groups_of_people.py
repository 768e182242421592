"""People in groups: by an attribute in its order, in bands of a number, by the case they belong to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qualcode.model import Case, Participant
from qualcode.scope import TEXT, AttributeType, as_number

NOT_GIVEN = "not given"
"""The group of those of whom nobody recorded it."""
_LAST = Decimal("Infinity")
_BAND = re.compile(r"below (?P<first>[\d.]+)|(?P<low>[\d.]+) to below (?P<high>[\d.]+)|(?P<last>[\d.]+) and more")


@dataclass(frozen=True, slots=True)
class Groups:
    """Participants’ ids by what they have in common, in the order of a table."""

    people: Mapping[str, tuple[str, ...]]
    ordered: bool
    """Whether the groups have an order of their own: numbers, dates, levels."""


def ways_to_group(people: Iterable[Participant], cases: Iterable[Case]) -> tuple[str, ...]:
    """What people can be grouped by: the kinds of case there are, then the attributes that are none."""
    kinds = kinds_of_case(cases)
    folded = {kind.casefold() for kind in kinds}
    attributes = sorted({name for person in people for name in person.attributes})
    return (*kinds, *(name for name in attributes if name.casefold() not in folded))


def grouped(
    by: str,
    people: Sequence[Participant],
    cases: Sequence[Case],
    types: Mapping[str, AttributeType],
    bands: Sequence[Decimal] = (),
) -> Groups:
    """People by a kind of case, or by an attribute in its order."""
    if by.casefold() in {kind.casefold() for kind in kinds_of_case(cases)}:
        return by_case(by, people, cases)
    return by_attribute(by, people, types.get(by, TEXT), bands)


def kinds_of_case(cases: Iterable[Case]) -> tuple[str, ...]:
    """The kinds of case there are: school, network, organisation."""
    return tuple(dict.fromkeys(one.kind for one in cases))


def by_case(kind: str, people: Iterable[Participant], cases: Sequence[Case]) -> Groups:
    """People by the cases of a kind that they, or cases of theirs, belong to; somebody may stand in several.

    Who belongs to none, but has an attribute of that name, stands under its value.
    """
    parents, of_kind = {one.id: one.parent for one in cases}, {}
    for one in cases:
        if one.kind.casefold() == kind.casefold():
            of_kind[one.id] = one.name
    names = list(of_kind.values())
    shown = {id_: name if names.count(name) == 1 else f"{name} ({id_})" for id_, name in of_kind.items()}
    found: dict[str, list[str]] = {name: [] for name in shown.values()}
    for person in people:
        own = {above for case in person.cases for above in _line(case, parents) if above in shown}
        said = next((value for name, value in person.attributes.items() if name.casefold() == kind.casefold()), "")
        for name in [shown[case] for case in of_kind if case in own] or [said or NOT_GIVEN]:
            found.setdefault(name, []).append(person.id)
    return Groups(_last_not_given({name: tuple(ids) for name, ids in found.items() if ids}), ordered=False)


def by_attribute(
    name: str, people: Iterable[Participant], type_: AttributeType = TEXT, bands: Sequence[Decimal] = ()
) -> Groups:
    """People by the value of an attribute: levels from the lowest, numbers and dates by size, words by name.

    Numbers in `bands` stand together: below the first, from the first to below the second, and so on.
    """
    found: dict[str, list[str]] = {}
    for person in people:
        value = " ".join((person.attributes.get(name) or "").split())
        found.setdefault(_band(value, bands) if value and bands else value or NOT_GIVEN, []).append(person.id)
    groups = {value: tuple(ids) for value, ids in found.items()}
    values = [value for value in groups if value != NOT_GIVEN]
    if bands:
        ranked = {band: place for place, band in enumerate(_bands(bands))}
        order = sorted(values, key=lambda value: (ranked.get(value, len(ranked)), value))
        return Groups(_last_not_given({value: groups[value] for value in order} | groups), ordered=True)
    seems_numbers = type_ == TEXT and bool(values) and all(as_number(value) is not None for value in values)
    if type_.name == "levels":
        levels = {level.casefold(): place for place, level in enumerate(type_.levels)}
        order = sorted(values, key=lambda value: (levels.get(value.casefold(), len(levels)), value))
    elif type_.name == "number" or seems_numbers:
        order = sorted(values, key=lambda value: (_size(value), value))
    else:
        order = sorted(values, key=lambda value: (value.casefold(), value))
    ordered = type_.name != "text" or seems_numbers
    return Groups(_last_not_given({value: groups[value] for value in order} | groups), ordered)


def named_together(names: Sequence[str], *, ordered: bool, most: int = 3) -> str:
    """What several groups shown as one are called.

    >>> named_together(["2", "3", "5", "not given"], ordered=True), named_together(["coach", "mentor"], ordered=False)
    ('2 to 5 or not given', 'coach or mentor')
    """
    given = [name for name in names if name != NOT_GIVEN]
    if ordered and len(given) > 1:
        return " or ".join([_from_to(given[0], given[-1]), *([NOT_GIVEN] if NOT_GIVEN in names else [])])
    return " or ".join(names) if len(names) <= most else f"{len(names)} groups together"


def _from_to(first: str, last: str) -> str:
    """What lies from one value, level or band to another.

    >>> _from_to("2", "5"), _from_to("3 to below 10", "10 and more"), _from_to("below 3", "3 to below 10")
    ('2 to 5', '3 and more', 'below 10')
    """
    low, high = _BAND.fullmatch(first), _BAND.fullmatch(last)
    if low is None or high is None:
        return f"{first} to {last}"
    begins, ends = low["low"] or low["last"], high["high"] or high["first"]
    if begins and ends:
        return f"{begins} to below {ends}"
    return f"below {ends}" if ends else f"{begins} and more" if begins else "any number"


def _bands(bands: Sequence[Decimal]) -> list[str]:
    edges = sorted(set(bands))
    between = [f"{low} to below {high}" for low, high in pairwise(edges)]
    return [f"below {edges[0]}", *between, f"{edges[-1]} and more"]


def _band(value: str, bands: Sequence[Decimal]) -> str:
    number = as_number(value)
    return value if number is None else _bands(bands)[sum(number >= edge for edge in set(bands))]


def _size(value: str) -> Decimal:
    number = as_number(value)
    return _LAST if number is None else number


def _line(case: str, parents: Mapping[str, str | None]) -> list[str]:
    """A case and every case above it."""
    line: list[str] = []
    above: str | None = case
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line


def _last_not_given(groups: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: groups[name] for name in sorted(groups, key=lambda name: name == NOT_GIVEN)}
