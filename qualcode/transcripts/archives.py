"""Zip archives opened with limits, since a small one can unpack to anything."""

import io
import zipfile
import zlib

from qualcode.errors import QualcodeError

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 50_000_000
"""Bytes after unpacking."""

STEEPEST = 200
"""Times a member may grow in unpacking, once it is larger than a megabyte."""

_ANEW = "Open it in Word and save it again as .docx."


class Archive:
    """The members of a zip file, each unpacked only so far as it is asked for and allowed."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, UnicodeDecodeError) as problem:
            raise QualcodeError(f"“{name}” is damaged: it is cut short or was changed.", hint=_ANEW) from problem
        self._refuse_bombs()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises QualcodeError where it is damaged, locked or too large."""
        info = self._members[member]
        if info.flag_bits & 0x1:
            raise QualcodeError(f"“{self.name}” is locked with a password.", hint="Save it without a password.")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError) as problem:
            raise QualcodeError(f"“{self.name}” is damaged: it cannot be unpacked.", hint=_ANEW) from problem
        if len(data) > LARGEST_MEMBER:
            raise self._too_large()
        return data

    def _refuse_bombs(self) -> None:
        if len(self._members) > MOST_MEMBERS or any(map(_is_bomb, self._members.values())):
            raise self._too_large()

    def _too_large(self) -> QualcodeError:
        return QualcodeError(
            f"“{self.name}” would unpack to more than any transcript holds, so it was not opened.",
            hint="Copy its text into a new document and import that.",
        )


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    steep = member.file_size > 1_000_000 and member.file_size > STEEPEST * max(1, member.compress_size)
    return member.file_size > LARGEST_MEMBER or steep
