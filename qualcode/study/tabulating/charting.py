"""The framework chart, and what lies behind its cells."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.analysis.charting import ChartCell, chart_cells
from qualcode.analysis.counting import lies_under
from qualcode.model import Coding, Participant, Summary
from qualcode.project import Project
from qualcode.scope import Scope
from qualcode.study.keeping_back import note_summaries_shown, visible_summaries
from qualcode.study.tabulating.counting import WhatCounts, what_counts


@dataclass(frozen=True, slots=True)
class Chart:
    """Participants down, codes across."""

    cells: tuple[ChartCell, ...]
    """Participant by participant, the codes of each in the order of the codebook."""
    people: Mapping[str, Participant]
    labels: Mapping[str, str]
    """The codes that have a column, with their labels."""
    summaries: tuple[Summary, ...]
    """Those that stand in it."""
    counts: WhatCounts
    newly_seen: tuple[str, ...]
    """Interviews the viewer has not finished and now knows others' claims about."""
    kept_back: int
    """Others' summaries of people whom the viewer is still to code."""

    def row(self, participant: str) -> tuple[ChartCell, ...]:
        """The cells of one participant, in the order of the codes."""
        return tuple(cell for cell in self.cells if cell.participant == participant)

    def behind(self, cell: ChartCell) -> tuple[Coding, ...]:
        """The codings that count for a cell, in order of place."""
        return tuple(
            one
            for one in self.counts.counted.codings
            if one.participant == cell.participant and lies_under(one.code, {cell.code})
        )


def framework_chart(project: Project, scope: Scope, viewer: str | None) -> Chart:
    """The chart of who and what is asked about; of codes out of use only those that hold something.

    Coders in the scope choose whose codings count, and whose summaries are shown; else everybody's are.
    """
    counts = what_counts(project, scope, viewer, by_participant=True)
    every = [one for one in project.charts.all() if not scope.coders or one.coder in scope.coders]
    shown = visible_summaries(project, every, viewer)
    people = {person.id: person for person in counts.people}
    summaries = tuple(one for one in shown if one.participant in people and one.code in counts.labels)
    holding = {one.code for one in summaries}
    labels = {
        name: counts.labels[name]
        for name, code in counts.codes.items()
        if code.in_use or name in holding or any(lies_under(one.code, {name}) for one in counts.counted.codings)
    }
    cells = [cell for cell in counts.by_participant() if cell.code in labels]
    seen = dict.fromkeys([*counts.newly_seen, *note_summaries_shown(project, viewer, summaries)])
    return Chart(
        cells=chart_cells(cells, summaries, counts.counted.codings),
        people=people,
        labels=labels,
        summaries=summaries,
        counts=counts,
        newly_seen=tuple(seen),
        kept_back=len(every) - len(shown),
    )


def cell_of(project: Project, participant: str, code: str, viewer: str | None) -> tuple[Chart, ChartCell]:
    """One cell, with the chart it stands in; QualcodeError where there is no such participant or code."""
    project.participants.key_of(participant)
    applied = project.codes.named(code)
    person = next(one.id for one in project.participants.all() if one.id.casefold() == participant.casefold())
    scope = Scope(participants=frozenset({person}), codes=frozenset({applied.name}))
    chart = framework_chart(project, scope, viewer)
    return chart, next(one for one in chart.cells if one.code == applied.name)
