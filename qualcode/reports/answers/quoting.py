"""Which excerpts a report quotes for and against a theme: those that people kept, else those a stated rule finds."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.typical import typicality
from qualcode.model import Coding, QuoteChoice
from qualcode.reports.answers.answers import Answers, role_of
from qualcode.reports.answers.quotes import FEWEST_WORDS, MOST_WORDS, Place, may_be_quoted
from qualcode.reports.answers.trimming import as_shown, lost_by
from qualcode.reports.content.markdown import one_line

FROM_ONE_PERSON = 2
"""The most quotes of one person under one theme."""
USUAL, MOST = 3, 4
"""How many quotes a theme gets by rule; one more where a role has not been heard yet, or where more are starred."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """An excerpt as a report quotes it."""

    place: Place
    words: str
    """On one line; with “…” and “[ ]” where a person trimmed it."""
    codings: tuple[str, ...]
    """Ids of the codings of the place that belong to the theme."""
    chosen_by: str | None
    """The coder who kept it; None: by rule."""
    lost: str | None = None
    """The “not” or “maybe” that the person's trim leaves out of a sentence still shown."""


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
    role: str

    @property
    def speaker(self) -> str:
        """The participant, or the document where nobody is known to speak."""
        return self.codings[0].participant or self.place[0]

    @property
    def starred(self) -> bool:
        """Whether a coder marked it as worth quoting."""
        return any(one.starred for one in self.codings)

    @property
    def kept(self) -> bool:
        """Whether a person wants it quoted."""
        return self.choice is not None and self.choice.choice == "keep"

    @property
    def dropped(self) -> bool:
        """Whether a person does not want it quoted."""
        return self.choice is not None and self.choice.choice == "drop"

    @property
    def too_long(self) -> bool:
        """Whether only a person would quote it, unless there is nothing else."""
        return len(self.words.split()) > MOST_WORDS

    @property
    def awkward(self) -> bool:
        """Too short, or of a coding its own coder was unsure of."""
        unsure = any(one.modifiers.get("certainty") == "unsure" for one in self.codings)
        return unsure or len(self.words.split()) < FEWEST_WORDS


def quotes_for(
    answers: Answers, theme: str, stance: str, audience: str, shown: Collection[Place] = ()
) -> tuple[ShownQuote, ...]:
    """What a report for an audience quotes for or against a theme; `shown` are the places it quotes before.

    What people kept, in their order. Where nobody kept anything: by rule, two to four excerpts, starred ones first, then
    each of another person: the one quoted least in the report so far, a role not heard yet, words put to the theme by
    hand, the most typical. Never more than two of one person under a theme. Too long ones only where there is nothing
    else. At least one against a theme where there is any that may be quoted.
    """
    standing = [one for one in candidates(answers, theme, stance, audience) if not one.dropped]
    kept = _within_bounds(sorted((one for one in standing if one.kept), key=_in_their_order))
    chosen = kept or _by_rule(standing, _Heard.before(answers, theme, stance, shown))
    return tuple(_shown(answers, one) for one in chosen)


