"""Quotes as slices of the transcripts: which to show, whose they are, and what was asked before."""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from qualcode.analysis.prevalence import INTERVIEWS, SURVEY
from qualcode.model import Coding, Participant, Speaker, Turn
from qualcode.reports.answers.answers import role_of
from qualcode.reports.answers.material import Material
from qualcode.reports.content.markdown import one_line
from qualcode.reports.content.markers import Question, ask
from qualcode.transcripts.questions.surroundings import questions_before

FEWEST_WORDS, MOST_WORDS = 6, 90
"""A quote shorter or longer than this is shown only where nothing else was said."""
_QUESTION_LENGTH = 160
_SENTENCE = re.compile(r"[^.?!…]*\?")

_NOTES = {
    ("narrative", "aspiration"): "a hope or plan",
    ("valence", "absent"): "value hoped for that did not come",
    ("valence", "negative"): "coded as negative",
    ("valence", "mixed"): "coded as mixed",
    ("attribution", "other_program"): "credited to another program",
    ("attribution", "district"): "credited to the district",
    ("attribution", "own_effort"): "credited to own effort",
    ("attribution", "mixed"): "credited to several things",
    ("salience", "major"): "weighty to the speaker",
    ("salience", "foremost"): "put first by the speaker",
    ("certainty", "unsure"): "the coder was unsure",
}
_EXPECTED = {
    ("narrative", "account"),
    ("valence", "positive"),
    ("attribution", "cop"),
    ("attribution", "unstated"),
    ("evidence_basis", "self_report"),
    ("salience", "mention"),
    ("certainty", "sure"),
}
"""What a reader takes a quote for that stands without a remark."""

Place = tuple[str, int, int]
"""Document, start, end."""


def may_be_quoted(person: Participant | None) -> bool:
    """Whether a person's own words may stand in a report, as far as their consent is recorded."""
    return person is None or person.attributes.get("consent", "quote").casefold() == "quote"


def quote_question(
    material: Material, place: Place, *, theme: str | None = None, stance: str | None = None
) -> Question:
    """The question a quote answers: which slice of which text."""
    document, start, end = place
    about = {"in": document, "at": f"{start}:{end}", "text": text_hash(material.texts[document])}
    return ask("quote", theme=theme, stance=stance, **about)


@lru_cache(maxsize=256)
def text_hash(text: str) -> str:
    """The first 16 hexadecimal digits of a text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def attribution(material: Material, place: Place, codings: Iterable[Coding] = ()) -> str:
    """Who says a quote and where: “P03, vice principal; D03, turn 14, 12:31”.

    What coders noted on `codings` of the place follows, save what a reader takes for granted, so that no hope passes
    for a fact and no level goes unsaid.
    """
    turn = turn_at(material, place)
    if turn is None:
        where = f"{next((one.source for one in material.documents if one.id == place[0]), 'document')} {place[0]}"
    else:
        parts = [place[0], f"turn {turn.number}", *_clock(time_at(turn, place[1]))]
        where = f"{_who(material, place, turn)}; {', '.join(parts)}"
    notes = remarks(codings)
    return f"{where} ({', '.join(notes)})" if notes else where


def remarks(codings: Iterable[Coding]) -> list[str]:
    """What coders noted on codings besides their codes, in words, save what a reader takes for granted."""
    return sorted({_note(*pair) for one in codings for pair in one.modifiers.items() if pair not in _EXPECTED})


def _note(name: str, value: str) -> str:
    """What a coder noted on a coding besides its code, in words."""
    return _NOTES.get((name, value)) or f"{name.replace('_', ' ')}: {value.replace('_', ' ')}"


def turn_at(material: Material, place: Place) -> Turn | None:
    """The turn in which a slice begins; None in documents nobody speaks in."""
    document, start, _ = place
    return next((turn for turn in material.turns.get(document, ()) if turn.start <= start < turn.end), None)


def time_at(turn: Turn, position: int) -> float | None:
    """Seconds into the recording at the last time stamp not after a position; None where there is none."""
    return max((second for place, second in turn.marks if place <= position), default=turn.begins)


def asked_before(material: Material, place: Place) -> Place | None:
    """The interviewer's question that a quote's turn answers, or its last sentence where it is long."""
    turn = turn_at(material, place)
    askers = frozenset(one.label for one in material.speakers if one.document == place[0] and one.role == "interviewer")
    if turn is None or turn.label in askers:
        return None
    asked = _questions(material.texts[place[0]], tuple(material.turns[place[0]]), askers)
    if turn.number not in asked:
        return None
    before = asked[turn.number][-1]
    words = material.texts[place[0]][before.start : before.end]
    if "?" not in words or len(words.split()) < 4:
        return None
    if len(words) <= _QUESTION_LENGTH:
        return place[0], before.start, before.end
    last = [found for found in _SENTENCE.finditer(words) if len(found[0].split()) >= 4]
    if not last or len(last[-1][0]) > _QUESTION_LENGTH:
        return None
    start, end = last[-1].span()
    return place[0], before.start + start + len(last[-1][0]) - len(last[-1][0].lstrip()), before.start + end


@lru_cache(maxsize=64)
def _questions(text: str, turns: tuple[Turn, ...], askers: frozenset[str]) -> dict[int, tuple[Turn, ...]]:
    """For each turn of an interview the question before it; kept, as a report asks for every quote anew."""
    return questions_before(text, turns, lambda one: one.label in askers)


def words_at(material: Material, place: Place) -> str:
    """The exact words of a slice, on one line."""
    document, start, end = place
    return one_line(material.texts[document][start:end])


def _who(material: Material, place: Place, turn: Turn) -> str:
    speaker = _speaker_of(material, place[0], turn)
    coded = (one.participant for one in material.codings if (one.document, one.start, one.end) == place)
    person = (speaker.participant if speaker else None) or next((one for one in coded if one), None)
    if person is not None:
        known = next((one for one in material.participants if one.id == person), None)
        return ", ".join([person, *([role_of(known)] if known and known.attributes.get("role") else [])])
    if speaker is not None and speaker.role == "interviewer":
        return "interviewer"
    if turn.label:
        return f"“{turn.label}”"
    source = next((one.source for one in material.documents if one.id == place[0]), "document")
    return "speaker not named" if source in (*INTERVIEWS, SURVEY) else source


def _speaker_of(material: Material, document: str, turn: Turn) -> Speaker | None:
    named = (one for one in material.speakers if (one.document, one.label) == (document, turn.label))
    return next(named, None)


def _clock(seconds: float | None) -> list[str]:
    if seconds is None:
        return []
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return [f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"]
