"""From the bytes of a text file to its characters, or a plain refusal."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

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
    (b"BZh9", "a compressed archive"),
    (b"\xfd7zXZ", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed archive"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1aE\xdf\xa3", "a recording"),
    (b"#!AMR", "a recording"),
    (b"FORM\x00", "a recording"),
    (b"bplist00", "a web archive"),
    (b"%!PS", "a page for a printer"),
)
_READ_OTHERWISE = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) file"),
)
"""Kinds that have readers of their own, so that they come here only where somebody asked for another."""

_SOUND_FRAMES = {bytes((0xFF, layer)) for layer in (0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3)}
_SAVE_AS_TEXT = "Open it in the program that made it and save it as .docx or .txt."
_SAYS_ENCODING = "Name its encoding, for example: --encoding cp1250"
_SAYS_SCRIPT = "Name its encoding, for example: --encoding shift_jis, gb18030, euc_kr, cp1251 or koi8_r"
_FOREIGN = 0.3
"""Share of letters beyond ASCII above which Western text is the wrong guess; French has 0.05, Czech 0.18."""

_UTF7 = re.compile(rb"\+A[A-Za-z][A-Za-z0-9](?![A-Za-z0-9+/])")
_UTF7_WORDS = 3
_CONTROLS = "".join(map(chr, [*range(1, 9), *range(14, 27), *range(28, 32), 127]))
_MEDIA_BOX = slice(4, 8)


def binary_kind(data: bytes) -> str | None:
    """What a file is by its first bytes when it cannot be text; None when it may be."""
    if data[_MEDIA_BOX] == b"ftyp" or data[:2] in _SOUND_FRAMES:
        return "a recording"
    return next((kind for magic, kind in (*_READ_OTHERWISE, *_BINARY) if data.startswith(magic)), None)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise QualcodeError when the bytes are empty, too many, or those of something that is not text."""
    if not data.strip():
        raise QualcodeError(f"“{name}” is empty.", hint="Export the transcript again and import that file.")
    if len(data) > LARGEST_FILE:
        raise QualcodeError(f"“{name}” is larger than 100 MB.", hint="Import transcripts one interview to a file.")
    kind = binary_kind(data)
    if kind and data.startswith(tuple(magic for magic, _ in _READ_OTHERWISE)):
        raise QualcodeError(f"“{name}” is {kind}, so it cannot be read as text.", hint="Leave out --read-as.")
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
        return data.decode("utf-8"), "utf-8", tuple(_seven_bits(data, name))
    except UnicodeDecodeError:
        _refuse_half_characters(data, name)
    mixed = None if encoding else _mixed(data)
    if mixed is not None:
        return mixed, "utf-8", (_mixture_warning(mixed, data, name),)
    used = _known(encoding or "cp1252")
    text = _strictly(data, used, name)
    if re.search("[\x80-\x9f]", text):
        raise QualcodeError(f"“{name}” makes no sense as {used} text.", hint=_SAYS_ENCODING)
    if not encoding:
        _refuse_other_scripts(text, name)
    return text, used, () if encoding else (_guess_warning(text, name),)


def _seven_bits(data: bytes, name: str) -> Iterator[str]:
    if len(list(islice(_UTF7.finditer(data), _UTF7_WORDS))) == _UTF7_WORDS:
        yield f"“{name}” looks like UTF-7; if letters with accents are wrong, import it with --encoding utf-7."


def _mixed(data: bytes) -> str | None:
    """UTF-8 with a few Windows characters among it; None where they are not the fewer."""
    strays = 0

    def stray(problem: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        if not isinstance(problem, UnicodeDecodeError):
            raise problem
        strays += 1
        return bytes(problem.object[problem.start : problem.start + 1]).decode("cp1252"), problem.start + 1

    codecs.register_error("qualcode-stray", stray)
    try:
        text = data.decode("utf-8", "qualcode-stray")
    except UnicodeDecodeError:
        return None
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if beyond > 2 * strays else None


def _mixture_warning(text: str, data: bytes, name: str) -> str:
    lines = re.split(b"\r\n|\r|\n", data)
    place = next(number for number, line in enumerate(lines) if line.decode("utf-8", "ignore").encode() != line)
    sample = re.split("\r\n|\r|\n", text)[place].strip()
    return (
        f"“{name}” mixes UTF-8 with Windows characters; both were read. "
        f"Does line {place + 1} look right? “{sample[:80]}” If not, import it with --encoding."
    )


def _refuse_other_scripts(text: str, name: str) -> None:
    """Text of mostly foreign letters is no Western text: it was Cyrillic, Greek, Chinese, Japanese …"""
    letters = len(re.sub(r"[\W\d_]+", "", text))
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if beyond > _FOREIGN * max(letters, 1) and beyond > 3:
        raise QualcodeError(f"“{name}” is neither UTF-8 nor Western text.", hint=_SAYS_SCRIPT)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 and UTF-32 show themselves without a byte order mark by where their zero bytes stand."""
    zeros = data.count(0)
    if not zeros or len(data) % 2:
        return None
    if len(data) % 4 == 0 and zeros >= 0.5 * len(data):
        lanes = [data[lane::4].count(0) * 4 >= 0.9 * len(data) for lane in range(4)]
        if lanes[2:] == [True, True]:
            return "utf-32-le"
        if lanes[:2] == [True, True]:
            return "utf-32-be"
    odd = data[1::2].count(0)
    if zeros < max(2, 0.03 * len(data)):
        return None
    return "utf-16-le" if odd >= 0.95 * zeros else "utf-16-be" if odd <= 0.05 * zeros else None


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
    if "\x00" in text or sum(map(text.count, _CONTROLS)) > len(text) / 50:
        raise QualcodeError(f"“{name}” is not a text file.", hint=_SAVE_AS_TEXT)
