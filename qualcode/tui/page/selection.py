"""What is selected of a page, always within one turn, and how it moves by letters, words, sentences and turns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.tui.page.pieces import Piece
from qualcode.tui.page.pieces_read import PiecesRead

Edge = Literal["start", "end"]
Unit = Literal["word", "letter"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Words of one turn, from start to end without outer white space; empty only where a page has no words."""

    start: int
    end: int


NOTHING = Selection(0, 0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a turn that holds words: nothing is selected across its edges."""

    number: int
    """Of the turn; several stretches may share it."""
    start: int
    end: int


class Selecting:
    """The selections a page allows; a move answers the new one, or None where there is nowhere to go."""

    def __init__(self, text: str, stretches: Sequence[Stretch], pieces: Sequence[Piece]) -> None:
        """`pieces` are the stretches cut short, in the same order."""
        self._text = text
        self._stretches = stretches
        self._starts = [one.start for one in stretches]
        self._read = PiecesRead(text, pieces)

    def first(self) -> Selection:
        """The page’s first sentence."""
        return self._neighbor(-1, 1) or NOTHING

    def last(self) -> Selection:
        """The page’s last sentence."""
        return self._neighbor(len(self._text) + 1, -1) or NOTHING

    def sentence_at(self, place: int) -> Selection:
        """The sentence that holds a place, else the one before it, else the first."""
        return self._neighbor(place + 1, -1) or self.first()

    def turn_at(self, place: int) -> Selection:
        """All words of the stretch that holds a place."""
        at = self._stretch_at(self.sentence_at(place).start)
        return self.exactly(self._stretches[at].start, self._stretches[at].end) if self._stretches else NOTHING

    def words_between(self, place: int, other: int) -> Selection:
        """From the word at one place to the word at another, as far as the turn of the first goes."""
        first, last = min(place, other), max(place, other)
        if not self._stretches:
            return NOTHING
        stretch = self._stretches[self._stretch_at(place)]
        first, last = max(first, stretch.start), max(stretch.start, min(last, stretch.end - 1))
        start, end = self._word_at(first)[0], self._word_at(last)[1]
        return self.exactly(max(start, stretch.start), min(end, stretch.end))

    def exactly(self, start: int, end: int) -> Selection:
        """From start to end, made to hold whole letters of one turn, without outer white space, and never nothing."""
        if not self._stretches:
            return NOTHING
        at = self._stretch_at(start)
        if self._stretches[at].end <= start and at + 1 < len(self._stretches):
            at += 1
        first, last = max(start, self._stretches[at].start), min(end, self._stretches[at].end)
        words = ""
        if first < last:
            first, last = self._letter_edge(first, 0), self._letter_edge(last, 1)
            words = self._text[first:last]
        if not words.strip():
            return self.sentence_at(start)
        first += len(words) - len(words.lstrip())
        return Selection(first, first + len(words.strip()))

    def next_sentence(self, now: Selection, step: int) -> Selection | None:
        """The sentence after what is selected, or before it."""
        here = self.sentence_at(now.end - 1 if step > 0 else now.start)
        return self._neighbor(here.start, step)

    def next_turn(self, now: Selection, step: int) -> Selection | None:
        """The first sentence of the next turn; backward first of this turn, then of the one before."""
        if not self._stretches:
            return None
        at = self._first_of_turn(self._stretch_at(now.start))
        beginning = self.sentence_at(self._stretches[at].start)
        if step < 0 and now.start > beginning.start:
            return beginning
        to = self._first_of_turn(at - 1) if step < 0 else self._after_turn(at)
        return self.sentence_at(self._stretches[to].start) if 0 <= to < len(self._stretches) else None

    def grown(self, now: Selection, step: int) -> Selection | None:
        """One sentence more at its end, or one less, within the stretch."""
        here = self.sentence_at(now.end - 1)
        if step > 0 and here.end > now.end:
            return Selection(now.start, here.end)
        stretch, span = next(self._read.sentences_from(here.start, step), (-1, (0, 0)))
        if stretch != self._stretch_at(now.start) or span[1] <= now.start:
            return None
        return Selection(now.start, span[1])

    def edge_moved(self, now: Selection, edge: Edge, step: int, unit: Unit) -> Selection | None:
        """With one edge at the next place of its kind, within the stretch and without becoming empty."""
        for stop in self._stops(now, edge, step, unit):
            start, end = (stop, now.end) if edge == "start" else (now.start, stop)
            if not self._text[start:end].strip():
                return None
            if (moved := self.exactly(start, end)) != now:
                return moved
        return None

    def _stops(self, now: Selection, edge: Edge, step: int, unit: Unit) -> Iterator[int]:
        """The places where an edge may stand within its stretch, from where it is outward."""
        place, side = (now.start, 0) if edge == "start" else (now.end, 1)
        for piece in self._read.of_stretch(self._stretch_at(now.start), place, step):
            stops: Sequence[int] = self._read.letter_edges(piece)
            if unit == "word":
                spans = [*self._read.words(piece), *self._read.sentences(piece)]
                stops = sorted({span[side] for span in spans})
            yield from (stop for stop in stops[::step] if (stop - place) * step > 0)

    def _neighbor(self, place: int, step: int) -> Selection | None:
        return next((Selection(*span) for _, span in self._read.sentences_from(place, step)), None)

    def _word_at(self, place: int) -> tuple[int, int]:
        """The word that holds a place, else the letter."""
        words = self._read.words(self._read.at(place))
        at = bisect_right(words, place, key=lambda word: word[0]) - 1
        if at >= 0 and words[at][1] > place:
            return words[at]
        return self._letter_edge(place, 0), self._letter_edge(place + 1, 1)

    def _letter_edge(self, place: int, after: int) -> int:
        """The place itself, or where it would break a letter, that letter’s start (0) or end (1)."""
        edges = self._read.letter_edges(self._read.at(place))
        if not edges[0] < place < edges[-1]:
            return place
        at = bisect_left(edges, place)
        return place if edges[at] == place else edges[at - 1 + after]

    def _first_of_turn(self, at: int) -> int:
        while at > 0 and self._stretches[at - 1].number == self._stretches[at].number:
            at -= 1
        return at

    def _after_turn(self, at: int) -> int:
        number = self._stretches[at].number
        while at < len(self._stretches) and self._stretches[at].number == number:
            at += 1
        return at

    def _stretch_at(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)
