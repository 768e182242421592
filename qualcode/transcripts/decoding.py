"""From the bytes of a text file to its characters, or a plain refusal."""

import codecs
import re

from qualcode.errors import QualcodeError

LARGEST_FILE = 100_000_000
"""Bytes; an hour of speech is about 60,000."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old .doc file or one locked with a password"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"fLaC", "a recording"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_SAVE_AS_TEXT = "Open it in the program that made it and save it as .docx or .txt."
_SAYS_ENCODING = "Name its encoding, for example: --encoding cp1250"
_MEDIA_BOX = slice(4, 8)


def binary_kind(data: bytes) -> str | None:
    """What a file is by its first bytes when it cannot be text; None when it may be."""
    if data[_MEDIA_BOX] == b"ftyp":
        return "a recording"
    return next((kind for magic, kind in _BINARY if data.startswith(magic)), None)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise QualcodeError when the bytes are empty, too many, or those of something that is not text."""
    if not data.strip():
        raise QualcodeError(f"“{name}” is empty.", hint="Export the transcript again and import that file.")
    if len(data) > LARGEST_FILE:
        raise QualcodeError(f"“{name}” is larger than 100 MB.", hint="Import transcripts one interview to a file.")
    kind = binary_kind(data)
    if kind:
        raise QualcodeError(f"“{name}” is {kind}, not a transcript qualcode can read.", hint=_SAVE_AS_TEXT)


def decoded(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """The text of a file with line ends made `\\n`, the encoding it was read in, and warnings.

    A byte order mark decides; else strict UTF-8; else UTF-16 by its zero bytes; else the encoding given or cp1252.
    Raises QualcodeError for bytes that make no text.
    """
    refuse_binary(data, name)
    text, used, warnings = _characters(data, name, encoding)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_wordless(text, name)
    return text, used, warnings


def _characters(data: bytes, name: str, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    for bom, used in _BOMS:
        if data.startswith(bom):
            return _strictly(data, used, name), used, ()
    wide = _wide_encoding(data)
    if wide:
        return _strictly(data, wide, name), wide, ()
    if encoding and data.isascii():
        return _strictly(data, _known(encoding), name), encoding, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        _refuse_half_characters(data, name)
    used = _known(encoding or "cp1252")
    text = _strictly(data, used, name)
    if re.search("[\x80-\x9f]", text):
        raise QualcodeError(f"“{name}” makes no sense as {used} text.", hint=_SAYS_ENCODING)
    return text, used, () if encoding else (_guess_warning(text, name),)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 shows itself without a byte order mark when three in ten of its odd or even bytes are zero."""
    if b"\x00" not in data or len(data) % 2:
        return None
    half = len(data) // 2
    if data[1::2].count(0) >= 0.3 * half:
        return "utf-16-le"
    return "utf-16-be" if data[0::2].count(0) >= 0.3 * half else None


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        "".encode(found.name)
    except (LookupError, ValueError) as problem:
        raise QualcodeError(
            f"“{encoding}” is no text encoding.", hint="Use a name such as utf-8, cp1252, cp1250 or shift_jis."
        ) from problem
    return encoding


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as problem:
        raise QualcodeError(f"“{name}” is not {encoding} text throughout.", hint=_SAYS_ENCODING) from problem


def _refuse_half_characters(data: bytes, name: str) -> None:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return
    raise QualcodeError(
        f"“{name}” holds halves of characters (lone surrogates).", hint="Export the transcript again as UTF-8."
    )


def _guess_warning(text: str, name: str) -> str:
    sample = next(line for line in re.split("[\r\n]+", text) if not line.isascii()).strip()
    return (
        f"“{name}” is not UTF-8; it was read as Windows text (cp1252). Does this line look right? "
        f"“{sample[:80]}” If not, import it with --encoding."
    )


def _refuse_wordless(text: str, name: str) -> None:
    if not text.strip().strip("\ufeff\u200b"):
        raise QualcodeError(f"“{name}” holds no text.", hint="Export the transcript again and import that file.")
    if "\x00" in text or len(re.findall("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", text)) > len(text) / 50:
        raise QualcodeError(f"“{name}” is not a text file.", hint=_SAVE_AS_TEXT)
