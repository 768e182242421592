"""Copies of the project file, made by themselves before anything risky and once a day of use."""

import re
import sqlite3
import uuid
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project.private_files import appear, create_empty, make_folder
from qualcode.project.schema import SCHEMA_VERSION, migrate

if TYPE_CHECKING:
    from qualcode.project.handle import Project

KEPT_DAILY = 14
"""Daily copies that are kept; those made by hand or before something risky stay until a person removes them."""


def write_backup(project: "Project", reason: str) -> Path:
    """Copy the project file into backups/, readable by its owner only; gives back where."""
    folder = project.folder / "backups"
    make_folder(folder)
    stamp = re.sub(r"[^0-9TZ]", "", project.clock())
    partial = folder / f"{uuid.uuid4().hex}.part"
    create_empty(partial)
    try:
        _copy(project.connection, partial)
        return _named(partial, folder / f"{stamp}-{reason}")
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


def back_up_once_a_day(project: "Project") -> None:
    """Copy the file before the first change of a day; keep the newest daily copies."""
    today = re.sub(r"[^0-9]", "", project.clock()[:10])
    folder = project.folder / "backups"
    if project.connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None:
        return
    if next(folder.glob(f"{today}T*-daily*.db"), None) is None:
        write_backup(project, "daily")
        for old in sorted([*folder.glob("*-daily.db"), *folder.glob("*-daily-*.db")])[:-KEPT_DAILY]:
            old.unlink(missing_ok=True)


def backups(project: "Project") -> list[Path]:
    """The copies there are, oldest first."""
    return sorted((project.folder / "backups").glob("*.db"))


def restore(project: "Project", path: Path) -> Path:
    """Put a copy in the place of the project's contents, after copying those; gives back where they went.

    YAML files that were in step before are brought in step with the copy.
    Raises QualcodeError when the copy is no sound project that this qualcode can read.
    """
    source, staged = _open_copy(path), sqlite3.connect(":memory:")
    try:
        safe = write_backup(project, "before-restore")
        source.backup(staged)
        # What is to be written travels with the contents: a crash right after them is made good by the next open.
        edited = set(project.files.edited())
        names = [row[0] for row in staged.execute("SELECT id FROM files")]
        staged.execute("DELETE FROM file_writes")
        staged.executemany(
            "INSERT INTO file_writes (file, old_sha256) VALUES (?, ?)",
            [(name, project.files.hash_on_disk(name)) for name in names if name not in edited],
        )
        staged.commit()
        staged.backup(project.connection)
    finally:
        source.close()
        staged.close()
    if project.connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
        migrate(str(project.folder / "project.db"))
    project.files.finish_writes()
    return safe


def put_back(folder: Path, path: Path) -> Path | None:
    """Put a copy in the place of a project file that is damaged or gone; gives back where the damaged one went.

    The damaged file is kept, with its write-ahead log, because a specialist may still read it.
    """
    _open_copy(path).close()
    final, kept = folder / "project.db", None
    partial = folder / f".project.db.{uuid.uuid4().hex}"
    create_empty(partial)
    partial.write_bytes(path.read_bytes())
    make_folder(folder / "backups")
    for suffix in ("", "-wal", "-shm"):
        old = folder / f"project.db{suffix}"
        if old.exists():
            # An old write-ahead log beside the copy would be replayed into it.
            moved = old.rename(folder / "backups" / f"damaged-{partial.suffix[1:9]}{suffix}")
            kept = kept or moved
    appear(partial, final)
    return kept


def _open_copy(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise QualcodeError(f"There is no backup {path}.", hint="See what there is: qualcode restore --list")
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        sound = source.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        sound = sound and source.execute("SELECT count(*) FROM events").fetchone()[0] > 0
        version = source.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        sound, version = False, 0
    if version > SCHEMA_VERSION:
        source.close()
        raise QualcodeError(
            f"{path} was made by a newer qualcode.", hint="Bring this one up to date: pipx upgrade qualcode"
        )
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
