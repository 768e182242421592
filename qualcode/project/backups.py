"""Copies of the project file, made by themselves before anything risky and once a day of use."""

import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project.private_files import create_empty, make_folder

if TYPE_CHECKING:
    from qualcode.project.handle import Project

KEPT_DAILY = 14
"""Daily copies that are kept; those made by hand or before something risky stay until a person removes them."""


def write_backup(project: "Project", reason: str) -> Path:
    """Copy the project file into backups/, readable by its owner only; gives back where."""
    folder = project.folder / "backups"
    make_folder(folder)
    stamp = re.sub(r"[^0-9TZ]", "", project.clock())
    path, n = folder / f"{stamp}-{reason}.db", 1
    while path.exists():
        n += 1
        path = folder / f"{stamp}-{reason}-{n}.db"
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    create_empty(partial)
    try:
        _copy(project.connection, partial)
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return path


def back_up_once_a_day(project: "Project") -> None:
    """Copy the file before the first change of a day; keep the newest daily copies."""
    today = re.sub(r"[^0-9]", "", project.clock()[:10])
    folder = project.folder / "backups"
    if project.connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None:
        return
    if next(folder.glob(f"{today}T*-daily.db"), None) is None:
        write_backup(project, "daily")
        for old in sorted(folder.glob("*-daily.db"))[:-KEPT_DAILY]:
            old.unlink(missing_ok=True)


def backups(project: "Project") -> list[Path]:
    """The copies there are, oldest first."""
    return sorted((project.folder / "backups").glob("*.db"))


def restore(project: "Project", path: Path) -> Path:
    """Put a copy in the place of the project's contents, after copying those; gives back where they went.

    YAML files that were in step before are brought in step with the copy.
    Raises QualcodeError when the copy is no sound project.
    """
    source = _open_copy(path)
    try:
        safe = write_backup(project, "before-restore")
        project.files.remember_standing()
        source.backup(project.connection)
    finally:
        source.close()
    project.files.bring_back_in_step()
    return safe


def _open_copy(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise QualcodeError(f"There is no backup {path}.", hint="See what there is: qualcode restore --list")
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        sound = source.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        sound = sound and source.execute("SELECT count(*) FROM events").fetchone()[0] > 0
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        source.close()
        raise QualcodeError(
            f"{path} is not a sound copy of a project.", hint="Take another one: qualcode restore --list"
        )
    return source


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    target = sqlite3.connect(path)
    try:
        connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
