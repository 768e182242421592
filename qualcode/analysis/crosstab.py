"""Codes and themes by groups of people: how many of whom said so, and why the others did not."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.blanks import NO_INTERVIEW, NOT_ASKED, NOT_CODED, NOT_RECORDED, NOTHING_SAID, SAID
from qualcode.analysis.counting import Counted, lies_under
from qualcode.analysis.prevalence import chance_to_say, heard_in
from qualcode.analysis.theme_members import supporting
from qualcode.analysis.theme_tables import about
from qualcode.model import Coding, Document, Theme

ONE_VOICE = "one voice"
"""Of a school or an organisation of which one person alone said it: not yet said by the organisation."""
INFORMANTS = 2
"""From how many people on a school or an organisation says something."""
_SILENT = {"asked": NOTHING_SAID, "not asked": NOT_ASKED, "not recorded": NOT_RECORDED}
_NEAREST_FIRST = (NOTHING_SAID, NOT_RECORDED, NOT_ASKED, NOT_CODED, NO_INTERVIEW)
"""Of several people who said nothing, the one who came nearest to it stands for their organisation."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: a code with the codes below it, or a theme."""

    name: str
    codes: frozenset[str]
    """By which it is told who had the chance to say it."""
    raised: tuple[Coding, ...]
    """The counted codings of it."""


@dataclass(frozen=True, slots=True)
class CrossCell:
    """One code or theme in one group; the counts are of participants, or of the schools or organisations they are of.

    said + one_voice + nothing_said + not_recorded = of; with not_asked, not_coded and no_interview they are all.
    """

    row: str
    group: str
    people: int
    """Participants in the group, interviewed or not."""
    said: int
    """k: participants who raised it, or organisations of which at least two people did."""
    of: int
    """n: those coded so far who had the chance to."""
    one_voice: int
    """Organisations of which one person alone raised it; 0 where participants are counted."""
    nothing_said: int
    """Asked, nothing said."""
    not_recorded: int
    """Nothing said; whether asked is not recorded."""
    not_asked: int
    not_coded: int
    no_interview: int
    excerpts: int
    state: str
    """said, one voice, or which kind of blank."""


def code_subjects(counted: Counted, codes: Iterable[str]) -> tuple[Subject, ...]:
    """A row for each code, with the codes below it; codes that are in no codebook any more follow."""
    known = dict.fromkeys(codes)
    former = sorted({one.code for one in counted.codings} - known.keys())
    return tuple(
        Subject(code, frozenset({code}), tuple(one for one in counted.codings if lies_under(one.code, {code})))
        for code in (*known, *former)
    )


def theme_subjects(
    counted: Counted, themes: Mapping[str, Theme], whole: Iterable[Coding] | None = None
) -> tuple[Subject, ...]:
    """A row for each theme, by the name it goes by.

    Where the codings are narrowed to some modifier, the `whole` of them tells what a theme is about: who had the chance
    to raise it does not change with it.
    """
    every = counted.codings if whole is None else tuple(whole)
    return tuple(
        Subject(name, about(theme, supporting(theme, every)), supporting(theme, counted.codings))
        for name, theme in themes.items()
    )


def crosstab(
    subjects: Iterable[Subject],
    counted: Counted,
    groups: Mapping[str, Collection[str]],
    units: Mapping[str, Collection[str]] | None = None,
) -> tuple[CrossCell, ...]:
    """A cell for every subject and group of participants’ ids, groups in the order given; a person may be in several.

    `units` are the schools or organisations to count instead of participants, each with its people.
    """
    coded, waiting = heard_in(counted.finished), set(heard_in(counted.unfinished))
    finished = {one.id for one in counted.finished}
    parted = {group: _units_within(frozenset(people), units) for group, people in groups.items()}
    table = []
    for subject in subjects:
        excerpts: dict[str, set[tuple[str, int, int]]] = {}
        for one in subject.raised:
            if one.participant and one.document in finished:
                excerpts.setdefault(one.participant, set()).add((one.document, one.start, one.end))
        silent: dict[str, str] = {}
        for group, people in groups.items():
            for person in people:
                if person not in silent and person not in excerpts:
                    silent[person] = why_silent(person, subject.codes, coded, waiting)
            states = Counter(_state(unit, excerpts, silent, units is not None) for unit in parted[group])
            places = set[tuple[str, int, int]]().union(*(excerpts.get(person, ()) for person in people))
            table.append(_cell(subject.name, group, len(set(people)), states, len(places)))
    return tuple(table)


def why_silent(
    person: str, codes: Collection[str], coded: Mapping[str, Collection[Document]], waiting: Collection[str]
) -> str:
    """Which kind of blank stands for somebody who did not raise something."""
    heard = coded.get(person)
    if heard:
        return _SILENT[chance_to_say(heard, codes)]
    return NOT_CODED if person in waiting else NO_INTERVIEW


def _units_within(people: frozenset[str], units: Mapping[str, Collection[str]] | None) -> list[frozenset[str]]:
    if units is None:
        return [frozenset({person}) for person in people]
    parts = (people.intersection(members) for members in units.values())
    return [part for part in parts if part]


def _state(
    unit: frozenset[str], excerpts: Mapping[str, object], silent: Mapping[str, str], is_organisation: bool
) -> str:
    voices = sum(person in excerpts for person in unit)
    if voices:
        return SAID if voices >= INFORMANTS or not is_organisation else ONE_VOICE
    return min((silent[person] for person in unit), key=_NEAREST_FIRST.index)


def _cell(row: str, group: str, people: int, states: Counter[str], excerpts: int) -> CrossCell:
    had_chance = [state for state in (SAID, ONE_VOICE, NOT_RECORDED, NOTHING_SAID) if states[state]]
    why_not = [state for state in (NOT_ASKED, NOT_CODED) if states[state]]
    return CrossCell(
        row=row,
        group=group,
        people=people,
        said=states[SAID],
        of=sum(states[state] for state in had_chance),
        one_voice=states[ONE_VOICE],
        nothing_said=states[NOTHING_SAID],
        not_recorded=states[NOT_RECORDED],
        not_asked=states[NOT_ASKED],
        not_coded=states[NOT_CODED],
        no_interview=states[NO_INTERVIEW],
        excerpts=excerpts,
        state=next(iter([*had_chance, *why_not]), NO_INTERVIEW),
    )
