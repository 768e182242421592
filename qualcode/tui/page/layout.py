"""A page laid out for one width: which row shows which words, found out where it is looked at."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.tui.page.blocks import Block, Kind
from qualcode.tui.page.graphemes import letters
from qualcode.tui.page.heights import Heights
from qualcode.tui.page.rows import Row, wrap

_AT_ONCE = 120_000
"""Characters that are laid out in no time anybody feels; of a longer page the rows not yet seen are estimated."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of the page as it stands on the screen."""

    kind: Kind
    block: int
    start: int
    end: int


class Layout:
    """Rows of a page for one width; every place in the text of a block is on one row, and back."""

    def __init__(self, text: str, blocks: Sequence[Block], width: int) -> None:
        self._text = text
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self.width = max(1, width)
        """Cells of the text column."""
        self._rows: dict[int, list[Row]] = {}
        self._heights = Heights([self._about(number) for number in range(len(blocks))])
        if len(text) <= _AT_ONCE:
            for number in range(len(blocks)):
                self.rows(number)

    @property
    def height(self) -> int:
        """Rows of the whole page, as far as is known."""
        return self._heights.total

    def rows(self, block: int) -> list[Row]:
        """The rows of words of a block, exact from now on."""
        if block not in self._rows:
            self._rows[block] = self._laid_out(self._blocks[block])
            self._heights.change(block, self._above_words(block) + len(self._rows[block]))
        return self._rows[block]

    def settle(self, first: int, last: int) -> None:
        """Make the rows from first to last exact."""
        row = first
        while row <= min(last, self.height - 1):
            self.row(row)
            block, within = self._heights.at(row)
            row += self._heights[block] - within

    def row(self, number: int) -> PageRow:
        """One row of the page, counted from 0."""
        block, within = self._heights.at(number)
        while block not in self._rows:
            self.rows(block)
            block, within = self._heights.at(number)
        of = self._blocks[block]
        above = self._above_words(block)
        if within >= above:
            start, end = self._rows[block][within - above]
            return PageRow(of.kind, block, start, end)
        kind = Kind.BLANK if of.blank and block and not within else Kind.HEAD
        return PageRow(kind, block, of.start, of.start)

    def row_of(self, place: int) -> int:
        """The row that shows a place of the text; between blocks the last one before it."""
        if not self._blocks:
            return 0
        block = self.block_of(place)
        rows = self.rows(block)
        within = max(0, bisect_right(rows, place, key=lambda row: row[0]) - 1)
        return self._heights.above(block) + self._above_words(block) + within

    def block_of(self, place: int) -> int:
        """The block that holds a place, else the one before it, else the first."""
        return max(0, bisect_right(self._starts, place) - 1)

    def column_of(self, place: int) -> int:
        """How many cells stand before a place in its row."""
        row = self.row(self.row_of(place))
        return sum(one.cells for one in letters(self._text, row.start, row.end) if one.end <= place)

    def place_at(self, number: int, column: int) -> int:
        """The letter at a column of a row, the row’s last where the column lies beyond; for a head its first words."""
        row = self.row(number)
        filled = 0
        place = row.start
        for one in letters(self._text, row.start, row.end):
            place = one.start
            filled += one.cells
            if filled > column:
                break
        return place

    def top_of(self, block: int) -> int:
        """The first row of a block."""
        return self._heights.above(block)

    def held_at(self, number: int) -> tuple[int, int]:
        """The block at a row and which of its rows that is: what stays in view while heights change."""
        return self._heights.at(number)

    def _above_words(self, block: int) -> int:
        of = self._blocks[block]
        return int(of.blank and block > 0) + int(of.head)

    def _about(self, block: int) -> int:
        """About how many rows a block takes; never less than one."""
        of = self._blocks[block]
        return self._above_words(block) + (1 if of.kind is Kind.NOTE else -(-(of.end - of.start) // self.width))

    def _laid_out(self, block: Block) -> list[Row]:
        if block.kind is Kind.NOTE or block.start == block.end:
            return [(block.start, block.end)]
        return wrap(self._text, block.start, block.end, self.width)
