"""A row of words cut where its looks change: a coding, the selection or something found begins or ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.tui.page.selection import Selection

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import PageCoding


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one row that look alike."""

    start: int
    end: int
    coding: "PageCoding | None"
    """The innermost coding."""
    several: bool
    """Whether more than one coding covers them."""
    selected: bool
    found: int
    """2 for what was found last, 1 for what else was found, 0 for nothing."""


Found = tuple[Sequence[tuple[int, int]], int | None]
"""What was found, in order, and which of it the reader is at."""


def parts(
    start: int, end: int, codings: "Sequence[PageCoding]", selection: Selection, found: Found = ((), None)
) -> Iterator[Part]:
    """The parts of the words from start to end, in order; together they are all of them."""
    here = [one for one in codings if one.start < end and start < one.end]
    hits = [(2 if number == found[1] else 1, *span) for number, span in enumerate(found[0])]
    hits = [hit for hit in hits if hit[1] < end and start < hit[2]]
    edges = {start, end, selection.start, selection.end}
    edges.update(edge for one in here for edge in (one.start, one.end))
    edges.update(edge for _, *span in hits for edge in span)
    for first, last in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        covering = innermost_first(one for one in here if one.start <= first < one.end)
        yield Part(
            start=first,
            end=last,
            coding=covering[0] if covering else None,
            several=len(covering) > 1,
            selected=selection.start <= first < selection.end,
            found=max((rank for rank, begin, stop in hits if begin <= first < stop), default=0),
        )


def innermost_first(codings: "Iterator[PageCoding] | Sequence[PageCoding]") -> "list[PageCoding]":
    """The shortest first; of equally long ones the one that begins later."""
    return sorted(codings, key=lambda one: (one.end - one.start, -one.start, one.code))
