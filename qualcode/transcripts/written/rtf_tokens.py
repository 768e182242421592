"""The parts that rich text (RTF) is written in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.errors import QualcodeError

MOST_TOKENS = 3_000_000
MOST_LEVELS = 2_000
"""Groups within groups; Word writes about a dozen."""

_TOKEN = re.compile(
    rb"(?P<text>[^\\{}\r\n]+)|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])|[\r\n]+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A command such as `par` or `b0`."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A command of one character, such as the backslash before a brace."""

    character: str


@dataclass(frozen=True, slots=True)
class Brace:
    """Where a group begins or ends."""

    opens: bool


Token = Word | Sign | Brace | bytes


def tokens(data: bytes, name: str) -> Iterator[Token]:
    """The tokens of the outermost group, bytes for text; raw pictures are passed over.

    Raises QualcodeError for a file that is nested or cut into pieces as no program does it.
    """
    place = depth = count = 0
    while place < len(data):
        match = _TOKEN.match(data, place)
        assert match
        place = match.end()
        count += 1
        if count > MOST_TOKENS or depth > MOST_LEVELS:
            raise QualcodeError(
                f"“{name}” is built as no word processor builds a document, so it was not read.",
                hint="Open it in Word and save it again as .docx.",
            )
        token = _token(match)
        if isinstance(token, Word) and token.name == "bin":
            place += max(0, token.number or 0)
        elif token is not None:
            yield token
        if isinstance(token, Brace):
            depth += 1 if token.opens else -1
            if depth <= 0:
                return


def _token(match: "re.Match[bytes]") -> Token | None:
    """What one match stands for; None for a line end, which means nothing, and for a stray backslash."""
    kind = match.lastgroup
    if kind == "text":
        return match["text"]
    if kind in {"word", "number"}:
        return Word(match["word"].decode("ascii"), int(match["number"]) if match["number"] else None)
    if kind == "hex":
        return bytes([int(match["hex"], 16)])
    if kind == "sign":
        return Sign(match["sign"].decode("latin-1"))
    return Brace(match["brace"] == b"{") if kind == "brace" else None
