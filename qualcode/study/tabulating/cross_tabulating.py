"""Codes and themes across roles, schools, organisations and waves, by the rules of the study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qualcode.analysis.cross_table import CrossTable, table_by_groups, table_by_participant, table_by_wave, units_of
from qualcode.analysis.cross_waves import waves_of
from qualcode.analysis.crosstab import Subject, code_subjects, theme_subjects
from qualcode.analysis.groups_of_people import Groups, grouped, ways_to_group
from qualcode.errors import QualcodeError
from qualcode.model import Participant, Theme
from qualcode.project import Project
from qualcode.scope import Scope, as_number
from qualcode.study.bringing_in.attributes import attribute_types
from qualcode.study.tabulating.counting import WhatCounts, what_counts
from qualcode.study.tabulating.theme_tables import themes_shown

PARTICIPANT, WAVE = "participant", "wave"


@dataclass(frozen=True, slots=True)
class CrossQuestion:
    """What is laid beside what, and who is counted."""

    by: str | None = None
    """participant, wave, a kind of case or an attribute; None: role where one is recorded."""
    unit: str = PARTICIPANT
    """participant; or a kind of case or an attribute, such as school: then organisations are counted."""
    themes: tuple[str, ...] | None = None
    """Themes instead of codes; all of them where none is named."""
    every: bool = False
    """Whether groups of few people are shown apart, which is for the team’s eyes."""
    same: bool = False
    """By wave: only participants coded in every wave."""
    bands: tuple[str, ...] = ()
    """Where bands of a number begin."""


@dataclass(frozen=True, slots=True)
class CrossTabulation:
    """A table across groups, with what it was made from."""

    by: str
    unit: str
    of_themes: bool
    table: CrossTable
    counts: WhatCounts


def cross_tabulated(project: Project, question: CrossQuestion, scope: Scope, viewer: str | None) -> CrossTabulation:
    """Codes or themes across groups of people.

    QualcodeError where there is no such theme, attribute, kind of case or wave.
    """
    themes = None if question.themes is None else _themes(project, question.themes)
    by, unit = _by(project, question.by), _unit(project, question.unit)
    if question.same and by != WAVE:
        raise QualcodeError("The same participants are looked at by wave.", hint="qualcode crosstab --by wave --same")
    if by == PARTICIPANT != unit:
        raise QualcodeError(f"By participant there is no {unit} to count.", hint=f"qualcode crosstab --by {unit}")
    counts = what_counts(project, scope, viewer, by_participant=question.every or by == PARTICIPANT)
    subjects = _subjects(project, scope, viewer, counts, themes)
    fewest = 1 if question.every else project.settings.read().k_anonymity
    units = None if unit == PARTICIPANT else units_of(_grouped(project, unit, counts.people))
    ids = [person.id for person in counts.people]
    if by == PARTICIPANT:
        table = table_by_participant(subjects, counts.counted, ids)
    elif by == WAVE:
        table = table_by_wave(subjects, counts.counted, ids, fewest, units, same=question.same)
    else:
        groups = _grouped(project, by, counts.people, question.bands)
        table = table_by_groups(subjects, counts.counted, groups, fewest, units)
    return CrossTabulation(by, unit, themes is not None, table, counts)


def _grouped(project: Project, by: str, people: Sequence[Participant], bands: Sequence[str] = ()) -> Groups:
    """People by a kind of case or an attribute, in its order; QualcodeError where bands are no numbers."""
    edges = [number for number in map(as_number, bands) if number is not None]
    if len(edges) < len(bands):
        raise QualcodeError("Bands begin at numbers.", hint="qualcode crosstab --by years_in_role --band 3 --band 10")
    _refuse_bands_of_words(by, people, edges)
    return grouped(by, people, project.cases.all(), attribute_types(project), edges)


def _refuse_bands_of_words(by: str, people: Sequence[Participant], edges: Sequence[Decimal]) -> None:
    words = sorted({value for one in people if (value := one.attributes.get(by)) and as_number(value) is None})
    if edges and words:
        raise QualcodeError(
            f"{by} cannot stand in bands: “{words[0]}” is no number.", hint=f"qualcode crosstab --by {by}"
        )


def _subjects(
    project: Project, scope: Scope, viewer: str | None, counts: WhatCounts, themes: Mapping[str, Theme] | None
) -> tuple[Subject, ...]:
    if themes is None:
        return code_subjects(counts.counted, counts.labels)
    if not scope.modifiers and not scope.codes:
        return theme_subjects(counts.counted, themes)
    whole = what_counts(project, replace(scope, modifiers={}, codes=frozenset()), viewer)
    return theme_subjects(counts.counted, themes, whole.counted.codings)


def _themes(project: Project, names: Sequence[str]) -> dict[str, Theme]:
    """The themes named, or all; those dropped are in no table."""
    shown = {one.name: one for one in themes_shown(project)}
    if not names:
        return shown
    wanted = [project.themes.named(name).name for name in names]
    dropped = [name for name in wanted if name not in shown]
    if dropped:
        raise QualcodeError(f"“{dropped[0]}” was dropped, or stands in another theme map.", hint="qualcode themes list")
    return {name: shown[name] for name in wanted}


def _by(project: Project, given: str | None) -> str:
    known = _kinds(project)
    if given is None:
        return "role" if "role" in known else PARTICIPANT
    waves = waves_of(project.documents.all())
    folded = given.strip().casefold()
    if folded == WAVE and not waves and WAVE not in known:
        raise QualcodeError(
            "No document says in which wave it was.", hint="qualcode documents edit D01 --wave 1   (and the others)"
        )
    return _the_one(given, (PARTICIPANT, *([WAVE] if waves else []), *known), "told by", "--by role")


def _unit(project: Project, given: str) -> str:
    return _the_one(given, (PARTICIPANT, *_kinds(project)), "counted by", "--unit participant")


def _kinds(project: Project) -> tuple[str, ...]:
    return ways_to_group(project.participants.all(), project.cases.all())


def _the_one(given: str, known: Sequence[str], verb: str, hint: str) -> str:
    folded = given.strip().casefold()
    for name in known:
        if name.casefold() == folded:
            return name
    listed = ", ".join(known)
    raise QualcodeError(f"Nothing can be {verb} “{given}” (there are: {listed}).", hint=f"qualcode crosstab {hint}")
