"""The ids of codes that come from a table: those it brings along, else made from the codes' names."""

import re
import unicodedata
from collections.abc import Sequence

from qualcode.codebook.table_columns import Columns, words_of
from qualcode.codebook.table_levels import Complain, Names, TableRow, compared
from qualcode.codebook.wording import fault_of_id, same_form

LONGEST_ID_PART = 48
_NO_IDS = re.compile(r"[\d.,]+|\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?")
"""Numbers and GUIDs, which tell codes apart within a program only."""


def id_part(name: str) -> str:
    """A name as part of a code’s id: letters, marks and digits of any script, in lower case, joined by “_”.

    >>> id_part("Lack of time / money"), id_part("Ça va?"), id_part("信頼")
    ('lack_of_time_money', 'ça_va', '信頼')
    """
    lowered = unicodedata.normalize("NFC", name.lower())
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in lowered)
    part = "_".join(kept.split())
    if len(part) > LONGEST_ID_PART:
        part = part[: LONGEST_ID_PART + 1].rpartition("_")[0] or part[:LONGEST_ID_PART]
    return part or "code"


def own_ids(rows: Sequence[TableRow], paths: Sequence[Names], columns: Columns) -> list[str]:
    """The ids that a table brings along; empty where they are numbers of some program, or there are none."""
    column = columns.first("key")
    if column is not None:
        keys = [row.cell(column) for row in rows]
        theirs = words_of(columns.head(column)) != "code" and all(_NO_IDS.fullmatch(key) for key in keys if key)
        return [""] * len(rows) if theirs else keys
    return [path[0] for path in paths] if _are_ids(paths) else [""] * len(rows)


def _are_ids(paths: Sequence[Names]) -> bool:
    """Whether names are written like ids already: trust.peers."""
    names = [path[0] for path in paths if len(path) == 1]
    if len(names) < len(paths) or not any("." in name for name in names):
        return False
    return all(not re.search(r"\s", name) and fault_of_id(name) is None for name in names)


def folded(path: Names) -> Names:
    """Names without case, as people compare them."""
    return tuple(map(compared, path))


class Ids:
    """The ids given so far."""

    def __init__(self, complain: Complain) -> None:
        self.of_path: dict[Names, str] = {}
        self._rows: dict[str, int] = {}
        self._complain = complain

    def new(self, path: Names, row: TableRow, key: str, column: int) -> str:
        """The id of a path, the table’s own where it has one; a second code of the same path or id is complained of."""
        key_of_path = folded(path)
        above = self.of_path.get(key_of_path[:-1]) or ".".join(map(id_part, path[:-1]))
        code_id = same_form(key)
        if code_id and above and not code_id.startswith(f"{above}."):
            code_id = f"{above}.{code_id}"
        if fault := fault_of_id(code_id) if code_id else None:
            self._complain(row.number, column, f"the id “{key}” {fault}", "write it like trust.peers")
        elif code_id in self._rows or (not code_id and key_of_path in self.of_path):
            first = self._rows[code_id or self.of_path[key_of_path]]
            message = f"the code “{key or path[-1]}” is already in row {first}"
            self._complain(row.number, column, message, "give one of the two another name")
        code_id = code_id or self._made(path[-1], above)
        self.of_path.setdefault(key_of_path, code_id)
        self._rows.setdefault(code_id, row.number)
        return code_id

    def _made(self, name: str, above: str) -> str:
        part, number = id_part(name), 1
        start = f"{above}." if above else ""
        while (code_id := f"{start}{part}{'' if number == 1 else f'_{number}'}") in self._rows:
            number += 1
        return code_id
