"""Words of a text that a person replaced, and where that leaves everything else."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.model import Section, Turn


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of a text that a person replaced by others."""

    start: int
    end: int
    words: str


class Shifted:
    """Positions of the old text in the edited one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends = [edit.end for edit in edits]
        self._past = [0]
        for edit in edits:
            self._past.append(self._past[-1] + len(edit.words) - (edit.end - edit.start))

    def at(self, position: int) -> int:
        """Where a position lies now; one amid words that were replaced lies at most at their end."""
        n = bisect_left(self._ends, position)
        if n < len(self._ends) and self._ends[n] == position:
            n += 1
        if n < len(self._edits) and position > self._edits[n].start:
            edit = self._edits[n]
            return edit.start + self._past[n] + min(position - edit.start, len(edit.words))
        return position + self._past[n]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the text lies now."""
        return self.at(start), self.at(end)

    def section(self, section: Section) -> Section:
        """A heading where it stands now."""
        return Section(*self.stretch(section.start, section.end), section.level)

    def turn(self, turn: Turn) -> Turn:
        """A turn with the words and the time stamps it has now."""
        start, end = self.stretch(turn.start, turn.end)
        return replace(turn, start=start, end=end, marks=tuple((self.at(place), time) for place, time in turn.marks))
