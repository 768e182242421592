"""Tables of a report as Word has them: a head on every page, rows that stay whole, cells shaded by their share."""

import re
from collections.abc import Sequence
from typing import Any

from qualcode.reports.content.blocks import Line, Table, shown
from qualcode.reports.formats.svg_heat import STEPS, shades
from qualcode.reports.formats.word_lines import LineWriter
from qualcode.reports.formats.word_roles import Role
from qualcode.reports.formats.word_styles import Styles
from qualcode.reports.formats.word_xml import element, inside

PALEST, DEEPEST = (0xF2, 0xF7, 0xFC), (0x9E, 0xC5, 0xE8)
"""The shades for the smallest share and for everybody: one hue from pale to deeper, black words readable on each."""
MANY_COLUMNS = 6
SHORT = 8
"""A table of no more rows than this is kept on one page."""
_FIGURE = re.compile(r"(?:\d[\d.,]*(?: of \d+)?(?: ?%)?|[–—-]|)", re.ASCII)
_LONGEST = 60
_CHARACTER = {False: 100, True: 85}
"""How wide a character is about, in twentieths of a point; True: in small tables."""
_BOLD = 1.35
_PADDING = 200


class TableWriter:
    """Writes tables into a document whose lines are `width` twentieths of a point wide."""

    def __init__(self, styles: Styles, lines: LineWriter, width: int) -> None:
        self._styles, self._lines, self._width = styles, lines, width
        self._style = styles.table()

    def write(self, table: Table, around: tuple[str, ...], *, left: int, heat: bool) -> Any:
        """A table inside quotations and lists, so far from the left."""
        small = len(table.heads) > MANY_COLUMNS
        new = element("tbl")
        settings = inside(new, "tblPr")
        inside(settings, "tblStyle", val=self._style)
        right = _of_figures(table)
        widths = _widths(table, right, self._width - left, small=small)
        inside(settings, "tblW", w=str(sum(widths)), type="dxa")
        if left:
            inside(settings, "tblInd", w=str(left), type="dxa")
        inside(settings, "tblLayout", type="fixed")
        inside(settings, "tblLook", firstRow="1", noHBand="1", noVBand="1")
        grid = inside(new, "tblGrid")
        for width in widths:
            inside(grid, "gridCol", w=str(width))
        prefix = "Small " if small else ""
        head, text = (
            self._styles.for_role(Role(f"{prefix}{what}", around)) for what in ("Table Heading", "Table Text")
        )
        fills = _fills(table) if heat else {}
        self._row(new, table.heads, widths, head, right, [None] * len(widths), keep=True, repeat=True)
        for place, row in enumerate(table.rows):
            colours = [fills.get((place, column)) for column in range(len(row))]
            keep = place + 1 < len(table.rows) <= SHORT
            self._row(new, row, widths, text, right, colours, keep=keep)
        return new

    def _row(
        self,
        table: Any,
        cells: Sequence[Line],
        widths: Sequence[int],
        style: str,
        right: Sequence[bool],
        fills: Sequence[str | None],
        *,
        keep: bool,
        repeat: bool = False,
    ) -> None:
        row = inside(table, "tr")
        settings = inside(row, "trPr")
        inside(settings, "cantSplit")
        if repeat:
            inside(settings, "tblHeader")
        for line, width, to_the_right, fill in zip(cells, widths, right, fills, strict=True):
            cell = inside(row, "tc")
            of_cell = inside(cell, "tcPr")
            inside(of_cell, "tcW", w=str(width), type="dxa")
            if fill is not None:
                inside(of_cell, "shd", val="clear", color="auto", fill=fill)
            paragraph = inside(cell, "p")
            of_paragraph = inside(paragraph, "pPr")
            inside(of_paragraph, "pStyle", val=style)
            if keep:
                inside(of_paragraph, "keepNext")
            if to_the_right:
                inside(of_paragraph, "jc", val="right")
            self._lines.write(paragraph, line)


def _fills(table: Table) -> dict[tuple[int, int], str]:
    """The colour behind each cell that holds a share above nothing."""
    return {cell: _shade(shade) for cell, shade in shades(table).items() if shade}


def _shade(step: int) -> str:
    share = (step - 1) / (STEPS - 1)
    return "".join(f"{round(pale + share * (deep - pale)):02X}" for pale, deep in zip(PALEST, DEEPEST, strict=True))


def _of_figures(table: Table) -> list[bool]:
    """Which columns hold figures alone."""
    columns = range(len(table.heads))
    return [
        place > 0 and bool(table.rows) and all(_FIGURE.fullmatch(shown(row[place]).strip()) for row in table.rows)
        for place in columns
    ]


def _widths(table: Table, figures: Sequence[bool], whole: int, *, small: bool) -> list[int]:
    """How wide each column is: none narrower than its longest word where that is possible, the rest by their words."""
    columns = [[shown(cell) for cell in column] for column in zip(*table.rows, strict=True)] or [
        [] for _ in table.heads
    ]
    per = _CHARACTER[small]
    least, most = [], []
    for head, column in zip(map(shown, table.heads), columns, strict=True):
        words = max((len(word) for cell in column for word in cell.split()), default=1)
        bold = max(map(len, head.split()), default=1)
        least.append(round(max(words, bold * _BOLD) * per) + _PADDING)
        lengths = [*map(len, column), len(head) // 2]
        most.append(min(max(lengths), _LONGEST) * per + _PADDING)
    if sum(least) >= whole:
        return [max(1, width * whole // sum(least)) for width in least]
    wish = [max(few, many) - few for few, many in zip(least, most, strict=True)]
    spare = whole - sum(least)
    if sum(wish) <= spare:
        return _filled([few + more for few, more in zip(least, wish, strict=True)], figures, whole)
    return [few + more * spare // sum(wish) for few, more in zip(least, wish, strict=True)]


def _filled(widths: list[int], figures: Sequence[bool], whole: int) -> list[int]:
    """Widths as they are where the table is small, else its columns of words stretched until it fills the line."""
    words = sum(width for width, of_figures in zip(widths, figures, strict=True) if not of_figures)
    spare = whole - sum(widths)
    if sum(widths) * 3 < whole * 2:
        return widths
    return [
        width if of_figures else width + spare * width // words
        for width, of_figures in zip(widths, figures, strict=True)
    ]
