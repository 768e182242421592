"""Commands about the framework chart."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.blank_signs import SIGNS, legend, plain
from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_around, scoped
from qualcode.cli.output import laid_out, lines_of, number, say, show, width_of, write
from qualcode.cli.working import EVERYBODY, acting, acting_or_none, opened, say_what_was_seen
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.tabulating.charting import Chart

Who = Annotated[str, typer.Argument(help="The participant: P01.")]
Under = Annotated[str, typer.Argument(help="The code.")]
Words = Annotated[str, typer.Argument(help="What they say under it, in a line or two of your own.")]
_SIGNS = {"charted": "■", "not charted yet": "○", **SIGNS}
_WORDS = {"charted": "summed up", "not charted yet": "said, not summed up yet"}


@dataclass(frozen=True, slots=True)
class Behind:
    """An excerpt behind a cell of the chart."""

    document: str
    turn: int | None
    code: str
    coder: str
    words: str


def chart(
    *,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="A row for each participant and a column for each code (csv or md).")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Show the framework chart: what people wrote to sum up each participant under each code.

    A cell is only ever written by a person: qualcode chart write P01 CODE "…"
    """
    from qualcode.analysis.charting import ChartCell
    from qualcode.study.listing import resolved
    from qualcode.study.tabulating.charting import framework_chart

    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        found = framework_chart(study, asked, acting_or_none(study))
    if not found.cells:
        say("There is no participant or no code yet, so there is nothing to chart.")
    elif matrix and form in (Format.csv, Format.md):
        _write_matrix(found, form)
    elif form is not Format.table:
        show(ChartCell, found.cells, form)
    elif len(found.people) > 1 and len(found.labels) > 1:
        _draw(found)
    else:
        _write_cells(found)
    _say_what_is_in_chart(found)


def show_(participant: Who, code: Under, *, project: ProjectPath = None, form: FormatOption = Format.table) -> None:
    """Show a cell of the chart with the excerpts behind it."""
    from qualcode.study.tabulating.charting import cell_of

    with opened(project) as study:
        found, cell = cell_of(study, participant, code, acting_or_none(study))
    behind = [
        Behind(one.document, one.turn, one.code, one.coder, " ".join(one.words.split())) for one in found.behind(cell)
    ]
    if form is not Format.table:
        show(Behind, behind, form)
        return
    write(laid_out(f"{_named(found, cell.participant)} under {cell.code} ({found.labels[cell.code]})"))
    for one in found.summaries:
        if one.code == cell.code:
            write("\n".join(lines_of(one.words, "  ")))
            write(f"    — {one.coder}, {one.made[:10]}")
    if not cell.written_by:
        write(f"  ({cell.state})")
    write(f"{number(cell.excerpts, 'excerpt')} behind it{':' if behind else '.'}")
    for excerpt in behind:
        place = f"{excerpt.document}, turn {excerpt.turn}" if excerpt.turn is not None else excerpt.document
        below = f" ({excerpt.code})" if excerpt.code != cell.code else ""
        write("\n".join(lines_of(f"{place}{below}: “{excerpt.words}”", "  ")))
    _say_what_is_in_chart(found)


