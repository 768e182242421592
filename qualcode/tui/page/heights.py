"""Where each of many blocks begins on a page, while their heights are still being found out."""

from collections.abc import Sequence


class Heights:
    """Heights of blocks one below the other, each of which may change, as a tree of partial sums."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        self._sums = [0, *heights]
        for place in range(1, len(self._sums)):
            above = place + (place & -place)
            if above < len(self._sums):
                self._sums[above] += self._sums[place]
        self.total = sum(heights)
        """Of all blocks together."""

    def __getitem__(self, block: int) -> int:
        return self._heights[block]

    def change(self, block: int, height: int) -> None:
        """Give one block another height."""
        more = height - self._heights[block]
        if not more:
            return
        self._heights[block] = height
        self.total += more
        place = block + 1
        while place < len(self._sums):
            self._sums[place] += more
            place += place & -place

    def above(self, block: int) -> int:
        """The rows above a block."""
        rows, place = 0, block
        while place:
            rows += self._sums[place]
            place -= place & -place
        return rows

    def at(self, row: int) -> tuple[int, int]:
        """The block that holds a row of the page, and which of its rows that is."""
        row = max(0, min(row, self.total - 1))
        place, step = 0, 1 << len(self._heights).bit_length()
        while step:
            further = place + step
            if further < len(self._sums) and self._sums[further] <= row:
                place = further
                row -= self._sums[further]
            step >>= 1
        return place, row
