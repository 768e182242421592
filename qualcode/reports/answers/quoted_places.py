"""Which slice of which text a quote's marker names; outside the team it names it so that nobody else can tell."""

import hashlib
import re

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.answers.quotes import Place, asked_before, quote_question, text_hash, turn_at
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markers import Question, ask

_AT = re.compile(r"(\d{1,12}):(\d{1,12})", re.ASCII)


def quote_asked(
    answers: Answers, place: Place, audience: str, *, theme: str | None = None, stance: str | None = None
) -> Question:
    """The question a quote answers, in a report for an audience: for the team which slice it is, else a bare mark."""
    if audience == TEAM:
        return quote_question(answers.material, place, theme=theme, stance=stance)
    return ask("quote", theme=theme, stance=stance, ref=opaque(answers.material, place))


def opaque(material: Material, place: Place) -> str:
    """A mark of a slice, in 16 hexadecimal digits; only who has the project can tell the slice from it."""
    document, start, end = place
    told = "\n".join((material.project, document, str(start), str(end), text_hash(material.texts[document])))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def quoted_place(question: Question, answers: Answers) -> Place | None:
    """Document, start and end of a quote; None where the project has no such slice."""
    ref = question.get("ref")
    if ref is not None:
        if not answers.marked_places:
            answers.marked_places.update(_marked(answers))
        return answers.marked_places.get(ref)
    document, at = question.get("in") or "", _AT.fullmatch(question.get("at") or "")
    text = answers.material.texts.get(document, "")
    if at is None or not int(at[1]) < int(at[2]) <= len(text):
        return None
    return document, int(at[1]), int(at[2])


def _marked(answers: Answers) -> dict[str, Place]:
    """Whatever a report may quote, by its mark: the excerpts of the study and the questions before them."""
    material, turns = answers.material, set()
    places: set[Place] = set()
    for one in material.codings:
        place = (one.document, one.start, one.end)
        if one.document not in material.texts:
            continue
        places.add(place)
        turn = turn_at(material, place)
        if turn is not None and (one.document, turn.number) not in turns:
            turns.add((one.document, turn.number))
            asked = asked_before(material, place)
            places.update([asked] if asked is not None else [])
    return {opaque(material, place): place for place in places}
