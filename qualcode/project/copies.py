"""Copies of an open project file in backups/."""

import re
import sqlite3
import uuid
from collections.abc import Callable
from itertools import count
from pathlib import Path

from qualcode.project.private_files import appear, create_empty, make_folder

KEPT_DAILY = 14
"""Daily copies that are kept; those made by hand or before something risky stay until a person removes them."""


def copy_once_a_day(folder: Path, connection: sqlite3.Connection, clock: Callable[[], str]) -> None:
    """Copy the file before the first change of a day; keep the newest daily copies."""
    if connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None:
        return
    today, place = re.sub(r"[^0-9]", "", clock()[:10]), folder / "backups"
    if next(place.glob(f"{today}T*-daily*.db"), None) is None:
        write_copy(folder, connection, clock, "daily")
        for old in sorted([*place.glob("*-daily.db"), *place.glob("*-daily-*.db")])[:-KEPT_DAILY]:
            old.unlink(missing_ok=True)


def write_copy(folder: Path, connection: sqlite3.Connection, clock: Callable[[], str], reason: str) -> Path:
    """Copy the file into backups/, readable by its owner only; gives back where."""
    place = folder / "backups"
    make_folder(place)
    stamp = re.sub(r"[^0-9TZ]", "", clock())
    partial = place / f"{uuid.uuid4().hex}.part"
    create_empty(partial)
    try:
        _copy(connection, partial)
        return _named(partial, place / f"{stamp}-{reason}")
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _named(partial: Path, stem: Path) -> Path:
    for n in count(1):
        path = stem.with_name(f"{stem.name}.db" if n == 1 else f"{stem.name}-{n}.db")
        try:
            appear(partial, path)
        except FileExistsError:
            continue
        return path
    raise AssertionError


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    target = sqlite3.connect(path)
    try:
        connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
