"""Numbers of turns: one speaker's uninterrupted speech is one turn, however often the label is repeated in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.model import Turn


def numbered(turns: Sequence[Turn]) -> Iterator[Turn]:
    """Turns in order with their numbers; stretches of one label with nobody else between them share one.

    >>> [turn.number for turn in numbered([Turn(0, 0, 2, "Q"), Turn(0, 5, 8, "P"), Turn(0, 9, 12, "P")])]
    [1, 2, 2]
    """
    number = 0
    before: str | None = None
    for turn in turns:
        if turn.label is None or turn.label != before:
            number += 1
        before = turn.label
        yield replace(turn, number=number)


def count(turns: Sequence[Turn]) -> int:
    """How many turns there are."""
    return len({turn.number for turn in turns})
