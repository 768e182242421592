"""An open project: its tables, and the one way to change them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from qualcode.errors import QualcodeError
from qualcode.project.backups import back_up_once_a_day
from qualcode.project.clusterings import Clusterings
from qualcode.project.coders import Coders
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings
from qualcode.project.documents import Documents
from qualcode.project.exposures import Exposures
from qualcode.project.files import Files
from qualcode.project.finishes import Finishes
from qualcode.project.history import History
from qualcode.project.log import Transaction
from qualcode.project.memos import Memos
from qualcode.project.participants import Participants
from qualcode.project.passages import Passages
from qualcode.project.settings import SettingsRow
from qualcode.project.suggestions import Suggestions
from qualcode.project.texts import Texts
from qualcode.project.themes import Themes
from qualcode.project.vectors import Vectors


class Project:
    """A study that is open: `with open_project(folder) as project: …`."""

    def __init__(
        self, folder: Path, connection: sqlite3.Connection, clock: Callable[[], str], new_id: Callable[[], str]
    ) -> None:
        self.folder = folder
        self.connection = connection
        self.clock = clock
        self.new_id = new_id
        self.settings = SettingsRow(self)
        self.files = Files(self)
        self.coders = Coders(self)
        self.participants = Participants(self)
        self.documents = Documents(self)
        self.texts = Texts(self)
        self.codes = Codes(self)
        self.exposures = Exposures(self)
        self.finishes = Finishes(self)
        self.codings = Codings(self)
        self.memos = Memos(self)
        self.suggestions = Suggestions(self)
        self.clusterings = Clusterings(self)
        self.themes = Themes(self)
        self.passages = Passages(self)
        self.vectors = Vectors(self)
        self.history = History(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def change(self, coder: str, action: str) -> Iterator[Transaction]:
        """One command of a coder: everything done inside is one event on disk, or nothing is.

        Raises QualcodeError when the coder is unknown, or another program holds the file for long.
        """
        back_up_once_a_day(self)
        with self.held():
            transaction = Transaction(self.connection, self.new_id, self.clock())
            yield transaction
            actor = self.coders.id_of(coder)
            self.files.announce(transaction.changes)
            transaction.append(actor, action)
        self.files.finish_writes()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other writer out until the block is through; what was done inside stays only then.

        Raises QualcodeError when the file cannot be written, or another program holds it for long.
        """
        try:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise _unwritable(error) from error
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # SQLite may have rolled back by itself (a full disk), and a Ctrl-C may come right after the commit.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise


def _unwritable(error: sqlite3.OperationalError) -> QualcodeError:
    if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return QualcodeError(
            "Another program has been writing to this project for some seconds; nothing was changed.",
            hint="Try again in a moment.",
        )
    return QualcodeError(
        f"The project cannot be written: {error}; nothing was changed.",
        hint="Is the disk full, or is the folder yours to write in?",
    )
