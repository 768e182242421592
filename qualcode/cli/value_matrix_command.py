"""Commands about the value matrix."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_around, scoped
from qualcode.cli.output import laid_out, number, say, show, write
from qualcode.cli.working import EVERYBODY, acting, acting_or_none, opened, say_what_was_seen
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.analysis.value_matrix import MatrixRow
    from qualcode.study.storytelling.value_matrix import ValueMatrix

_NO_CYCLES = "No codebook of this project has value cycles, so there is no value matrix."
_COLUMNS = ("cycle", "indicators", "stories", "raised", "schools", "valence", "hoped_for", "gap")
_VALENCE = (
    "“valence” counts participants who told of value that came (+), came and did harm or cost (−), both at once (±), or"
    " was expected and did not come (○); “hoped for” is a hope or a plan, never value created. One person may stand in"
    " several."
)
_FLOWS = (
    "Counted in participants, not in links. “explicit”: the participant says that one led to the other; “inferred”: a"
    " coder does. A link with a hope at one end is counted under “hoped for” alone, one to value that was expected and"
    " did not come under “did not come” alone."
)
_GAPS = (
    "An indicator without a story shows no contribution of the community; a story without an indicator may be a"
    " one-off."
)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the matrix as people read it."""

    cycle: str
    indicators: str
    stories: str
    raised: str
    schools: str
    valence: str
    hoped_for: int
    gap: str


def value_matrix(
    *,
    with_flows: Annotated[
        bool, typer.Option("--flows", help="What led from one cycle to another, loops, and chains that broke off.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Show each value cycle with its indicators, stories and participants, and what is missing.

    Nothing is added up over cycles: they are not steps or grades.
    """
    from qualcode.analysis.cycles import NOT_STEPS
    from qualcode.analysis.value_matrix import MatrixRow
    from qualcode.study.listing import resolved
    from qualcode.study.storytelling.value_matrix import matrix_of

    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        found = matrix_of(
            study, resolved(study, replace(scope, coders=coders)), acting_or_none(study), with_flows=with_flows
        )
    if not found.shown.cycles:
        say(_NO_CYCLES)
        return
    if with_flows:
        _show_flows(found, form)
    elif form in (Format.table, Format.md):
        show(ShownRow, [_as_read(row) for row in found.rows], form, columns=_COLUMNS)
        if form is Format.table:
            _write_indicators(found)
    else:
        show(MatrixRow, found.rows, form)
    say(NOT_STEPS)
    if not with_flows:
        say(_VALENCE)
        if any(row.gap for row in found.rows):
            say(_GAPS)
    if found.shown.kept_back:
        kept_back = number(found.shown.kept_back, "story", "stories")
        say(f"Stories kept back until you have finished these people’s interviews: {kept_back}.")
    seen = [one for one in found.shown.newly_seen if one not in found.counts.newly_seen]
    say_what_was_seen(seen)
    say_what_is_in_it(found.counts)


def import_(
    file: Annotated[Path, typer.Argument(help="indicators.csv: cycle, name, source, date, value, direction.")],
    *,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Take indicators in from a table; a known one is changed, none is taken away."""
    from qualcode.study.storytelling.indicator_files import import_indicators

    with opened(project) as study:
        done = import_indicators(study, acting(study, coder), file)
    told = f"{len(done.new)} new, {len(done.changed)} changed, {done.unchanged} as before"
    say(f"{number(len(done.new) + len(done.changed) + done.unchanged, 'indicator')}: {told}.")


def export(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")] = None,
    project: ProjectPath = None,
) -> None:
    """Write the indicators as indicators.csv, to edit and import again."""
    from qualcode.study.reporting.reports import put_report
    from qualcode.study.storytelling.indicator_files import export_indicators

    with opened(project) as study:
        text = export_indicators(study)
        put = put_report(study, output, text) if output is not None else None
    if put is None:
        write(text)
    else:
        say(f"{put.told}   To bring it back when edited: qualcode value-matrix import {put.path}")


def remove(
    indicator: Annotated[str, typer.Argument(help="The indicator: I01.")],
    *,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Take an indicator away, also from the stories it bears out."""
    with opened(project) as study:
        gone = study.indicators.remove(acting(study, coder), indicator)
        event = study.history.all()[-1].id[:10]
    say(f"{gone.id} taken away: “{gone.name}”. To bring it back: qualcode undo --event {event}")


def _as_read(row: "MatrixRow") -> ShownRow:
    stories = [*row.stories, *(f"({one})" for one in row.stories_hoped_for)]
    senses = {"+": row.positive, "±": row.mixed, "○": row.absent, "−": row.negative}
    return ShownRow(
        cycle=row.cycle,
        indicators=" ".join(row.indicators),
        stories=" ".join(stories),
        raised=f"{row.participants} of {row.of}",
        schools=f"{row.schools} of {row.of_schools}" if row.of_schools else "",
        valence=" ".join(f"{sign}{n}" for sign, n in senses.items() if n),
        hoped_for=row.hoped_for,
        gap=row.gap,
    )


def _write_indicators(found: "ValueMatrix") -> None:
    for one in found.indicators:
        value = ", ".join(part for part in (one.value, one.direction, one.date, one.source) if part)
        write(laid_out(f"{one.id} {one.name}{f' ({value})' if value else ''}"))


def _show_flows(found: "ValueMatrix", form: Format) -> None:
    from qualcode.analysis.value_flows import BrokenChain, Flow, LoopCount
    from qualcode.study.storytelling.value_matrix import FlowRow

    none = "No story has a link between two cycles yet: qualcode stories build P01"
    if form not in (Format.table, Format.md):
        show(FlowRow, found.flow_rows, form, empty=none)
        return
    labels = found.shown.cycles
    flows = [replace(one, cycle=labels[one.cycle], to=labels[one.to]) for one in found.flows]
    show(Flow, flows, form, empty=none)
    loops = [replace(one, cycle=labels[one.cycle], to=labels.get(one.to, one.to)) for one in found.loops]
    if loops:
        write("\nCarried back (loops)")
        show(LoopCount, loops, form)
    chains = [row for row in found.shown.rows if row.explicit_links]
    if chains:
        write("\nLongest chains in participants’ own words")
        for row in chains:
            write(laid_out(f"  {row.id} ({row.participant}): {number(row.explicit_links, 'link')}, {row.chain}"))
    if found.broken:
        write("\nPotential value, applied nowhere so far")
        show(BrokenChain, found.broken, form)
    say(_FLOWS)


value_matrix_group = group_around(scoped("participant", "coder", "where")(value_matrix))
value_matrix_group.command("import")(import_)
value_matrix_group.command("export")(export)
value_matrix_group.command("remove")(remove)
