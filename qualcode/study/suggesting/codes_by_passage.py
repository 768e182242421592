"""The codes that fit each passage best: what to look for when an interview is gone through once more."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.project import Project
from qualcode.study.suggesting.embedding import project_encoder
from qualcode.study.suggesting.passages_read import ReadPassage, same_words
from qualcode.study.suggesting.read_so_far import carried_or_decided
from qualcode.study.suggesting.review_queue import Item
from qualcode.study.suggesting.scored_reading import reading_of
from qualcode.study.suggesting.suggesting import where_allowed

if TYPE_CHECKING:
    from qualcode.suggest import Offer

MOST = 3
"""Codes shown of each passage."""


@dataclass(frozen=True, slots=True)
class PassageCodes:
    """A passage with the codes it may bear besides those it has, best first."""

    participant: str | None
    document: str
    turn: int
    start: int
    end: int
    codes: tuple[str, ...]
    """Each with its band: vc.applied (some)."""
    words: str


@dataclass(frozen=True, slots=True)
class CodesByPassage:
    """The passages of the interviews a coder has finished, in the order of the study."""

    passages: tuple[PassageCodes, ...]
    left_out: tuple[str, ...]
    """Interviews not finished yet, of which nothing may show."""
    in_review: int
    """Passages left out because they wait to be looked at in the review."""
    notices: tuple[str, ...]


def codes_by_passage(
    project: Project, coder: str, *, progress: Callable[[int, int], None] | None = None
) -> CodesByPassage:
    """The codes worth a look for each passage, where suggestions may show; none it carries or was refused for.

    That they were shown is noted. Nothing is offered, and no model is loaded for vectors that are kept.
    Raises QualcodeError while the coder has finished nothing and the project asks for the coder's own reading first.
    """
    from qualcode.suggest import codes_for

    shown, where, left_out = where_allowed(project, coder)
    reading = reading_of(project, coder)
    encoder, notice = project_encoder(project, progress)
    scores = reading.scores(encoder)
    done = carried_or_decided(project, coder, reading.units, reading.coded)
    unused = {code.id for code in reading.codebook.codes if code.status != "active"}
    people, apart = set(project.participants.by_id()), _read_apart(project, coder)
    rows, in_review = [], 0
    for index, unit in enumerate(reading.units):
        passage = unit.passage
        if passage.document not in where or not shown.holds(passage.document, passage.start, passage.end):
            continue
        not_here = unused.union(done.get(index, ()))
        fitting = [one for one in codes_for(scores, index, MOST + len(not_here)) if one.code not in not_here]
        if any(
            same_words(place, (passage.start, passage.end)) for document, place in apart if document == passage.document
        ):
            in_review += 1
        elif fitting:
            rows.append(_row(unit, fitting[:MOST], people))
    place_of = {document: place for place, document in enumerate(project.documents.ids())}
    rows.sort(key=lambda row: (place_of[row.document], row.start))
    project.exposures.record(coder, sorted({row.document for row in rows}), "suggestions")
    return CodesByPassage(
        tuple(rows), left_out, in_review, tuple(dict.fromkeys(one for one in (notice, scores.notice) if one))
    )


def _read_apart(project: Project, coder: str) -> Sequence[tuple[str, tuple[int, int]]]:
    """Where passages wait of which nothing may be told here: those to be read again, and where arms hide, all.

    The code of a plain reread is not to be known, and a decoy would be found by its code missing here.
    """
    waiting = [one for one in project.suggestions.ledger(coder) if one.status == "open"]
    hides = any(one.arm != "offered" for one in waiting)
    apart: list[Item] = [*(waiting if hides else ()), *project.samples.waiting(coder)]
    return [(one.document, (one.start, one.end)) for one in apart]


def _row(unit: ReadPassage, fitting: "Sequence[Offer]", people: Collection[str]) -> PassageCodes:
    one = unit.passage
    return PassageCodes(
        participant=unit.group if unit.group in people else None,
        document=one.document,
        turn=one.turn,
        start=one.start,
        end=one.end,
        codes=tuple(f"{offer.code} ({offer.band})" for offer in fitting),
        words=" ".join(one.words.split()),
    )
