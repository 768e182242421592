"""What a coder has read, is reading, and has still to read; nobody else's work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.project import Project
from qualcode.project.pages import ListedDocument, Reach
from qualcode.project.reading_places import ReadingPlace

State = Literal["unread", "in progress", "finished"]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A document on a coder's reading list."""

    document: str
    title: str
    source: str
    state: State
    codings: int
    """The coder's own."""
    share: float
    """Share of its words up to where the coder's last coding ends or they read last, whichever is further on."""
    opened: str | None
    """When the coder was last in it; None where never."""
    place: int | None
    """Where they left off; None where they never opened it."""


@dataclass(frozen=True, slots=True)
class _Left:
    """Where a coder left a document."""

    place: int
    opened: str


def reading_list(project: Project, coder: str) -> tuple[ReadingRow, ...]:
    """Every document: first those in progress, the one left last before all, then the unread, then the finished."""
    reaches, finished = project.pages.reaches(coder), project.finishes.by(coder)
    last = {one.document: one for one in project.reading_places.all_of(coder)}
    rows = [
        _row(project, one, reaches.get(one.document), last.get(one.document), finished=one.document in finished)
        for one in project.pages.listed()
    ]
    begun = sorted((row for row in rows if row.state == "in progress"), key=lambda row: row.opened or "", reverse=True)
    return (*begun, *_in_state(rows, "unread"), *_in_state(rows, "finished"))


def where_left_off(project: Project, coder: str) -> str | None:
    """The document to go on with: the one in progress that was left last, else the first unread; None where none is."""
    return next((row.document for row in reading_list(project, coder) if row.state != "finished"), None)


def _row(
    project: Project, document: ListedDocument, reach: Reach | None, last: ReadingPlace | None, *, finished: bool
) -> ReadingRow:
    left = _left(reach, last)
    state: State = "finished" if finished else "in progress" if left else "unread"
    further = max(reach.end if reach else 0, last.place if last else 0)
    return ReadingRow(
        document=document.document,
        title=document.title,
        source=document.source,
        state=state,
        codings=reach.codings if reach else 0,
        share=_share(project, document.document, further) if state == "in progress" else float(finished),
        opened=left.opened if left else None,
        place=left.place if left else None,
    )


def _left(reach: Reach | None, last: ReadingPlace | None) -> _Left | None:
    """The later of the two: a coding may have been made by a command since."""
    left = [_Left(reach.end, reach.made)] if reach else []
    left += [_Left(last.place, last.made)] if last else []
    return max(left, key=lambda one: one.opened, default=None)


def _share(project: Project, document: str, place: int) -> float:
    text = project.texts.of_document(document)
    words = len(text.split())
    return len(text[:place].split()) / words if words else 0.0


def _in_state(rows: Sequence[ReadingRow], state: State) -> list[ReadingRow]:
    return [row for row in rows if row.state == state]
