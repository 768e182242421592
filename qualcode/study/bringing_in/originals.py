"""The imported files themselves, byte for byte in transcripts/."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from qualcode.project.private_files import appear, make_folder, replace_whole

_LONGEST = 200
"""Bytes of a name, so that “ (2)” and a suffix still fit into the 255 that file systems take."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their suffix."""


def shown_name(path: PurePath) -> str:
    """A file's name as it can be put before people: without what moves the cursor or cannot be written."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", path.name)


@lru_cache(maxsize=4096)
def safe_name(name: str) -> str:
    """The name a file gets in transcripts/: one that every system takes.

    >>> safe_name("CON.txt"), safe_name("Dana: part 1?.docx"), safe_name("notes.txt. ")
    ('_CON.txt', 'Dana_ part 1_.docx', 'notes.txt')
    """
    plain = _UNSAFE.sub("_", _UNSEEN.sub("_", name)).strip().rstrip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not stem or len(suffix) > 20:
        stem, dot, suffix = plain, "", ""
    stem = stem.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ") or "_"
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    return f"{stem}{dot}{suffix}"


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A name by which files in transcripts/ are found, however it was written."""
    return unicodedata.normalize("NFC", safe_name(name)).casefold()


def keep_original(folder: Path, path: Path, data: bytes) -> str:
    """Put the bytes into transcripts/ unless they are there; gives back the name they have there."""
    make_folder(folder)
    with TemporaryDirectory(prefix=".", dir=folder) as aside:
        whole = Path(aside) / "original"
        replace_whole(whole, data)
        for name in _possible_names(safe_name(path.name)):
            there = next((one for one in folder.iterdir() if folded_name(one.name) == folded_name(name)), None)
            if there is None:
                try:
                    appear(whole, folder / name)
                except FileExistsError:  # another process has just taken the name
                    there = folder / name
                else:
                    return name
            if there.is_file() and there.read_bytes() == data:
                there.chmod(0o600)
                return there.name
    raise AssertionError


def _possible_names(name: str) -> Iterator[str]:
    path = PurePath(name)
    yield name
    n = 1
    while True:
        n += 1
        yield f"{path.stem} ({n}){path.suffix}"
