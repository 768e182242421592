"""Cells of a table shaded by the share in them."""

from qualcode.reports.content.blocks import Table
from qualcode.reports.formats.cell_figures import shares

STEPS = 10
"""How many shades there are besides none."""


def shades(table: Table) -> dict[tuple[int, int], int]:
    """The shade of each cell that holds “k of n”, by row and column: 0 for nobody, `STEPS` for everybody."""
    return {
        (place, column): -(-share.k * STEPS // share.n)
        for place, row in enumerate(shares(table))
        for column, share in enumerate(row)
        if share is not None
    }
