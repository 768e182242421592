"""Zip archives opened with limits, since a small one can unpack to anything."""

import io
import re
import zipfile
import zlib
from collections import Counter

from qualcode.errors import QualcodeError

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 50_000_000
"""Bytes after unpacking."""

STEEPEST = 200
"""Times a member may grow in unpacking, once it is larger than a megabyte."""

_ANEW = "Open it in the program that made it, and save it again."
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    MemoryError,
)
_LISTED = b"PK\x01\x02"
_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
"""Those that office programs use; others can be made to ask for gigabytes in unpacking."""


class Archive:
    """The members of a zip file, each unpacked only so far as it is asked for and allowed."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.count(_LISTED) > MOST_MEMBERS:
            raise self._too_large()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN as problem:
            raise QualcodeError(f"“{name}” is damaged: it is cut short or was changed.", hint=_ANEW) from problem
        self._members = {_plain(member.filename): member for member in members}
        self._counts = Counter(_plain(member.filename) for member in members)
        if any(map(_is_bomb, members)):
            raise self._too_large()

    def __contains__(self, member: str) -> bool:
        return _plain(member) in self._members

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises QualcodeError where it is damaged, locked, double or too large."""
        info = self._members[_plain(member)]
        if info.flag_bits & 0x1:
            raise QualcodeError(f"“{self.name}” is locked with a password.", hint="Save it without a password.")
        if self._counts[_plain(member)] > 1:
            raise QualcodeError(
                f"“{self.name}” is damaged: it holds “{member}” more than once, so its text is uncertain.", hint=_ANEW
            )
        try:
            data = self._unpacked(info)
        except _BROKEN as problem:
            raise QualcodeError(f"“{self.name}” is damaged: it cannot be unpacked.", hint=_ANEW) from problem
        if len(data) > LARGEST_MEMBER:
            raise self._too_large()
        return data

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        if info.compress_type not in _METHODS:
            raise NotImplementedError(info.compress_type)
        with self._zip.open(info) as stream:
            return stream.read(LARGEST_MEMBER + 1)

    def _too_large(self) -> QualcodeError:
        return QualcodeError(
            f"“{self.name}” would unpack to more than any transcript holds, so it was not opened.",
            hint="Copy its text into a new document and import that.",
        )


def member_names(data: bytes) -> tuple[str, ...]:
    """What the members of a zip file are called, also where it is cut short; nothing for other files."""
    if not data.startswith(b"PK\x03\x04"):
        return ()
    if data.count(_LISTED) <= MOST_MEMBERS:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return tuple(map(_plain, archive.namelist()))
        except _BROKEN:
            pass
    return tuple(_names_before_members(data))


def _names_before_members(data: bytes) -> list[str]:
    """Names as they stand before each member, for files whose list of members is lost."""
    names = []
    for header in _LOCAL.finditer(data):
        name = data[header.end() : header.end() + int.from_bytes(header[1], "little")]
        names.append(_plain(name.decode("utf-8", "replace")))
        if len(names) == MOST_MEMBERS:
            break
    return names


def _plain(member: str) -> str:
    """A member's name without differences of case, of slashes and of a slash at its start."""
    return member.replace("\\", "/").lstrip("/").casefold()


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    steep = member.file_size > 1_000_000 and member.file_size > STEEPEST * max(1, member.compress_size)
    return member.file_size > LARGEST_MEMBER or steep
