"""Copies of the project file, made by themselves before anything risky and once a day of use."""

import sqlite3
import uuid
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project.copies import write_copy
from qualcode.project.handle import Project
from qualcode.project.private_files import appear, create_empty, make_folder
from qualcode.project.schema import SCHEMA_VERSION, migrate


def write_backup(project: Project, reason: str) -> Path:
    """Copy the project file into backups/, readable by its owner only; gives back where."""
    return write_copy(project.folder, project.connection, project.clock, reason)


def backups(folder: Path) -> list[Path]:
    """The copies there are of the project in a folder, oldest first."""
    return sorted((folder / "backups").glob("*.db"))


def restore(project: Project, path: Path) -> Path:
    """Put a copy in the place of the project's contents, after copying those; gives back where they went.

    YAML files that were in step before are brought in step with the copy; what a coder was shown stays shown.
    Raises QualcodeError when the copy is no sound project that this qualcode can read.
    """
    source, staged = _open_copy(path), sqlite3.connect(":memory:")
    try:
        if source.execute("SELECT id FROM settings").fetchone()[0] != project.settings.id:
            raise QualcodeError(f"{path} is a copy of another study.", hint="Its own copies: qualcode restore --list")
        source.backup(staged)
        seen = project.exposures.all()
        # What is to be written travels with the contents: a crash right after them is made good by the next open.
        edited = set(project.files.edited())
        names = [row[0] for row in staged.execute("SELECT id FROM files")]
        staged.execute("DELETE FROM file_writes")
        staged.executemany(
            "INSERT INTO file_writes (file, old_sha256) VALUES (?, ?)",
            [(name, project.files.hash_on_disk(name)) for name in names if name not in edited],
        )
        staged.commit()
        safe = _replace_contents(project, staged)
    finally:
        source.close()
        staged.close()
    if project.connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
        migrate(str(project.folder / "project.db"))
    project.finish_writes()
    for coder, document, kind in seen:
        if coder in project.coders.names() and document in project.documents.ids():
            project.exposures.record(coder, [document], kind)
    return safe


def _replace_contents(project: Project, staged: sqlite3.Connection) -> Path:
    """Copy what stands, then replace it; begins again where another program wrote in between."""
    while True:
        version = _data_version(project)
        safe = write_backup(project, "before-restore")
        if _data_version(project) == version:
            staged.backup(project.connection)
            return safe


def _data_version(project: Project) -> int:
    """A number that moves when another connection commits."""
    return int(project.connection.execute("PRAGMA data_version").fetchone()[0])


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
