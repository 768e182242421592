"""Reports and exports as qualcode last wrote them, so that nobody's edits are written over."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from qualcode.project.changes import sha256
from qualcode.project.family import Family
from qualcode.project.private_files import make_folder, replace_whole


class WrittenFiles(Family):
    """Files that people get from a project and may edit, in it or anywhere else."""

    def put(self, path: Path, text: str | bytes) -> tuple[Path, bool]:
        """Write a file, beside a file that somebody edited; gives back where it stands, and whether it is new there.

        Raises OSError when the file cannot be read or written.
        """
        data = text.encode() if isinstance(text, str) else text
        with self.store.held():
            place = next(place for place in _places(path.absolute()) if self._may_replace(place, data))
            new = not place.exists() or place.read_bytes() != data
            if new:
                make_folder(place.parent)
                replace_whole(place, data)
            self.store.connection.execute("INSERT OR IGNORE INTO written_files (sha256) VALUES (?)", (sha256(data),))
        return path.with_name(place.name), new

    def unedited(self, path: Path) -> bool:
        """Whether a file holds just what was once written."""
        # Under whatever name: somebody may have renamed NAME.new.md to NAME.md.
        return bool(self.row("SELECT 1 FROM written_files WHERE sha256 = ?", sha256(path.read_bytes())))

    def _may_replace(self, path: Path, data: bytes) -> bool:
        """Whether nothing would be lost: no file, the same text, or one that qualcode wrote just so."""
        return not path.exists() or path.read_bytes() == data or self.unedited(path)


def _places(path: Path) -> Iterator[Path]:
    """Where a text may go, in order: NAME.md, NAME.new.md, NAME.new-2.md …"""
    yield path
    for number in count(1):
        yield path.with_name(f"{path.stem}.new{'' if number == 1 else f'-{number}'}{path.suffix}")
