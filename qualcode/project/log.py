"""The event log: how a change is appended, and which events are still in force."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.project.changes import Change, Row, apply_change, canonical, current_row, read_change, sha256
from qualcode.project.derived import refresh_derived
from qualcode.project.reversal import carry_out_together
from qualcode.project.vectors_gone import forget_gone

PERSONAL = ("coding.", "memo.", "chart.", "story.", "document.finish", "document.reopen", "suggestion.", "sample.read")
"""Commands that `undo` takes back one by one for the coder who gave them; all others concern the whole project."""


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event as stored: who did what when, and what it takes back."""

    seq: int
    id: str
    time: str
    actor: str
    """The coder's id."""
    action: str
    undoes: str | None
    payload: str

    @property
    def takes_back(self) -> bool:
        """Whether the event is an undo, a redo or a return to an earlier point."""
        return self.action in {"undo", "redo", "undo.to"}

    @property
    def kept_by_undo(self) -> bool:
        """Whether it only says who took part or what was shown, which no undo takes away."""
        return self.action == "coder.add" or self.action.startswith("shown.")

    @property
    def personal(self) -> bool:
        """Whether it is one coder's own command, as against one that concerns the whole project."""
        return self.action.startswith(PERSONAL)


def event_id(parents: Sequence[str], time: str, actor: str, action: str, undoes: str | None, payload: str) -> str:
    """The hash that chains an event to those before it."""
    return sha256(
        canonical(
            {
                "action": action,
                "actor": actor,
                "parents": sorted(parents),
                "payload": payload,
                "time": time,
                "undoes": undoes,
            }
        )
    )


def payload_hash(bodies: Iterable[tuple[str, str, str]]) -> str:
    """The hash over (relation, object, sha256 of the body) of every change, in order."""
    return sha256(canonical([list(body) for body in bodies]))


class Transaction:
    """One command's changes: all of them happen and are logged as one event, or none does."""

    def __init__(self, connection: sqlite3.Connection, new_id: Callable[[], str], now: str) -> None:
        self.connection = connection
        self.new_id = new_id
        self.now = now
        self.changes: list[Change] = []
        self.undoes: str | None = None
        self.event: str | None = None
        """The id of the event, once it is written."""

    def row(self, relation: str, object_id: str) -> dict[str, Any] | None:
        """A row as it stands at this point of the command."""
        return current_row(self.connection, relation, object_id)

    def insert(self, relation: str, **values: Any) -> str:
        """Add a row, with a new id unless it brings one; gives back the id."""
        row = {"id": values.pop("id", None) or self.new_id(), **values}
        self.carry_out(Change(relation, row["id"], None, row))
        return str(row["id"])

    def update(self, relation: str, object_id: str, **values: Any) -> None:
        """Change some columns of a row; nothing is logged when they hold these values already."""
        before = current_row(self.connection, relation, object_id)
        if before is None:
            raise LookupError(object_id)
        after = {**before, **values}
        if after != before:
            self.carry_out(Change(relation, object_id, before, after))

    def delete(self, relation: str, object_id: str) -> None:
        """Remove a row."""
        before = current_row(self.connection, relation, object_id)
        if before is not None:
            self.carry_out(Change(relation, object_id, before, None))

    def delete_where(self, relation: str, column: str, value: str) -> None:
        """Remove every row of a decision table that points at an object."""
        # Last first, so that an undo, which goes backwards, brings them back in the order in which they were made.
        query = f'SELECT id FROM "{relation}" WHERE "{column}" = ? ORDER BY rowid DESC'
        for row in self.connection.execute(query, (value,)).fetchall():
            self.delete(relation, row["id"])

    def carry_out(self, change: Change) -> None:
        """Apply a change and keep it for the log."""
        apply_change(self.connection, change)
        self.changes.append(change)

    def carry_out_together(self, changes: Sequence[Change]) -> None:
        """Apply changes, one per object, as if all happened at once, and keep them for the log."""
        obstacles = carry_out_together(self.connection, changes)
        if obstacles:
            raise sqlite3.IntegrityError(f"{len(obstacles)} rows stand in the way")
        self.changes += changes

    def append(self, actor: str, action: str) -> str | None:
        """Write the event; None when nothing was changed."""
        if not self.changes:
            return None
        if any(change.relation == "versions" for change in self.changes):
            refresh_derived(self.connection)
        if any(change.relation == "versions" and change.after is None for change in self.changes):
            forget_gone(self.connection)
        bodies = [(change, change.body()) for change in self.changes]
        hashes = [(change.relation, change.object, sha256(body)) for change, body in bodies]
        parents = heads(self.connection)
        payload = payload_hash(hashes)
        event = event_id(parents, self.now, actor, action, self.undoes, payload)
        self.connection.execute(
            "INSERT INTO events (id, time, actor, action, undoes, payload) VALUES (?, ?, ?, ?, ?, ?)",
            (event, self.now, actor, action, self.undoes, payload),
        )
        self.connection.executemany(
            "INSERT INTO event_parents (event, parent) VALUES (?, ?)", [(event, parent) for parent in parents]
        )
        self.connection.execute("DELETE FROM heads")
        self.connection.execute("INSERT INTO heads (event) VALUES (?)", (event,))
        self.connection.executemany(
            "INSERT INTO changes (event, n, relation, object, sha256, body) VALUES (?, ?, ?, ?, ?, ?)",
            [(event, n, *hashes[n], body) for n, (_, body) in enumerate(bodies)],
        )
        self.event = event
        return event


