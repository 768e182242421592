"""Quotations and lists built up again from the paragraphs that stand in them."""

from dataclasses import dataclass, field

from qualcode.reports.content.blocks import Block, Blocks, Listing, Quotation
from qualcode.reports.formats.word_roles import LIST, QUOTE
from qualcode.reports.verifying.from_word_styles import Stands


@dataclass(slots=True)
class _Open:
    """A quotation or list that may still go on."""

    what: str
    list_number: str | None = None
    begins: int | None = None
    items: list[list[Block]] = field(default_factory=lambda: [[]])
    """Of a quotation there is one."""

    def block(self) -> Block:
        if self.what == QUOTE:
            return Quotation(tuple(self.items[0]))
        return Listing(tuple(map(tuple, self.items)), self.begins)


class Nesting:
    """The blocks read so far, the innermost quotation or list open."""

    def __init__(self) -> None:
        self._done: list[Block] = []
        self._open: list[_Open] = []

    def go_to(self, stands: Stands) -> None:
        """Close and open quotations and lists until those around a paragraph are open.

        Lists that nobody began are passed over.
        """
        role = stands.role
        around = role.inside[:-1] if role.opens else role.inside
        depth = self._shared(around)
        if role.opens and depth == len(around) and role.inside[-1] == LIST and self._is_same_list(depth, stands):
            self.close_to(depth + 1)
            self._open[-1].items.append([])
            return
        self.close_to(depth)
        self._open += [_Open(QUOTE) for one in around[depth:] if one == QUOTE]
        if role.opens:
            self._open.append(_Open(role.inside[-1], stands.list_number, stands.begins))

    def add(self, block: Block) -> None:
        """Put a block into the innermost quotation or item."""
        (self._open[-1].items[-1] if self._open else self._done).append(block)

    def close_to(self, depth: int) -> None:
        """Close all but the outermost so many."""
        while len(self._open) > depth:
            closed = self._open.pop()
            self.add(closed.block())

    def blocks(self) -> Blocks:
        """Everything, all closed."""
        self.close_to(0)
        return tuple(self._done)

    def _shared(self, around: tuple[str, ...]) -> int:
        """How many of the open quotations and lists are around a paragraph too."""
        depth = 0
        while depth < min(len(around), len(self._open)) and self._open[depth].what == around[depth]:
            depth += 1
        return depth

    def _is_same_list(self, depth: int, stands: Stands) -> bool:
        if len(self._open) <= depth or self._open[depth].what != LIST:
            return False
        return self._open[depth].list_number == stands.list_number
