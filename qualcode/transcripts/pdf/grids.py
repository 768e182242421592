"""Tables on the pages of a PDF, found by the places at which words begin on line after line."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.pdf.lines import Line
from qualcode.transcripts.pdf.words import joined, vocabulary
from qualcode.transcripts.reading import Known
from qualcode.transcripts.written.blocks import Paragraph, Table
from qualcode.transcripts.written.side_columns import labelled_column

_NEAR = 3.0
"""Points by which words of one column may differ in where they begin."""
_FEWEST_ROWS = 4
_SHARE = 0.1
"""A column has words on this part of the lines with several cells."""
_STRANGE = 0.05
"""Part of the lines of a table that may stand across it."""
_MOST_COLUMNS = 12
_FULL = 0.8
"""Part of the longest line of a narrow column that a cut word fills."""
_WORDY = 3
"""A column with so many words on a line has sentences."""
_ROOM = 0.25
"""Points that the border between rows adds to the step from line to line."""


@dataclass(frozen=True, slots=True)
class GridFound:
    """A table and the lines that stand before and after it."""

    before: tuple[Line, ...]
    table: Table
    after: tuple[Line, ...]
    guessed: tuple[str, ...]
    """Words from which a hyphen was taken though they stand nowhere else in the document."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What the cells of a row say, line by line."""

    cells: tuple[list[str], ...]


def grid_of(lines: Sequence[Line]) -> GridFound | None:
    """The table that a document’s lines make up; None where they make up none."""
    columns = _columns(lines)
    if len(columns) < 2:
        return None
    places = [_places(line, columns) for line in lines]
    several = [number for number, place in enumerate(places) if place and len(place) > 1]
    if len(several) < _FEWEST_ROWS:
        return None
    begin, end = several[0], several[-1] + 1
    within = _step_within_rows(lines[begin:end])
    while end < len(lines) and (place := places[end]) and (place[0] > 0 or _step(lines, end) <= within):
        end += 1
    inside = range(begin, end)
    strange = sum(places[number] is None for number in inside)
    if strange > _STRANGE * len(inside):
        return None
    opening = _openings(lines[begin:end], places[begin:end])
    if opening is None:
        return None
    seen = vocabulary(lines)
    guessed: list[str] = []
    longest = max(
        (len(line.cells[0].text) for line, place in zip(lines, places, strict=True) if place == [0]), default=0
    )
    rows = []
    for row in _rows(lines[begin:end], places[begin:end], opening, len(columns)):
        cells: list[tuple[Paragraph, ...]] = []
        for parts in row.cells:
            whole = joined([replace(lines[begin], text=part, bold=0) for part in parts], seen)
            guessed += whole.guessed
            words = " ".join(line.text for line in whole.lines) if cells else _narrow(parts, longest)
            cells.append((Paragraph(re.sub(" {2,}", " ", words)),) if words else ())
        rows.append(tuple(cells))
    return GridFound(tuple(lines[:begin]), Table(tuple(rows)), tuple(lines[end:]), tuple(dict.fromkeys(guessed)))


def _narrow(parts: Sequence[str], longest: int) -> str:
    """A cell of a first column so narrow that a word may have been cut at its border."""
    words = ""
    for before, part in zip(["", *parts], parts, strict=False):
        cut = len(before) >= _FULL * longest and " " not in before and part[:1].islower()
        words += part if cut or not words else f" {part}"
    return words


def _columns(lines: Sequence[Line]) -> list[float]:
    """Where columns begin: places at which words begin on many of the lines with several cells."""
    several = [line for line in lines if len(line.cells) > 1]
    lefts = sorted(cell.left for line in several for cell in line.cells)
    groups: list[list[float]] = []
    for left in lefts:
        if groups and left - groups[-1][0] <= _NEAR:
            groups[-1].append(left)
        else:
            groups.append([left])
    enough = max(3, _SHARE * len(several))
    columns = [group[0] for group in groups if len(group) >= enough]
    return columns if len(columns) <= _MOST_COLUMNS else []


def _places(line: Line, columns: Sequence[float]) -> list[int] | None:
    """The number of the column in which each cell of a line stands; None where one stands across columns."""
    places = []
    for cell in line.cells:
        place = next((number for number, left in enumerate(columns) if abs(cell.left - left) <= _NEAR), None)
        if place is None or (place + 1 < len(columns) and cell.right > columns[place + 1]):
            return None
        places.append(place)
    return places or None


