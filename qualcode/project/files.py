"""YAML files that people edit, beside the copy that was applied."""

from collections.abc import Iterable
from itertools import count

from qualcode.errors import QualcodeError
from qualcode.project.announced import hash_on_disk
from qualcode.project.changes import Change, sha256
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.private_files import replace_whole


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
                hint="Apply them: qualcode codebook update   (or put them aside: the same with --discard)",
            )

    def discard_edits(self) -> list[tuple[str, str | None]]:
        """Put every edited file back as it was last applied; gives back each name and where its edited text went."""
        done: list[tuple[str, str | None]] = []
        for name in self.edited():
            text, path = self.applied(name), self.store.folder / name
            if text is None:
                continue
            kept = None
            if path.exists():
                numbers = (path.with_name(f"{path.name}.edited-{n}") for n in count(1))
                aside = next(one for one in numbers if not one.exists())
                kept = path.rename(aside).relative_to(self.store.folder).as_posix()
            replace_whole(path, text.encode())
            done.append((name, kept))
        return done

    def keep(self, transaction: Transaction, name: str, text: str) -> None:
        """Record a file's text as applied."""
        values = {"text": text, "sha256": sha256(text)}
        if self.applied(name) is None:
            transaction.insert("files", id=name, **values)
        else:
            transaction.update("files", name, **values)

    def awaiting(self) -> list[str]:
        """Files whose applied text is still to be written to disk."""
        return [row["file"] for row in self.rows("SELECT file FROM file_writes ORDER BY file")]

    def hash_on_disk(self, name: str) -> str | None:
        """The sha256 of a file as it lies there now, None when there is none."""
        return hash_on_disk(self.store.folder, name)

    def _stands_already(self, change: Change) -> bool:
        return change.after is not None and change.after["sha256"] == self.hash_on_disk(change.object)

    def _on_disk(self) -> list[str]:
        found = [path for path in (self.store.folder / "codebooks").glob("*.yaml") if not path.name.startswith(".")]
        return ["project.yaml", *(path.relative_to(self.store.folder).as_posix() for path in found)]
