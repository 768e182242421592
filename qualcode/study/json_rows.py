"""Rows written as JSON, as listings give them with --format json."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.study.csv_files import TableRow

_LARGEST = 100_000_000


def is_json(path: Path) -> bool:
    """Whether a file is JSON by its name."""
    return path.suffix.casefold() == ".json"


def listed_as_json(path: Path, required: Iterable[str]) -> list[TableRow]:
    """The rows of a list of objects, each cell as a table would have it; QualcodeError naming every row without one.

    The line of a row is its place in the list, counted from 1.
    """
    rows = _rows(path)
    wanted = tuple(required)
    problems = [
        f"{path.name}: row {number} lacks “{column}”"
        for number, row in enumerate(rows, 1)
        for column in wanted
        if not isinstance(row, dict) or row.get(column) in (None, "")
    ]
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="qualcode codings --format json shows one")
    return [
        TableRow(number, {str(name): _cell(value) for name, value in row.items()}) for number, row in enumerate(rows, 1)
    ]


def _rows(path: Path) -> list[Any]:
    if not path.is_file():
        raise QualcodeError(f"There is no file {path}.", hint="Check the name, or write the path in full.")
    if path.stat().st_size > _LARGEST:
        raise QualcodeError(f"{path.name} is larger than 100 MB.", hint="Is that the right file?")
    try:
        rows = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise QualcodeError(f"{path.name} is no JSON ({error}).", hint="Was it cut off, or edited by hand?") from error
    if not isinstance(rows, list):
        raise QualcodeError(f"{path.name} is no list of rows.", hint="qualcode codings --format json writes one")
    return rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
