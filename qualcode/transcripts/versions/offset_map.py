"""Where the places of an older text lie in a newer one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.transcripts.finding import find_words
from qualcode.transcripts.versions.alignment import tokens
from qualcode.transcripts.versions.edits import Edit
from qualcode.transcripts.versions.stretches import Stretch, stretches_between, word_by_word

Kind = Literal["same", "changed", "ambiguous", "lost"]

_AROUND = 60
"""Characters on either side that say whether a place is the same place."""
_MOSTLY = 0.5
_SURELY = 0.7
"""Shares of the words around that must have stayed, for words found again and for words that were replaced."""
_MORE = 8
"""Characters by which words in another's place may be longer, beside twice their length."""
_LONG = 40
"""Characters of an excerpt that speak for themselves, whatever stands around them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a place: same (its words stand there), changed (other words do), ambiguous or lost."""

    kind: Kind
    start: int = 0
    """In the new text; 0 where the place has none."""
    end: int = 0


class OffsetMap:
    """The way from every place of an older text to a newer one."""

    def __init__(self, old: str, new: str, stretches: Sequence[Stretch], *, told: bool = False) -> None:
        self.old, self.new = old, new
        self.stretches = stretches
        self._starts = [one.start for one in stretches]
        self._new_starts = [one.new_start for one in stretches]
        self._told = told
        """Whether a person said what became what, so that no place is in doubt."""

    def place(self, start: int, end: int) -> Moved:
        """What became of the words from `start` to `end`."""
        words = self.old[start:end]
        there = self._through(start, end)
        if there:
            exact = self._in_full(words, *there)
            if exact and (self._told or self._anchored(start, end)):
                return Moved("same", *exact)
            if not exact and (self._told or self._certain(start, end, *there)):
                return Moved("changed", *there)
        return Moved("lost") if self._told else self._by_words(words)

    def changes(self) -> Iterator[tuple[int, int, int, int]]:
        """What differs: each place in the old text with the place of the words that stand there now."""
        past = new_past = 0
        ends = Stretch(len(self.old), len(self.old), len(self.new), len(self.new))
        for one in (*(one for one in self.stretches if one.kept), ends):
            before = _core(self.old, past, one.start)
            after = _core(self.new, new_past, one.new_start)
            if before or after:
                yield *(before or (one.start, one.start)), *(after or (one.new_start, one.new_start))
            past, new_past = one.end, one.new_end

    def _through(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the two ends of a place went; an end whose words have no counterpart takes in what stands there now."""
        core = _core(self.old, start, end)
        if core is None:
            return None
        first, last = self._at(core[0]), self._at(core[1] - 1)
        if first is None:
            before = bisect_right(self._starts, core[0]) - 1
            begins = self.stretches[before].new_end if before >= 0 else 0
        else:
            begins = first.moved(core[0])
        if last is None:
            after = bisect_right(self._starts, core[1] - 1)
            ends = self.stretches[after].new_start if after < len(self.stretches) else len(self.new)
        else:
            ends = min(max(last.moved(core[1]), last.moved(core[1] - 1) + 1), last.new_end)
        return _core(self.new, begins, ends)

    def _at(self, position: int) -> Stretch | None:
        place = bisect_right(self._starts, position) - 1
        return self.stretches[place] if place >= 0 and position < self.stretches[place].end else None

    def _in_full(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """The words themselves where they stand at a place, white space apart, or alone among others there."""
        lead, trail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
        begins, ends = max(0, start - lead), end + trail
        if self.new[begins:ends] == words:
            return begins, ends
        if self.new[start:end].split() == words.split():
            return start, end
        bare, there = words.strip(), self.new[start:end]
        at = there.find(bare)
        if self._told or at < 0 or there.find(bare, at + 1) >= 0:
            return None
        return start + at, start + at + len(bare)

    def _anchored(self, start: int, end: int) -> bool:
        """Whether enough of what stood around a place, and at it, stands there still."""
        return self._share(start - _AROUND, end + _AROUND) >= _MOSTLY

    def _certain(self, start: int, end: int, new_start: int, new_end: int) -> bool:
        """Whether a place is found though its words differ: most of them stayed, or all that stands around them."""
        if self._share(start, end) >= _MOSTLY and self._share(new_start, new_end, new=True) >= _MOSTLY:
            return end - start >= _LONG or self._anchored(start, end)
        first, last = _core(self.old, start, end) or (start, end)
        paired = self._at(first) is not None and self._at(last - 1) is not None
        around = min(self._share(start - _AROUND, start), self._share(end, end + _AROUND))
        return paired and around >= _SURELY and new_end - new_start <= 2 * (end - start) + _MORE

    def _share(self, start: int, end: int, *, new: bool = False) -> float:
        """How much of the words between two positions stayed."""
        text, starts = (self.new, self._new_starts) if new else (self.old, self._starts)
        start, end = max(0, start), min(end, len(text))
        every = _letters(text[start:end])
        if not every:
            return 1.0
        kept = 0
        for one in self.stretches[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end)]:
            a, b = (one.new_start, one.new_end) if new else (one.start, one.end)
            if one.kept:
                kept += _letters(text[max(a, start) : min(b, end)])
        return kept / every

    def _by_words(self, words: str) -> Moved:
        """Words that went elsewhere are found again where they stand once."""
        bare = words.strip()
        found = [one for one in find_words(self.new, bare) if _alike(self.new[slice(*one)], bare)]
        exact = [one for one in found if self.new[slice(*one)].split() == bare.split()]
        if len(exact) == 1:
            return Moved("same", *exact[0])
        if len(found) == 1:
            return Moved("changed", *found[0])
        return Moved("ambiguous" if found else "lost")


def offset_map(old: str, new: str) -> OffsetMap:
    """The way from a text to another version of it that came from elsewhere."""
    return OffsetMap(old, new, stretches_between(old, new))


def edited_map(old: str, edits: Sequence[Edit]) -> OffsetMap:
    """The way from a text to itself with some words replaced; `edits` are in order and do not overlap."""
    new: list[str] = []
    stretches: list[Stretch] = []
    past = length = 0
    for edit in edits:
        new += [old[past : edit.start], edit.words]
        before = edit.start - past
        if before:
            stretches.append(Stretch(past, edit.start, length, length + before))
        stretches += _within(old, edit, length + before)
        past, length = edit.end, length + before + len(edit.words)
    new.append(old[past:])
    if past < len(old):
        stretches.append(Stretch(past, len(old), length, length + len(old) - past))
    return OffsetMap(old, "".join(new), stretches, told=True)


def _within(old: str, edit: Edit, length: int) -> Iterator[Stretch]:
    for one in word_by_word(old, edit.start, edit.end, edit.words, 0, len(edit.words)):
        yield Stretch(one.start, one.end, one.new_start + length, one.new_end + length, one.kept)


def _core(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A place without the white space at its ends; None where nothing else is."""
    words = text[start:end]
    if not words.strip():
        return None
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _letters(words: str) -> int:
    return len("".join(words.split()))


def _alike(words: str, others: str) -> bool:
    """Whether words are the same but for case, white space, and the look of their quotation marks."""
    return [one.casefold() for one in _bare(words)] == [one.casefold() for one in _bare(others)]


def _bare(words: str) -> list[str]:
    return [words[a:b].replace("’", "'") for a, b in tokens(words) if words[a:b].isalnum() or b - a > 1]
