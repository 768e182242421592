"""Reader of tables kept as text: commas, semicolons, tabs or bars between the cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from qualcode.errors import QualcodeError
from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.tables.headings import HEADING_WITHIN, Grid, Rows, known_headings
from qualcode.transcripts.tables.kinds import contents_of
from qualcode.transcripts.tables.table_parts import plain

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
_SUFFIXES = frozenset((".csv", ".tsv", ".tab"))
_DELIMITERS = (",", ";", "\t", "|")
_RULE = re.compile(r"\s*:?-+:?\s*")
"""A cell of the line below the headings of a table in Markdown."""

_TRIED = 60
"""Rows by which a delimiter is chosen."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is cut into cells."""

    delimiter: str
    quoted: bool
    """Whether quotation marks enclose cells; where none does, they are what people said."""
    skipped: int = 0
    """Characters of a first line that only names the delimiter."""


def looks_separated(source: Source) -> bool:
    """Whether a file is a table kept as text.

    A suffix that says so is believed unless lines begin with labels; any other file must have the headings of a
    transcript and rows of one width.
    """
    text = source.decoded[0]
    if source.suffix not in _SUFFIXES:
        return _surely_separated(text)
    layout = _layout(text)
    rows = _first_rows(text, layout)
    if not rows or known_headings(rows[0])[0] or _most_headings(rows) > 1:
        return True
    if len(rows[0]) > 1 and not _labelled(text):
        return True
    widths = Counter(map(len, rows))
    return widths.most_common(1)[0][0] == 1 and text.lstrip().startswith('"')


def read_separated(source: Source) -> tuple[Content, ...]:
    """CSV and TSV: transcripts with a turn or sentence per row, surveys, several documents in one table."""
    text, encoding, warnings = source.decoded
    layout = _layout(text)
    told = list(warnings)
    rows = list(_within_limits(_rows(text, layout), source.name))
    if layout.quoted and _swallows(rows):
        rows = list(_within_limits(_line_by_line(text, layout), source.name))
        told.append("A quotation mark is missing, so each line was taken as a row; look at the rows with quotations.")
    format_name = "tsv" if layout.delimiter == "\t" else "csv"
    return contents_of([Grid(rows, delimiter=layout.delimiter)], source, format_name, encoding, told)


def _surely_separated(text: str) -> bool:
    """Whether the first line heads a transcript's table and all first rows have its width."""
    head = text[:2_000].lstrip("\ufeff").split("\n", 1)[0]
    if len(head) > 500 or not any(delimiter in head for delimiter in _DELIMITERS):
        return False
    rows = _first_rows(text, _layout(text))
    if len(rows) < 2 or known_headings(rows[0])[1] < 2:
        return False
    return all(len(row) == len(rows[0]) for row in rows)


def _labelled(text: str) -> bool:
    """Whether most lines of a text begin with a label, so that its commas are people's own."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:_TRIED]
    looks = [first_look(line) for line in lines]
    return sum(isinstance(look, Candidate) and look.shape == "colon" and "," not in look.label for look in looks) > (
        len(lines) / 2
    )


def _layout(text: str) -> _Layout:
    first, _, _ = text[:100].partition("\n")
    named = first.strip().removeprefix("sep=")
    if first.startswith("sep=") and len(named) <= 1:
        delimiter = named or "\t"
        return _Layout(delimiter, _is_quoted(text[len(first) + 1 :], delimiter), len(first) + 1)
    delimiter = max(_DELIMITERS, key=lambda tried: _fit(text, tried))
    return _Layout(delimiter, _is_quoted(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[int, float, int]:
    """How well a delimiter cuts a text: known headings, rows as wide as the first, columns."""
    rows = _first_rows(text, _Layout(delimiter, quoted=True))
    width, alike = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if width < 2:
        return (0, 0.0, 0)
    return (_most_headings(rows), round(alike / len(rows), 1), width)


def _most_headings(rows: Rows) -> int:
    """How many usual headings the row with most of them has."""
    return max((known_headings(row)[0] for row in rows[:HEADING_WITHIN] if len(row) > 1), default=0)


def _is_quoted(text: str, delimiter: str) -> bool:
    """Quotation marks enclose cells, unless every line has as many cells as the first without that."""
    lines = [line for line in text.split("\n") if line.strip()]
    width = lines[0].count(delimiter) if lines else 0
    return not (width and all(line.count(delimiter) == width for line in lines))


def _first_rows(text: str, layout: _Layout) -> list[list[str]]:
    return list(islice(_rows(text[:200_000], layout), _TRIED))


def _rows(text: str, layout: _Layout) -> Iterator[list[str]]:
    """Rows with anything in them."""
    stream = io.StringIO(text[layout.skipped :] if layout.skipped else text, newline="")
    with _cells_of_any_size():
        if layout.quoted:
            found: Iterable[list[str]] = csv.reader(stream, delimiter=layout.delimiter, skipinitialspace=True)
        else:
            found = ([_unquoted(cell) for cell in line.rstrip("\n").split(layout.delimiter)] for line in stream)
        boxed = layout.delimiter == "|" and text.lstrip().startswith("|")
        for row in found:
            cells = row[1:-1] if boxed else row
            if any(map(str.strip, cells)) and not (boxed and all(map(_RULE.fullmatch, cells))):
                yield cells


def _line_by_line(text: str, layout: _Layout) -> Iterator[list[str]]:
    """Rows of a table in which quotation marks are not to be trusted beyond the end of a line."""
    with _cells_of_any_size():
        for line in text[layout.skipped :].split("\n"):
            if line.strip():
                yield next(csv.reader([line], delimiter=layout.delimiter, skipinitialspace=True))


@contextmanager
def _cells_of_any_size() -> Iterator[None]:
    """Cells as large as the file allows, which the csv module knows only as a setting of the whole process."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    enclosed = len(bare) > 1 and bare[0] == bare[-1] == '"' and '"' not in bare[1:-1].replace('""', "")
    return bare[1:-1].replace('""', '"') if enclosed else cell


def _within_limits(rows: Iterable[Sequence[str]], name: str) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS or len(row) > MOST_COLUMNS:
            raise QualcodeError(
                f"“{name}” has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns.",
                hint="Divide it into several files, one document or survey to each.",
            )
        yield [plain(cell) for cell in row]


def _swallows(rows: Rows) -> bool:
    """Whether a cell holds line ends with delimiters after them, as when a quotation mark is never closed."""
    width = len(rows[0]) if rows else 0
    return width > 1 and any(
        sum(line.count(delimiter) >= width - 1 for line in cell.split("\n")) > 1
        for row in rows
        for cell in row
        if "\n" in cell
        for delimiter in _DELIMITERS
    )
