"""YAML files that a committed command is about to replace on disk."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from qualcode.project.changes import Change, sha256
from qualcode.project.private_files import make_folder, replace_whole


def announce(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Note, inside the transaction, which files must be replaced, or go, once it is on disk."""
    for change in changes:
        if change.relation == "files":
            old = change.before["sha256"] if change.before else None
            connection.execute(
                "INSERT INTO file_writes (file, old_sha256) VALUES (?, ?) ON CONFLICT (file) DO NOTHING",
                (change.object, old),
            )


def replace_announced(connection: sqlite3.Connection, folder: Path) -> None:
    """Replace announced files, or take them away, where what must still stand there does, and strike them off."""
    query = "SELECT file, old_sha256, text, sha256 FROM file_writes LEFT JOIN files ON id = file"
    for row in connection.execute(query).fetchall():
        path, standing = folder / row["file"], hash_on_disk(folder, row["file"])
        text = row["text"] if row["text"] is not None else _as_brought(connection, row["file"])
        if standing != row["old_sha256"] or (text is not None and standing == sha256(text)):
            pass
        elif text is None:
            path.unlink(missing_ok=True)
        else:
            make_folder(path.parent)
            replace_whole(path, text.encode())
            connection.execute("INSERT OR IGNORE INTO written_files (sha256) VALUES (?)", (sha256(text),))
        connection.execute("DELETE FROM file_writes WHERE file = ?", (row["file"],))


def _as_brought(connection: sqlite3.Connection, file: str) -> str | None:
    """The text with which a person brought a file that is no longer applied; None for a file that a command made."""
    first = connection.execute(
        "SELECT body FROM changes JOIN events ON events.id = event"
        " WHERE relation = 'files' AND object = ? AND body IS NOT NULL ORDER BY seq, n LIMIT 1",
        (file,),
    ).fetchone()
    if first is None:
        return None
    text = str(json.loads(first["body"])["after"]["text"])
    made_here = connection.execute("SELECT 1 FROM written_files WHERE sha256 = ?", (sha256(text),)).fetchone()
    return None if made_here else text


def hash_on_disk(folder: Path, name: str) -> str | None:
    """The sha256 of a file as it lies there now, None when there is none."""
    path = folder / name
    return sha256(path.read_bytes()) if path.is_file() else None
