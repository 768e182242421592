"""Names of people and places that a report for others still has."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.prevalence import SCHOOL
from qualcode.project import Project
from qualcode.scope import Scope

_NAME = re.compile(r"[^\W\d_]{3,}")
_NO_NAMES = frozenset(
    {"interviewee", "interviewer", "participant", "respondent", "speaker", "teacher", "principal", "leader", "coach"}
)
"""What people without a name are called in transcripts."""
_OF_ANY_SCHOOL = frozenset(
    {
        "academy",
        "campus",
        "center",
        "central",
        "charter",
        "college",
        "community",
        "district",
        "east",
        "elementary",
        "foundation",
        "grammar",
        "high",
        "junior",
        "middle",
        "network",
        "new",
        "north",
        "office",
        "old",
        "organisation",
        "organization",
        "prep",
        "preparatory",
        "primary",
        "public",
        "saint",
        "school",
        "schools",
        "secondary",
        "senior",
        "south",
        "the",
        "union",
        "university",
        "west",
        "and",
        "for",
    }
)
_QUOTED = re.compile(
    r"^> (?!—)([^\n]+)$|^[^\W_]+: “([^”\n]+)”|<(blockquote|details)\b(.*?)</\3>", re.MULTILINE | re.DOTALL
)
_UNSEEN = re.compile(r"<!--.*?-->|<(b|summary)\b.*?</\1>|<[^>]*>", re.DOTALL)
_CAPITAL_INSIDE = re.compile(r"(?<=[^\W_][ \u00a0])[A-Z][^\W\d_]{2,}|(?<=[,;] )[A-Z][^\W\d_]{2,}")
_NO_PERSON = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mrs",
        "miss",
        "english",
        "spanish",
        "french",
        "german",
        "american",
        "lord",
        "god",
        "christmas",
        "easter",
        "halloween",
        "thanksgiving",
    }
)
_ALL_NOUNS = "de"
"""The language that writes every noun with a capital, so that a capital tells nothing."""


@dataclass(frozen=True, slots=True)
class NamesLeft:
    """The names in a text that leaves the team."""

    known: tuple[str, ...]
    """Of participants, as their transcripts call them, of their schools, and of whatever they belong to."""
    perhaps: tuple[str, ...]
    """Other words in quotes that begin with a capital inside a sentence: people spoken of, places."""


def without_a_wish(project: Project, scope: Scope) -> tuple[int, int]:
    """Of how many people nobody recorded whether they may be quoted, and of how many in all."""
    people = [one for one in project.participants.all() if scope.holds_participant(one)]
    return sum("consent" not in one.attributes for one in people), len(people)


def names_left(project: Project, text: str) -> NamesLeft:
    """The names of a study that stand in a text, Markdown or HTML.

    People name one another when they speak; what is quoted is shown as it was said, so somebody has to look.
    """
    shown = html.unescape(_UNSEEN.sub(" ", text))
    known = tuple(sorted(name for name in _names_of(project) if _stands_in(name, shown)))
    if project.settings.read().language == _ALL_NOUNS:
        return NamesLeft(known, ())
    told = {word for name in known for word in _words(name)}
    return NamesLeft(known, tuple(one for one in _capitals(text) if one.casefold() not in told | _lower(shown)))


def _names_of(project: Project) -> set[str]:
    """Every name, as written and, where a transcript writes it in capitals, as people write it."""
    attributes = [one.attributes for one in project.participants.all()]
    roles = {word for one in attributes for word in _words(one.get("role", ""))}
    names: set[str] = set()
    for speaker in project.documents.speakers():
        words = _NAME.findall(speaker.label) if speaker.role == "participant" else []
        names |= {_as_written(word) for word in words if word[0].isupper() and word.casefold() not in roles | _NO_NAMES}
    belong = {one[SCHOOL] for one in attributes if one.get(SCHOOL)} | {one.name for one in project.cases.all()}
    return names | belong | {word for name in belong for word in _own_words(name)}


def _own_words(place: str) -> Iterable[str]:
    """Copperkettle, of Copperkettle Elementary: what people say of it."""
    return (word for word in _NAME.findall(place) if word[0].isupper() and word.casefold() not in _OF_ANY_SCHOOL)


def _as_written(word: str) -> str:
    return word.capitalize() if word.isupper() else word


def _stands_in(name: str, text: str) -> bool:
    either = {name, name.upper()}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) is not None for one in either if one in text)


def _capitals(text: str) -> list[str]:
    found = {
        word
        for quoted in _QUOTED.finditer(text)
        for word in _CAPITAL_INSIDE.findall(html.unescape(_UNSEEN.sub("\n", quoted[1] or quoted[2] or quoted[4])))
    }
    return sorted(one for one in found if not {one.casefold(), one.casefold().removesuffix("s")} & _NO_PERSON)


def _lower(text: str) -> set[str]:
    return {word for word in _NAME.findall(text) if word.islower()}


def _words(name: str) -> set[str]:
    return {word.casefold() for word in _NAME.findall(name)}
