"""Pieces of an older text, each with the piece of a newer one that it became."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.transcripts.versions.alignment import Effort, Run, lines, runs, tokens

_LONG_TEXT = 400_000
"""Characters of two texts together from which whole lines are compared before the words between them."""
_ENOUGH_LINES = 60
"""Characters of equal lines in a row that hold two long texts together."""
_MOST_WORDS = 1_500_000
"""Characters of both texts up to which words are compared: what is rewritten at greater length has no counterpart."""
_PAIRED = 8
"""Words that were replaced by as many others stand for each other one by one, up to so many in a row."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the old text and the piece of the new one that it became."""

    start: int
    end: int
    new_start: int
    new_end: int
    kept: bool = True
    """Whether it says the same in both; otherwise the one stands for the other."""

    def moved(self, position: int) -> int:
        """Where a position inside it lies in the new text."""
        if self.end - self.start == self.new_end - self.new_start:
            return self.new_start + position - self.start
        return self.new_end if position >= self.end else min(self.new_start + position - self.start, self.new_end)


def stretches_between(old: str, new: str) -> list[Stretch]:
    """All that two texts share, in order: long ones are compared line by line, then both word by word."""
    if len(old) + len(new) > _LONG_TEXT:
        return _joined(_line_by_line(old, new), old, new)
    return _joined(word_by_word(old, 0, len(old), new, 0, len(new)), old, new)


def _line_by_line(old: str, new: str) -> Iterator[Stretch]:
    olds, news, effort = lines(old), lines(new), Effort()
    past = new_past = 0
    ends: Run = (len(olds), len(news), 0)
    for first, new_first, size in (*runs(old, olds, new, news, effort), ends):
        start, new_start = (olds[first][0], news[new_first][0]) if size else (len(old), len(new))
        end, new_end = (olds[first + size - 1][1], news[new_first + size - 1][1]) if size else (len(old), len(new))
        if size and end - start < _ENOUGH_LINES:
            continue
        if start - past + new_start - new_past <= _MOST_WORDS:
            yield from word_by_word(old, past, start, new, new_past, new_start, effort)
        for a, b in zip(olds[first : first + size], news[new_first : new_first + size], strict=True):
            yield Stretch(*a, *b)
        past, new_past = end, new_end


def word_by_word(
    old: str, start: int, end: int, new: str, new_start: int, new_end: int, effort: Effort | None = None
) -> Iterator[Stretch]:
    """The words that a piece of one text and a piece of another share, and those that stand for each other."""
    olds, news = tokens(old, start, end), tokens(new, new_start, new_end)
    past = new_past = 0
    ends: Run = (len(olds), len(news), 0)
    for first, new_first, size in (*runs(old, olds, new, news, effort), ends):
        if first - past == new_first - new_past <= _PAIRED:
            for a, b in zip(olds[past:first], news[new_past:new_first], strict=True):
                yield Stretch(*a, *b, kept=False)
        for a, b in zip(olds[first : first + size], news[new_first : new_first + size], strict=True):
            yield Stretch(*a, *b)
        past, new_past = first + size, new_first + size


def _joined(pieces: Iterable[Stretch], old: str, new: str) -> list[Stretch]:
    """Words in a row with the same between them make one stretch, so that long texts take little room."""
    joined: list[Stretch] = []
    for one in pieces:
        last = joined[-1] if joined else None
        if last and last.kept and one.kept and old[last.end : one.end] == new[last.new_end : one.new_end]:
            joined[-1] = Stretch(last.start, one.end, last.new_start, one.new_end)
        else:
            joined.append(one)
    return joined
