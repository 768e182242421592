"""Tables that follow from the decisions and can be made again at any time."""

import json
import sqlite3
from typing import Any


def refresh_derived(connection: sqlite3.Connection) -> None:
    """Give every version that lacks them its turns and their full-text rows."""
    missing = connection.execute(
        "SELECT versions.id, turns, text FROM versions JOIN texts ON texts.sha256 = text_sha256"
        " WHERE turns != '[]' AND NOT EXISTS (SELECT 1 FROM turns WHERE turns.version = versions.id)"
    ).fetchall()
    for version in missing:
        for turn in numbered_turns(version["turns"]):
            _index_turn(connection, version["id"], turn, version["text"])


def numbered_turns(stored: str) -> list[list[Any]]:
    """The turns of a version, each with its number; those stored before turns were numbered are counted."""
    return [[*turn, *([] if len(turn) > 6 else [place])] for place, turn in enumerate(json.loads(stored), start=1)]


def _index_turn(connection: sqlite3.Connection, version: str, turn: list[Any], text: str) -> None:
    start, end, label, begins, ends, marks, number = turn
    cursor = connection.execute(
        'INSERT INTO turns (version, number, start, "end", label, begins, ends, marks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        (version, number, start, end, label, begins, ends, json.dumps(marks)),
    )
    connection.execute("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", (cursor.lastrowid, text[start:end]))
