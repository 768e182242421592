"""YAML files that people edit, beside the copy that was applied."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project.changes import Change, sha256
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.private_files import make_folder, replace_whole


class Files(Family):
    """project.yaml and codebooks/*.yaml: the applied bytes, and how the files on disk stand beside them."""

    def applied(self, name: str) -> str | None:
        """The text last applied, None if the file never was."""
        row = self.row("SELECT text FROM files WHERE id = ?", name)
        return row["text"] if row else None

    def names(self) -> list[str]:
        """Files that have been applied."""
        return [row["id"] for row in self.rows("SELECT id FROM files ORDER BY id")]

    def edited(self) -> list[str]:
        """Files on disk that differ from what is applied: edited by hand, new, or removed."""
        applied = {row["id"]: row["sha256"] for row in self.rows("SELECT id, sha256 FROM files")}
        waiting = {row["file"]: row["old_sha256"] for row in self.rows("SELECT file, old_sha256 FROM file_writes")}
        found = {name: self.hash_on_disk(name) for name in [*applied, *self._on_disk()]}
        return sorted(
            name
            for name, digest in found.items()
            if applied.get(name) != digest and not (name in waiting and waiting[name] == digest)
        )

    def refuse_over_hand_edits(self, changes: Iterable[Change]) -> None:
        """Stop before a command would lay its own text over edits that nobody has applied yet."""
        edited = set(self.edited())
        waiting = sorted(
            change.object
            for change in changes
            if change.relation == "files" and change.object in edited and not self._stands_already(change)
        )
        if waiting:
            raise QualcodeError(
                f"{', '.join(waiting)} has been edited by hand since it was applied.",
                hint="Apply the edits first: qualcode codebook update   (or put the file back as it was)",
            )

    def keep(self, transaction: Transaction, name: str, text: str) -> None:
        """Record a file's text as applied."""
        values = {"text": text, "sha256": sha256(text)}
        if self.applied(name) is None:
            transaction.insert("files", id=name, **values)
        else:
            transaction.update("files", name, **values)

    def announce(self, changes: Iterable[Change]) -> None:
        """Note, inside the transaction, which files must be replaced once it is on disk."""
        for change in changes:
            if change.relation == "files" and change.after is not None:
                old = change.before["sha256"] if change.before else None
                self.project.connection.execute(
                    "INSERT INTO file_writes (file, old_sha256) VALUES (?, ?) ON CONFLICT (file) DO NOTHING",
                    (change.object, old),
                )

    def finish_writes(self) -> None:
        """Replace the files that a committed command announced, unless somebody edited them meanwhile.

        What cannot be written now stays announced: the change itself is safe, and the next open tries again.
        """
        # Held, so that no other writer announces a newer text between reading this one and striking it off.
        if self.awaiting():
            with suppress(QualcodeError, OSError), self.project.held():
                self._replace_announced()

    def awaiting(self) -> list[str]:
        """Files whose applied text is still to be written to disk."""
        return [row["file"] for row in self.rows("SELECT file FROM file_writes ORDER BY file")]

    def _replace_announced(self) -> None:
        waiting = self.rows("SELECT file, old_sha256, text, sha256 FROM file_writes LEFT JOIN files ON id = file")
        for row in waiting:
            standing = self.hash_on_disk(row["file"])
            if row["text"] is not None and standing == row["old_sha256"] and standing != row["sha256"]:
                path = self.project.folder / row["file"]
                make_folder(path.parent)
                replace_whole(path, row["text"].encode())
            self.project.connection.execute("DELETE FROM file_writes WHERE file = ?", (row["file"],))

    def hash_on_disk(self, name: str) -> str | None:
        """The sha256 of a file as it lies there now, None when there is none."""
        path: Path = self.project.folder / name
        return sha256(path.read_bytes()) if path.is_file() else None

    def _stands_already(self, change: Change) -> bool:
        return change.after is not None and change.after["sha256"] == self.hash_on_disk(change.object)

    def _on_disk(self) -> list[str]:
        found = [path for path in (self.project.folder / "codebooks").glob("*.yaml") if not path.name.startswith(".")]
        return ["project.yaml", *(path.relative_to(self.project.folder).as_posix() for path in found)]
