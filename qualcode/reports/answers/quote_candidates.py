"""The excerpts of a theme that may be quoted, and what people chose about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.typical import typicality
from qualcode.model import Coding, QuoteChoice
from qualcode.reports.answers.answers import Answers, role_of
from qualcode.reports.answers.quotes import FEWEST_WORDS, MOST_WORDS, Place, may_be_quoted
from qualcode.reports.content.markdown import one_line


@dataclass(frozen=True, slots=True)
class Candidate:
    """An excerpt of a theme whose speaker may be quoted."""

    place: Place
    words: str
    codings: tuple[Coding, ...]
    """Those of exactly this place that belong to the theme, by code and coder."""
    choice: QuoteChoice | None
    """What holds for the audience: chosen for it, else for all; of several the latest."""
    typical: float
    """How nearly it says what the others say, from 0 to 1."""
    speaker: str
    """The participant, or the document where nobody is known to speak."""
    role: str
    starred: bool
    """A coder marked it as worth quoting."""
    too_long: bool
    """Only a person would quote it, unless there is nothing else."""
    awkward: bool
    """Too short, or of a coding its own coder was unsure of."""

    @property
    def kept(self) -> bool:
        """Whether a person wants it quoted."""
        return self.choice is not None and self.choice.choice == "keep"

    @property
    def dropped(self) -> bool:
        """Whether a person does not want it quoted."""
        return self.choice is not None and self.choice.choice == "drop"


def candidates(answers: Answers, theme: str, stance: str, audience: str) -> tuple[Candidate, ...]:
    """The excerpts for or against a theme whose speakers may be quoted, in order of place."""
    codings = answers.against(theme) if stance == "against" else answers.supporting(theme)
    found: dict[Place, list[Coding]] = {}
    for one in codings:
        if one.words.strip() and may_be_quoted(answers.people.get(one.participant or "")):
            found.setdefault(place_of(one), []).append(one)
    places = sorted(found, key=reading_order)
    speakers = [(found[place][0].participant or place[0], found[place][0].words) for place in places]
    choices = choices_about(answers, theme, audience)
    return tuple(
        _candidate(answers, place, found[place], choices, round(typical, 9))
        for place, typical in zip(places, typicality(speakers), strict=True)
    )


def choices_about(answers: Answers, theme: str, audience: str) -> dict[str, QuoteChoice]:
    """What was chosen for an audience, else for all, by coding."""
    found: dict[str, QuoteChoice] = {}
    for one in answers.material.quote_choices:
        if one.theme == answers.themes[theme].id and one.audience in ("", audience):
            before = found.get(one.coding)
            if before is None or (bool(one.audience), one.made) > (bool(before.audience), before.made):
                found[one.coding] = one
    return found


def _candidate(
    answers: Answers, place: Place, codings: Sequence[Coding], choices: dict[str, QuoteChoice], typical: float
) -> Candidate:
    ordered = tuple(sorted(codings, key=lambda one: (one.code, one.coder)))
    said = [choices[one.id] for one in ordered if one.id in choices]
    choice = max(said, key=lambda one: (bool(one.audience), one.made), default=None)
    first, words = ordered[0], one_line(ordered[0].words)
    length = len(words.split())
    return Candidate(
        place,
        words,
        ordered,
        choice,
        typical,
        first.participant or first.document,
        role_of(answers.people.get(first.participant or "")),
        starred=any(one.starred for one in ordered),
        too_long=length > MOST_WORDS,
        awkward=length < FEWEST_WORDS or any(one.modifiers.get("certainty") == "unsure" for one in ordered),
    )


def place_of(one: Coding) -> Place:
    """Document, start and end of a coding."""
    return one.document, one.start, one.end


def reading_order(place: Place) -> tuple[int, str, int, int]:
    """What places are sorted by: D02 before D10, and D99 before D100."""
    return len(place[0]), *place
