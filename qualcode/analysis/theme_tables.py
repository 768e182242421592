"""Themes by participant, by group of participants and by value cycle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.blanks import NO_INTERVIEW, NOT_ASKED, NOT_CODED, NOT_RECORDED, NOTHING_SAID, SAID, blank
from qualcode.analysis.counting import Counted, excerpts, lies_under
from qualcode.analysis.cycles import is_hope
from qualcode.analysis.prevalence import heard_in, prevalence
from qualcode.analysis.theme_members import supporting
from qualcode.model import Coding, Participant, Theme


@dataclass(frozen=True, slots=True)
class ThemeCell:
    """One theme in one group of participants, or with one of them."""

    theme: str
    group: str
    """The participant’s id, or what the people of the group have in common."""
    people: int
    """How many belong to the group, interviewed or not."""
    participants: int
    """Who of them raised it."""
    of: int
    """Those of them coded so far who had the chance to."""
    excerpts: int
    state: str
    """said, or which kind of blank."""


@dataclass(frozen=True, slots=True)
class ThemeCycle:
    """One theme beside one cycle of value, coded on the same words."""

    theme: str
    cycle: str
    participants: int
    """Who raised the theme in words that also tell of the cycle."""
    hoped_for: int
    """Who of them did so as a hope or a plan, which is no value created; they may have told of value as well."""
    of: int
    """Who raised the theme."""
    state: str
    """said; raised without it; or why nobody raised the theme."""


RAISED_WITHOUT = "raised without it"


def themes_by_group(
    themes: Iterable[Theme], counted: Counted, groups: Mapping[str, Sequence[Participant]]
) -> tuple[ThemeCell, ...]:
    """A cell for every theme and group, groups in the order given."""
    table = []
    for theme in themes:
        raised = supporting(theme, counted.codings)
        codes = about(theme, raised)
        for group, people in groups.items():
            found = prevalence(codes, counted, people, raised=raised)
            ids = {person.id for person in people}
            number = excerpts(one for one in raised if one.participant in ids)
            recorded = NOTHING_SAID if found.asked_recorded else NOT_RECORDED
            state = SAID if found.k else recorded if found.n else _why_none(counted, ids)
            table.append(ThemeCell(theme.name, group, len(people), found.k, found.n, number, state))
    return tuple(table)


def themes_by_participant(
    themes: Iterable[Theme], counted: Counted, people: Iterable[Participant]
) -> tuple[ThemeCell, ...]:
    """A cell for every theme and participant, and why a blank is blank."""
    coded, waiting, everybody = heard_in(counted.finished), heard_in(counted.unfinished), tuple(people)
    table = []
    for theme in themes:
        raised = supporting(theme, counted.codings)
        codes = about(theme, raised)
        for person in everybody:
            number = excerpts(one for one in raised if one.participant == person.id)
            state = SAID if number else blank(coded.get(person.id, []), person.id in waiting, *codes)
            had_chance = prevalence(codes, counted, (person,), raised=raised).n
            table.append(ThemeCell(theme.name, person.id, 1, int(number > 0), had_chance, number, state))
    return tuple(table)


def themes_by_cycle(
    themes: Iterable[Theme], counted: Counted, people: Iterable[Participant], cycles: Iterable[str]
) -> tuple[ThemeCycle, ...]:
    """A cell for every theme and cycle of value; a person may stand in several, and no cycle is a step or grade."""
    everybody, codes = tuple(people), tuple(cycles)
    ids = {person.id for person in everybody}
    table = []
    for theme in themes:
        raised = supporting(theme, counted.codings)
        found = prevalence(about(theme, raised), counted, everybody, raised=raised)
        recorded = NOTHING_SAID if found.asked_recorded else NOT_RECORDED
        silent = RAISED_WITHOUT if found.k else recorded if found.n else _why_none(counted, ids)
        for cycle in codes:
            of_cycle = [one for one in counted.codings if lies_under(one.code, {cycle})]
            who = _raised_beside(raised, of_cycle) & set(found.participants)
            hoping = _raised_beside(raised, [one for one in of_cycle if is_hope(one)]) & set(found.participants)
            table.append(ThemeCycle(theme.name, cycle, len(who), len(hoping), found.k, SAID if who else silent))
    return tuple(table)


def about(theme: Theme, raised: Iterable[Coding]) -> frozenset[str]:
    """The codes by which it is told who had the chance to raise a theme: its own, and those of what belongs to it."""
    return frozenset({*theme.codes, *(one.code for one in raised)})


def _raised_beside(raised: Iterable[Coding], others: Iterable[Coding]) -> set[str | None]:
    """Whose words among `raised` share some with any of the others."""
    places: dict[str, list[tuple[int, int]]] = {}
    for one in others:
        places.setdefault(one.document, []).append((one.start, one.end))
    return {
        one.participant
        for one in raised
        if any(start < one.end and one.start < end for start, end in places.get(one.document, ()))
    }


def _why_none(counted: Counted, ids: set[str]) -> str:
    """Why none of a group had the chance to raise something."""
    if not ids.isdisjoint(heard_in(counted.finished)):
        return NOT_ASKED
    return NO_INTERVIEW if ids.isdisjoint(heard_in(counted.unfinished)) else NOT_CODED
