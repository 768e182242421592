"""The passages of interviews as they are read and coded: what participants say, and what came before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qualcode.model import Coding, Passage, Section, Speaker, Turn
from qualcode.project import Project


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of somebody who is not an interviewer."""

    passage: Passage
    before: str
    """The question it answers, or the heading it stands under."""
    group: str
    """The participant, or the document where nobody knows who speaks."""


def read_passages(project: Project, documents: Collection[str]) -> list[ReadPassage]:
    """The passages of some documents, in the order of the study."""
    from qualcode.transcripts.passages.cutting import passages, splitter_in_use

    splitter, _ = splitter_in_use()
    speaking = {(one.document, one.label): one for one in project.documents.speakers()}
    found = []
    for document in (one for one in project.documents.ids() if one in documents):
        text, turns = project.texts.of_document(document), project.documents.turns(document)
        silent = {turn.number for turn in turns if _is_interviewer(speaking.get((document, turn.label or "")))}
        before = _before(text, turns, silent, project.documents.sections(document))
        labels = {turn.number: turn.label or "" for turn in turns}

        def split(document: str = document, text: str = text, turns: Sequence[Turn] = turns) -> list[Passage]:
            return passages(document, text, turns)

        for passage in project.passages.of(document, splitter, split):
            if passage.turn in silent:
                continue
            speaker = speaking.get((document, labels[passage.turn]))
            group = (speaker.participant if speaker else None) or document
            found.append(ReadPassage(passage, before.get(passage.turn, ""), group))
    return found


def covers(coding: Coding, passage: Passage) -> bool:
    """Whether a coding and a passage are about the same words: one lies at least half in the other."""
    return same_words((coding.start, coding.end), (passage.start, passage.end))


def same_words(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places of a text are about the same words: one lies at least half in the other.

    >>> same_words((0, 10), (5, 100)), same_words((0, 10), (6, 100))
    (True, False)
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def _before(text: str, turns: Sequence[Turn], silent: set[int], sections: Sequence[Section]) -> dict[int, str]:
    """By turn, what gives its words their sense: the question, else the heading, else what was said just before."""
    from qualcode.transcripts.questions.surroundings import questions_before, section_at, words_of

    # Where nobody is known to ask, whoever spoke before counts as having asked.
    asked = questions_before(text, turns, lambda turn: turn.number in silent or not silent)
    found = {number: words_of(text, stretches) for number, stretches in asked.items()}
    for turn in turns:
        heading = section_at(sections, turn.start) if turn.label is None else None
        if heading:
            found[turn.number] = text[heading.start : heading.end]
    return found


def _is_interviewer(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.role == "interviewer"
