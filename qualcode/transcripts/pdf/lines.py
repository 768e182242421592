"""From the letters on a page to its lines in the order in which people read them."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.transcripts.labelled.labels import TIME
from qualcode.transcripts.pdf.pages import Page, Run

_LEVEL = 0.4
"""Runs of one line stand within this part of their size of each other."""
_MOST_ON_LINE = 100
_TABBED = 2.0
"""A gap of so many times the size of the letters after a few words is a tab or the border of a table's column."""
_APART = 1.0
"""A gap of so many times the size of the letters may part the cells of a table."""
_NAME_LENGTH = 40
_MOST_TABS = 4
_ENDS_IN_TIME = re.compile(rf".{{1,60}}\s{TIME}\W?", re.ASCII)

_FEWEST_LINES = 6
"""A column has at least so many lines."""
_BIN = 2.0
_FILLED = 0.55
"""Part of its column's width that the middling line of a column fills, unlike a table's cell."""

SIDES = 5
"""Across the page, and its columns from left to right."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line that stand apart from the others."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: int
    """How many of its first characters are bold."""
    page: int
    column: int = 0
    """Lines with the same number stand in the same column, one below the other; `column % SIDES` says which."""
    cells: tuple[Cell, ...] = ()
    """From left to right what wide gaps part; none where a script runs leftward."""


def lines_of(page: Page, gutters: Sequence[float] = ()) -> list[Line]:
    """The lines of a page in reading order, one column after the other where gutters part them."""
    if not gutters:
        return _lines(page.runs, page.number, 0)
    lines: list[Line] = []
    for number, (side, runs) in enumerate(_bands(page.runs, gutters)):
        lines += _lines(runs, page.number, SIDES * number + side)
    return lines


def gutters_of(pages: Sequence[Page]) -> list[list[float]]:
    """For each page where the white strips between its columns of running text are.

    A page whose columns are too short to tell has those of the others, if nothing stands across them.
    """
    found = [_gutters(page.runs) for page in pages]
    most = max(found, key=len, default=[])
    return [
        most if len(own) < len(most) and not any(_crosses(run, most) for run in page.runs) else own
        for page, own in zip(pages, found, strict=True)
    ]


def _crosses(run: Run, gutters: Sequence[float]) -> bool:
    return any(run.left < gutter < run.right for gutter in gutters)


def _lines(runs: Sequence[Run], page: int, column: int) -> list[Line]:
    level: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.base):
        near = next((line for line in level[-3:] if _beside(line, run)), None)
        if near is None:
            level.append([run])
        else:
            near.append(run)
    return [_line(line, page, column) for line in level]


def _beside(line: Sequence[Run], run: Run) -> bool:
    """Whether a run stands on a line, and not over or under another of its runs."""
    size = max(run.size, line[0].size)
    return (
        len(line) < _MOST_ON_LINE
        and abs(run.base - line[0].base) <= _LEVEL * size
        and all(min(run.right, other.right) - max(run.left, other.left) < 0.5 * size for other in line)
    )


def _line(runs: Sequence[Run], page: int, column: int) -> Line:
    lettered = [run for run in runs if any(map(str.isalpha, run.text))]
    leftward = sum(is_leftward(run.text) for run in lettered) > len(lettered) / 2
    ordered = sorted(runs, key=lambda run: -run.right if leftward else run.left)
    text = ordered[0].text
    for last, run in pairwise(ordered):
        gap = last.left - run.right if leftward else run.left - last.right
        text += _between(text, gap / max(run.size, last.size)) + run.text
    if not _ENDS_IN_TIME.fullmatch(text):
        text = re.sub(" {2,}", " ", text)
    widest = max(ordered, key=lambda run: len(run.text))
    return Line(
        text,
        min(run.left for run in runs),
        max(run.right for run in runs),
        widest.base,
        widest.size,
        _bold(text, ordered),
        page,
        column,
        () if leftward else tuple(_cells(ordered)),
    )


def _cells(runs: Sequence[Run]) -> Iterator[Cell]:
    held: Cell | None = None
    for run in runs:
        gap = (run.left - held.right) / run.size if held else 0.0
        if held and gap < _APART:
            held = Cell(held.text + (" " if gap > 0.1 else "") + run.text, held.left, run.right)
            continue
        if held:
            yield held
        held = Cell(run.text, run.left, run.right)
    if held:
        yield held


def _bold(text: str, runs: Sequence[Run]) -> int:
    """How many of a line's first characters are bold."""
    letters = 0
    for run in runs:
        letters += run.bold
        if run.bold < len("".join(run.text.split())):
            break
    shapes = [place for place, letter in enumerate(text) if not letter.isspace()]
    return shapes[letters - 1] + 1 if letters else 0


