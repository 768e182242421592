"""What stands above people, as cases.csv says it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import ProblemsInFile
from qualcode.model import Case
from qualcode.project import Project
from qualcode.study.bringing_in.who_is_who import is_participant_id
from qualcode.study.csv_files import TableRow, read_table

_OWN_COLUMNS = frozenset({"id", "kind", "name", "parent", "year"})
_YEAR = re.compile(r"\d{4}(?:[-/]\d{2}(?:\d{2})?)?", re.ASCII)


@dataclass
class _Told:
    """What the rows of one case say together, gathered row by row."""

    id: str
    place: str
    once: dict[str, str] = field(default_factory=dict)
    """kind, name and parent."""
    lines: dict[str, int] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """By year."""


def import_cases(project: Project, coder: str, path: Path) -> list[str]:
    """Take in cases.csv as one event: all of it, or ProblemsInFile with all that is wrong; gives back the ids.

    Columns: id and kind; name, parent and year may follow, and every other column is an attribute or an indicator.
    A case may have a row for each year. What the table does not mention stays.
    """
    told = _read(project, path)
    with project.change(coder, "cases.import") as transaction:
        known = {case.id.casefold(): case for case in project.cases.all()}
        keys = {}
        for folded, one in told.items():
            before = known.get(folded)
            kind = one.once.get("kind") or (before.kind if before else "")
            name = one.once.get("name") or (before.name if before else one.id)
            keys[folded] = project.cases.keep(transaction, one.id, kind, name)
        for folded, one in told.items():
            if one.once.get("parent"):
                project.cases.put_under(transaction, keys[folded], project.cases.key_of(one.once["parent"]))
            for year, values in one.values.items():
                project.cases.keep_values(transaction, keys[folded], year, values)
    return [one.id for one in told.values()]


def check_cases(project: Project | None, path: Path) -> tuple[str, ...]:
    """The ids and names in a cases.csv, without taking it in; ProblemsInFile as the import would raise it."""
    return tuple(name for one in _read(project, path).values() for name in (one.id, one.once.get("name")) if name)


def _read(project: Project | None, path: Path) -> dict[str, _Told]:
    rows = read_table(path, ("id", "kind"), guarded=True)
    problems: list[str] = []
    told = _gathered(path.name, rows, problems)
    problems += _unfit(project.cases.all() if project else (), path.name, told)
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="Mend these rows and import again.")
    return told


def _gathered(name: str, rows: Sequence[TableRow], problems: list[str]) -> dict[str, _Told]:
    """By folded id what the table says of each case."""
    told: dict[str, _Told] = {}
    years: dict[tuple[str, str], int] = {}
    for row in rows:
        id_, year, place = row.get("id"), row.get("year"), f"{name}:{row.line}"
        if not is_participant_id(id_):
            wrong = f"“{id_}” is no id; it begins with a letter, as S01 does" if id_ else "the id is missing"
            problems.append(f"{place}: {wrong}")
            continue
        if year and not _YEAR.fullmatch(year):
            problems.append(f"{place}: “{year}” is no year; write 2026 or 2025/26")
        one = told.setdefault(id_.casefold(), _Told(id_, place))
        first = years.setdefault((id_.casefold(), year), row.line)
        if first != row.line:
            of_year = f"the year {year}" if year else "no year"
            problems.append(f"{place}: {id_} has a row for {of_year} in line {first} already")
        problems += _said_once(one, row, place)
        values = {column: cell for column, cell in row.cells.items() if column and cell and column not in _OWN_COLUMNS}
        one.values.setdefault(year, {}).update(values)
    return told


def _said_once(one: _Told, row: TableRow, place: str) -> Iterator[str]:
    for column in ("kind", "name", "parent"):
        value = row.get(column)
        if not value:
            continue
        first = one.once.setdefault(column, value)
        line = one.lines.setdefault(column, row.line)
        if first.casefold() != value.casefold():
            yield f"{place}: {one.id} has the {column} “{value}” here and “{first}” in line {line}"


def _unfit(known: Sequence[Case], name: str, told: Mapping[str, _Told]) -> Iterator[str]:
    """Cases without a kind, with a parent nobody knows, or above themselves."""
    standing = {case.id.casefold(): case for case in known}
    parents = {id_: case.parent.casefold() for id_, case in standing.items() if case.parent}
    parents |= {id_: one.once["parent"].casefold() for id_, one in told.items() if one.once.get("parent")}
    for id_, one in told.items():
        place = f"{name}:{one.lines.get('parent')}" if "parent" in one.once else one.place
        if not one.once.get("kind") and id_ not in standing:
            yield f"{place}: the kind of {one.id} is missing: school, network, organisation …"
        parent = parents.get(id_)
        if parent and parent not in told and parent not in standing:
            yield f"{place}: there is no case “{one.once.get('parent')}” for {one.id} to be under"
        elif _above_itself(id_, parents):
            yield f"{place}: {one.id} stands above itself by its parents"


def _above_itself(id_: str, parents: Mapping[str, str]) -> bool:
    seen = set[str]()
    above = parents.get(id_)
    while above is not None and above not in seen:
        if above == id_:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
