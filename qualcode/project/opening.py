"""Making a project, finding it from where one stands, and opening it."""

import sqlite3
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project.connection import MissingFile, connect, damaged, unreadable
from qualcode.project.handle import Project
from qualcode.project.private_files import appear, create_empty, make_folder
from qualcode.project.schema import SCHEMA_VERSION, migrate

FILE_NAME = "project.db"
FOLDERS = ("codebooks", "transcripts", "writing", "backups", "reports")


def utc_now() -> str:
    """The time as events keep it: UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def random_id() -> str:
    """A new object's id."""
    return str(uuid.uuid4())


def find_project(start: Path, *, lost: bool = False) -> Path:
    """The project folder that `start` lies in: itself or the nearest one above it.

    With `lost`, a folder whose project file is gone counts too, as long as it has copies. Raises MissingFile.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file() or (lost and any((folder / "backups").glob("*.db"))):
            return folder
        if any((folder / "backups").glob("*.db")) and (folder / "project.yaml").is_file():
            raise MissingFile(
                f"The project file of {folder} is gone, but there are copies of it.",
                hint="See them: qualcode restore --list   then: qualcode restore backups/NAME.db",
            )
    raise MissingFile(
        f"There is no project in {start} or above it.",
        hint="Make one here: qualcode init --codebook value-creation --coder YOUR-NAME   (or see one: qualcode demo)",
    )


def create_project(
    folder: Path,
    begin: Callable[[Project], None],
    *,
    clock: Callable[[], str] = utc_now,
    new_id: Callable[[], str] = random_id,
) -> Project:
    """Make the folders and a project file in which `begin` records who and what the study is.

    The file appears only when `begin` is through. Raises QualcodeError when the folder already holds a project.
    """
    final = folder / FILE_NAME
    if final.exists():
        raise _taken(folder)
    new = not folder.exists()
    make_folder(folder)
    making = folder / f".{FILE_NAME}.{uuid.uuid4().hex}"
    create_empty(making)
    try:
        migrate(str(making))
        with Project(folder, connect(making), clock, new_id) as project:
            begin(project)
        appear(making, final)
    except FileExistsError as error:
        for leftover in folder.glob(f"{making.name}*"):
            leftover.unlink()
        raise _taken(folder) from error
    except BaseException:
        for leftover in folder.glob(f"{making.name}*"):
            leftover.unlink()
        if new and not any(folder.iterdir()):
            folder.rmdir()
        raise
    for name in FOLDERS:
        make_folder(folder / name)
    return open_project(folder, clock=clock, new_id=new_id)


def _taken(folder: Path) -> QualcodeError:
    return QualcodeError(f"{folder} already holds a project.", hint="See how it stands: qualcode status")


def open_project(folder: Path, *, clock: Callable[[], str] = utc_now, new_id: Callable[[], str] = random_id) -> Project:
    """Open the project of a folder, bring an older file up to date after a backup, and finish what a crash interrupted.

    Raises QualcodeError when there is no project, it is damaged, or a newer qualcode made it.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise MissingFile(f"There is no project in {folder}.", hint="Make one: qualcode init")
    connection = connect(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        _refuse_other_versions(path, version)
        project = Project(folder, connection, clock, new_id)
        if version < SCHEMA_VERSION:
            _bring_up_to_date(project, path)
        project.finish_writes()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise unreadable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return project


def _refuse_other_versions(path: Path, version: int) -> None:
    if version > SCHEMA_VERSION:
        raise QualcodeError(
            f"{path} was made by a newer qualcode (its file format is {version}; this one reads {SCHEMA_VERSION}).",
            hint="Bring this one up to date: pipx upgrade qualcode",
        )
    if version == 0:
        raise damaged(path)


def _bring_up_to_date(project: Project, path: Path) -> None:
    from qualcode.project.backups import write_backup

    write_backup(project, "before-update")
    migrate(str(path))
