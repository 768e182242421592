"""Numbers of turns: one speaker's uninterrupted speech is one turn, however often the label is repeated in it."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.model import Section, Turn


def numbered(turns: Sequence[Turn], sections: Sequence[Section] = ()) -> Iterator[Turn]:
    """Turns in order with their numbers; stretches of one label share one, unless a new section begins between them.

    >>> [turn.number for turn in numbered([Turn(0, 0, 2, "Q"), Turn(0, 5, 8, "P"), Turn(0, 9, 12, "P")])]
    [1, 2, 2]
    """
    number = 0
    before: tuple[str | None, int] = (None, 0)
    starts = sorted(section.start for section in sections)
    for turn in turns:
        here = (turn.label, bisect(starts, turn.start))
        if turn.label is None or here != before:
            number += 1
        before = here
        yield replace(turn, number=number)


def count(turns: Sequence[Turn]) -> int:
    """How many turns there are."""
    return len({turn.number for turn in turns})
