"""A codebook out of a table that people keep in a spreadsheet, or that another program wrote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from qualcode.codebook.as_table import counter_example_in, items_in
from qualcode.codebook.codes import COLORS, Code, Codebook, CounterExample, Kind, Status, is_color
from qualcode.codebook.table_columns import Columns, columns_of
from qualcode.codebook.table_ids import Ids, folded, own_ids
from qualcode.codebook.table_levels import Names, TableRow, compared, names_of_rows
from qualcode.codebook.wording import named, nearest, redirect_in
from qualcode.errors import ProblemsInFile

_BRIEF_WORDS = 12
_TEXTS = ("key_question", "source", "exclusive_group")
_LISTS = ("when", "when_not", "indicators", "examples", "rules")
_CHOICES: dict[str, tuple[str, ...]] = {"kind": get_args(Kind), "status": get_args(Status)}
_COLORS = {"grey": "gray", "violet": "purple", "magenta": "pink", "cyan": "teal", "turquoise": "teal"}
_NO_COLOR = frozenset(("none", "no color", "keine", "ninguno", "aucune"))


@dataclass(frozen=True, slots=True)
class TableCodebook:
    """A codebook as a table gave it, and what a reader has to know of that."""

    codebook: Codebook
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    name: str
    columns: Columns
    problems: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    """Of each row, in order."""
    by_name: dict[str, str] = field(default_factory=dict)

    def complain(self, row: int, column: int, message: str, mend: str) -> None:
        head = self.columns.head(column)
        self.problems.append((row, column, f"{self.name}, row {row}, column “{head}”: {message}; {mend}"))


def codebook_from_rows(rows: Sequence[Sequence[str]], name: str) -> TableCodebook:
    """The codebook in the rows of a table, blank ones among them; raises ProblemsInFile with all that is wrong."""
    columns = columns_of(rows)
    if columns is None:
        message = f"{name}, row 1: no column holds the codes’ names; head it “name”, and others “definition”, “parent”"
        raise ProblemsInFile(f"“{name}” cannot be read as a codebook.", [message], hint="Write the headings in row 1.")
    below = rows[columns.row + 1 :]
    table = [
        TableRow(number, tuple(cells))
        for number, cells in enumerate(below, columns.row + 2)
        if any(cell.strip() for cell in cells)
    ]
    draft = _Draft(name, columns)
    if not table:
        draft.complain(columns.row + 2, 0, "there is no code below the headings", "write one code to a row")
    codes = _codes(table, draft)
    if draft.problems:
        raise ProblemsInFile(
            f"“{name}” cannot be read as a codebook.",
            [sentence for _, _, sentence in sorted(draft.problems)],
            hint="Mend these in the spreadsheet; nothing was changed.",
        )
    if columns.left_out:
        draft.notes.insert(0, f"Columns left out: {named(dict.fromkeys(columns.left_out))}.")
    return TableCodebook(Codebook(codes=tuple(codes)), tuple(draft.notes))


def _codes(rows: Sequence[TableRow], draft: _Draft) -> list[Code]:
    named_rows = [
        (row, path) for row, path in zip(rows, names_of_rows(rows, draft.columns, draft.complain), strict=True) if path
    ]
    headings = _give_ids([row for row, _ in named_rows], [path for _, path in named_rows], draft)
    given = [(row, {"label": path[-1], **_fields(row, draft)}) for row, path in named_rows]
    if draft.problems:
        return []
    codes: list[Code] = []
    for code_id, (row, fields) in zip(draft.ids, given, strict=True):
        codes += headings.pop(row.number, [])
        codes.append(Code(id=code_id, **fields))
    return codes


def _give_ids(rows: Sequence[TableRow], paths: Sequence[Names], draft: _Draft) -> dict[int, list[Code]]:
    """An id for each row; gives back codes for levels that have no row, by the row before which they stand."""
    column = draft.columns.first("key")
    keys = own_ids(rows, paths, draft.columns)
    at = column if column is not None else draft.columns.first("name") or 0
    ids, has_row = Ids(draft.complain), {folded(path) for path in paths}
    headings: dict[int, list[Code]] = {}
    draft.ids = [""] * len(rows)
    # Parents first, as the ids of those below begin with theirs.
    for place in sorted(range(len(rows)), key=lambda place: len(paths[place])):
        path = paths[place]
        for depth in range(1, len(path)):
            above = folded(path[:depth])
            if above not in has_row and above not in ids.of_path:
                code_id = ids.new(path[:depth], rows[place], "", at)
                first = next(row.number for row, one in zip(rows, paths, strict=True) if folded(one[:depth]) == above)
                headings.setdefault(first, []).append(Code(id=code_id, label=path[depth - 1], kind="structural"))
        draft.ids[place] = ids.new(path, rows[place], keys[place], at)
    for path, code_id in zip(paths, draft.ids, strict=True):
        draft.by_name.setdefault(compared(path[-1]), code_id)
    if headings:
        made = named(code.label for codes in headings.values() for code in codes)
        draft.notes.append(f"Levels without a row of their own became codes of the kind structural: {made}.")
    return headings


def _fields(row: TableRow, draft: _Draft) -> dict[str, Any]:
    columns = draft.columns
    found: dict[str, Any] = {role: " ".join(_texts(row, columns, role)) for role in _TEXTS}
    found |= {role: _items(row, columns, role) for role in _LISTS}
    found["scale"] = _levels(row, columns)
    found |= _definitions(row, columns)
    counters = _items(row, columns, "counter_examples")
    found["counter_examples"] = tuple(_counter(words, row, draft) for words in counters)
    found["when_not"] = tuple(_redirected(text, row, draft) for text in found["when_not"])
    for role in _CHOICES:
        found |= _choice(role, row, draft)
    found["color"] = _color(row, draft)
    return {name: value for name, value in found.items() if value}


def _definitions(row: TableRow, columns: Columns) -> dict[str, str]:
    """A short definition is the brief one, unless the table has a column for that."""
    brief, full = ("\n\n".join(_texts(row, columns, role)) for role in ("brief", "full"))
    if "brief" not in columns.by_role and full and "\n" not in full and len(full.split()) <= _BRIEF_WORDS:
        return {"brief": full}
    return {"brief": brief, "full": full}


def _texts(row: TableRow, columns: Columns, role: str) -> list[str]:
    return [text for column in columns.by_role.get(role, ()) if (text := row.cell(column))]


def _items(row: TableRow, columns: Columns, role: str) -> tuple[str, ...]:
    return tuple(item for text in _texts(row, columns, role) for item in items_in(text))


def _levels(row: TableRow, columns: Columns) -> tuple[str, ...]:
    """The levels of a scale; people write them on one line, with a sign between."""
    items = _items(row, columns, "scale")
    if len(items) != 1:
        return items
    sign = next((sign for sign in (";", "|", " < ", ",") if sign in items[0]), "\n")
    return tuple(level.strip() for level in items[0].split(sign) if level.strip())


def _counter(words: str, row: TableRow, draft: _Draft) -> CounterExample:
    counter = counter_example_in(words)
    if not counter.code_as:
        return counter
    return CounterExample(text=counter.text, code_as=_target(counter.code_as, "counter_examples", row, draft))


def _redirected(text: str, row: TableRow, draft: _Draft) -> str:
    """A “when not” whose arrow names a code of the table, by id."""
    target = redirect_in(text)
    if target is None:
        return text
    code_id = _target(target, "when_not", row, draft)
    before = text.rstrip(" .“”\"'`")
    return text if code_id == target else f"{before.removesuffix(target)}{code_id}"


def _target(said: str, role: str, row: TableRow, draft: _Draft) -> str:
    if said in draft.ids:
        return said
    if found := draft.by_name.get(compared(said)):
        return found
    near = nearest(said, [*draft.ids, *draft.by_name])
    mend = f"did you mean “{near}”?" if near else "name a code of this table, or take the arrow out"
    column = draft.columns.by_role[role][0]
    draft.complain(row.number, column, f"the arrow leads to “{said}”, which is no code here", mend)
    return said


def _choice(role: str, row: TableRow, draft: _Draft) -> dict[str, str]:
    for column in draft.columns.by_role.get(role, ()):
        if said := row.cell(column).casefold():
            if said in _CHOICES[role]:
                return {role: said}
            near = nearest(said, _CHOICES[role])
            mend = f"did you mean “{near}”?" if near else f"it may be {named(_CHOICES[role])}"
            draft.complain(row.number, column, f"“{said}” is no {role} of a code", mend)
    return {}


def _color(row: TableRow, draft: _Draft) -> str:
    """A color qualcode knows; others are left out with a note, since nothing rests on them."""
    given = " ".join(_texts(row, draft.columns, "color"))
    said = _COLORS.get(given.casefold(), given.casefold())
    if not said or is_color(given):
        return given
    if said in COLORS or said in _NO_COLOR:
        return said if said in COLORS else ""
    if bare := re.fullmatch(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?", said):
        return f"#{bare[1]}"
    parts = re.fullmatch(r"(?:rgb\()?\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*\)?", said)
    if parts and all(int(part) < 256 for part in parts.groups()):
        return "#" + "".join(f"{int(part):02x}" for part in parts.groups())
    draft.notes.append(f"Row {row.number}: the color “{said}” was left out.")
    return ""
