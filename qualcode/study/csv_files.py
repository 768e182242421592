"""Tables that people fill in with a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its line in the file, and its cells by lower-case column name, trimmed."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """A cell; empty where the file has no such column."""
        return self.cells.get(column, "")


def read_table(path: Path, required: Iterable[str]) -> list[TableRow]:
    """The rows of a comma, semicolon or tab separated file; QualcodeError naming every missing column."""
    if not path.is_file():
        raise QualcodeError(f"There is no file {path}.", hint="Check the name, or write the path in full.")
    text = _decoded(path)
    if not text.strip():
        raise QualcodeError(f"{path.name} is empty.", hint=f"It needs the columns {', '.join(required)}.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        head = [name.strip().casefold() for name in next(reader)]
        rows = [
            TableRow(reader.line_num, {name: cell.strip() for name, cell in zip(head, cells, strict=False)})
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise QualcodeError(
            f"{path.name} is no table: {error}.", hint="Save it as CSV (UTF-8) in the spreadsheet."
        ) from error
    missing = [column for column in required if column not in head]
    doubled = sorted({name for name in head if name and head.count(name) > 1})
    problems = [f"{path.name}:1: there is no column “{column}”" for column in missing]
    problems += [f"{path.name}:1: the column “{name}” stands twice" for name in doubled]
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint=f"The first line has: {', '.join(head)}")
    return rows


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if b"\0" in data:
        raise QualcodeError(f"{path.name} is no text file.", hint="Save it as CSV (UTF-8) in the spreadsheet.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
