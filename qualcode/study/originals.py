"""The imported files themselves, byte for byte in transcripts/."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.project.private_files import appear, make_folder, replace_whole


def keep_original(folder: Path, path: Path, data: bytes) -> str:
    """Put the bytes into transcripts/ unless they are there; gives back the name they have there."""
    make_folder(folder)
    with TemporaryDirectory(prefix=".", dir=folder) as aside:
        whole = Path(aside) / "original"
        replace_whole(whole, data)
        for name in _possible_names(path):
            there = next((one for one in folder.iterdir() if one.name.casefold() == name.casefold()), None)
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


def _possible_names(path: Path) -> Iterator[str]:
    yield path.name
    n = 1
    while True:
        n += 1
        yield f"{path.stem} ({n}){path.suffix}"
