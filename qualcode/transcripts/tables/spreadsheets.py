"""Reader of Excel workbooks: the values of their cells, sheet by sheet."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.archives import Archive, member_names
from qualcode.transcripts.reading import Content, Source
from qualcode.transcripts.tables.headings import Grid
from qualcode.transcripts.tables.kinds import contents_of
from qualcode.transcripts.tables.separated import MOST_COLUMNS, MOST_ROWS
from qualcode.transcripts.tables.table_parts import listed, plain

_MOST_BYTES = 120_000_000
_MOST_CELLS = 2_000_000
_MOST_STRINGS = 400_000
_MOST_SEEN = 20_000_000
"""Cells up to the last of each row, empty ones among them."""

_LAST_ROW = 1_048_576
"""Excel has no more; a file may name a row beyond any number, and the rows before it are given one by one."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXCEL = "Open it in Excel or LibreOffice and save it as .xlsx."
_SUFFIXES = frozenset((".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb"))
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T", re.IGNORECASE)
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)"
)
_ZERO = date(1899, 12, 30)
_BROKEN = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, OSError, EOFError, SyntaxError,
    NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises for workbooks that are not as it expects."""


def is_workbook(source: Source) -> bool:
    """Whether a file is an Excel workbook, or says by its suffix that it is one and could be."""
    if source.data.startswith(_OLE2):
        return source.suffix in _SUFFIXES
    if not source.data.startswith(b"PK\x03\x04"):
        return False
    return source.suffix in _SUFFIXES or any(name.startswith("xl/") for name in member_names(source.data))


def read_workbook(source: Source) -> tuple[Content, ...]:
    """Excel: transcripts and surveys in the sheets of a workbook. Raises QualcodeError where it cannot be opened."""
    if source.data.startswith(_OLE2):
        raise QualcodeError(
            f"“{source.name}” is an old Excel file (.xls), or one locked with a password.",
            hint="Open it in Excel or LibreOffice and save it as .xlsx without a password.",
        )
    valueless = _refuse_hostile(source)
    grids: list[Grid] = []
    hidden: list[str] = []
    for grid, is_hidden in _sheets(source):
        if is_hidden:
            hidden.append(grid.name or "")
        elif grid.rows:
            grids.append(grid)
    told = []
    if hidden:
        told.append(f"Hidden sheets were left out: {listed(hidden)}.")
    if valueless:
        many = "1 cell holds a formula" if valueless == 1 else f"{valueless} cells hold formulas"
        told.append(f"{many} whose value was never saved and so was left out; open the file in Excel and save it.")
    return contents_of(grids, source, "xlsx", None, told)


def _refuse_hostile(source: Source) -> int:
    """How many formulas have no value; raises QualcodeError for what could not be opened within reason."""
    archive = Archive(source.data, source.name)
    names = [name for name in member_names(source.data) if name.endswith((".xml", ".rels"))]
    if "xl/workbook.xml" not in names:
        raise QualcodeError(f"“{source.name}” is no .xlsx workbook.", hint=_EXCEL)
    size = cells = strings = valueless = 0
    for name in names:
        data = archive.read(name)
        size += len(data)
        cells += len(re.findall(rb"<(?:\w+:)?c[\s>/]", data))
        strings += len(re.findall(rb"<(?:\w+:)?si[\s>/]", data))
        valueless += len(_WITHOUT_VALUE.findall(data))
        if _DOCTYPE.search(data):
            raise QualcodeError(f"“{source.name}” declares a DOCTYPE, which no workbook needs.", hint=_EXCEL)
        if size > _MOST_BYTES or cells > _MOST_CELLS or strings > _MOST_STRINGS:
            raise QualcodeError(
                f"“{source.name}” holds more cells than any transcript, so it was not opened.",
                hint="Copy the sheet with the transcript into a new workbook and import that.",
            )
    return valueless


def _sheets(source: Source) -> Iterator[tuple[Grid, bool]]:
    """Every sheet with cells, and whether it is hidden."""
    import openpyxl

    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # openpyxl prints what it thinks of styles
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
            try:
                every = [sheet for sheet in workbook.worksheets if hasattr(sheet, "reset_dimensions")]
                sheets = [(sheet.title, sheet.sheet_state != "visible", list(_rows(sheet))) for sheet in every]
            finally:
                workbook.close()
        except _TooLarge as problem:
            raise QualcodeError(
                f"“{source.name}” has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns.",
                hint="Divide it into several files, one document or survey to each.",
            ) from problem
        except _BROKEN as problem:
            raise QualcodeError(
                f"“{source.name}” is damaged or no workbook qualcode can read.", hint=_EXCEL
            ) from problem
    for title, is_hidden, rows in sheets:
        yield Grid(rows, title), is_hidden


class _TooLarge(Exception):
    """A sheet reaches farther than any transcript."""


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Rows with anything in them; what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    seen = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True)):
        seen += len(values)
        if seen > _MOST_SEEN or number > _LAST_ROW:
            raise _TooLarge
        if number >= MOST_ROWS or len(values) > MOST_COLUMNS:
            if any(value is not None for value in values):
                raise _TooLarge
            continue
        row = [_text(value) for value in values]
        while row and not row[-1]:
            row.pop()
        if row:
            yield row


def _text(value: object) -> str:
    """A cell's value as people would write it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(round(value, 12)).removesuffix(".0")
    if isinstance(value, date | time | timedelta):
        return _time(value)
    return plain(str(value))


def _time(value: date | time | timedelta) -> str:
    """A date as ISO 8601; a length of time, which Excel may keep as a date of long ago, as hours and minutes."""
    if isinstance(value, timedelta):
        return _length(value)
    if isinstance(value, time):
        value = datetime.combine(_ZERO, value)
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.year > 1900:
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return _length(value - datetime.combine(_ZERO, time()))


def _length(length: timedelta) -> str:
    milliseconds = max(0, round(length.total_seconds() * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds, part = divmod(rest, 1000)
    return f"{hours}:{minutes:02}:{seconds:02}" + (f".{part:03}" if part else "")
