"""A page as it is looked at: its rows in columns of a certain width, with the codings on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from qualcode.tui.page.blocks import Blocks, Kind, blocks_of
from qualcode.tui.page.graphemes import shown
from qualcode.tui.page.layout import Layout, PageRow
from qualcode.tui.page.margin import MarginRow, Suggested, margin
from qualcode.tui.page.painting import GUTTER, Looks, head_line, margin_line, words_line
from qualcode.tui.page.parts import Found, parts
from qualcode.tui.page.selection import Selection

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page, PageCoding

_WIDEST = 100
"""Cells of a line that is still read with ease."""
_MARGINS = ((130, 32), (100, 24), (50, 16))
"""From which width on the margin has how many cells; on anything narrower there is none."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width of the screen is shared out."""

    width: int
    words: int
    margin: int

    @classmethod
    def of(cls, width: int) -> "Columns":
        """The columns for a width.

        >>> Columns.of(79), Columns.of(39).margin
        (Columns(width=79, words=60, margin=16), 0)
        """
        beside = next((cells for least, cells in _MARGINS if width >= least), 0)
        left = width - GUTTER - (beside + 1 if beside else 0)
        return cls(width, max(1, min(_WIDEST, left)), beside)


@dataclass(frozen=True, slots=True)
class At:
    """Where the reader is on the page."""

    selection: Selection
    stretch: int
    """Of the turn, counted from 0 among those with words; -1 on an empty page."""
    codings: frozenset[str]
    """Ids of the codings that cover any of the selection."""
    found: Found = ((), None)


class PageView:
    """One page in columns, which answers what each row of the screen holds."""

    def __init__(self, page: "Page", width: int) -> None:
        self.text = page.text
        self.taken_apart: Blocks = blocks_of(page)
        self._by_block: dict[int, list[PageCoding]] = {}
        self._suggested: dict[int, list[Suggested]] = {}
        self._beside: dict[int, list[MarginRow]] = {}
        self.resize(width)
        self.show_codings(page.codings)

    def resize(self, width: int) -> None:
        """Lay the page out for another width."""
        self.columns = Columns.of(width)
        self.layout = Layout(self.text, self.taken_apart.blocks, self.columns.words)
        self._beside.clear()

    def show_codings(self, codings: "Sequence[PageCoding]") -> None:
        """Put these codings on the page in place of the ones before."""
        self._by_block.clear()
        self._beside.clear()
        for coding in sorted(codings, key=lambda one: (one.start, -one.end, one.code)):
            first, last = self.layout.block_of(coding.start), self.layout.block_of(coding.end - 1)
            for block in range(first, last + 1):
                self._by_block.setdefault(block, []).append(coding)

    def show_suggested(self, passages: Sequence[Suggested]) -> None:
        """Name these passages in the margin in place of the ones before."""
        self._suggested.clear()
        self._beside.clear()
        for passage in passages:
            self._suggested.setdefault(self.layout.block_of(passage.start), []).append(passage)

    def line(self, number: int, at: At, looks: Looks) -> list[Segment]:
        """The segments of one row of the page, as wide as the columns together."""
        if number >= self.layout.height:
            return [Segment(" " * self.columns.width, looks.words)]
        row = self.layout.row(number)
        drawn = self._words(row, at, looks) if row.kind is Kind.WORDS else self._other(row, at, looks)
        left = self.columns.width - sum(cell_len(one.text) for one in drawn)
        return [*drawn, Segment(" " * left, looks.words)] if left > 0 else drawn

    def _words(self, row: PageRow, at: At, looks: Looks) -> list[Segment]:
        stretch = self.taken_apart.blocks[row.block].stretch
        ground = looks.interviewer if self.taken_apart.turns[stretch].role == "interviewer" else looks.words
        codings = self._by_block.get(row.block, ())
        cut = list(parts(row.start, row.end, codings, at.selection, at.found))
        drawn = [Segment("▎ " if stretch == at.stretch else "  ", looks.mark)]
        drawn.extend(words_line(self.text, cut, self.columns.words, ground, looks))
        if self.columns.margin and (codings or row.block in self._suggested):
            drawn.append(Segment(" ", looks.words))
            drawn.extend(margin_line(self._margin(row), self.columns.margin, at.codings, looks))
        return drawn

    def _margin(self, row: PageRow) -> MarginRow:
        rows = self.layout.rows(row.block)
        if row.block not in self._beside:
            beside = [*self._by_block.get(row.block, ()), *self._suggested.get(row.block, ())]
            self._beside[row.block] = margin(rows, beside, self.columns.margin)
        return self._beside[row.block][rows.index((row.start, row.end))]

    def _other(self, row: PageRow, at: At, looks: Looks) -> list[Segment]:
        block = self.taken_apart.blocks[row.block]
        room = self.columns.words
        if row.kind is Kind.HEAD:
            here = block.stretch == at.stretch
            turn = self.taken_apart.turns[block.stretch]
            usual = looks.note if turn.role == "interviewer" else looks.head
            line = head_line(turn, room)
            return [Segment("▸ " if here else "  ", looks.mark), Segment(line, looks.head_here if here else usual)]
        if row.kind is Kind.HEADING:
            words = shown(self.text, row.start, row.end).rstrip()
            return [Segment("  ", looks.words), Segment(set_cell_size(words, room), looks.heading)]
        if row.kind is Kind.NOTE:
            told = set_cell_size(f"({_lines_told(block.lines)} that nobody says)", room)
            return [Segment("  ", looks.words), Segment(told, looks.note)]
        return []


def _lines_told(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines:,} lines"
