"""Tables that follow from the decisions and can be made again at any time."""

import json
import sqlite3


def refresh_derived(connection: sqlite3.Connection) -> None:
    """Give every version that lacks them its turns and their full-text rows."""
    missing = connection.execute(
        "SELECT versions.id, turns, text FROM versions JOIN texts ON texts.sha256 = text_sha256"
        " WHERE turns != '[]' AND NOT EXISTS (SELECT 1 FROM turns WHERE turns.version = versions.id)"
    ).fetchall()
    for version in missing:
        for number, turn in enumerate(json.loads(version["turns"]), start=1):
            _index_turn(connection, version["id"], number, turn, version["text"])


def _index_turn(connection: sqlite3.Connection, version: str, number: int, turn: list, text: str) -> None:  # type: ignore[type-arg]
    start, end, label, begins, ends, marks = turn
    cursor = connection.execute(
        'INSERT INTO turns (version, number, start, "end", label, begins, ends, marks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        (version, number, start, end, label, begins, ends, json.dumps(marks)),
    )
    connection.execute("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", (cursor.lastrowid, text[start:end]))
