"""A page as blocks one below the other: turns with their heads, headings, and what nobody says."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.tui.page.pieces import Piece, pieces
from qualcode.tui.page.selection import Stretch

if TYPE_CHECKING:
    from qualcode.model import Section
    from qualcode.study.coding.coding_page import Page, PageTurn

_FEW_LINES = 3
"""Lines between two turns that nobody says and that go unmentioned: labels and times."""


class Kind(Enum):
    """What a block, or a row of one, shows."""

    WORDS = "words"
    HEAD = "head"
    HEADING = "heading"
    NOTE = "note"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Block:
    """What is laid out together: a piece of a turn, a heading, or a note on lines that are left out."""

    kind: Kind
    start: int
    end: int
    stretch: int = -1
    """Which of the page’s stretches with words it belongs to; -1 for none."""
    blank: bool = True
    """Whether an empty row parts it from what stands above."""
    head: bool = False
    """Whether a row above says who speaks."""
    lines: int = 0
    """For a note: how many lines are left out."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A page taken apart for a screen."""

    turns: "tuple[PageTurn, ...]"
    """Every stretch that holds words."""
    stretches: tuple[Stretch, ...]
    """The same, for selecting."""
    pieces: tuple[Piece, ...]
    """The same, cut short."""
    blocks: tuple[Block, ...]
    """Everything, in order."""


def blocks_of(page: "Page") -> Blocks:
    """The page taken apart."""
    turns = tuple(turn for turn in page.turns if page.text[turn.start : turn.end].strip())
    cut = tuple(piece for number, turn in enumerate(turns) for piece in pieces(page.text, number, turn.start, turn.end))
    said = [_words(turns, piece) for piece in cut]
    headings = [Block(Kind.HEADING, one.start, one.end) for one in page.sections]
    notes = list(_notes(page.text, turns, page.sections))
    in_order = sorted([*said, *headings, *notes], key=lambda block: block.start)
    return Blocks(
        turns=turns,
        stretches=tuple(Stretch(turn.number, turn.start, turn.end) for turn in turns),
        pieces=cut,
        blocks=tuple(in_order),
    )


def _words(turns: "Sequence[PageTurn]", piece: Piece) -> Block:
    turn = turns[piece.stretch]
    opens = piece.start == turn.start
    same_turn = piece.stretch > 0 and turns[piece.stretch - 1].number == turn.number
    return Block(
        kind=Kind.WORDS,
        start=piece.start,
        end=piece.end,
        stretch=piece.stretch,
        blank=opens and not same_turn,
        head=opens and not same_turn and bool(turn.speaker or turn.begins is not None),
    )


def _notes(text: str, turns: "Sequence[PageTurn]", sections: "Sequence[Section]") -> Iterator[Block]:
    """A note for every gap between turns that holds more than labels, times and headings."""
    edges = [0, *(edge for turn in turns for edge in (turn.start, turn.end)), len(text)]
    starts = [one.start for one in sections]
    for number, (start, end) in enumerate(pairwise(edges)):
        if number % 2 or end - start < 2:
            continue
        if len(text) > start and _may_hold_lines(text, start, end):
            inside = sections[bisect_right(starts, start - 1) : bisect_right(starts, end)]
            lines = _lines(text, start, end, inside)
            labelled = number // 2 < len(turns) and bool(turns[number // 2].speaker)
            lines -= int(labelled and lines > 0)
            if lines > (0 if number in {0, len(edges) - 2} else _FEW_LINES):
                yield Block(Kind.NOTE, start, end, lines=lines)


def _may_hold_lines(text: str, start: int, end: int) -> bool:
    return start == 0 or end == len(text) or text.count("\n", start, end) > _FEW_LINES


def _lines(text: str, start: int, end: int, sections: "Sequence[Section]") -> int:
    """How many lines of the gap hold something besides headings."""
    cuts = [start, *(edge for one in sections for edge in (one.start, one.end)), end]
    kept = (text[first:last] for first, last in zip(cuts[::2], cuts[1::2], strict=True))
    return sum(bool(line.strip()) for stretch in kept for line in stretch.splitlines())
