"""Rows of any question, as a table for the terminal, csv, json or Markdown."""

import csv as comma_separated
import json as javascript
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TextIO

from qualcode.reports.content.markdown import escape

WIDTH = 80
"""Columns of a table that does not go to a terminal."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_LONGEST_CELL = 300
_LONGEST_WORD = 20
_READABLE = 20
"""The least width of a column of long text."""
_GAP = "  "
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which could move the cursor or turn the text round."""

Writer = Callable[..., None]


def headings(row_class: type[Any], columns: Sequence[str] | None = None) -> tuple[str, ...]:
    """The heading of each column: a row's field names, with spaces."""
    return tuple(name.replace("_", " ") for name in _names(row_class, columns))


def cells(row: Any, columns: Sequence[str] | None = None) -> tuple[str, ...]:
    """What stands in each column of a row; the same in every format."""
    return tuple(_shown(getattr(row, name)) for name in _names(type(row), columns))


def write_table(
    row_class: type[Any], rows: Iterable[Any], out: TextIO, *, columns: Sequence[str] | None = None
) -> None:
    """A table as wide as the terminal (80 columns elsewhere); long text wraps, and is cut with “…” at 300 characters.

    Rows with more columns than fit come one below the other, a line for each column.
    """
    write_grid(headings(row_class, columns), [cells(row, columns) for row in rows], out)


def write_grid(heads: Sequence[str], lines: Iterable[Sequence[str]], out: TextIO) -> None:
    """The same of cells that are words already, under headings of any kind."""
    from rich.console import Console

    width = _width_of(out)
    console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    body = [tuple(_for_terminal(cell) for cell in line) for line in lines]
    widths = _widths([*zip(heads, *body, strict=True)], width)
    if widths is None and body:
        _write_one_below_the_other(heads, body, console)
    else:
        _write_side_by_side(heads, body, console, widths)


def that_fit(
    row_class: type[Any], rows: Iterable[Any], columns: Sequence[str], first_to_go: Sequence[str], out: TextIO
) -> list[str]:
    """The columns for which a table has room, side by side, when those in `first_to_go` give way one after the other.

    All of them where even that does not help.
    """
    left, going, every = list(columns), [name for name in first_to_go if name in columns], list(rows)
    while True:
        body = [tuple(_for_terminal(cell) for cell in cells(row, left)) for row in every]
        if _widths([*zip(headings(row_class, left), *body, strict=True)], _width_of(out)) is not None:
            return left
        if not going:
            return list(columns)
        left.remove(going.pop(0))


def write_csv(row_class: type[Any], rows: Iterable[Any], out: TextIO, *, columns: Sequence[str] | None = None) -> None:
    """Comma-separated values with field names as header.

    A cell that a spreadsheet would take for a formula (it starts with = + - @ or a tab, behind apostrophes or none)
    gets an apostrophe in front, here and in no other format; numbers below zero stay as they are.
    """
    writer = comma_separated.writer(out, lineterminator="\n")
    writer.writerow(_names(row_class, columns))
    for row in rows:
        writer.writerow([disarmed(cell) for cell in cells(row, columns)])


def write_json(row_class: type[Any], rows: Iterable[Any], out: TextIO, *, columns: Sequence[str] | None = None) -> None:
    """A list of objects whose keys are the field names, numbers and lists as such."""
    names = _names(row_class, columns)
    objects = [{name: _plain(getattr(row, name)) for name in names} for row in rows]
    javascript.dump(objects, out, ensure_ascii=False, indent=2)
    out.write("\n")


def write_md(row_class: type[Any], rows: Iterable[Any], out: TextIO, *, columns: Sequence[str] | None = None) -> None:
    """A Markdown table that shows each cell's exact words."""
    write_md_grid(headings(row_class, columns), [cells(row, columns) for row in rows], out)


def write_md_grid(heads: Sequence[str], lines: Iterable[Sequence[str]], out: TextIO) -> None:
    """The same of cells that are words already, under headings of any kind."""
    rows = [[escape(head) for head in heads], ["---"] * len(heads)]
    rows += [[escape(cell) for cell in line] for line in lines]
    out.writelines(f"| {' | '.join(row)} |\n" for row in rows)


WRITERS: dict[str, Writer] = {"table": write_table, "csv": write_csv, "json": write_json, "md": write_md}
"""How rows are written, by the name of the format: WRITERS[format](row_class, rows, out, columns=None)."""


def _width_of(out: TextIO) -> int:
    return shutil.get_terminal_size((WIDTH, 24)).columns if out.isatty() else WIDTH


def _names(row_class: type[Any], columns: Sequence[str] | None) -> tuple[str, ...]:
    every = tuple(field.name for field in fields(row_class))
    return every if columns is None else tuple(name for name in columns if name in every)


def _shown(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, dict):
        return "; ".join(f"{name}={_shown(one)}" for name, one in plain.items())
    if isinstance(plain, list):
        return ", ".join(_shown(one) for one in plain)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return "" if plain is None else f"{plain:.6g}" if isinstance(plain, float) else str(plain)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(value[name]) for name in sorted(value)}
    if isinstance(value, frozenset | set):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if not _FORMULA.match(cell) or re.fullmatch(r"-\d+(\.\d+)?(e-?\d+)?", cell):
        return cell
    return f"'{cell}"


def harmless(text: str) -> str:
    """Text that moves no cursor and turns nothing round, for a terminal: what would is shown as “\ufffd”."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _for_terminal(cell: str) -> str:
    visible = harmless(cell.replace("\t", " "))
    return visible if len(visible) <= _LONGEST_CELL else f"{visible[: _LONGEST_CELL - 1].rstrip()}…"


def _widths(columns: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column may be, the widest giving way first; None where words would break everywhere."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in columns]
    least = [
        min(most, max((min(_LONGEST_WORD, cell_len(word)) for cell in column for word in cell.split()), default=1))
        for column, most in zip(columns, widths, strict=True)
    ]
    least = [
        max(few, min(most, _READABLE)) if most > 2 * _READABLE else few for few, most in zip(least, widths, strict=True)
    ]
    spare = width - len(_GAP) * (len(columns) - 1)
    if sum(least) > spare:
        return None
    while sum(widths) > spare:
        widest = max(range(len(widths)), key=lambda place: widths[place] - least[place])
        widths[widest] -= 1
    return widths


def _write_side_by_side(
    heads: Sequence[str], body: Sequence[Sequence[str]], console: Any, widths: Sequence[int] | None
) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, len(_GAP), 0, 0))
    for place, (head, *column) in enumerate(zip(heads, *body, strict=True)):
        numbers = bool(column) and all(re.fullmatch(r"-?[\d.]*", cell) for cell in column)
        justify: Any = "right" if numbers else "left"
        table.add_column(Text(head), justify=justify, overflow="fold", width=widths[place] if widths else None)
    for line in body:
        table.add_row(*(Text(cell) for cell in line))
    console.print(table)


def _write_one_below_the_other(heads: Sequence[str], body: Sequence[Sequence[str]], console: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    for number, line in enumerate(body):
        if number:
            console.print()
        block = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for head, cell in zip(heads, line, strict=True):
            block.add_row(Text(head, style="bold"), Text(cell, overflow="fold"))
        console.print(block)
