"""YAML files that a committed command is about to replace on disk."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from qualcode.project.changes import Change, sha256
from qualcode.project.private_files import make_folder, replace_whole


def announce(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Note, inside the transaction, which files must be replaced once it is on disk."""
    for change in changes:
        if change.relation == "files" and change.after is not None:
            old = change.before["sha256"] if change.before else None
            connection.execute(
                "INSERT INTO file_writes (file, old_sha256) VALUES (?, ?) ON CONFLICT (file) DO NOTHING",
                (change.object, old),
            )


def replace_announced(connection: sqlite3.Connection, folder: Path) -> None:
    """Replace announced files where what must still stand there does, and strike them off."""
    query = "SELECT file, old_sha256, text, sha256 FROM file_writes LEFT JOIN files ON id = file"
    for row in connection.execute(query).fetchall():
        standing = hash_on_disk(folder, row["file"])
        if row["text"] is not None and standing == row["old_sha256"] and standing != row["sha256"]:
            path = folder / row["file"]
            make_folder(path.parent)
            replace_whole(path, row["text"].encode())
        connection.execute("DELETE FROM file_writes WHERE file = ?", (row["file"],))


def hash_on_disk(folder: Path, name: str) -> str | None:
    """The sha256 of a file as it lies there now, None when there is none."""
    path = folder / name
    return sha256(path.read_bytes()) if path.is_file() else None
