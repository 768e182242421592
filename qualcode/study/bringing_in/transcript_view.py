"""A transcript to read, with its codings beside it."""

from bisect import bisect_right
from dataclasses import dataclass

from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.study.coding.code_words import code_and_besides
from qualcode.study.keeping_back import hidden_from, note_what_is_shown
from qualcode.transcripts.questions.surroundings import section_at


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn as a reader sees it."""

    turn: int
    speaker: str
    """P01, interviewer, or the label where nobody was matched to it."""
    role: str
    begins: float | None
    """Seconds into the recording."""
    start: int
    end: int
    words: str
    codings: tuple[str, ...]
    """The codings that begin in it, in words."""
    section: str
    """The heading it stands under; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section as a reader sees it."""

    start: int
    level: int
    """1 for the highest."""
    title: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A document turn by turn, and what showing it means."""

    turns: tuple[TurnRow, ...]
    headings: tuple[Heading, ...]
    """In order; turns stand between them by their starts."""
    kept_back: bool
    """Whether others' codings of it are kept back from the viewer for now."""
    newly_seen: tuple[str, ...]
    """The document, where the viewer has not finished it and now knows others' codings of it."""


def transcript(project: Project, document: str, viewer: str | None, coders: frozenset[str]) -> Transcript:
    """The turns of a document with the codings of `coders` (empty: all) that the viewer may see; that is noted."""
    name = project.documents.current(document).document
    text = project.texts.of_document(name)
    of_document = [
        one for one in project.codings.listed() if one.document == name and (not coders or one.coder in coders)
    ]
    hidden = hidden_from(project, viewer)
    codings = visible(of_document, hidden, viewer or "")
    people = {one.label: one for one in project.documents.speakers() if one.document == name}
    turns = project.documents.turns(name)
    statuses = {code.name: code.status for code in project.codes.all()}
    starts = [turn.start for turn in turns]
    by_place: dict[int, list[Coding]] = {}
    for coding in codings:
        by_place.setdefault(max(0, bisect_right(starts, coding.start) - 1), []).append(coding)
    sections = project.documents.sections(name)
    rows = []
    for place, turn in enumerate(turns):
        speaker = people.get(turn.label or "")
        role = speaker.role if speaker else "other"
        who = (speaker.participant if speaker else None) or (role if role == "interviewer" else turn.label or "–")
        told = tuple(
            _told(one, statuses.get(one.code, "retired"), several=len(coders) != 1) for one in by_place.get(place, ())
        )
        heading = section_at(sections, turn.start)
        rows.append(
            TurnRow(
                turn=turn.number,
                speaker=who,
                role=role,
                begins=turn.begins,
                start=turn.start,
                end=turn.end,
                words=text[turn.start : turn.end],
                codings=told,
                section=text[heading.start : heading.end] if heading else "",
            )
        )
    return Transcript(
        turns=tuple(rows),
        headings=tuple(Heading(one.start, one.level, text[one.start : one.end]) for one in sections),
        kept_back=len(codings) < len(of_document),
        newly_seen=note_what_is_shown(project, viewer, codings),
    )


def _told(coding: Coding, status: str, *, several: bool) -> str:
    words = " ".join(coding.words.split())
    cut = words if len(words) <= 60 else f"{words[:59]}…"
    return f"{code_and_besides(coding, status)} “{cut}”{f' – {coding.coder}' if several else ''}"
