"""The names of codes beside the rows of a turn: each where its excerpt begins, or below while the excerpt lasts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from qualcode.tui.page.graphemes import shown
from qualcode.tui.page.rows import Row

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import PageCoding

STAR = "★"
MEMO = "✎"
_MORE = 3
"""Cells kept for the number of codes that found no place."""
_SHORTEST = 6
"""Cells of a name below which it is put on the next row instead."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A passage to look at again for a code, as the machine suggests; no coding."""

    start: int
    end: int
    short: str
    """The last part of the code’s id."""


@dataclass(slots=True)
class MarginRow:
    """What stands beside one row of words."""

    names: "list[tuple[str, PageCoding | Suggested]]" = field(default_factory=list)
    """What is written, and what it is written for."""
    more: int = 0
    """Codings that begin here and found no place."""
    used: int = 0
    """Cells the names fill, with the spaces between them."""

    @property
    def uncounted(self) -> str:
        """The codings without a place, in a word."""
        return f"+{self.more}" if self.more else ""


def margin(rows: Sequence[Row], codings: "Sequence[PageCoding | Suggested]", width: int) -> list[MarginRow]:
    """What stands beside each row; what ends first chooses first, so that most finds a place, suggestions last."""
    if not rows:
        return []
    extents = sorted(((*_extent(rows, one), one) for one in codings), key=_turn_to_choose)
    beside = _filled(len(rows), extents, width, frozenset())
    crowded = frozenset(number for number, row in enumerate(beside) if row.more)
    return _filled(len(rows), extents, width, crowded) if crowded else beside


def _filled(
    count: int, extents: "Sequence[tuple[int, int, PageCoding | Suggested]]", width: int, crowded: frozenset[int]
) -> list[MarginRow]:
    """The margin, with cells for a number kept beside the rows where not everything finds a place."""
    beside = [MarginRow() for _ in range(count)]
    for first, last, coding in extents:
        rooms = ((row, width - _MORE if row in crowded else width) for row in range(first, last + 1))
        if not any(_placed(beside[row], coding, room) for row, room in rooms):
            beside[first].more += 1
    for row in beside:
        row.names.sort(key=lambda name: name[1].start)
    return beside


def _turn_to_choose(extent: "tuple[int, int, PageCoding | Suggested]") -> tuple[bool, int, int]:
    first, last, one = extent
    return isinstance(one, Suggested), last, first


def name_of(one: "PageCoding | Suggested") -> tuple[str, str]:
    """The code’s short name, and the signs after it: of a starred excerpt, of a memo, of a mere suggestion."""
    short = shown(one.short, 0, len(one.short))
    if isinstance(one, Suggested):
        return short, "?"
    return short, (STAR if one.starred else "") + (MEMO if one.memo else "")


def _extent(rows: Sequence[Row], coding: "PageCoding | Suggested") -> tuple[int, int]:
    """The first and last row that hold words of the coding."""
    touched = [place for place, (start, end) in enumerate(rows) if start < coding.end and coding.start < end]
    return (touched[0], touched[-1]) if touched else (0, 0)


def _placed(row: MarginRow, coding: "PageCoding | Suggested", width: int) -> bool:
    """Write the coding's name beside a row, if there is room for enough of it."""
    short, signs = name_of(coding)
    name = short + signs
    between = 1 if row.names else 0
    room = width - row.used - between
    wanted = cell_len(name)
    if wanted > room and (row.names or room < _SHORTEST):
        return False
    if wanted > room:
        name = set_cell_size(short, room - 1 - len(signs)).rstrip() + "…" + signs
    row.names.append((name, coding))
    row.used += between + cell_len(name)
    return True
