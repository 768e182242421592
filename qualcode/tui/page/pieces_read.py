"""The letters, words and sentences of a page, found piece by piece when they are asked for."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from qualcode.tui.page.graphemes import is_plain, letters
from qualcode.tui.page.pieces import Piece
from qualcode.tui.page.units import Span, sentences_in, words_in

_KEPT = 512
"""Pieces whose words and sentences are remembered."""


class PiecesRead:
    """The units of each piece of a page."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self._text = text
        self.pieces = pieces
        self._starts = [one.start for one in pieces]
        self._sentences: dict[int, list[Span]] = {}
        self._words: dict[int, list[Span]] = {}

    def at(self, place: int) -> int:
        """The piece that holds a place, else the one before it, else the first."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentences(self, piece: int) -> list[Span]:
        """The sentences of a piece; none where it holds nothing but white space."""
        return self._found(self._sentences, sentences_in, piece)

    def words(self, piece: int) -> list[Span]:
        """The words of a piece."""
        return self._found(self._words, words_in, piece)

    def _found(
        self, kept: dict[int, list[Span]], find: Callable[[str, int, int], list[Span]], piece: int
    ) -> list[Span]:
        if piece not in kept:
            if len(kept) >= _KEPT:
                kept.clear()
            kept[piece] = find(self._text, self.pieces[piece].start, self.pieces[piece].end)
        return kept[piece]

    def letter_edges(self, piece: int) -> Sequence[int]:
        """Every place in a piece between two letters, and its own edges."""
        start, end = self.pieces[piece].start, self.pieces[piece].end
        if is_plain(self._text, start, end):
            return range(start, end + 1)
        return [start, *(one.end for one in letters(self._text, start, end))]

    def sentences_from(self, place: int, step: int) -> Iterator[tuple[int, Span]]:
        """The sentences that begin after a place (step 1) or before it (-1), nearest first, each with its stretch."""
        piece = self.at(place)
        while 0 <= piece < len(self.pieces):
            for span in self.sentences(piece)[::step]:
                if (span[0] - place) * step > 0:
                    yield self.pieces[piece].stretch, span
            piece += step

    def of_stretch(self, stretch: int, place: int, step: int) -> Iterator[int]:
        """The pieces of a stretch, from the one at a place onward or backward."""
        piece = self.at(place if step > 0 else place - 1)
        while 0 <= piece < len(self.pieces) and self.pieces[piece].stretch == stretch:
            yield piece
            piece += step
