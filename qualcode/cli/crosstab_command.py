"""The command that lays codes and themes beside roles, schools, organisations and waves."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.blank_signs import SIGNS, legend
from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import cells, lines_of, number, say, show, width_of, write
from qualcode.cli.theme_options import theme_names
from qualcode.cli.working import EVERYBODY, acting_or_none, opened
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.analysis.cross_waves import WaveChange
    from qualcode.analysis.crosstab import CrossCell
    from qualcode.study.cross_tabulating import CrossTabulation

_NOT_SHOWN = "…"
_LONGEST_HEAD = 16
_LONGEST_ROW = 30
_TOTAL = "all"


def crosstab(
    *,
    by: Annotated[
        str | None,
        typer.Option(help="role, school, cohort …, a kind of case, wave or participant; else role."),
    ] = None,
    unit: Annotated[
        str, typer.Option(help="Count participants, or schools, organisations …: whatever people belong to.")
    ] = "participant",
    theme: Annotated[
        list[str] | None, typer.Option(help="This theme instead of codes.", autocompletion=theme_names)
    ] = None,
    themes: Annotated[bool, typer.Option("--themes", help="All themes instead of codes.")] = False,
    every: Annotated[
        bool, typer.Option("--every", help="Groups of very few people apart too: for the team’s eyes.")
    ] = False,
    same: Annotated[bool, typer.Option("--same", help="By wave: only participants coded in every wave.")] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="By wave: only what is new, persists or was dropped.")
    ] = False,
    band: Annotated[
        list[str] | None, typer.Option(help="A number at which a band begins: --band 3 --band 10; else each by itself.")
    ] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Compare roles, schools, organisations, waves: how many of each raised each code or theme."""
    from qualcode.study.called_now import called_now
    from qualcode.study.cross_tabulating import CrossQuestion, cross_tabulated
    from qualcode.study.listing import resolved

    wanted = tuple(theme or ()) if theme or themes else None
    question = CrossQuestion(by, unit, wanted, every=every, same=same, bands=tuple(band or ()))
    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        found = cross_tabulated(study, question, asked, acting_or_none(study))
        say_what_it_is_called_now(called_now(study, scope.codes))
        if changes and found.by != "wave":
            raise QualcodeError("Changes are those from wave to wave.", hint="qualcode crosstab --by wave --changes")
    _show(found, form, changes=changes)
    _explain(found, every=every)
    say_what_is_in_it(found.counts)


crosstab = scoped("document", "participant", "code", "coder", "where", "modifier")(crosstab)


def _show(found: "CrossTabulation", form: Format, *, changes: bool) -> None:
    from qualcode.analysis.cross_waves import WaveChange
    from qualcode.analysis.crosstab import CrossCell
    from qualcode.reports.tables import write_md_grid

    table = found.table
    if changes:
        show(WaveChange, table.changes, form, empty="Nobody’s interviews of two waves in a row are coded.")
    elif form in (Format.csv, Format.json):
        show(CrossCell, (*table.cells, *table.totals), form)
    elif not table.rows:
        say("The codebook has no code yet.")
    elif not table.columns and not table.totals:
        say("There is nobody to compare yet: qualcode participants")
    elif form is Format.md:
        heads, lines = _grid(found, signs=False)
        write_md_grid(
            [_what(found), *heads], [[row, *line] for row, line in zip(table.rows, lines, strict=True)], sys.stdout
        )
        if table.changes:
            write("")
            heads, named, lines = _change_grid(found)
            write_md_grid(
                [_what(found), *heads],
                [[*one] for one in zip(named, *zip(*lines, strict=True), strict=True)],
                sys.stdout,
            )
    else:
        heads, lines = _grid(found, signs=True)
        _draw(found, heads, list(table.rows), lines)
        told = legend(cell.state for cell in (*table.cells, *table.totals) if not cell.of)
        if told:
            write("\n".join(lines_of(told, "")))
        if table.changes:
            _draw(found, *_change_grid(found))


def _grid(found: "CrossTabulation", *, signs: bool) -> tuple[list[str], list[list[str]]]:
    """Heads and cells of every group, with everybody last."""
    table = found.table
    by_place = {(cell.row, cell.group): cell for cell in table.cells}
    totals = {cell.row: cell for cell in table.totals}
    heads = [column.name for column in table.columns]
    with_total = bool(totals) and found.by != "participant"
    lines = []
    for row in table.rows:
        line = [
            _shown(found, by_place[row, column.name], signs=signs) if column.shown else _hidden(signs=signs)
            for column in table.columns
        ]
        lines.append([*line, *([_shown(found, totals[row], signs=signs, total=True)] if with_total else [])])
    return [*heads, *([_TOTAL] if with_total else [])], lines


def _hidden(*, signs: bool) -> str:
    return _NOT_SHOWN if signs else "not shown"


def _shown(found: "CrossTabulation", cell: "CrossCell", *, signs: bool, total: bool = False) -> str:
    """k of n, with single voices after a plus sign; of one participant how many excerpts; or which kind of blank."""
    if found.by == "participant" and not total:
        if cell.said:
            return str(cell.excerpts)
    elif cell.of:
        return f"{cell.said}{f' +{cell.one_voice}' if cell.one_voice else ''} of {cell.of}"
    return SIGNS.get(cell.state, cell.state) if signs else cell.state