def _openings(lines: Sequence[Line], places: Sequence[list[int] | None]) -> list[bool] | None:
    """For each line whether a row begins with it; None where that cannot be told.

    A line with an empty first cell goes on with the row before. Where the first column has sentences too, rows show
    only by the room between them.
    """
    begins = [place is None or place[0] == 0 for place in places]
    first = [line.cells[0].text for line, place in zip(lines, places, strict=True) if place and place[0] == 0]
    wordy = sum(len(text.split()) for text in first) >= _WORDY * len(first)
    within = _step_within_rows(lines)
    if not within:
        return None if wordy else begins
    steps = [_step(lines, place) for place in range(1, len(lines))]
    wider = [within < step < math.inf for step in steps]
    anew = [step == math.inf and begin for step, begin in zip(steps, begins[1:], strict=True)]
    if not wordy and not all(begin for wide, begin in zip(wider, begins[1:], strict=True) if wide):
        return begins
    return [True, *(wide or new for wide, new in zip(wider, anew, strict=True))]


def _step(lines: Sequence[Line], place: int) -> float:
    """How far a line stands below the one before; endlessly far where that stands on another page."""
    before, line = lines[place - 1], lines[place]
    same = (before.page, before.column) == (line.page, line.column)
    return before.base - line.base if same and before.base > line.base else math.inf


def _step_within_rows(lines: Sequence[Line]) -> float:
    """The step from line to line within rows; 0 where rows cannot be told by it."""
    steps = [step for place in range(1, len(lines)) if (step := _step(lines, place)) < math.inf]
    most = min(steps, default=0.0) + _ROOM
    return most if any(step > most for step in steps) else 0.0


def _rows(
    lines: Sequence[Line], places: Sequence[list[int] | None], opening: Sequence[bool], width: int
) -> Iterator[_Row]:
    row: _Row | None = None
    for line, place, begins in zip(lines, places, opening, strict=True):
        if begins and row:
            yield row
        if begins or row is None:
            row = _Row(tuple([] for _ in range(width)))
        if place is None:
            row.cells[0].append(line.text)
        for number, cell in zip(place or (), line.cells, strict=False):
            row.cells[number].append(cell.text)
    if row:
        yield row


@dataclass(frozen=True, slots=True)
class Beside:
    """The lines of a talk without what stands in columns beside it, and what that was."""

    lines: tuple[Line, ...]
    words: tuple[str, ...]


def without_side_columns(lines: Sequence[Line], known: Known) -> Beside:
    """The lines, without remarks and codes in columns beside labelled words."""
    columns = _columns(lines)
    places = [_places(line, columns) for line in lines]
    sided = [number for number, place in enumerate(places) if place and place[-1] > 0]
    if len(columns) < 2 or len(sided) < 3:
        return Beside(tuple(lines), ())
    inside = range(sided[0], sided[-1] + 1)
    if sum(places[number] is None for number in inside) > _STRANGE * len(inside):
        return Beside(tuple(lines), ())
    rows = [_cells_of(lines[number], places[number], len(columns)) for number in inside]
    alone = labelled_column(Table(tuple(rows)), known)
    if alone is None or (alone.number == 0 and any(map(_is_label, rows))):
        return Beside(tuple(lines), ())
    kept = [
        _only(line, place, alone.number) if number in inside and place else line
        for number, (line, place) in enumerate(zip(lines, places, strict=True))
    ]
    return Beside(tuple(line for line in kept if line), alone.beside)


def _is_label(row: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether a row's first cell is a label without words, as a tab parts it from them."""
    look = first_look(row[0][0].text) if row[0] else None
    return isinstance(look, Candidate) and look.words >= len(row[0][0].text)


def _cells_of(line: Line, places: Sequence[int] | None, width: int) -> tuple[tuple[Paragraph, ...], ...]:
    found: list[tuple[Paragraph, ...]] = [()] * width
    if places is None:
        found[0] = (Paragraph(line.text),)
    for number, cell in zip(places or (), line.cells, strict=False):
        found[number] = (Paragraph(cell.text),)
    return tuple(found)


def _only(line: Line, places: Sequence[int], column: int) -> Line | None:
    """A line with the words of one column alone; None where it has none."""
    if column not in places:
        return None
    cell = line.cells[places.index(column)]
    bold = min(line.bold, len(cell.text)) if places[0] == column else 0
    return replace(line, text=cell.text, left=cell.left, right=cell.right, bold=bold, cells=(cell,))
