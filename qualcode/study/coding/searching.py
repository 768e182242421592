"""Finding words in every transcript."""

import re
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.scope import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """A turn in which the words stand."""

    participant: str | None
    document: str
    turn: int
    speaker: str
    start: int
    end: int
    words: str
    """The turn, cut around the first place found."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand, and how many participants say them."""

    turns: tuple[FoundTurn, ...]
    participants: int
    of: int


def search(project: Project, words: str, scope: Scope = EVERYTHING, *, everyone: bool = False) -> Found:
    """Turns with all of the words (a phrase in quotation marks, `word*` for beginnings), by participant.

    Interviewers are left out unless `everyone` is asked for.
    """
    query = _query(words)
    participants = project.participants.by_id()
    found = [
        one
        for one in project.documents.search(query)
        if scope.holds_document(one["document"])
        and (everyone or one["role"] != "interviewer")
        and scope.holds_participant(participants.get(one["participant"] or ""))
    ]
    turns = tuple(
        FoundTurn(
            participant=one["participant"],
            document=one["document"],
            turn=one["number"],
            speaker=one["participant"] or one["role"] or "",
            start=one["start"],
            end=one["end"],
            words=" ".join(one["snippet"].split()),
        )
        for one in found
    )
    turns = tuple(
        sorted(turns, key=lambda one: (one.participant is None, one.participant or "", one.document, one.turn))
    )
    heard = people_speaking(project, scope)
    return Found(turns, len({one.participant for one in turns if one.participant}), len(heard))


def people_speaking(project: Project, scope: Scope) -> tuple[str, ...]:
    """Who could say the words: the participants asked for, of all or of those who speak in the documents asked for."""
    people = project.participants.by_id()
    speaking = set(people)
    if scope.documents:
        speaking = {who for one in project.documents.all() if scope.holds_document(one.id) for who in one.participants}
    return tuple(sorted(who for who in speaking if scope.holds_participant(people.get(who))))


def _query(words: str) -> str:
    phrases = re.findall(r"[\"“”]([^\"“”]+)[\"“”]|(\S+)", words)
    parts = []
    for phrase, word in phrases:
        bare = re.sub(r"[^\w'’*-]+", " ", phrase or word).replace("’", "'").strip()
        star = "*" if bare.endswith("*") else ""
        bare = bare.replace("*", " ").strip()
        if any(sign.isalnum() for sign in bare):
            parts.append(f'"{bare}"{star}')
    if not parts:
        raise QualcodeError(
            "There is no word to search for.", hint='qualcode search trust   or   qualcode search "every week"'
        )
    return " AND ".join(parts)
