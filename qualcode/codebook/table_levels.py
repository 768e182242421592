"""Which code of a table stands above which: by a parent column, a path, columns for levels, or indentation."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook.table_columns import Columns, unheaded_beside
from qualcode.codebook.wording import nearest

Names = tuple[str, ...]
"""The names of a code and of those above it, from the top down."""
_SURE = re.compile(r"\s*(?:\\|::)\s*|\s+[>»›→]\s+")
_SLASH = re.compile(r"\s*/\s*")
_ROOTS = frozenset(("nodes", "codes", "code system", "codesystem", "codebook", "knoten"))
"""What programs write above the topmost codes."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that is neither blank nor above the headings; its number is the one a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]
    """As they stand, untrimmed."""

    def cell(self, column: int | None) -> str:
        """A cell, trimmed; empty where the row is shorter."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


Complain = Callable[[int, int, str, str], None]
"""Told of a row, a column, what is wrong there, and how to mend it."""


def compared(name: str) -> str:
    """A name as it is compared: without case, its letters composed."""
    return unicodedata.normalize("NFC", name).casefold()


def names_of_rows(rows: Sequence[TableRow], columns: Columns, complain: Complain) -> list[Names]:
    """The names of each row's code and of those above it; empty, and complained of, where a row has no name."""
    found = _names(rows, columns, complain)
    if columns.by_role.get("parent") and not columns.levels:
        found = _below_parents(rows, columns, found, complain)
    for row, names in zip(rows, found, strict=True):
        if not names:
            column = columns.first("name")
            at = column if column is not None else (columns.first("path") or 0)
            complain(row.number, at, "the row has no name", "write the code’s name, or delete the row")
    return found


def _names(rows: Sequence[TableRow], columns: Columns, complain: Complain) -> list[Names]:
    if columns.levels:
        return _by_columns(rows, columns.levels)
    path, name, depth = (columns.first(role) for role in ("path", "name", "depth"))
    if path is not None:
        texts = [row.cell(path) or row.cell(name) for row in rows]
        return _without_root([_parts(text, slash=True) for text in texts])
    if columns.by_role.get("parent"):
        return [_parts(row.cell(name), slash=False)[-1:] for row in rows]
    if depth is not None and all(re.fullmatch(r"\d{1,2}", row.cell(depth)) for row in rows):
        return _by_depth([(int(row.cell(depth)), row.cell(name)) for row in rows])
    if columns.by_role.get("key"):
        return [(row.cell(name) or row.cell(columns.first("key")),) for row in rows]
    return _by_words(rows, unheaded_beside(columns, [row.cells for row in rows]))


def _by_words(rows: Sequence[TableRow], beside: Sequence[int]) -> list[Names]:
    """Names that are paths, or that are indented with blanks or across columns; else single names."""
    if len(beside) > 1:
        return _by_columns(rows, beside)
    column = beside[0]
    raw = [row.cells[column] if column < len(row.cells) else "" for row in rows]
    indents = [len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip()) for text in raw]
    if raw and indents[0] == 0 and any(indents):
        return _by_depth([(indent, text.strip()) for indent, text in zip(indents, raw, strict=True)])
    texts = [text.strip() for text in raw]
    return _without_root([_parts(text, slash=_slash_divides(text, texts)) for text in texts])


def _slash_divides(text: str, among: Sequence[str]) -> bool:
    """Whether “A/B” is B below A: A is a code itself, or has other codes below it; “and/or” is neither."""
    above = _SLASH.split(text)[0]
    firsts = Counter(_SLASH.split(other)[0] for other in among if "/" in other)
    return "/" in text and (above in among or firsts[above] > 1)


def _parts(text: str, *, slash: bool) -> Names:
    parts = _SURE.split(text) if _SURE.search(text) or not slash else _SLASH.split(text)
    return tuple(part.strip() for part in parts if part.strip())


def _without_root(found: list[Names]) -> list[Names]:
    firsts = {names[0].casefold() for names in found if names}
    if len(firsts) != 1 or not firsts <= _ROOTS or any(len(names) == 1 for names in found):
        return found
    return [names[1:] for names in found]


def _by_columns(rows: Sequence[TableRow], levels: Sequence[int]) -> list[Names]:
    """A column for each level: what is blank on the left is as in the row above."""
    found: list[Names] = []
    last: list[str] = []
    for row in rows:
        cells = [row.cell(column) for column in levels]
        filled = [place for place, cell in enumerate(cells) if cell]
        if not filled:
            found.append(())
            continue
        first, deepest = filled[0], filled[-1]
        last = [*last[:first], *[""] * max(0, first - len(last)), *cells[first : deepest + 1]]
        found.append(tuple(name for name in last if name))
    return found


def _by_depth(rows: Sequence[tuple[int, str]]) -> list[Names]:
    """Each code stands below the nearest one before it that is less deep."""
    found: list[Names] = []
    above: list[tuple[int, str]] = []
    for depth, name in rows:
        while above and above[-1][0] >= depth:
            above.pop()
        if name:
            above.append((depth, name))
        found.append(tuple(one for _, one in above) if name else ())
    return found


def _below_parents(
    rows: Sequence[TableRow], columns: Columns, found: Sequence[Names], complain: Complain
) -> list[Names]:
    """Names with those of their parents before them; parents are named by name, path or id."""
    column, key = columns.by_role["parent"][0], columns.first("key")
    by_name: dict[str, list[int]] = {}
    by_key: dict[str, int] = {}
    for place, (row, names) in enumerate(zip(rows, found, strict=True)):
        if names:
            by_name.setdefault(compared(names[-1]), []).append(place)
        if row.cell(key):
            by_key.setdefault(compared(row.cell(key)), place)
    parents: dict[int, int] = {}
    for place, row in enumerate(rows):
        said = row.cell(column)
        if said and compared(said) not in _ROOTS and found[place]:
            at = _parent(said, by_key, by_name, lambda *told, row=row: complain(row.number, column, *told))
            if at is not None:
                parents[place] = at
    _cut_circles(parents, rows, column, complain)
    return [_names_up(place, found, parents) for place in range(len(rows))]


def _parent(
    said: str, by_key: Mapping[str, int], by_name: Mapping[str, list[int]], complain: Callable[[str, str], None]
) -> int | None:
    """The row that is meant; None, and complained of, where none or several could be."""
    if (at := by_key.get(compared(said))) is not None:
        return at
    parts = _parts(said, slash=False)
    places = by_name.get(compared(said)) or by_name.get(compared(parts[-1]) if parts else "") or []
    if len(places) == 1:
        return places[0]
    if places:
        complain(f"several codes are called “{said}”", "give the parent an id, in a column “id”, and name that")
        return None
    near = nearest(said, by_name)
    mend = f"did you mean “{near}”?" if near else "add a row for it, or leave the cell empty"
    complain(f"there is no code “{said}” for it to stand under", mend)
    return None


def _cut_circles(parents: dict[int, int], rows: Sequence[TableRow], column: int, complain: Complain) -> None:
    for start in list(parents):
        seen, at = {start}, parents.get(start)
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at == start:
            complain(rows[start].number, column, "the code stands below itself", "name the parent above both")
            del parents[start]


def _names_up(place: int, found: Sequence[Names], parents: Mapping[int, int]) -> Names:
    names = found[place]
    at = parents.get(place)
    while at is not None:
        names = (*found[at][-1:], *names)
        at = parents.get(at)
    return names
