"""How the project file is opened: one way, for every command."""

import sqlite3
from pathlib import Path

from qualcode.errors import QualcodeError

PATIENCE = 5.0
"""Seconds a writer waits for another before giving up; each holds the file for a moment only."""


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing SQLite file with foreign keys, write-ahead log and full synchronisation."""
    connection = None
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            "fullfsync=ON",
            "checkpoint_fullfsync=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise unreadable(path, error) from error
    return connection


def unreadable(path: Path, error: sqlite3.DatabaseError) -> QualcodeError:
    """The plain word for what SQLite said: damaged, or only out of reach, so that nobody restores without need."""
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
        return QualcodeError(
            f"{path} cannot be opened: {error}.",
            hint="Is the folder writable, and is it not on a share that another machine holds?",
        )
    return damaged(path)


class DamagedFile(QualcodeError):
    """A project file that SQLite cannot read."""


class MissingFile(QualcodeError):
    """A folder without a project file."""


def damaged(path: Path) -> DamagedFile:
    """The plain word for a project file that SQLite cannot read."""
    return DamagedFile(
        f"{path} is not a project file, or it is damaged.",
        hint="Look into backups/ and take the newest: qualcode restore backups/NAME.db",
    )


def full_text_version() -> str | None:
    """The version of SQLite, None where it lacks full-text search."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.OperationalError:
        return None
    finally:
        connection.close()
    return sqlite3.sqlite_version
