"""The figures that stand in the cells of a table, for the pictures drawn of them."""

import re
from dataclasses import dataclass

from qualcode.reports.content.blocks import Line, Table, shown

_SHARE = re.compile(r"(\d{1,9}) of (\d{1,9})(?![\w.,]\w)", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Share:
    """“7 of 12” as it stands in a cell."""

    k: int
    n: int


def share_in(cell: Line) -> Share | None:
    """The “k of n” a cell begins with; None for words, blanks, and what cannot be a share.

    >>> from qualcode.reports.content.blocks import Words
    >>> share_in((Words("7 of 12"),))
    Share(k=7, n=12)
    >>> share_in((Words("not asked"),)) is None
    True
    """
    found = _SHARE.match(shown(cell).strip())
    share = Share(int(found[1]), int(found[2])) if found else None
    return share if share is not None and share.k <= share.n and share.n else None


def number_in(cell: Line) -> int | None:
    """The figure that is all of a cell: the number, or k of “k of n”."""
    share, words = share_in(cell), shown(cell).strip()
    if share is not None:
        return share.k
    return int(words) if _NUMBER.fullmatch(words) else None


def shares(table: Table) -> tuple[tuple[Share | None, ...], ...]:
    """The share of every cell, row by row; the first column names the rows.

    In a table without any “k of n”, single numbers are taken as shares of the largest in the table.
    """
    found = tuple((None, *(share_in(cell) for cell in row[1:])) for row in table.rows)
    if any(share for row in found for share in row):
        return found
    numbers = [[number_in(cell) for cell in row[1:]] for row in table.rows]
    most = max((number for row in numbers for number in row if number is not None), default=0)
    return tuple((None, *(_of(number, most) for number in row)) for row in numbers)


def _of(number: int | None, most: int) -> Share | None:
    return Share(number, most) if number is not None and most else None
