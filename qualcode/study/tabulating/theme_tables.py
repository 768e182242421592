"""Themes by participant, by an attribute of participants and by value cycle."""

from dataclasses import dataclass

from qualcode.analysis.groups_of_people import grouped, named_together, ways_to_group
from qualcode.analysis.masking import withheld
from qualcode.analysis.small_groups import merged
from qualcode.analysis.theme_tables import (
    ThemeCell,
    ThemeCycle,
    themes_by_cycle,
    themes_by_group,
    themes_by_participant,
)
from qualcode.errors import QualcodeError
from qualcode.model import Theme
from qualcode.project import Project
from qualcode.scope import Scope
from qualcode.study.bringing_in.attributes import attribute_types
from qualcode.study.tabulating.counting import WhatCounts, what_counts
from qualcode.themes.parts import with_parts

PARTICIPANT, CYCLE = "participant", "cycle"


@dataclass(frozen=True, slots=True)
class ThemeTable:
    """How many of whom raised each theme."""

    by: str
    """participant, cycle, a kind of case or an attribute of participants."""
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[ThemeCell, ...] | tuple[ThemeCycle, ...]
    together: tuple[str, ...]
    """The groups that were too small to be shown apart and are shown as one."""
    fewest: int
    """Of people in a group that is shown apart."""
    hidden: bool
    """Whether the cells are kept back, because some would tell of too few people."""
    counts: WhatCounts


def themes_shown(project: Project, map_: str | None = None) -> tuple[Theme, ...]:
    """The themes of a map (the main one where none is named) without those dropped, each holding what its parts hold.

    QualcodeError where nobody has named any.
    """
    every = project.themes.reported() if map_ is None else project.themes.of_map(map_)
    found = with_parts([one for one in every if one.status != "dropped"])
    if not found:
        raise QualcodeError(
            "No theme has been named yet.", hint='qualcode themes discover, then qualcode themes name "…" --idea "…"'
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
    by_id = {one.id: one for one in counts.people}
    groups = grouped(chosen, counts.people, project.cases.all(), attribute_types(project))
    parts = merged(groups.people, 1 if every else fewest)
    own = {named_together(some, ordered=False): tuple(dict.fromkeys(people)) for some, people in parts.items()}
    together = next((some for some in parts if len(some) > 1), ())
    # Somebody may belong to several schools or networks; then what two of them differ by can be too few people.
    hidden = not every and (any(len(some) < fewest for some in own.values()) or bool(withheld(own, fewest, [[*by_id]])))
    shown = {} if hidden else {name: [by_id[one] for one in some] for name, some in own.items()}
    cells = themes_by_group(themes, counts.counted, shown)
    return ThemeTable(chosen, names, tuple(shown), cells, together, fewest, hidden, counts)


def _chosen(project: Project, by: str | None) -> str:
    attributes = ways_to_group(project.participants.all(), project.cases.all())
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
