"""How long a coder takes for a document, for that coder's own eyes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from qualcode.project import Project
from qualcode.project.own_times import OwnTime, own_times

BREAK = timedelta(minutes=10)
"""Longer than this without a change or a move in the text was a break."""
_WORTH_COUNTING = timedelta(minutes=1)
"""What took less was not read here: its codings came from elsewhere."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a coder is, and how long the rest may take."""

    finished: int
    of: int
    timed: int
    """Finished documents of which the time is known."""
    each: timedelta | None
    """Mean time of those; None where there is none."""

    @property
    def left(self) -> timedelta | None:
        """What the rest takes at this pace; None after one document, which tells of no other."""
        return None if self.each is None or self.timed < 2 else self.each * (self.of - self.finished)

    @property
    def told(self) -> str:
        """In words: “12 of 21 finished, 3 h 40 each, about 33 h left”."""
        words = f"{self.finished} of {self.of} finished"
        if self.each is None:
            return words
        words += f", {_told(self.each)} {'each' if self.timed > 1 else 'for one so far'}"
        return f"{words}, about {_roughly(self.left)} left" if self.left else words


def pace(project: Project, coder: str) -> Pace:
    """How long the coder's finished documents took, up to when each was finished.

    Time is counted from one own change, or kept reading place, to the next; more than ten minutes between two was a
    break and counts nothing, and the time between two documents counts for the one it led to. It says nothing of how
    well anybody codes, and only the coder themself is to see it.
    """
    documents, ends = project.documents.ids(), project.finishes.times(coder)
    spent = _spent(own_times(project.store, coder), ends)
    known = [time for document, time in spent.items() if document in ends and time >= _WORTH_COUNTING]
    each = sum(known, timedelta()) / len(known) if known else None
    return Pace(len(ends), len(documents), len(known), each)


def _spent(times: Iterable[OwnTime], ends: Mapping[str, str]) -> dict[str, timedelta]:
    """Time per document; what was done to it after it was finished is a second look."""
    spent: dict[str, timedelta] = {}
    for before, after in pairwise(times):
        gap = datetime.fromisoformat(after.time) - datetime.fromisoformat(before.time)
        if gap <= BREAK and after.time <= ends.get(after.document, after.time):
            spent[after.document] = spent.get(after.document, timedelta()) + gap
    return spent


def _told(time: timedelta) -> str:
    minutes = round(time / timedelta(minutes=1))
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"


def _roughly(time: timedelta | None) -> str:
    hours = (time or timedelta()) / timedelta(hours=1)
    return f"{round(hours)} h" if hours >= 2 else _told(time or timedelta())
