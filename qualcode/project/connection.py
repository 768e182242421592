"""How the project file is opened: one way, for every command."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from qualcode.errors import QualcodeError

PATIENCE = 5.0
"""Seconds a writer waits for another before giving up; each holds the file for a moment only."""
_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "secure_delete=ON",
)
_NO_LEAVE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing SQLite file with foreign keys, write-ahead log and full synchronisation.

    Where nobody may write, it is opened for reading; whoever tries to change it is refused then.
    """
    try:
        return _opened(path, "mode=rw", _PRAGMAS)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_LEAVE:
            raise unreadable(path, error) from error
        found = _for_reading(path)
        if found is None:
            raise unreadable(path, error) from error
        return found


def _opened(path: Path, mode: str, pragmas: Iterable[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _for_reading(path: Path) -> sqlite3.Connection | None:
    """The file opened for reading only; None where that cannot be done safely."""
    modes = ["mode=ro"]
    # Without its log the file is whole; with one, a reader who ignored it would miss the latest work.
    if not _has_log(path):
        modes.append("mode=ro&immutable=1")
    for mode in modes:
        with suppress(sqlite3.OperationalError):
            return _opened(path, mode, ("query_only=ON",))
    return None


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        return True


def unreadable(path: Path, error: sqlite3.DatabaseError) -> QualcodeError:
    """The plain word for what SQLite said: damaged, or only out of reach, so that nobody restores without need."""
    if isinstance(error, sqlite3.OperationalError) and _is_read_only(path, error):
        return QualcodeError(
            f"The folder {path.parent} is read-only, so nothing can be done in it.",
            hint="Copy the whole folder to a place of your own, and work there.",
        )
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
        return QualcodeError(
            f"{path} cannot be opened: {error}.",
            hint="Is the folder writable, and is it not on a share that another machine holds?",
        )
    return damaged(path)


def _is_read_only(path: Path, error: sqlite3.OperationalError) -> bool:
    code, effective = error.sqlite_errorcode & 0xFF, os.access in os.supports_effective_ids
    closed = path.is_file() and not os.access(path.parent, os.W_OK, effective_ids=effective)
    return code == sqlite3.SQLITE_READONLY or (code == sqlite3.SQLITE_CANTOPEN and closed)


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
