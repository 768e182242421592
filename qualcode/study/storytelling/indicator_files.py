"""Indicators in and out of a table that people fill in with a spreadsheet: indicators.csv."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.errors import ProblemsInFile, QualcodeError
from qualcode.model import DIRECTIONS, Indicator, cycle_above
from qualcode.project import Project
from qualcode.project.indicators import TakenIndicators
from qualcode.study.csv_files import TableRow, read_table, write_table

_COLUMNS = ("id", "cycle", "name", "source", "date", "value", "direction")
_ID = re.compile(r"I\d{1,6}", re.ASCII)


def import_indicators(project: Project, coder: str, path: Path) -> TakenIndicators:
    """Take in indicators.csv: a row per indicator; one that is known already is changed, none is taken away.

    A row without an id means the indicator of the same cycle, name and date. ProblemsInFile with all that is wrong.
    """
    rows = read_table(path, ("cycle", "name"), guarded=True)
    problems: list[str] = []
    found: list[tuple[TableRow, Indicator]] = []
    for row in rows:
        try:
            found.append((row, _read(project, row)))
        except QualcodeError as error:
            problems.append(f"{path.name}:{row.line}: {error.message}")
    problems += [f"{path.name}:{problem}" for problem in _doubled(found)]
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="Mend these rows; nothing was imported.")
    return project.indicators.take_in(coder, [one for _, one in found])


def export_indicators(project: Project) -> str:
    """The indicators as indicators.csv, to edit and import again."""
    every = project.indicators.all()
    return write_table(_COLUMNS, [_cells(one) for one in every])


def _cells(one: Indicator) -> Sequence[str]:
    return (one.id, one.code, one.name, one.source, one.date, one.value, one.direction)


def _read(project: Project, row: TableRow) -> Indicator:
    wrong = []
    label, name, direction = row.get("id").upper(), row.get("name"), row.get("direction").casefold()
    if label and not _ID.fullmatch(label):
        wrong.append(f"“{row.get('id')}” is no id of an indicator; leave it empty, or write I01")
    if not name:
        wrong.append("the name is empty")
    if direction and direction not in DIRECTIONS:
        wrong.append(f"“{row.get('direction')}” is no direction (there are: {', '.join(DIRECTIONS)})")
    code = ""
    try:
        code = project.codes.named(row.get("cycle")).name if row.get("cycle") else ""
        if not code:
            wrong.append("the cycle is empty")
        elif cycle_above(code, project.stories.cycles()) is None:
            wrong.append(f"“{code}” is no value cycle and stands below none")
    except QualcodeError as error:
        wrong.append(error.message.removesuffix("."))
    if wrong:
        raise QualcodeError("; ".join(wrong))
    return Indicator(label, code, name, row.get("source"), row.get("date"), row.get("value"), direction)


def _doubled(found: Sequence[tuple[TableRow, Indicator]]) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    for row, one in found:
        keys = [("id", one.id)] if one.id else [("place", one.code, one.name, one.date)]
        for key in keys:
            if key in seen:
                yield f"{row.line}: the same indicator stands in line {seen[key]} already"
            seen.setdefault(key, row.line)
