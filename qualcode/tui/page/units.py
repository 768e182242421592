"""The words and sentences of a piece of a turn."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualcode.transcripts.passages.sentences import rule_ends, sentences
from qualcode.tui.page.graphemes import is_plain, letters
from qualcode.tui.page.rows import is_spaceless

Span = tuple[int, int]
_INSIDE_WORDS = frozenset("'’-‐‑.,")
"""Signs that join two letters or digits to one word: it’s, follow-up, 2.5."""


def words_in(text: str, start: int, end: int) -> list[Span]:
    """The words of a slice; where a script sets no spaces every letter is one, and so is an emoji."""
    found: list[Span] = []
    open_from: int | None = None
    joined_at: int | None = None
    for first, last, _ in letters(text, start, end):
        sign = text[first]
        if not _of_a_word(sign):
            joins = sign in _INSIDE_WORDS and open_from is not None and joined_at is None
            joined_at = first if joins else None
            open_from = open_from if joins else None
            continue
        alone = is_spaceless(sign) or not sign.isalnum()
        goes_on = open_from is not None and not alone and _joined(text, joined_at, last)
        if goes_on:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
        open_from, joined_at = (None if alone else found[-1][0]), None
    return found


def _of_a_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or (ord(sign) >= 0x2190 and not sign.isspace() and not _is_point(sign))


def _is_point(sign: str) -> bool:
    """Whether it is punctuation of the East Asian kind, or another sign that is no picture."""
    return 0x2E00 <= ord(sign) <= 0x303F or 0xFE10 <= ord(sign) <= 0xFF65 or 0x2500 <= ord(sign) <= 0x25FF


def _joined(text: str, sign: int | None, last: int) -> bool:
    """Whether what stands between two parts of a word joins them; a stop or comma joins digits only."""
    return sign is None or text[sign] not in ".," or (text[sign - 1].isdigit() and text[last - 1].isdigit())


def sentences_in(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a slice, without outer white space; empty where it holds nothing but white space."""
    within = text[start:end]
    (found,) = sentences([within], rule_ends)
    spans = [(start + first, start + last) for first, last in found]
    if len(spans) > 1 and not is_plain(text, start, end):
        spans = list(_whole_letters(text, spans, start, end))
    return spans


def _whole_letters(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The sentences, those joined between which a letter would be broken."""
    edges = {one.start for one in letters(text, start, end)} | {end}
    begin = spans[0][0]
    for (_, last), (following, _) in pairwise(spans):
        if last in edges and following in edges:
            yield begin, last
            begin = following
    yield begin, spans[-1][1]
