"""A transcript to read, with its codings beside it."""

from dataclasses import dataclass

from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codings import visible


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


def transcript(
    project: Project, document: str, viewer: str | None, coders: frozenset[str]
) -> tuple[tuple[TurnRow, ...], bool]:
    """The turns of a document with the codings of `coders` (empty: all), and whether some were kept back as blind."""
    name = project.documents.current(document).document
    text = project.texts.of_document(name)
    of_document = [
        one for one in project.codings.within() if one.document == name and (not coders or one.coder in coders)
    ]
    hidden = project.codings.open_doubles(viewer) if viewer else frozenset()
    codings = visible(of_document, hidden, viewer or "")
    people = {one.label: one for one in project.documents.speakers() if one.document == name}
    by_turn: dict[int | None, list[Coding]] = {}
    for coding in codings:
        by_turn.setdefault(coding.turn, []).append(coding)
    rows = []
    for turn in project.documents.turns(name):
        speaker = people.get(turn.label or "")
        role = speaker.role if speaker else "other"
        who = (speaker.participant if speaker else None) or (role if role == "interviewer" else turn.label or "–")
        told = tuple(_told(one, several=len(coders) != 1) for one in by_turn.get(turn.number, ()))
        rows.append(
            TurnRow(turn.number, who, role, turn.begins, turn.start, turn.end, text[turn.start : turn.end], told)
        )
    return tuple(rows), len(codings) < len(of_document)


def _told(coding: Coding, *, several: bool) -> str:
    modifiers = ", ".join(f"{name} {value}" for name, value in sorted(coding.modifiers.items()))
    words = " ".join(coding.words.split())
    cut = words if len(words) <= 60 else f"{words[:59]}…"
    return f"{coding.code}{f' ({modifiers})' if modifiers else ''} “{cut}”{f' – {coding.coder}' if several else ''}"
