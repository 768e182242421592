"""YAML files that people edit, beside the copy that was applied."""

from collections.abc import Iterable
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
        found = {name: self._hash_on_disk(name) for name in [*applied, *self._on_disk()]}
        return sorted(name for name, digest in found.items() if applied.get(name) != digest)

    def refuse_over_hand_edits(self, changes: Iterable[Change]) -> None:
        """Stop before a command would lay its own text over edits that nobody has applied yet."""
        touched = {change.object for change in changes if change.relation == "files"}
        waiting = sorted(touched.intersection(self.edited()))
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
        """Replace the files that a committed command announced, unless somebody edited them meanwhile."""
        waiting = self.rows("SELECT file, old_sha256, text, sha256 FROM file_writes LEFT JOIN files ON id = file")
        for row in waiting:
            standing = self._hash_on_disk(row["file"])
            if row["text"] is not None and standing == row["old_sha256"] and standing != row["sha256"]:
                path = self.project.folder / row["file"]
                make_folder(path.parent)
                replace_whole(path, row["text"].encode())
            self.project.connection.execute("DELETE FROM file_writes WHERE file = ?", (row["file"],))

    def remember_standing(self) -> None:
        """Before a restore: which files are in step, so that they can follow the restored project."""
        edited = set(self.edited())
        self._in_step = [name for name in self.names() if name not in edited]

    def bring_back_in_step(self) -> None:
        """After a restore: write the restored text of the files that were in step before."""
        for name in self._in_step:
            text = self.applied(name)
            if text is not None and self._hash_on_disk(name) != sha256(text):
                replace_whole(self.project.folder / name, text.encode())

    def _on_disk(self) -> list[str]:
        found = [path for path in (self.project.folder / "codebooks").glob("*.yaml") if not path.name.startswith(".")]
        return ["project.yaml", *(path.relative_to(self.project.folder).as_posix() for path in found)]

    def _hash_on_disk(self, name: str) -> str | None:
        path: Path = self.project.folder / name
        return sha256(path.read_bytes()) if path.is_file() else None
