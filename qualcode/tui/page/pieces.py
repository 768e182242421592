"""Turns cut into pieces that are short enough to be laid out and read one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.tui.page.graphemes import is_plain, letter_end, letters

LONGEST = 4_000
"""Characters of a piece; hardly any turn is longer."""
_LINE = re.compile(r"\n\s*")
_SENTENCE = re.compile(r"(?:[.?!…][\"”’)]*\s+|[。！？｡।॥۔؟]\s*)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a stretch of a turn."""

    stretch: int
    """Which of the page’s turns it belongs to, counted from 0."""
    start: int
    end: int


def pieces(text: str, stretch: int, start: int, end: int) -> Iterator[Piece]:
    """The pieces of one stretch, cut where a line, a sentence, a word or at least a letter ends."""
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST, end)
        yield Piece(stretch, start, cut)
        start = cut
    if start < end:
        yield Piece(stretch, start, end)


def _cut(text: str, start: int, most: int, end: int) -> int:
    """Where the piece that begins at `start` ends: late, and between two letters."""
    for kind in (_LINE, _SENTENCE, _SPACE):
        ends = [match.end() for match in kind.finditer(text, start + LONGEST // 2, most) if match.end() < most]
        if ends and _parts_letters(text, ends[-1], end):
            return ends[-1]
    if is_plain(text, start, most):
        return most
    cut = start
    for letter in letters(text, start, most):
        if letter.end == most:
            break
        cut = letter.end
    return cut if cut > start else letter_end(text, start, end)


def _parts_letters(text: str, place: int, end: int) -> bool:
    """Whether a letter ends before `place`, which follows white space or a full stop."""
    return letter_end(text, place - 1, end) == place
