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
    answers: Answers,
    place: Place,
    audience: str,
    *,
    theme: str | None = None,
    stance: str | None = None,
    beside: Place | None = None,
) -> Question:
    """The question a quote answers, in a report for an audience: for the team which slice it is, else a bare mark.

    `beside` is the quote that an interviewer’s question stands above.
    """
    if audience == TEAM:
        return quote_question(answers.material, place, theme=theme, stance=stance)
    return ask("quote", theme=theme, stance=stance, ref=opaque(answers.material, place, beside))


def opaque(material: Material, place: Place, beside: Place | None = None) -> str:
    """A mark of a slice, in 16 hexadecimal digits; only who has the project can tell the slice from it.

    An interviewer’s question has another mark above every quote: by the same mark above two, a reader would know that
    the same person said both.
    """
    document, start, end = place
    told = [material.project, document, str(start), str(end), text_hash(material.texts[document])]
    told += ["above", str(beside[1]), str(beside[2])] if beside is not None else []
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


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
    material = answers.material
    asked_in: dict[tuple[str, int], Place | None] = {}
    marked: dict[str, Place] = {}
    for place in {(one.document, one.start, one.end) for one in material.codings if one.document in material.texts}:
        marked[opaque(material, place)] = place
        turn = turn_at(material, place)
        if turn is None:
            continue
        if (place[0], turn.number) not in asked_in:
            asked_in[place[0], turn.number] = asked_before(material, place)
        asked = asked_in[place[0], turn.number]
        if asked is not None:
            marked[opaque(material, asked, place)] = asked
    return marked
