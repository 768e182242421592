"""Bars under the figures of a table: as long as the people who were asked, filled as far as those who said so."""

from qualcode.reports.content.blocks import Table
from qualcode.reports.formats.cell_figures import shares


def bars(table: Table) -> dict[tuple[int, int], str]:
    """A bar for each cell that holds “k of n”, by row and column.

    The longest bar of a column has its greatest n, so that bars of one column can be compared.
    """
    found = shares(table)
    longest: dict[int, int] = {}
    for row in found:
        for column, share in enumerate(row):
            if share is not None:
                longest[column] = max(longest.get(column, 0), share.n)
    return {
        (place, column): _bar(share.k / longest[column], share.n / longest[column])
        for place, row in enumerate(found)
        for column, share in enumerate(row)
        if share is not None
    }


def _bar(filled: float, asked: float) -> str:
    return (
        '<svg class="bar" aria-hidden="true" width="100%" height="8">'
        f'<rect class="asked" width="{asked:.1%}" height="8" rx="2"></rect>'
        f'<rect class="raised" width="{filled:.1%}" height="8" rx="2"></rect></svg>'
    )
