"""Which model a folder holds, told from its bytes."""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_REMEMBERED = "model-hashes.json"


def cache_folder() -> Path:
    """Where qualcode keeps what it can make again, and nothing of any study: `QUALCODE_CACHE`, or the user's own."""
    if named := os.environ.get("QUALCODE_CACHE"):
        return Path(named).expanduser()
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "qualcode"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "qualcode"
    return Path.home() / ".cache" / "qualcode"


def file_hash(path: Path) -> str:
    """The sha256 of a file, in hex; read once per installation, then known by path, size and time of change."""
    stat = path.stat()
    mark = f"{path.resolve()}|{stat.st_size}|{stat.st_mtime_ns}"
    remembered = _remembered()
    if mark not in remembered:
        with path.open("rb") as file:
            remembered[mark] = hashlib.file_digest(file, "sha256").hexdigest()
        _remember(remembered)
    return remembered[mark]


def folder_hash(folder: Path) -> str:
    """One sha256 for all files of a model folder but its README and hidden files."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and _matters(path.relative_to(folder))):
        whole.update(f"{path.relative_to(folder).as_posix()} {file_hash(path)}\n".encode())
    return whole.hexdigest()


def _matters(path: Path) -> bool:
    return path.suffix.lower() != ".md" and not any(part.startswith(".") for part in path.parts)


def _remembered() -> dict[str, str]:
    # A lost or broken memory costs a second of reading, so it is never worth an error.
    with suppress(OSError, ValueError):
        found = json.loads((cache_folder() / _REMEMBERED).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(mark): str(digest) for mark, digest in found.items()}
    return {}


def _remember(hashes: Mapping[str, str]) -> None:
    with suppress(OSError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{_REMEMBERED}.{os.getpid()}"
        new.write_text(json.dumps(hashes, indent=1, sort_keys=True), encoding="utf-8")
        new.replace(folder / _REMEMBERED)
