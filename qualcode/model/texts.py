"""What was said: turns, headings, passages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech, or a stretch of it: a slice of the document's text that covers words only."""

    number: int
    """Counted from 1 through the document; stretches that a repeated label or a time sets apart share it."""
    start: int
    """First character, in Unicode code points of the document's text."""
    end: int
    """One past the last character."""
    label: str | None
    """The speaker as written in the transcript; None where nobody is named."""
    begins: float | None = None
    """Seconds into the recording; None where the transcript keeps no times."""
    ends: float | None = None
    marks: tuple[tuple[int, float], ...] = ()
    """Every time stamp inside the turn, as (position in the text, seconds)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in a document, with which a section begins: nobody's words."""

    start: int
    end: int
    level: int
    """1 for the highest."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one turn: the unit that is embedded and suggested."""

    document: str
    """The document's id as people see it: D01."""
    turn: int
    start: int
    end: int
    words: str
