"""Tables across groups of people, as lines of letters that fit the terminal."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.blank_signs import SIGNS, legend
from qualcode.cli.options import Format
from qualcode.cli.output import cells, lines_of, say, show, width_of, write

if TYPE_CHECKING:
    from qualcode.analysis.cross_waves import WaveChange
    from qualcode.analysis.crosstab import CrossCell
    from qualcode.study.tabulating.cross_tabulating import CrossTabulation

NOT_SHOWN = "…"
"""What stands for a masked cell."""
_LONGEST_HEAD = 16
_LONGEST_ROW = 30
_TOTAL = "all"


def show_crosstab(found: "CrossTabulation", form: Format, *, changes: bool) -> None:
    """Write a table in a format; with `changes` only what changed from wave to wave."""
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


def show_nothing(form: Format, why: str) -> None:
    """Say why there is no table; programs get one without rows."""
    from qualcode.analysis.crosstab import CrossCell

    if form in (Format.csv, Format.json):
        show(CrossCell, (), form)
    say(why)


def _grid(found: "CrossTabulation", *, signs: bool) -> tuple[list[str], list[list[str]]]:
    """Heads and cells of every group, with everybody last."""
    table = found.table
    by_place = {(cell.row, cell.group): cell for cell in table.cells}
    totals = {cell.row: cell for cell in table.totals}
    heads = [column.name for column in table.columns]
    with_total = bool(totals) and found.by != "participant" and not _all_in_one(found)
    lines = []
    for row in table.rows:
        line = [
            _shown(found, by_place[row, column.name], signs=signs) if column.shown else _hidden(signs=signs)
            for column in table.columns
        ]
        lines.append([*line, *([_shown(found, totals[row], signs=signs, total=True)] if with_total else [])])
    return [*heads, *([_TOTAL] if with_total else [])], lines


def _all_in_one(found: "CrossTabulation") -> bool:
    """Whether a single group is everybody, so that the totals would say the same once more."""
    table = found.table
    said = [(cell.row, cell.said, cell.one_voice, cell.of, cell.state) for cell in table.cells]
    return len(table.columns) == 1 and said == [
        (cell.row, cell.said, cell.one_voice, cell.of, cell.state) for cell in table.totals
    ]


def _hidden(*, signs: bool) -> str:
    return NOT_SHOWN if signs else "not shown"


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
    if one.of:
        return f"{one.new} new, {one.persists} persist, {one.dropped} dropped, of {one.of}"
    return "nobody asked in both" if one.not_asked else "nobody coded in both"


def _draw(found: "CrossTabulation", heads: Sequence[str], rows: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """A line for each code or theme and a column for each group; long names stand below, by number."""
    from qualcode.cli.pictures import fitted

    numbered_rows = any(cells(one) > _LONGEST_ROW for one in rows)
    names = [str(place) for place in range(1, len(rows) + 1)] if numbered_rows else list(rows)
    first = max(cells(one) for one in (_what(found), *names))
    named = [max(cells(one) for one in column) for column in zip(heads, *lines, strict=True)]
    fits = first + sum(width + 2 for width in named) <= width_of(sys.stdout)
    numbered = not fits and any(cells(one) > _LONGEST_HEAD for one in heads)
    tops = [_letter(place) for place in range(len(heads))] if numbered else list(heads)
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
