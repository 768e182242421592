"""Finds codes by any part of their names, label or definition in brief."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise, repeat

from qualcode.study.coding.picking import PickerCode


class Fit(IntEnum):
    """How well typed letters fit a code, the best first."""

    WRITTEN = 0
    """The id, letter for letter."""
    NAME = 1
    """The id, its last part or the label, but for case and accents."""
    BEGINS = 2
    """The last part or the label begins so."""
    WORD = 3
    """A word of the id or the label does."""
    BEGINNINGS = 4
    """Beginnings of its words, one after another: `coplan` for community plan."""
    INSIDE = 5
    """They stand somewhere in the id or the label."""
    BRIEF_WORD = 6
    """A word of the definition in brief begins so."""
    IN_ORDER = 7
    """The id or the label has the letters in this order, with others between."""
    BRIEF_INSIDE = 8
    """They stand somewhere in the definition in brief."""


@dataclass(frozen=True, slots=True)
class _Names:
    """A code's words made ready for comparing."""

    code: PickerCode
    plain: tuple[str, ...]
    """Last part, label and id, without case and accents."""
    heads: tuple[tuple[int, ...], ...]
    """Where words begin in each of them."""
    brief: str
    brief_heads: tuple[int, ...]


class CodeFinder:
    """Finds codes among those of a study; the order they are given in decides between equals."""

    def __init__(self, codes: Iterable[PickerCode]) -> None:
        self._names = tuple(map(_names, codes))

    def found(self, typed: str) -> tuple[PickerCode, ...]:
        """The codes that typed letters fit, the best first; all of them for nothing typed."""
        query = " ".join(folded(typed).split())
        if not query:
            return tuple(names.code for names in self._names)
        written = unicodedata.normalize("NFC", typed.strip())
        scored = []
        for place, names in enumerate(self._names):
            score = (0, 0, 0) if names.code.id == written else _score(query, names)
            if score is not None:
                scored.append((score, place, names.code))
        scored.sort(key=lambda one: one[:2])
        return tuple(code for _, _, code in scored)


def folded(text: str) -> str:
    """A text without case, accents and differences of form such as full-width letters.

    >>> folded("Überraschung"), folded("ｔｒｕｓｔ"), folded("信頼")
    ('uberraschung', 'trust', '信頼')
    """
    spread = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spread) if unicodedata.category(sign) != "Mn")
    return bare if bare.strip() else text.strip()


def _names(code: PickerCode) -> _Names:
    plain = tuple(folded(" ".join(text.split())) for text in (code.short, code.label, code.id))
    brief = folded(" ".join(code.brief.split()))
    return _Names(code, plain, tuple(map(_heads, plain)), brief, _heads(brief))


def _heads(text: str) -> tuple[int, ...]:
    return tuple(
        place for place, sign in enumerate(text) if sign.isalnum() and (place == 0 or not text[place - 1].isalnum())
    )


def _score(query: str, names: _Names) -> tuple[int, int, int] | None:
    """Lower is better: the worst fit of any word typed, the sum over them, how far apart the letters stand."""
    whole = _fit(query, names)
    words = query.split()
    if len(words) == 1:
        return None if whole is None else (whole[0], whole[0], whole[1])
    each = [fit for fit in (_fit(word, names) for word in words) if fit is not None]
    # Several words in any order never count as the name itself, however well each of them fits.
    apart = (
        (max(Fit.WORD, *(fit for fit, _ in each)), sum(fit for fit, _ in each), sum(far for _, far in each))
        if len(each) == len(words)
        else None
    )
    together = None if whole is None else (whole[0], whole[0], whole[1])
    return min((score for score in (together, apart) if score is not None), default=None)


def _fit(query: str, names: _Names) -> tuple[int, int] | None:
    """How well letters fit, and how far apart they stand where others are between."""
    for fit, holds in _FITS:
        if holds(query, names):
            return (fit, 0)
    spreads = [spread for name in names.plain if (spread := _spread(query, name)) is not None]
    if spreads:
        return (Fit.IN_ORDER, min(spreads))
    return (Fit.BRIEF_INSIDE, 0) if query in names.brief else None


def _at_head(query: str, text: str, heads: Sequence[int]) -> bool:
    return any(text.startswith(query, head) for head in heads) or text.startswith(query)


def _beginnings(query: str, text: str, heads: Sequence[int]) -> bool:
    """Whether letters are the beginnings of words, in order, put together."""
    reached = {0}
    for head, after in pairwise((*heads, len(text))):
        for done in tuple(reached):
            taken = 0
            while done + taken < len(query) and head + taken < after and query[done + taken] == text[head + taken]:
                taken += 1
                reached.add(done + taken)
    return len(query) in reached


def _spread(query: str, text: str) -> int | None:
    """How many letters lie between the first and the last of those sought, in order; None where one is missing."""
    first = place = -1
    for sign in query:
        if sign == " ":
            continue
        place = text.find(sign, place + 1)
        if place < 0:
            return None
        first = place if first < 0 else first
    return place - first + 1 - len(query)


_FITS: tuple[tuple[Fit, Callable[[str, _Names], bool]], ...] = (
    (Fit.NAME, lambda query, names: query in names.plain),
    (Fit.BEGINS, lambda query, names: any(name.startswith(query) for name in names.plain[:2])),
    (Fit.WORD, lambda query, names: any(map(_at_head, repeat(query), names.plain, names.heads))),
    (Fit.BEGINNINGS, lambda query, names: any(map(_beginnings, repeat(query), names.plain, names.heads))),
    (Fit.INSIDE, lambda query, names: any(query in name for name in names.plain)),
    (Fit.BRIEF_WORD, lambda query, names: _at_head(query, names.brief, names.brief_heads)),
)
