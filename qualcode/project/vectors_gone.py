"""What becomes of vectors when the text they were made from leaves the project."""

import sqlite3
from collections.abc import Iterator

from qualcode.project.changes import sha256

KEY = 32
"""Bytes of the sha256 that a vector is kept under."""


def forget_gone(connection: sqlite3.Connection) -> None:
    """Delete every vector that is not of a passage of a text the project still holds.

    What is encoded besides passages (definitions, questions, stretches of several turns) goes with them: whose words
    those were is not recorded, and they are encoded again in moments.
    """
    if connection.execute("SELECT 1 FROM vectors LIMIT 1").fetchone() is None:
        return
    held = set(_passages_held(connection))
    for row in connection.execute("SELECT n, dimensions, keys, vectors FROM vectors").fetchall():
        width = len(row["vectors"]) // max(1, len(row["keys"]) // KEY)
        stay = [place for place, key in enumerate(keys_of(row)) if key in held]
        if not stay:
            connection.execute("DELETE FROM vectors WHERE n = ?", (row["n"],))
        elif len(stay) < len(row["keys"]) // KEY:
            keys, vectors = (
                b"".join(row[column][size * place : size * (place + 1)] for place in stay)
                for column, size in (("keys", KEY), ("vectors", width))
            )
            connection.execute("UPDATE vectors SET keys = ?, vectors = ? WHERE n = ?", (keys, vectors, row["n"]))


def keys_of(row: sqlite3.Row) -> list[str]:
    """The sha256, in hex, of each text whose vector a row of the table holds."""
    names = row["keys"].hex()
    return [names[start : start + 2 * KEY] for start in range(0, len(names), 2 * KEY)]


def _passages_held(connection: sqlite3.Connection) -> Iterator[str]:
    texts = "SELECT id, text FROM versions JOIN texts ON texts.sha256 = text_sha256"
    for version, text in connection.execute(texts).fetchall():
        places = connection.execute('SELECT DISTINCT start, "end" FROM passages WHERE version = ?', (version,))
        yield from (sha256(text[start:end]) for start, end in places)