def write_(participant: Who, code: Under, words: Words, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Sum up a participant under a code, in your own words."""
    with opened(project) as study:
        kept = study.charts.write(acting(study, coder), participant, code, words)
    say(f"Summed up {kept.participant} under {kept.code}.")


def edit(participant: Who, code: Under, words: Words, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Give your summary other words; the same words say that it still holds."""
    with opened(project) as study:
        kept = study.charts.edit(acting(study, coder), participant, code, words)
    say(f"Your summary of {kept.participant} under {kept.code} reads otherwise now.")


def remove(participant: Who, code: Under, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take your summary away; the excerpts behind it stay."""
    with opened(project) as study:
        gone = study.charts.remove(acting(study, coder), participant, code)
    say(f"Removed your summary of {gone.participant} under {gone.code}. To bring it back: qualcode undo")


def _draw(found: "Chart") -> None:
    """A sign for each cell, with what signs and columns mean below."""
    width = width_of(sys.stdout)
    codes, people = list(found.labels), list(found.people)
    most = max(1, (width - max(map(len, people)) - 1) // 3)
    shown, longest = codes[:most], max(map(len, people))
    write(" " * longest + "".join(f"{place:>3}" for place in range(1, len(shown) + 1)))
    used: list[str] = []
    for person in people:
        kinds = [plain(cell.state) for cell in found.row(person) if cell.code in shown]
        used += kinds
        write(f"{person:<{longest}}" + "".join(f"  {_SIGNS[kind]}" for kind in kinds))
    write("")
    signs = [f"{_SIGNS[kind]} {words}" for kind, words in _WORDS.items() if kind in used]
    write("\n".join(lines_of(" | ".join([*signs, *filter(None, [legend(used)])]), "")))
    write("\n".join(lines_of("; ".join(f"{place} {code}" for place, code in enumerate(shown, 1)), "")))
    if len(codes) > len(shown):
        say(f"{len(codes) - len(shown)} more codes have no room here: choose some with --code.")
    say(f"To read across: qualcode chart -p {people[0]}   To read down: qualcode chart -c {shown[0]}")


def _write_cells(found: "Chart") -> None:
    """Every cell with its words, or why it is empty."""
    across = len(found.people) == 1
    head = _named(found, next(iter(found.people))) if across else next(iter(found.labels))
    write(laid_out(head))
    for cell in found.cells:
        named = cell.code if across else _named(found, cell.participant)
        behind = f" · {number(cell.excerpts, 'excerpt')}" if cell.excerpts else ""
        state = "" if cell.summary else f" · {cell.state}"
        newer = f" ({cell.newer} coded since: qualcode chart show {cell.participant} {cell.code})" if cell.newer else ""
        write("\n".join(lines_of(f"{named}{behind}{state}{newer}", "  ")))
        if cell.summary:
            write("\n".join(lines_of(cell.summary, "      ")))


def _write_matrix(found: "Chart", form: Format) -> None:
    """The chart as it is pasted into a spreadsheet: a cell holds the words, or why there are none."""
    import csv

    from qualcode.reports.tables import disarmed, write_md_grid

    heads = ["participant", *found.labels]
    lines = [[person, *(cell.summary or f"({cell.state})" for cell in found.row(person))] for person in found.people]
    if form is Format.md:
        write_md_grid(heads, lines, sys.stdout)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows([[disarmed(cell) for cell in line] for line in [heads, *lines]])


def _say_what_is_in_chart(found: "Chart") -> None:
    out_of_date = [f"{cell.participant} {cell.code}" for cell in found.cells if cell.newer]
    if out_of_date:
        more = f" and {len(out_of_date) - 5} more" if len(out_of_date) > 5 else ""
        say(f"Coded since they were summed up, so perhaps out of date: {', '.join(out_of_date[:5])}{more}.")
    if found.kept_back:
        kept_back = number(found.kept_back, "summary", "summaries")
        say(f"Kept back until you have finished these people’s interviews: {kept_back}.")
    seen: Sequence[str] = [one for one in found.newly_seen if one not in found.counts.newly_seen]
    say_what_was_seen(seen)
    say_what_is_in_it(found.counts)


def _named(found: "Chart", participant: str) -> str:
    about = [found.people[participant].attributes.get(name) for name in ("role", "school")]
    told = ", ".join(one for one in about if one)
    return f"{participant} ({told})" if told else participant


chart_group = group_around(
    scoped("participant", "code", "coder", "where")(chart),
)
chart_group.command("show")(show_)
chart_group.command("write")(write_)
chart_group.command("edit")(edit)
chart_group.command("remove")(remove)
