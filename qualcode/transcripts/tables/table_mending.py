"""Rows of a table kept as text that were cut by delimiters or line ends among the words."""

from collections.abc import Iterator, Sequence

from qualcode.transcripts.tables.columns import Columns
from qualcode.transcripts.tables.headings import Grid, Rows


def mended(grid: Grid, columns: Columns) -> tuple[Rows, list[str]]:
    """Rows with words put together that delimiters or line ends without quotation marks had cut, and warnings."""
    rows = grid.rows[columns.first :]
    if grid.delimiter is None or not columns.headings:
        return rows, []
    joint = f"{grid.delimiter} " if grid.delimiter in ",;" else grid.delimiter
    width, words = len(columns.headings), columns.words
    whole: list[Sequence[str]] = []
    wide = short = 0
    for row in rows:
        if any(row[width:]):
            wide += 1
            last = max(column for column, text in enumerate(row) if text)
            whole.append([*row[:words], joint.join(row[words : last + 1])] if words == width - 1 else row)
        elif whole and words and len(row) == 1 and len(whole[-1]) > words:
            short += 1
            before = whole.pop()
            whole.append([*before[:words], f"{before[words]}\n{row[0]}".strip(), *before[words + 1 :]])
        else:
            whole.append(row)
    return whole, list(_told_of_mending(wide, short, last=words == width - 1))


def _told_of_mending(wide: int, short: int, *, last: bool) -> Iterator[str]:
    if wide:
        what = "was joined to the words" if last else "was left out"
        yield f"{_rows(wide)} more cells than there are headings; what went beyond {what}."
    if short:
        yield f"{_rows(short)} a single cell and went on with the words of the row before."


def _rows(count: int) -> str:
    return "1 row has" if count == 1 else f"{count} rows have"
