"""Bringing rows back to what they were, in an order that the tables allow."""

import sqlite3
from collections.abc import Sequence

from qualcode.project.changes import Change, apply_change

Place = tuple[str, str]
"""A relation and the id of an object in it."""


def carry_out_together(connection: sqlite3.Connection, changes: Sequence[Change]) -> list[Place]:
    """Apply changes, one per object, as if all happened at once.

    Gives back the objects that stand in the way: those that took a row's place, those it needs that are gone, those
    that need a row that is to go. If there are any, the caller takes everything back.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    coming = [change for change in changes if change.before is None]
    for change in changes:
        if change.after is None:
            apply_change(connection, change)
    for change in changes:
        if change.before is not None and change.after is not None:
            try:
                apply_change(connection, change)
            except sqlite3.IntegrityError:  # two rows change places: this one makes room and comes back below
                apply_change(connection, Change(change.relation, change.object, change.before, None))
                coming.insert(0, Change(change.relation, change.object, None, change.after))
    found: list[Place] = []
    for change in coming:
        try:
            apply_change(connection, change)
        except sqlite3.IntegrityError:
            found += _in_its_place(connection, change)
    for change in changes:
        found += _missing(connection, change)
    return found or _bereft(connection)


def _in_its_place(connection: sqlite3.Connection, change: Change) -> list[Place]:
    row = change.after or {}
    found = []
    for index in connection.execute(f'PRAGMA index_list("{change.relation}")').fetchall():
        names = [column["name"] for column in connection.execute(f'PRAGMA index_info("{index["name"]}")')]
        if index["unique"]:
            same = " AND ".join(f'"{name}" = ?' for name in names)
            query = f'SELECT id FROM "{change.relation}" WHERE {same}'
            found += [
                (change.relation, twin["id"]) for twin in connection.execute(query, [row[name] for name in names])
            ]
    return found


def _missing(connection: sqlite3.Connection, change: Change) -> list[Place]:
    row = change.after
    if row is None:
        return []
    needed = [
        (key["table"], row[key["from"]])
        for key in connection.execute(f'PRAGMA foreign_key_list("{change.relation}")')
        if key["table"] != "texts" and row[key["from"]] is not None
    ]
    if change.relation == "memos" and row["about"] != "project":
        needed.append((f"{row['about']}s", row["object"]))
    return [
        (relation, key)
        for relation, key in needed
        if connection.execute(f'SELECT 1 FROM "{relation}" WHERE id = ?', (key,)).fetchone() is None
    ]


def _bereft(connection: sqlite3.Connection) -> list[Place]:
    found = []
    for row in connection.execute("PRAGMA foreign_key_check").fetchall():
        query = f'SELECT id FROM "{row["table"]}" WHERE rowid = ?'
        found += [(row["table"], one["id"]) for one in connection.execute(query, (row["rowid"],))]
    return found
