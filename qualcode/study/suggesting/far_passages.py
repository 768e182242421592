"""Passages that no code of the codebook fits: perhaps a code is missing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from qualcode.project import Project
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.suggesting.embedding import project_encoder
from qualcode.study.suggesting.passages_read import ReadPassage
from qualcode.study.suggesting.scored_reading import reading_of


@dataclass(frozen=True, slots=True)
class FarPassage:
    """A passage without a code that none of the codes fits."""

    rank: int
    """1 is farthest from every code."""
    participant: str | None
    document: str
    turn: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class FarPassages:
    """What no code fits, farthest first, of how many passages without a code."""

    passages: tuple[FarPassage, ...]
    of: int
    """Passages without a code that were looked at."""
    enough_read: bool
    """Whether the coder has read enough for anything to be called far."""
    left_out: tuple[str, ...]
    """Interviews the coder has not finished."""
    notices: tuple[str, ...]


def far_passages(
    project: Project,
    coder: str,
    scope: Scope = EVERYTHING,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> FarPassages:
    """Passages of interviews the coder has finished that carry none of the coder's codes and that none fits.

    Nothing is stored and nothing is offered. Empty while the coder has finished nothing, or has read too little.
    """
    from qualcode.suggest import ENOUGH_READ, far_from_every_code

    shown = project.showing.to(coder)
    asked = [one for one in project.documents.ids() if scope.holds_document(one)]
    where = shown.among(asked)
    left_out = () if shown.everywhere else tuple(one for one in asked if one not in project.finishes.by(coder))
    if not where:
        return FarPassages((), 0, False, left_out, ())
    reading = reading_of(project, coder)
    units, coded = reading.units, reading.coded
    encoder, notice = project_encoder(project, progress)
    scores = reading.scores(encoder)
    people = project.participants.by_id()
    open_to = {
        index
        for index, unit in enumerate(units)
        if unit.passage.document in where
        and shown.holds(unit.passage.document, unit.passage.start, unit.passage.end)
        and scope.holds_participant(people.get(unit.group))
        and not coded.get(index)
    }
    far = [index for index in far_from_every_code(scores, reading.passages, coded) if index in open_to]
    return FarPassages(
        passages=tuple(_row(rank, units[index], people) for rank, index in enumerate(far, 1)),
        of=len(open_to),
        enough_read=max(scores.decisions, default=0) >= ENOUGH_READ,
        left_out=left_out,
        notices=tuple(dict.fromkeys(one for one in (notice, scores.notice) if one)),
    )


def _row(rank: int, unit: ReadPassage, people: Collection[str]) -> FarPassage:
    one = unit.passage
    participant = unit.group if unit.group in people else None
    return FarPassage(rank, participant, one.document, one.turn, one.start, one.end, " ".join(one.words.split()))
