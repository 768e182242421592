"""What is kept of a document that was read: the row of a version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.model import Section, Turn
from qualcode.project.changes import canonical


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A transcript that was read and is about to be kept."""

    title: str
    source: str
    original: str
    """File name in transcripts/."""
    bytes_sha256: str
    text: str
    format: str
    reader: str
    encoding: str | None
    turns: tuple[Turn, ...]
    front: tuple[tuple[int, int], ...]
    sections: tuple[Section, ...] = ()
    part: str | None = None
    """Which document of a file that holds several."""
    date: str | None = None
    wave: str | None = None
    media: str | None = None


def version_row(document: str, number: int, new: NewDocument, text_sha256: str, made: str) -> dict[str, Any]:
    """The row of a version that was read from a file; `document` is a stored id."""
    return {
        "document": document,
        "number": number,
        "original": new.original,
        "bytes_sha256": new.bytes_sha256,
        "text_sha256": text_sha256,
        "format": new.format,
        "reader": new.reader,
        "encoding": new.encoding,
        "turns": packed_turns(new.turns),
        "front": canonical([list(stretch) for stretch in new.front]),
        "part": new.part,
        "sections": packed_sections(new.sections),
        "made": made,
        "corrected_by": None,
    }


def packed_turns(turns: Iterable[Turn]) -> str:
    """Turns as a version keeps them."""
    return canonical([_packed(turn) for turn in turns])


def packed_sections(sections: Iterable[Section]) -> str:
    """Headings as a version keeps them."""
    return canonical([[one.start, one.end, one.level] for one in sections])


def _packed(turn: Turn) -> Sequence[object]:
    marks = [list(mark) for mark in turn.marks]
    return [turn.start, turn.end, turn.label, turn.begins, turn.ends, marks, turn.number]
