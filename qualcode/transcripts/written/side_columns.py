"""Tables whose words carry their labels in the same cell, with remarks or codes in a column beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.speakers import verdict
from qualcode.transcripts.reading import Known
from qualcode.transcripts.written.paragraphs import Table, plain_cell

_FEWEST = 4
_BRIEF = 4
"""A head that stands above the words has no more words."""


@dataclass(frozen=True, slots=True)
class LabelledColumn:
    """The column of a table in which people speak."""

    number: int
    lines: tuple[str, ...]
    """Its cells, row by row, without its head."""
    beside: tuple[str, ...]
    """What the other columns say."""


def labelled_column(table: Table, known: Known) -> LabelledColumn | None:
    """The column whose cells say who speaks before the words; None where no column is like that."""
    width = max((len(row) for row in table.rows), default=0)
    if not 1 < width <= _FEWEST:
        return None
    rows = [[plain_cell(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    columns = list(zip(*rows, strict=True))
    accepted = [_labels(column, known) for column in columns]
    spoken = max(range(width), key=lambda number: len(accepted[number]))
    others = [number for number in range(width) if number != spoken]
    if len(accepted[spoken]) < max(_FEWEST, len(rows) / 3) or any(accepted[number] for number in others):
        return None
    if any(_words(columns[number]) > _words(columns[spoken]) for number in others):
        return None
    beside = [" ".join(cell.split()) for number in others for cell in columns[number] if cell]
    lines = columns[spoken]
    headed = len(lines[0].split()) <= _BRIEF and any(columns[number][0] for number in others)
    return LabelledColumn(spoken, lines[1:] if headed and not first_look(lines[0]) else lines, tuple(beside))


def _labels(cells: Sequence[str], known: Known) -> list[str]:
    """Labels of speakers that open lines of a column's cells and are followed by words."""
    looks = [
        look
        for cell in cells
        for line in cell.split("\n")
        if isinstance(look := first_look(line), Candidate) and look.shape == "colon" and line[look.words :].strip()
    ]
    people = verdict(looks, known).accepted
    return [look.label for look in looks if look.label in people] if len(people) > 1 else []


def _words(cells: Sequence[str]) -> int:
    return sum(len(cell.split()) for cell in cells)
