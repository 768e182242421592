"""The rows of a codebook kept as a table, whether separated by commas or in a workbook."""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.archives import Archive, member_names
from qualcode.transcripts.decoding import decoded

LARGEST = 10_000_000
"""Bytes, on disk and of any part of a workbook unpacked; no codebook comes near."""
_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_WORKBOOKS = frozenset((".xlsx", ".xlsm"))
_DELIMITERS = ",;\t|"
_GUARDED = re.compile(r"''*[=+\-@\t\r]")
_DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T", re.IGNORECASE)
_SAVE_AS = "Save it as .csv (UTF-8) or .xlsx in the spreadsheet."

Rows = list[list[str]]
"""Every row from the first on, blank ones too, so that their numbers are those a spreadsheet shows."""


def rows_of(path: Path) -> tuple[Rows, tuple[str, ...]]:
    """The rows of a .csv, .tsv or .xlsx file, and doubts about its encoding.

    Raises QualcodeError where it is none of these or cannot be read.
    """
    data = _bytes_of(path)
    if path.suffix.casefold() in _WORKBOOKS or "xl/workbook.xml" in member_names(data):
        return _rows_of_workbook(data, path.name), ()
    if not data.strip():
        raise QualcodeError(f"“{path.name}” is empty.", hint="Save the table of codes again and import that file.")
    text, _, warned = decoded(data, path.name)
    # Spreadsheets have no such option: they save as UTF-8.
    warned = tuple(one.replace("import it with --encoding.", "save it again as “CSV UTF-8”.") for one in warned)
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"sep=(.)", first)
    if named:
        text = rest
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [[unguarded(cell) for cell in row] for row in reader]
    except csv.Error as error:
        where = f"{path.name}, line {reader.line_num}"
        raise QualcodeError(f"{where}: the table cannot be read on from here ({error}).", _SAVE_AS) from error
    return _within_limits(rows, path.name), warned


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise QualcodeError(f"{path.name} is larger than {LARGEST // 10**6} MB.", hint="Is that the right file?")
        return path.read_bytes()
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.", hint="Check the name.") from error


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows into most cells, alike from row to row."""

    def fit(tried: str) -> tuple[float, int]:
        try:
            rows = [row for row, _ in zip(csv.reader(io.StringIO(text), delimiter=tried), range(30), strict=False)]
        except csv.Error:
            return (0.0, 0)
        widths = [len(row) for row in rows if row]
        if not widths or max(widths) < 2:
            return (0.0, 0)
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)

    return max(_DELIMITERS, key=fit)


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _rows_of_workbook(data: bytes, name: str) -> Rows:
    """The first visible sheet that has the headings of a codebook, else the first with anything in it."""
    from qualcode.codebook.table_columns import columns_of

    _refuse_hostile(data, name)
    sheets = [rows for rows in _sheets(data, name) if any(map(any, rows))]
    if not sheets:
        raise QualcodeError(f"“{name}” holds no rows.", hint="Write one code to a row, below headings.")
    return next((rows for rows in sheets if columns_of(rows)), sheets[0])


def _refuse_hostile(data: bytes, name: str) -> None:
    """Nothing is opened that would unpack to more than a codebook, or that declares entities."""
    archive = Archive(data, name)
    for member in member_names(data):
        if member.endswith((".xml", ".rels")):
            unpacked = archive.read(member)
            if len(unpacked) > LARGEST or _DOCTYPE.search(unpacked):
                raise QualcodeError(f"“{name}” holds more than a codebook does, so it was not opened.", hint=_SAVE_AS)


def _sheets(data: bytes, name: str) -> Iterator[Rows]:
    import openpyxl

    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # openpyxl prints what it thinks of styles
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
                found = [_rows_of_sheet(sheet, name) for sheet in visible if hasattr(sheet, "reset_dimensions")]
            finally:
                workbook.close()
        except QualcodeError:
            raise
        except Exception as problem:  # openpyxl raises whatever a damaged part happens to break
            raise QualcodeError(f"“{name}” is damaged or no workbook qualcode can read.", hint=_SAVE_AS) from problem
    yield from found


def _rows_of_sheet(sheet: Any, name: str) -> Rows:
    sheet.reset_dimensions()
    rows: Rows = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS:
            break
        rows.append([_text(value) for value in values[:_MOST_COLUMNS]])
    return _within_limits(rows, name)


def _within_limits(rows: Rows, name: str) -> Rows:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) >= _MOST_ROWS or any(len(row) > _MOST_COLUMNS for row in rows):
        message = f"“{name}” has more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns, which no codebook has."
        raise QualcodeError(message, hint="Is that the right file?")
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(round(value, 12)).removesuffix(".0")
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
