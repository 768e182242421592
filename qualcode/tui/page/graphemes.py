"""What a reader takes for one letter, how many cells it fills, and how it is shown without harm to the screen."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex  # type: ignore[import-untyped,unused-ignore]
from rich.cells import cell_len

_CLUSTER = regex.compile(r"\X")
_PLAIN = re.compile("[ -~\n\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u2010-\u2027]*")
"""Characters that are a letter each and fill one cell each, so that counting them is enough."""
_JOINER = "\u200d"
_MOST = 32
"""Code points of one letter that are shown; nobody reads the marks piled upon it beyond that."""
_TAB = "    "
_ARABIC_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")
"""Format characters that are written."""


class Letter(NamedTuple):
    """What a reader takes for one letter: a slice of the text and the cells it fills."""

    start: int
    end: int
    cells: int


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether every character of the slice is a letter that fills one cell."""
    return _PLAIN.fullmatch(text, start, end) is not None


def letters(text: str, start: int, end: int) -> Iterator[Letter]:
    """The letters of a slice, in order; together they are the slice."""
    if is_plain(text, start, end):
        yield from (Letter(place, place + 1, 1) for place in range(start, end))
        return
    for match in _CLUSTER.finditer(text, start, end):
        yield Letter(match.start(), match.end(), cells_of(match[0]))


def letter_end(text: str, start: int, end: int) -> int:
    """Where the letter that begins at `start` ends."""
    match = _CLUSTER.match(text, start, end)
    return match.end() if match else end


def cells_of(letter: str) -> int:
    """How many cells one letter fills as it is shown."""
    return cell_len(shown_letter(letter)) if len(letter) <= _MOST else cell_len(shown_letter(letter[:_MOST]))


@lru_cache(maxsize=8192)
def shown_letter(letter: str) -> str:
    """A letter as it may be written to a terminal: white space as spaces, control characters as pictures of them.

    >>> shown_letter("\\x1b"), shown_letter("\\t"), shown_letter("\\u202e")
    ('␛', '    ', '')
    """
    if letter == "\t":
        return _TAB
    if letter.isspace():
        return " " if letter != "\u3000" else letter
    visible = "".join(_visible(one) for one in letter[:_MOST]).rstrip(_JOINER)
    if visible and unicodedata.category(visible[0]).startswith("M"):
        return f"◌{visible}"
    return visible


def _visible(character: str) -> str:
    point = ord(character)
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "␡"
    kind = unicodedata.category(character)
    if kind in {"Cc", "Cs"}:
        return "\ufffd"
    if kind in {"Cf", "Zl", "Zp"}:
        return character if character == _JOINER or character in _ARABIC_SIGNS else ""
    return character


def shown(text: str, start: int, end: int) -> str:
    """A slice as it may be written to a terminal, in the order of the text."""
    if is_plain(text, start, end):
        return text[start:end].replace("\n", " ").replace("\u00a0", " ")
    return "".join(shown_letter(text[one.start : min(one.end, one.start + _MOST)]) for one in letters(text, start, end))


def cells_between(text: str, start: int, end: int) -> int:
    """How many cells a slice fills as it is shown."""
    return end - start if is_plain(text, start, end) else sum(one.cells for one in letters(text, start, end))