def is_leftward(text: str) -> bool:
    """Whether words run from right to left, as Arabic and Hebrew do."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text[:40])


def _between(before: str, gap: float) -> str:
    """What stands in the place of a gap: a tab after a few words at the start of a line, else a space."""
    if gap >= _TABBED and len(before) <= _NAME_LENGTH and before.count("\t") < _MOST_TABS:
        return "\t"
    return " " if gap > 0.1 else ""


def _gutters(runs: Sequence[Run]) -> list[float]:
    """Where the white strips between columns of running text are, from left to right."""
    middle = _gutter(runs)
    if middle is None:
        return []
    found = [middle]
    for side in ([run for run in runs if run.right <= middle], [run for run in runs if run.left >= middle]):
        found += filter(None, [_gutter(side)])
    return sorted(found)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where the white strip between two columns of running text is, if the page has one."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    width = right - left
    if not 0 < width < 20_000:
        return None
    middle = [left + width * 0.3 + step * _BIN for step in range(int(width * 0.4 / _BIN) + 1)]
    crossing = {place: sum(run.left < place < run.right for run in runs) for place in middle}
    fewest = min(crossing.values())
    places = [place for place in middle if crossing[place] == fewest]
    place = _middle_of_widest(places)
    before, after = [run for run in runs if run.right <= place], [run for run in runs if run.left >= place]
    if fewest > 0.15 * len(runs) or not (_is_column(before) and _is_column(after)):
        return None
    return place


def _middle_of_widest(places: Sequence[float]) -> float:
    """The middle of the widest strip; `places` may belong to several."""
    strips = [[places[0]]]
    for before, place in pairwise(places):
        if place - before > 1.5 * _BIN:
            strips.append([])
        strips[-1].append(place)
    widest = max(strips, key=len)
    return widest[len(widest) // 2]


def _is_column(runs: Sequence[Run]) -> bool:
    if len(runs) < _FEWEST_LINES:
        return False
    left = min(run.left for run in runs)
    words = sum(len(run.text.split()) for run in runs)
    if words < 3 * len(runs):
        return False
    widths = sorted(run.right - left for run in runs)
    return widths[len(widths) // 2] >= _FILLED * widths[-1]


def _bands(runs: Sequence[Run], gutters: Sequence[float]) -> Iterator[tuple[int, list[Run]]]:
    """The parts of a page in reading order: what crosses a gutter parts what stands above from what stands below."""
    above: list[Run] = []
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if _crosses(run, gutters):
            if above:
                yield from _sides(above, gutters)
                above = []
            across.append(run)
            continue
        if across:
            yield 0, across
            across = []
        above.append(run)
    if across:
        yield 0, across
    yield from _sides(above, gutters)


def _sides(runs: Sequence[Run], gutters: Sequence[float]) -> Iterator[tuple[int, list[Run]]]:
    sides: dict[int, list[Run]] = {}
    for run in runs:
        sides.setdefault(bisect_right(gutters, run.left), []).append(run)
    for number in sorted(sides):
        yield number + 1, sides[number]
