"""Asking for suggestions, by the rules that keep the coder's own judgement first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.showing import Shown
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.suggesting.embedding import project_encoder
from qualcode.study.suggesting.laying_out import room_beside_decoys
from qualcode.study.suggesting.offering import Offering, seed_of
from qualcode.study.suggesting.passages_read import ReadPassage
from qualcode.study.suggesting.read_so_far import carried_or_decided
from qualcode.study.suggesting.review_queue import waiting_ids
from qualcode.study.suggesting.scored_reading import reading_of

if TYPE_CHECKING:
    from qualcode.suggest import Order

OFFERED = 60
"""Suggestions laid before a coder at once: three sittings of twenty."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What asking for suggestions came to."""

    new: int
    waiting: int
    documents: tuple[str, ...]
    """Where they may show, at least for some answers."""
    left_out: tuple[str, ...]
    """Interviews not finished yet, of which nothing may show."""
    far: int
    """Passages like nothing any code stands for: perhaps a code is missing."""
    more_wanted: Mapping[str, int]
    """By code that cannot be learned yet, how many more passages that carry it would help."""
    notices: tuple[str, ...]


def suggest(
    project: Project,
    coder: str,
    *,
    limit: int = OFFERED,
    scope: Scope = EVERYTHING,
    order: "Order" = "mixed",
    progress: Callable[[int, int], None] | None = None,
) -> Suggested:
    """Offer a coder passages of finished interviews to look at again; what was decided before is not offered anew.

    The documents and codes of `scope` narrow what is offered, not what is learned from; `order` says what comes first.
    Raises QualcodeError while the coder has finished nothing and the project asks for the coder's own reading first.
    """
    from qualcode.suggest import far_from_every_code, offers

    shown, where, left_out = where_allowed(project, coder, scope)
    reading = reading_of(project, coder)
    units, coded, passages = reading.units, reading.coded, reading.passages
    encoder, notice = project_encoder(project, progress)
    scores = reading.scores(encoder)
    among = [index for index, unit in enumerate(units) if unit.passage.document in where and _may_show(shown, unit)]
    done = carried_or_decided(project, coder, units, coded)
    in_use = [code.id for code in reading.codebook.codes if code.status == "active" and scope.holds_code(code.id)]
    found = offers(
        scores,
        passages,
        done,
        among=among,
        codes=in_use,
        limit=room_beside_decoys(limit) if project.settings.read().decoys else limit,
        order=order,
        groups=[unit.group for unit in units],
        vectors=encoder.encode(passages),
        seed=seed_of(project, "order"),
    )
    offering = Offering(project, coder, units, reading.own, coded, scores, reading.codebook, encoder)
    new = project.suggestions.offer(coder, offering.laid_out(found, among, done), encoder.fingerprint)
    far = far_from_every_code(scores, passages, coded)
    return Suggested(
        new=new,
        waiting=len(waiting_ids(project, coder)),
        documents=tuple(sorted(where)),
        left_out=left_out,
        far=len(set(far) & set(among)),
        more_wanted={
            code: more for code, more in zip(scores.codes, scores.more_wanted, strict=True) if more and code in in_use
        },
        notices=tuple(dict.fromkeys(one for one in (notice, scores.notice) if one)),
    )


def where_allowed(
    project: Project, coder: str, scope: Scope = EVERYTHING
) -> tuple[Shown, frozenset[str], tuple[str, ...]]:
    """Where suggestions show, the interviews asked for among these, and those asked for where none shows yet.

    Raises QualcodeError where none shows.
    """
    documents, shown = project.documents.ids(), project.showing.to(coder)
    if not documents:
        raise QualcodeError("There is no interview yet.", hint="qualcode import FOLDER")
    asked = [one for one in documents if scope.holds_document(one)]
    where = shown.among(asked)
    if not where:
        raise _nothing_finished(project, coder, asked)
    return shown, where, tuple(one for one in asked if one not in where)


def _nothing_finished(project: Project, coder: str, asked: Sequence[str]) -> QualcodeError:
    hint = f"When one is done: qualcode finish {asked[0]}"
    if project.finishes.by(coder):
        return QualcodeError(f"You have not finished {', '.join(asked)} yet.", hint=hint)
    return QualcodeError(
        "Suggestions show for an interview once you have coded it through yourself; you have finished none yet.",
        hint=hint,
    )


def _may_show(shown: Shown, unit: ReadPassage) -> bool:
    return shown.holds(unit.passage.document, unit.passage.start, unit.passage.end)
