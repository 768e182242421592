"""Which files of a folder are transcripts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.project.opening import FILE_NAME, FOLDERS
from qualcode.study.csv_files import own_table
from qualcode.transcripts.readers import MAYBE_TRANSCRIPTS, READERS

_NEVER_MEANT = {"thumbs.db", "desktop.ini", "icon\r"}


def suffixes() -> frozenset[str]:
    """What is taken from a folder; a file named by itself is read whatever it is called."""
    read = frozenset(suffix for reader in READERS for known in reader.formats.values() for suffix in known)
    return read.union(MAYBE_TRANSCRIPTS)


def files_to_import(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The transcripts that paths stand for, folders opened, and what was left aside there; in order of name.

    Left aside are folders in folders, tables of qualcode's own, read-me files, and what no reader is for.
    """
    wanted: list[Path] = []
    aside: list[Path] = []
    known, named = suffixes(), {path.resolve() for path in paths}
    for path in paths:
        if not path.is_dir():
            wanted.append(path)
            continue
        for inside in _meant(path):
            if inside.is_dir() and inside.resolve() in named:
                continue
            taken = (
                inside.is_file()
                and inside.suffix.casefold() in known
                and not inside.stem.casefold().startswith("readme")
                and own_table(inside) is None
            )
            (wanted if taken else aside).append(inside)
    return list(dict.fromkeys(wanted)), aside


def _meant(folder: Path) -> Iterator[Path]:
    """What people put into a folder, without what their computer left there, or qualcode in a project."""
    own = (folder / FILE_NAME).is_file()
    for inside in sorted(folder.iterdir(), key=lambda one: (one.name.casefold(), one.name)):
        name = inside.name.casefold()
        if own and (name in FOLDERS or name.startswith(("project.db", "project.yaml"))):
            continue
        if not name.startswith((".", "~$")) and name not in _NEVER_MEANT:
            yield inside
