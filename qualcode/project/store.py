"""The open file, and the one way to change it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project.announced import announce, replace_announced
from qualcode.project.copies import copy_once_a_day
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown


class Store:
    """A project folder with its open file, its clock and its source of ids."""

    def __init__(
        self, folder: Path, connection: sqlite3.Connection, clock: Callable[[], str], new_id: Callable[[], str]
    ) -> None:
        self.folder = folder
        self.connection = connection
        self.clock = clock
        self.new_id = new_id

    @contextmanager
    def change(self, coder: str, action: str) -> Iterator[Transaction]:
        """One command of a coder: everything done inside is one event on disk, or nothing is.

        Raises QualcodeError when the coder is unknown, or another program holds the file for long.
        """
        try:
            copy_once_a_day(self.folder, self.connection, self.clock)
        except sqlite3.OperationalError as error:
            raise _unwritable(error) from error
        with self.held():
            transaction = Transaction(self.connection, self.new_id, self.clock())
            yield transaction
            announce(self.connection, transaction.changes)
            transaction.append(self.coder_id(coder), action)
        self.finish_writes()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other writer out until the block is through; what was done inside stays only then.

        Raises QualcodeError when the file cannot be written, or another program holds it for long.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            # SQLite may have rolled back by itself (a full disk), and a Ctrl-C may come right after the commit.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.IntegrityError):
                raise _changed_meanwhile() from error
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _NO_ROOM_OR_LEAVE:
                raise _unwritable(error) from error
            raise

    def finish_writes(self) -> None:
        """Replace the YAML files that a committed command announced, unless somebody edited them meanwhile.

        What cannot be written now stays announced: the change itself is safe, and the next open tries again.
        """
        if self.connection.execute("SELECT 1 FROM file_writes LIMIT 1").fetchone() is None:
            return
        # Held, so that no other writer announces a newer text between reading this one and striking it off.
        with suppress(QualcodeError, OSError), self.held():
            replace_announced(self.connection, self.folder)

    def coder_id(self, name: str) -> str:
        """A coder's id; QualcodeError when nobody has that name."""
        row = self.connection.execute("SELECT id FROM coders WHERE name = ?", (name,)).fetchone()
        if row is None:
            names = [one["name"] for one in self.connection.execute("SELECT name FROM coders ORDER BY made, name")]
            raise unknown("coder", name, names, "qualcode coder")
        return str(row["id"])


_NO_ROOM_OR_LEAVE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}


def _changed_meanwhile() -> QualcodeError:
    return QualcodeError(
        "Somebody else changed what this rests on at the same moment; nothing was changed.",
        hint="Look how things stand (qualcode history), then try again.",
    )


def _unwritable(error: sqlite3.OperationalError) -> QualcodeError:
    if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return QualcodeError(
            "Another program has been writing to this project for some seconds; nothing was changed.",
            hint="Try again in a moment.",
        )
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
        return QualcodeError(
            "This folder is read-only; nothing was changed.",
            hint="Copy the whole folder to a place of your own, and work there.",
        )
    return QualcodeError(
        f"The project cannot be written: {error}; nothing was changed.",
        hint="Is the disk full, or is the folder yours to write in?",
    )
