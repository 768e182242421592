"""From the letters on a page to its lines in the order in which people read them."""

import re
import unicodedata
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
_NAME_LENGTH = 40
_MOST_TABS = 4
_ENDS_IN_TIME = re.compile(rf".{{1,60}}\s{TIME}\W?", re.ASCII)

_FEWEST_LINES = 6
"""A column has at least so many lines."""
_BIN = 2.0
_FILLED = 0.55
"""Part of its column's width that the middling line of a column fills, unlike a table's cell."""

SIDES = 3
"""Across the page, left, right."""


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


def lines_of(page: Page) -> tuple[list[Line], bool]:
    """The lines of a page in reading order, and whether it is set in two columns."""
    gutter = _gutter(page.runs)
    if gutter is None:
        return _lines(page.runs, page.number, 0), False
    lines: list[Line] = []
    for number, (side, runs) in enumerate(_bands(page.runs, gutter)):
        lines += _lines(runs, page.number, SIDES * number + side)
    return lines, True


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
    )


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
    place = places[len(places) // 2]
    before, after = [run for run in runs if run.right <= place], [run for run in runs if run.left >= place]
    if fewest > 0.15 * len(runs) or not (_is_column(before) and _is_column(after)):
        return None
    return place


def _is_column(runs: Sequence[Run]) -> bool:
    if len(runs) < _FEWEST_LINES:
        return False
    left = min(run.left for run in runs)
    words = sum(len(run.text.split()) for run in runs)
    if words < 3 * len(runs):
        return False
    widths = sorted(run.right - left for run in runs)
    return widths[len(widths) // 2] >= _FILLED * widths[-1]


def _bands(runs: Sequence[Run], gutter: float) -> Iterator[tuple[int, list[Run]]]:
    """The parts of a page in reading order: what crosses the gutter parts what stands above from what stands below."""
    above: list[Run] = []
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if run.left < gutter < run.right:
            if above:
                yield from _sides(above, gutter)
                above = []
            across.append(run)
            continue
        if across:
            yield 0, across
            across = []
        above.append(run)
    if across:
        yield 0, across
    yield from _sides(above, gutter)


def _sides(runs: Sequence[Run], gutter: float) -> Iterator[tuple[int, list[Run]]]:
    left, right = [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]
    for number, side in enumerate((left, right), 1):
        if side:
            yield number, side
