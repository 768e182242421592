"""Where each coder left off in each document: no decision, told to nobody else, and never in anybody's way."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from qualcode.project.connection import PATIENCE
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.store import Store

APART = timedelta(minutes=5)
"""Between two kept places of one document; the newest moves along until it is so far from the one before it."""


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a coder was in a document, and when."""

    document: str
    place: int
    """In code points of the text that was current then."""
    made: str


class ReadingPlaces(Family):
    """The places coders left off at; undo leaves them alone, and they go with their document."""

    def __init__(self, store: Store, documents: Documents) -> None:
        super().__init__(store)
        self._documents = documents

    def keep(self, coder: str, document: str, place: int) -> bool:
        """Keep where a coder is now; False where the file is busy or may not be written, which is no matter.

        Who has not moved since is taken to have left the screen open: nothing is kept.
        """
        if self.store.connection.in_transaction:
            return False
        who, key, now = self.store.coder_id(coder), self._documents.key_of(document), self.store.clock()
        try:
            with _at_once(self.store.connection):
                self._put(who, key, place, now)
        except sqlite3.OperationalError:
            return False
        return True

    def of(self, coder: str, document: str) -> int | None:
        """Where a coder left off in a document, within its text as it is now; None where they never opened it."""
        row = self.row(
            "SELECT min(place, length(text)) AS place FROM reading_places r JOIN versions v ON v.document = r.document"
            " JOIN texts ON texts.sha256 = v.text_sha256 WHERE coder = ? AND r.document = ?"
            " ORDER BY r.made DESC, v.number DESC LIMIT 1",
            self.store.coder_id(coder),
            self._documents.key_of(document),
        )
        return int(row["place"]) if row else None

    def all_of(self, coder: str) -> list[ReadingPlace]:
        """Every kept place of a coder, oldest first."""
        rows = self.rows(
            "SELECT d.label AS document, place, r.made FROM reading_places r JOIN documents d ON d.id = r.document"
            " WHERE coder = ? ORDER BY r.made, d.label",
            self.store.coder_id(coder),
        )
        return [ReadingPlace(**dict(row)) for row in rows]

    def _put(self, who: str, key: str, place: int, now: str) -> None:
        last = self.rows(
            "SELECT place, made FROM reading_places WHERE coder = ? AND document = ? ORDER BY made DESC LIMIT 2",
            who,
            key,
        )
        if last and last[0]["place"] == place:
            return
        if len(last) == 2 and _since(last[1]["made"], now) < APART:
            self._delete(who, key, last[0]["made"])
        self._delete(who, key, now)
        self.store.connection.execute(
            "INSERT INTO reading_places (document, coder, place, made) VALUES (?, ?, ?, ?)", (key, who, place, now)
        )

    def _delete(self, who: str, key: str, made: str) -> None:
        self.store.connection.execute(
            "DELETE FROM reading_places WHERE coder = ? AND document = ? AND made = ?", (who, key, made)
        )


@contextmanager
def _at_once(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that waits for nobody, not even for the disk: what it keeps may be lost without harm."""
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")


def _since(made: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - datetime.fromisoformat(made)