def candidates(answers: Answers, theme: str, stance: str, audience: str) -> tuple[Candidate, ...]:
    """The excerpts for or against a theme whose speakers may be quoted, in order of place."""
    codings = answers.against(theme) if stance == "against" else answers.supporting(theme)
    found: dict[Place, list[Coding]] = {}
    for one in codings:
        if one.words.strip() and may_be_quoted(answers.people.get(one.participant or "")):
            found.setdefault(_place(one), []).append(one)
    places = sorted(found, key=_reading_order)
    speakers = [(found[place][0].participant or place[0], found[place][0].words) for place in places]
    choices = _choices(answers, theme, audience)
    return tuple(
        _candidate(answers, place, found[place], choices, round(typical, 9))
        for place, typical in zip(places, typicality(speakers), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a report has quoted before a theme's quotes are chosen."""

    places: frozenset[Place]
    times: Counter[str]
    """By speaker, in the whole report."""
    here: Counter[str]
    """By speaker, under the same theme."""
    by_hand: frozenset[str]
    """Ids of codings that a person put to the theme."""

    @classmethod
    def before(cls, answers: Answers, theme: str, stance: str, shown: Collection[Place]) -> "_Heard":
        places = frozenset(shown)
        said = {_place(one): one.participant or one.document for one in answers.material.codings}
        times = Counter(said[place] for place in places if place in said)
        others = answers.supporting(theme) if stance == "against" else answers.against(theme)
        here = Counter(said[place] for place in {_place(one) for one in others} & places)
        put = frozenset(one.coding for one in answers.themes[theme].evidence if one.stance == stance)
        return cls(places, times, here, put)


def _by_rule(standing: Sequence[Candidate], heard: _Heard) -> list[Candidate]:
    fitting = [one for one in standing if not one.too_long] or list(standing)
    alone = len({one.speaker for one in fitting}) == 1
    chosen: list[Candidate] = []
    while len(chosen) < MOST:
        said, roles = Counter(one.speaker for one in chosen), {one.role for one in chosen}
        left = [
            one
            for one in fitting
            if not any(_overlap(one, other) for other in chosen)
            and (one.starred or alone or not said[one.speaker])
            and (one.starred or len(chosen) < USUAL or one.role not in roles)
            and (said[one.speaker] + heard.here[one.speaker] < FROM_ONE_PERSON)
        ]
        # A theme with words against it never stands without any of them, whoever has been quoted for it.
        left = left or ([] if chosen else fitting)
        if not left:
            break
        chosen.append(min(left, key=lambda one: _worth(one, chosen, heard)))
    return chosen


def _worth(one: Candidate, chosen: Iterable[Candidate], heard: _Heard) -> tuple[object, ...]:
    """What is quoted before what; smaller comes first. No part of it depends on an id made at random."""
    return (
        not one.starred,
        one.speaker in {other.speaker for other in chosen},
        one.place in heard.places,
        one.awkward,
        heard.times[one.speaker],
        one.role in {other.role for other in chosen},
        not any(coding.id in heard.by_hand for coding in one.codings),
        -one.typical,
        _reading_order(one.place),
    )


def _within_bounds(kept: Iterable[Candidate]) -> list[Candidate]:
    """Without what a person says beyond two quotes under a theme, as can come about when themes are merged."""
    said: Counter[str] = Counter()
    chosen = []
    for one in kept:
        said[one.speaker] += 1
        if said[one.speaker] <= FROM_ONE_PERSON:
            chosen.append(one)
    return chosen


def _in_their_order(one: Candidate) -> tuple[object, ...]:
    position = one.choice.position if one.choice else None
    return (position is None, position or 0, _reading_order(one.place))


def _shown(answers: Answers, one: Candidate) -> ShownQuote:
    chosen = one.choice if one.kept else None
    words = as_shown(answers.material, one.place, one.words, chosen.words if chosen else "")
    lost = lost_by(words, one.words) if chosen and chosen.words else None
    return ShownQuote(
        one.place, words, tuple(coding.id for coding in one.codings), chosen.coder if chosen else None, lost
    )


def _choices(answers: Answers, theme: str, audience: str) -> dict[str, QuoteChoice]:
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
    role = role_of(answers.people.get(ordered[0].participant or ""))
    return Candidate(place, one_line(ordered[0].words), ordered, choice, typical, role)


def _place(one: Coding) -> Place:
    return one.document, one.start, one.end


def _reading_order(place: Place) -> tuple[int, str, int, int]:
    return len(place[0]), *place


def _overlap(one: Candidate, other: Candidate) -> bool:
    (document, start, end), (elsewhere, begin, stop) = one.place, other.place
    return document == elsewhere and start < stop and begin < end
