"""The turns, answers and passages of interviews, as units in which codes can meet."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from qualcode.analysis.cooccurrence import Unit
from qualcode.model import Speaker, Turn
from qualcode.project import Project

SpeakerIsMeant = Callable[[str | None], bool]
"""Whether the words of a participant are asked about; of None, words that are no participant's."""


def turns_of(project: Project, documents: Iterable[str], meant: SpeakerIsMeant) -> list[Unit]:
    """What somebody says without interruption; where nobody speaks, each paragraph; nothing of interviewers."""
    return [
        _unit(document, stretches, who)
        for document in documents
        for who, stretches in _spoken(project, document)
        if meant(who)
    ]


def answers_of(project: Project, documents: Iterable[str], meant: SpeakerIsMeant) -> tuple[list[Unit], tuple[str, ...]]:
    """All that one speaker says to one question; and the documents in which nobody knows what was asked.

    What an interviewer says in passing, such as “mm-hm”, is no question. Where no interviewer speaks, as in surveys,
    headings are the questions.
    """
    found: list[Unit] = []
    without: list[str] = []
    for document in documents:
        question_of = _questions(project, document)
        if question_of is None:
            without.append(document)
            continue
        answers: dict[tuple[object, str | None, str | None], list[Turn]] = {}
        for who, stretches in _spoken(project, document):
            if meant(who):
                first = stretches[0]
                answers.setdefault((question_of(first), who, first.label), []).extend(stretches)
        found += [_unit(document, stretches, who) for (_, who, _), stretches in answers.items()]
    return found, tuple(without)


def passages_of(project: Project, documents: Sequence[str], meant: SpeakerIsMeant) -> list[Unit]:
    """Consecutive sentences of one turn, as they are offered for review."""
    from qualcode.study.suggesting.passages_read import read_passages

    people = set(project.participants.ids())
    found = []
    for one in read_passages(project, documents):
        passage, who = one.passage, one.group if one.group in people else None
        if meant(who):
            found.append(Unit(passage.document, ((passage.start, passage.end),), who))
    return found


def _spoken(project: Project, document: str) -> list[tuple[str | None, list[Turn]]]:
    """The turns of everybody but interviewers, with who speaks."""
    speaking = _speaking(project, document)
    found = []
    for _, stretches in groupby(project.documents.turns(document), key=lambda turn: turn.number):
        said = list(stretches)
        speaker = speaking.get(said[0].label or "")
        if speaker is None or speaker.role != "interviewer":
            found.append((speaker.participant if speaker else None, said))
    return found


def _questions(project: Project, document: str) -> Callable[[Turn], object] | None:
    """What tells the question a turn answers; None where nobody can."""
    from qualcode.transcripts.questions.surroundings import questions_before, section_at

    text, turns, speaking = (
        project.texts.of_document(document),
        project.documents.turns(document),
        _speaking(project, document),
    )
    asking = {label for label, one in speaking.items() if one.role == "interviewer"}
    if any((turn.label or "") in asking for turn in turns):
        asked = questions_before(text, turns, lambda turn: (turn.label or "") in asking)
        return lambda turn: asked[turn.number][0].start if turn.number in asked else None
    sections = project.documents.sections(document)
    return (lambda turn: section_at(sections, turn.start)) if sections else None


def _speaking(project: Project, document: str) -> dict[str, Speaker]:
    return {one.label: one for one in project.documents.speakers() if one.document == document}


def _unit(document: str, stretches: Iterable[Turn], who: str | None) -> Unit:
    return Unit(document, tuple((one.start, one.end) for one in stretches), who)
