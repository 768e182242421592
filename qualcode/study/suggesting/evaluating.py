"""Trying suggestions out on the codings of this project that were made without seeing any."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counting import LEAD_RULE, leading
from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.study.codebooks.updating import applied_codebook
from qualcode.study.keeping_back import hidden_from
from qualcode.study.suggesting.embedding import project_encoder
from qualcode.study.suggesting.passages_read import ReadPassage, read_passages
from qualcode.study.suggesting.read_so_far import codes_given

if TYPE_CHECKING:
    from qualcode.suggest.evaluation import Evaluation

FEWEST = 2
"""Participants: suggestions for one are learned from the others."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How good suggestions would have been, on whose codings, and what was left out."""

    evaluation: "Evaluation"
    rule: str
    """Whose codings, in plain words."""
    documents: tuple[str, ...]
    """Whose passages were tried."""
    shown_before: tuple[str, ...]
    """Left out: suggestions, or others' codings, were shown there before the coder had finished."""
    passages_left_out: int
    """Of these documents."""
    not_blind: int
    """Codings in `documents` that do not count, made after suggestions or others' codings were shown."""
    unfinished: tuple[str, ...]
    kept_back: tuple[str, ...]
    """Left out until the viewer has finished them."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which coder speaks for each document that can be used, and why the others cannot."""

    by: Mapping[str, str]
    shown_before: tuple[str, ...]
    unfinished: tuple[str, ...]
    kept_back: tuple[str, ...]


def evaluate_suggestions(
    project: Project,
    viewer: str | None,
    *,
    coder: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluated:
    """Try suggestions out, for each participant by what the others' codings teach.

    Only codings made blind count, in each finished document its lead coder's, or those of `coder` in what `coder`
    has finished. Raises QualcodeError where that leaves fewer than two participants.
    """
    choice = _choice(project, viewer, coder)
    if not choice.by:
        raise _too_few(choice, 0, coder)
    read = read_passages(project, choice.by)
    people = {one.group for one in read}
    if len(people) < FEWEST:
        raise _too_few(choice, len(people), coder)
    from qualcode.suggest.evaluation import evaluate

    codebook = applied_codebook(project)
    coded, considered, not_blind = _given_blind(project, choice.by, read, {code.id for code in codebook.codes})
    encoder, notice = project_encoder(project, progress)
    evaluation = evaluate(
        [one.passage.words for one in read],
        codebook,
        coded,
        considered=considered,
        contexts=[one.before for one in read],
        groups=[one.group for one in read],
        encoder=encoder,
        progress=progress,
    )
    return Evaluated(
        evaluation=evaluation,
        rule=LEAD_RULE if coder is None else f"The codings of {coder} count, in every interview {coder} has finished.",
        documents=tuple(choice.by),
        shown_before=choice.shown_before,
        passages_left_out=len(read_passages(project, choice.shown_before)),
        not_blind=not_blind,
        unfinished=choice.unfinished,
        kept_back=choice.kept_back,
        notices=tuple(one for one in (notice, evaluation.notice) if one),
    )


def _choice(project: Project, viewer: str | None, coder: str | None) -> _Choice:
    hidden = hidden_from(project, viewer)
    by: dict[str, str] = {}
    shown, unfinished, kept_back = [], [], []
    for document in project.documents.all():
        who = leading(document) if coder is None else coder if coder in document.finished_by else None
        if who is None:
            unfinished.append(document.id)
        elif document.id in hidden and who != viewer:
            kept_back.append(document.id)
        elif _was_shown_before(project, who, document.id):
            shown.append(document.id)
        else:
            by[document.id] = who
    return _Choice(by, tuple(shown), tuple(unfinished), tuple(kept_back))


def _was_shown_before(project: Project, coder: str, document: str) -> bool:
    """Whether a coder had been shown anything of a document before they said they had coded it through."""
    if not project.exposures.kinds(coder, document):
        return False
    # What was shown while the document was another, whose import has been undone since, has no time here: before.
    shown = project.exposures.first(coder).get(document, "")
    return shown <= project.finishes.times(coder)[document]


def _given_blind(
    project: Project, by: Mapping[str, str], read: Sequence[ReadPassage], codes: set[str]
) -> tuple[dict[int, list[str]], dict[int, list[str]], int]:
    """The codes each passage was given blind, those its coder had in mind, and how many codings were not blind."""
    own = [one for one in project.codings.within() if one.coder == by.get(one.document)]
    blind = [one for one in own if one.blind and one.code in codes]
    coded: dict[int, list[str]] = {}
    considered: dict[int, list[str]] = {}
    for coder in sorted(set(by.values())):
        places = [index for index, one in enumerate(read) if by[one.passage.document] == coder]
        theirs = [one for one in blind if one.coder == coder]
        given, in_mind = codes_given(project, coder, [read[index] for index in places], theirs)
        coded |= {places[number]: found for number, found in given.items()}
        considered |= {places[number]: found for number, found in in_mind.items()}
    return coded, considered, sum(not one.blind for one in own)


def _too_few(choice: _Choice, people: int, coder: str | None) -> QualcodeError:
    who = "" if coder is None else f" by {coder}"
    had = "none is" if not people else "only 1 is"
    said = f"Suggestions can be tried out once interviews with two participants are finished{who}; {had} so far."
    if choice.kept_back:
        said += f" Left out until you have finished them: {', '.join(choice.kept_back)}."
    if choice.shown_before:
        said += (
            " Left out, because suggestions or others’ codings were shown there before they were finished: "
            f"{', '.join(choice.shown_before)}."
        )
    waiting = (*choice.kept_back, *choice.unfinished)
    return QualcodeError(
        said, hint=f"When one is coded through: qualcode finish {waiting[0]}" if waiting else "qualcode status"
    )
