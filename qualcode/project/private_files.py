"""Files that only their owner may read, written whole or not at all."""

import os
import tempfile
from pathlib import Path

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700


def make_folder(path: Path) -> None:
    """Create a folder, and those above it, that only its owner may enter; leave an existing one as it is."""
    path.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)


def create_empty(path: Path) -> None:
    """Create an empty file that must not exist yet; raises FileExistsError otherwise."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))


def replace_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file so that a crash leaves the old bytes or the new, never a mixture."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(OWNER_ONLY)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    settle_folder(path.parent)


def appear(path: Path, final: Path) -> None:
    """Give a finished file its name in one step; raises FileExistsError when something stands there."""
    try:
        final.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if final.exists():
            raise FileExistsError(final) from None
        path.rename(final)
    else:
        path.unlink()
    settle_folder(final.parent)


def settle_folder(path: Path) -> None:
    """Make renames inside a folder survive a power cut, where the system lets a program ask for it."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def readable_by_others(path: Path) -> bool:
    """Whether somebody else on this machine could open the file; always False where modes mean nothing."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)
