"""Data for other programs: tables as CSV and JSON, and a SQLite file of everything people decided."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.reports.tables import disarmed
from qualcode.study.reporting.export_rows import Sheet, Value

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Exported:
    """Where an export was to go and where it stands now."""

    wanted: Path
    path: Path
    """Beside `wanted` where that was changed by somebody."""
    new: bool
    """False where the very same data stood there already."""

    @property
    def told(self) -> str:
        """What became of it, in a sentence."""
        if self.path != self.wanted:
            return f"{self.wanted} is not as qualcode wrote it, so it was left alone; the new data are in {self.path}."
        return f"Written: {self.path}" if self.new else f"Nothing to do, the same data stand there: {self.path}"


def sheet_as_csv(sheet: Sheet, *, for_excel: bool = False) -> str:
    """Comma-separated values; a cell that a spreadsheet would run as a formula gets an apostrophe in front.

    For Excel a byte order mark stands first, without which it takes UTF-8 for something else.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n" if for_excel else "\n")
    writer.writerow([disarmed(name) for name in sheet.columns])
    writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return f"{_BYTE_ORDER_MARK if for_excel else ''}{out.getvalue()}"


def sheet_as_json(sheet: Sheet) -> str:
    """A list of objects; words exactly as they are, nothing as null, several names as a list."""
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    return f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n"


def put_export(project: Project, path: Path, data: str | bytes) -> Exported:
    """Write an export that only its owner may read, beside a file there that somebody changed."""
    try:
        return Exported(path, *project.written.put(path, data))
    except OSError as error:
        raise QualcodeError(
            f"{path} cannot be written: {error.strerror}.", hint="Choose another place with -o"
        ) from error


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return disarmed("; ".join(value))
    return "" if value is None else str(value) if isinstance(value, int) else disarmed(value)
