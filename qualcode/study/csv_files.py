"""Tables that people fill in with a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.transcripts.tables.own_tables import own_table as table_with

_LARGEST = 100_000_000
_SAVE_AS = "Save it as CSV (UTF-8) in the spreadsheet."
_LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its line in the file, and its cells by lower-case column name, trimmed."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """A cell; empty where the file has no such column."""
        return self.cells.get(column, "")


def read_table(path: Path, required: Iterable[str], *, guarded: bool = False) -> list[TableRow]:
    """The rows of a comma, semicolon or tab separated file; QualcodeError naming every missing column.

    In a `guarded` table the apostrophe that keeps a spreadsheet from running a cell as a formula is taken off.
    """
    if path.is_dir():
        raise QualcodeError(f"{path} is a folder.", hint="Name the table in it.")
    if not path.is_file():
        raise QualcodeError(f"There is no file {path}.", hint="Check the name, or write the path in full.")
    if path.stat().st_size > _LARGEST:
        raise QualcodeError(f"{path.name} is larger than 100 MB.", hint="Is that the right file?")
    text = _decoded(path)
    if not text.strip():
        raise QualcodeError(f"{path.name} is empty.", hint=f"It needs the columns {', '.join(required)}.")
    first, _, rest = text.partition("\n")
    skipped = bool(re.fullmatch(r"sep=[,;\t]\r?", first))
    reader = csv.reader(io.StringIO(rest if skipped else text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        head = _headings(next(reader, []))
        listed = [(reader.line_num + skipped, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        line = reader.line_num + skipped
        raise QualcodeError(
            f"{path.name}:{line}: the table cannot be read on from here ({error}).", _SAVE_AS
        ) from error
    problems = [f"{path.name}:1: there is no column “{column}”" for column in required if column not in head]
    problems += [
        f"{path.name}:1: the column “{name}” stands twice"
        for name in sorted({name for name in head if name and head.count(name) > 1})
    ]
    problems += [
        f"{path.name}:{line}: it has {len(cells)} cells, and the first line has {len(head)}; is a comma without"
        " quotation marks around its cell?"
        for line, cells in listed
        if any(cell.strip() for cell in cells[len(head) :])
    ]
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint=f"The first line has: {', '.join(head)}")
    return [
        TableRow(line, {name: _cell(cell, guarded) for name, cell in zip(head, cells, strict=False)})
        for line, cells in listed
    ]


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table for a spreadsheet, which runs no cell of it as a formula; read it back `guarded`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_disarmed(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def own_table(path: Path) -> str | None:
    """Which of qualcode's own tables a file is by its first line: participants.csv, codings.csv …"""
    if path.suffix.casefold() not in {".csv", ".tsv"}:
        return None
    try:
        with path.open("rb") as file:
            start = _text_of(file.read(10_000))
        line = start.splitlines()[1 if start.startswith("sep=") else 0]
        return table_with(next(csv.reader([line], delimiter=_delimiter(start))))
    except (OSError, ValueError, csv.Error, IndexError, StopIteration):
        return None


def how_to_use(table: str, path: Path) -> str:
    """The command that takes one of qualcode's own tables."""
    own = {"codings.csv": "coding import", "indicators.csv": "value-matrix import"}
    command = own.get(table, f"import --{table.removesuffix('.csv')}")
    return f'qualcode {command} "{path}"'


def is_guide(path: Path) -> bool:
    """Whether a file is an interview guide such as `import --guide` takes."""
    if path.suffix.casefold() not in {".yaml", ".yml"}:
        return False
    with path.open("rb") as file:
        return bool(re.search(rb"^questions\s*:", file.read(10_000), re.MULTILINE))


def _headings(cells: Iterable[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in cells]


def _decoded(path: Path) -> str:
    try:
        return _text_of(path.read_bytes())
    except ValueError as error:
        raise QualcodeError(f"{path.name} is no text file.", _SAVE_AS) from error


def _text_of(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:  # what Excel calls Unicode text
        return data[: len(data) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in data:
        raise ValueError("NUL bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    named = re.fullmatch(r"sep=([,;\t])\r?", first)
    return named[1] if named else max(",;\t", key=first.count)


def _cell(cell: str, guarded: bool) -> str:
    cell = cell.strip()
    return cell[1:] if guarded and cell.startswith("'") and _LOOKS_LIKE_A_FORMULA.match(cell) else cell


def _disarmed(cell: str) -> str:
    return f"'{cell}" if _LOOKS_LIKE_A_FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell) else cell