def heads(connection: sqlite3.Connection) -> list[str]:
    """The events that none follows yet: one, or several after copies were merged."""
    return [row["event"] for row in connection.execute("SELECT event FROM heads ORDER BY event")]


def events(connection: sqlite3.Connection) -> list[LoggedEvent]:
    """Every event, oldest first."""
    return [LoggedEvent(**dict(row)) for row in connection.execute("SELECT * FROM events ORDER BY seq")]


def changes_of(connection: sqlite3.Connection, event: str) -> list[Change] | None:
    """What an event did; None when some of its words have been erased."""
    rows = connection.execute("SELECT * FROM changes WHERE event = ? ORDER BY n", (event,)).fetchall()
    if any(row["body"] is None for row in rows):
        return None
    return [read_change(row["relation"], row["object"], row["body"]) for row in rows]


def in_force(log: Sequence[LoggedEvent]) -> frozenset[str]:
    """The events whose effect stands: those that no later event, itself in force, takes back."""
    taken_back: set[str] = set()
    back_to: int | None = None
    standing: set[str] = set()
    seq_of = {event.id: event.seq for event in log}
    for event in reversed(log):
        if event.id in taken_back or (back_to is not None and event.seq > back_to and not event.kept_by_undo):
            continue
        standing.add(event.id)
        if event.action in {"undo", "redo"} and event.undoes:
            taken_back.add(event.undoes)
        elif event.action == "undo.to" and event.undoes:
            back_to = seq_of[event.undoes]
    return frozenset(standing)


def replayed(connection: sqlite3.Connection) -> tuple[dict[str, dict[str, Row]], set[tuple[str, str]]]:
    """Every decision table as the log alone rebuilds it, and the objects whose words have been erased since."""
    tables: dict[str, dict[str, Row]] = {}
    erased: set[tuple[str, str]] = set()
    query = "SELECT relation, object, body FROM changes JOIN events ON events.id = event ORDER BY seq, n"
    for row in connection.execute(query):
        key = (row["relation"], row["object"])
        if row["body"] is None:
            erased.add(key)
            continue
        erased.discard(key)
        after = read_change(*key, row["body"]).after
        if after is None:
            tables.get(key[0], {}).pop(key[1], None)
        else:
            tables.setdefault(key[0], {})[key[1]] = after
    return tables, erased
