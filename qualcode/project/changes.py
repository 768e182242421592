"""One change to one object: the complete row before and after."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.project.schema import ADDED_COLUMNS, DECISIONS

Row = Mapping[str, Any]


def canonical(value: object) -> str:
    """JSON in the one spelling that is hashed: keys sorted, no spaces, every script as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(text: str | bytes) -> str:
    """The hash that names texts, files, definitions and events."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row; `before` is None when it was made, `after` when it was removed."""

    relation: str
    object: str
    before: Row | None
    after: Row | None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.relation, self.object, self.after, self.before)

    def body(self) -> str:
        """The canonical text that is stored and hashed."""
        return canonical({"after": self.after, "before": self.before})


def read_change(relation: str, object_id: str, body: str) -> Change:
    """The change that a stored body tells of."""
    rows = json.loads(body)
    added = ADDED_COLUMNS.get(relation, {})
    before, after = ({**added, **row} if row else None for row in (rows["before"], rows["after"]))
    return Change(relation, object_id, before, after)


def current_row(connection: sqlite3.Connection, relation: str, object_id: str) -> dict[str, Any] | None:
    """The row of a decision table as it stands now."""
    _known(relation)
    found = connection.execute(f'SELECT * FROM "{relation}" WHERE id = ?', (object_id,)).fetchone()
    return dict(found) if found is not None else None


def apply_change(connection: sqlite3.Connection, change: Change) -> None:
    """Make the row what the change says it became."""
    _known(change.relation)
    if change.after is None:
        connection.execute(f'DELETE FROM "{change.relation}" WHERE id = ?', (change.object,))
        return
    names = list(change.after)
    columns = ", ".join(f'"{name}"' for name in names)
    if change.before is None:
        marks = ", ".join("?" for _ in names)
        statement = f'INSERT INTO "{change.relation}" ({columns}) VALUES ({marks})'
        connection.execute(statement, [change.after[name] for name in names])
        return
    setting = ", ".join(f'"{name}" = ?' for name in names)
    statement = f'UPDATE "{change.relation}" SET {setting} WHERE id = ?'
    connection.execute(statement, [*(change.after[name] for name in names), change.object])


def net(changes: Iterable[Change]) -> list[Change]:
    """The same effect with one change per object, in the order in which objects were last touched."""
    merged: dict[tuple[str, str], Change] = {}
    for change in changes:
        key = (change.relation, change.object)
        earlier = merged.pop(key, None)
        merged[key] = Change(*key, earlier.before if earlier else change.before, change.after)
    return [change for change in merged.values() if change.before != change.after]


def _known(relation: str) -> None:
    if relation not in DECISIONS:
        raise ValueError(f"{relation} holds no decisions")
