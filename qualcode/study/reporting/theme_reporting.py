"""The theme report of a project."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from qualcode.analysis.counting import counted
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Event
from qualcode.project import Project
from qualcode.project.theme_history import theme_history, theme_memos
from qualcode.reports.answers.material import Material
from qualcode.reports.content.draft import TEAM, Draft
from qualcode.reports.kinds.theme_brief import render_brief
from qualcode.reports.kinds.themes import render_themes
from qualcode.scope import Scope
from qualcode.study.keeping_back import refuse_what_is_hidden
from qualcode.study.reporting.report_material import material_for, material_of
from qualcode.study.reporting.report_options import ReportOptions, about_what, report_head

_MOST_TOLD = 4
"""Events of a theme, up to which each is told; of more only the first and the last."""


def themes_draft(project: Project, options: ReportOptions) -> Draft:
    """What people said, how many of whom, and what speaks against it.

    Raises QualcodeError when nobody has named a theme yet, and while it would show others' codings of interviews the
    viewer is still coding.
    """
    if not project.themes.reported():
        raise QualcodeError(
            "No theme has been named yet, so there is nothing to report.",
            hint="qualcode themes name NAME --idea …   or   qualcode themes import themes.yaml",
        )
    material = material_for(project, options)
    if not options.proving:
        # Its table of codes counts those too that belong to no theme.
        count = counted(material.codings, material.documents).codings
        refuse_what_is_hidden(project, options.viewer, (*behind_themes(project), *count))
    if options.audience == TEAM:
        material = replace(material, **_how_they_came_about(project, material))
    head, about = report_head("themes", project, options), about_what(options, material.code_labels)
    write = render_brief if options.brief else render_themes
    text = write(material, audience=options.audience, head=head, about=about)
    return Draft("themes", text, options.audience, material.language)


def _how_they_came_about(project: Project, material: Material) -> dict[str, Any]:
    """What was done with each theme, first and last, and the memos on it."""
    histories = {one.id: theme_history(project.store, one.id) for one in material.themes}
    return {
        "traces": {theme: tuple(_told([one for one in events if one.in_force])) for theme, events in histories.items()},
        "theme_memos": {one.id: tuple(theme_memos(project.store, one.id)) for one in material.themes},
    }


def _told(events: Sequence[Event]) -> Iterator[str]:
    ends = events if len(events) < _MOST_TOLD else [events[0], events[-1]]
    for one in ends:
        yield f"{one.time[:10]}: {one.actor} {one.sentence}."
    if len(ends) < len(events):
        yield f"Changes between these: {len(events) - len(ends)} (qualcode themes show)."


def behind_themes(project: Project) -> list[Coding]:
    """Every coding that stands for or against a theme of the project, whoever made it."""
    themes, every = project.themes.all(), material_of(project).codings
    codes = frozenset(code for theme in themes for code in theme.codes)
    evidence = {one.coding for theme in themes for one in theme.evidence}
    by_code = Scope(codes=codes)
    return [one for one in every if one.id in evidence or (codes and by_code.holds_code(one.code))]