def _change_grid(found: "CrossTabulation") -> tuple[list[str], list[str], list[list[str]]]:
    """Heads, rows and cells of what changed from one wave to the next."""
    rows: dict[str, list[str]] = {}
    heads: dict[str, None] = {}
    for one in found.table.changes:
        heads[f"{one.earlier} → {one.later}"] = None
        rows.setdefault(one.row, []).append(_changed(one))
    return list(heads), list(rows), list(rows.values())


def _changed(one: "WaveChange") -> str:
    return (
        f"{one.new} new, {one.persists} persist, {one.dropped} dropped, of {one.of}"
        if one.of
        else "nobody asked in both"
    )


def _draw(found: "CrossTabulation", heads: Sequence[str], rows: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """A line for each code or theme and a column for each group; long names stand below, by number."""
    from qualcode.cli.pictures import fitted

    numbered_rows = any(cells(one) > _LONGEST_ROW for one in rows)
    numbered = any(cells(one) > _LONGEST_HEAD for one in heads)
    names = [str(place) for place in range(1, len(rows) + 1)] if numbered_rows else list(rows)
    tops = [_letter(place) for place in range(len(heads))] if numbered else list(heads)
    first = max(cells(one) for one in (_what(found), *names))
    widths = [max(cells(one) for one in column) for column in zip(tops, *lines, strict=True)]
    for some in _blocks(widths, width_of(sys.stdout) - first):
        write((fitted(_what(found), first) + "".join(f"  {_right(tops[one], widths[one])}" for one in some)).rstrip())
        for name, line in zip(names, lines, strict=True):
            write((fitted(name, first) + "".join(f"  {_right(line[one], widths[one])}" for one in some)).rstrip())
        write("")
    for place, name in enumerate(heads) if numbered else ():
        write("\n".join(lines_of(f"{_letter(place)}  {name}", "")))
    for place, name in enumerate(rows, 1) if numbered_rows else ():
        write("\n".join(lines_of(f"{place}  {name}", "")))


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    """Columns that fit side by side."""
    blocks: list[list[int]] = [[]]
    left = room
    for place, width in enumerate(widths):
        if blocks[-1] and width + 2 > left:
            blocks.append([])
            left = room
        blocks[-1].append(place)
        left -= width + 2
    return blocks


def _right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def _letter(place: int) -> str:
    """A, B … Z, AA, AB …"""
    before, last = divmod(place, 26)
    return f"{_letter(before - 1) if before else ''}{chr(ord('A') + last)}"


def _what(found: "CrossTabulation") -> str:
    return "theme" if found.of_themes else "code"


def _explain(found: "CrossTabulation", *, every: bool) -> None:
    table = found.table
    if found.by == "participant":
        say("A number is how many excerpts.")
    else:
        _say_what_is_counted(found)
    _say_what_is_merged(found)
    if not every and table.columns and not table.totals and found.by not in ("wave", "participant"):
        say(f"Not shown: there are fewer than {table.fewest} people in all. For the team’s eyes: --every")
    if found.by == "wave":
        _say_about_waves(found)
    if table.without_unit:
        say(f"Belonging to no {found.unit}, so left out: {', '.join(table.without_unit)}.")


def _say_what_is_counted(found: "CrossTabulation") -> None:
    counted = "those coded so far who were asked, or raised it unasked; where nobody recorded it, all of them"
    if found.unit == "participant":
        say(f"Participants. “of” counts {counted}.")
        return
    say(
        f"By {found.unit}: one says something from two of its people on; “+1” is one voice, one more where a single"
        f" person did. “of” counts those with somebody among {counted}."
    )


def _say_what_is_merged(found: "CrossTabulation") -> None:
    table = found.table
    together = [", ".join(column.together) for column in table.columns if column.together]
    if together:
        say(
            f"Shown as one, because a group of fewer than {table.fewest} people is not shown apart:"
            f" {'; '.join(together)}. For the team’s eyes: --every"
        )
    masked = [column.name for column in table.columns if not column.shown]
    if masked and (table.totals or found.by == "wave"):
        say(
            f"Not shown ({_NOT_SHOWN}), because they have fewer than {table.fewest} people or would give such a group"
            f" away: {', '.join(masked)}. For the team’s eyes: --every"
        )


def _say_about_waves(found: "CrossTabulation") -> None:
    table = found.table
    if table.changes:
        say(
            "new: raised in the later wave only; persist: in both; dropped: in the earlier only. Of participants coded"
            " in both who could say it in both; who was not asked again has dropped nothing."
        )
    for earlier, later in table.pairs_withheld:
        say(f"Changes from {earlier} to {later} are not shown: they would tell of fewer than {table.fewest} people.")
    if table.without_wave:
        say(
            f"Of no wave, so left out: {number(len(table.without_wave), 'document')} ({', '.join(table.without_wave)})."
        )
