"""Themes by participant, by an attribute of participants and by value cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.small_groups import merged
from qualcode.analysis.theme_tables import (
    ThemeCell,
    ThemeCycle,
    themes_by_cycle,
    themes_by_group,
    themes_by_participant,
)
from qualcode.errors import QualcodeError
from qualcode.model import Participant, Theme
from qualcode.project import Project
from qualcode.scope import Scope
from qualcode.study.counting import WhatCounts, what_counts
from qualcode.themes.parts import with_parts

PARTICIPANT, CYCLE = "participant", "cycle"
_MOST_NAMED = 3
"""Groups shown as one that are named one by one; more would not fit above a column."""
NOT_GIVEN = "not given"
"""The group of those whose attribute nobody recorded."""


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """How many of whom raised each theme."""

    by: str
    """participant, cycle, or an attribute of participants."""
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[ThemeCell, ...] | tuple[ThemeCycle, ...]
    together: tuple[str, ...]
    """The groups that were too small to be shown apart and are shown as one."""
    fewest: int
    """Of people in a group that is shown apart."""
    hidden: bool
    """Whether the cells are kept back, because even all groups together have too few people."""
    counts: WhatCounts


def themes_shown(project: Project, map_: str | None = None) -> tuple[Theme, ...]:
    """The themes of a map (the main one where none is named) without those dropped, each holding what its parts hold.

    QualcodeError where nobody has named any.
    """
    every = project.themes.reported() if map_ is None else project.themes.of_map(map_)
    found = with_parts([one for one in every if one.status != "dropped"])
    if not found:
        raise QualcodeError(
            "No theme has been named yet.", hint="qualcode themes discover, then qualcode themes name “…” --idea “…”"
        )
    return found


def theme_table(
    project: Project,
    scope: Scope,
    viewer: str | None,
    by: str | None = None,
    *,
    every: bool = False,
    map_: str | None = None,
) -> ThemeTable:
    """Themes by participant, by value cycle or by an attribute: role, school … ; without one by role, if any is known.

    Groups of fewer people than the study keeps together are shown as one, unless `every` group is asked for.
    QualcodeError where there is no theme, no such attribute or no value cycle.
    """
    themes = themes_shown(project, map_)
    chosen = _chosen(project, by)
    counts = what_counts(project, scope, viewer, by_participant=every or chosen == PARTICIPANT)
    names, fewest = tuple(one.name for one in themes), project.settings.read().k_anonymity
    if chosen == CYCLE:
        cycles = tuple(one for one in counts.cycles if one in counts.labels)
        beside = themes_by_cycle(themes, counts.counted, counts.people, cycles)
        return ThemeTable(chosen, names, cycles, beside, (), fewest, hidden=False, counts=counts)
    if chosen == PARTICIPANT:
        cells = themes_by_participant(themes, counts.counted, counts.people)
        ids = tuple(one.id for one in counts.people)
        return ThemeTable(chosen, names, ids, cells, (), fewest, hidden=False, counts=counts)
    groups = merged(_groups(counts.people, chosen), 1 if every else fewest)
    named = {_named(some): people for some, people in groups.items()}
    together = next((some for some in groups if len(some) > 1), ())
    hidden = not every and any(len(people) < fewest for people in named.values())
    shown = {} if hidden else named
    cells = themes_by_group(themes, counts.counted, shown)
    return ThemeTable(chosen, names, tuple(shown), cells, together, fewest, hidden, counts)


def _named(groups: Sequence[str]) -> str:
    return " or ".join(groups) if len(groups) <= _MOST_NAMED else f"{len(groups)} groups together"


def _groups(people: Sequence[Participant], attribute: str) -> dict[str, list[Participant]]:
    found: dict[str, list[Participant]] = {}
    for person in people:
        found.setdefault(person.attributes.get(attribute) or NOT_GIVEN, []).append(person)
    return {group: found[group] for group in sorted(found, key=lambda one: (one == NOT_GIVEN, one))}


def _chosen(project: Project, by: str | None) -> str:
    attributes = sorted({name for person in project.participants.all() for name in person.attributes})
    if by is None:
        return "role" if "role" in attributes else PARTICIPANT
    folded = by.strip().casefold()
    if folded in (CYCLE, "value cycle", "value-cycle"):
        if not any(book.cycles for book in project.codes.codebooks()):
            raise QualcodeError(
                "No codebook of this study has value cycles.", hint="By something else: qualcode themes table --by role"
            )
        return CYCLE
    for name in (PARTICIPANT, *attributes):
        if name.casefold() == folded:
            return name
    raise QualcodeError(
        f"Themes cannot be told by “{by}” (by participant, cycle{''.join(f', {name}' for name in attributes)}).",
        hint="qualcode themes table --by participant",
    )
