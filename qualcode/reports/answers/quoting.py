"""Which excerpts a report quotes for and against a theme: those that people kept, else those a stated rule finds."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.held_back import gives_away, trim_of
from qualcode.reports.answers.quote_candidates import Candidate, candidates, choices_about, place_of, reading_order
from qualcode.reports.answers.quotes import Place
from qualcode.reports.answers.trimming import as_shown, lost_by
from qualcode.reports.content.draft import TEAM

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


def quotes_for(
    answers: Answers, theme: str, stance: str, audience: str, shown: Collection[Place] = ()
) -> tuple[ShownQuote, ...]:
    """What a report for an audience quotes for or against a theme; `shown` are the places it quotes before.

    What people kept, in their order. Where nobody kept anything: by rule, two to four excerpts, starred ones first,
    then each of another person: the one quoted least in the report so far, a role not heard yet, words put to the
    theme by hand, the most typical. Never more than two of one person under a theme. Too long ones only where there is
    nothing else. At least one against a theme where there is any that may be quoted. Outside the team nothing that
    shows words which were taken out of a quote it overlaps, and what was trimmed under one theme is so under others.
    """
    standing = [
        one
        for one in candidates(answers, theme, stance, audience)
        if not one.dropped and not gives_away(answers, one.place, audience)
    ]
    chosen = _kept(standing) or _by_rule(standing, _Heard.before(answers, theme, stance, audience, shown))
    return tuple(_shown(answers, one, audience) for one in chosen)


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
    def before(cls, answers: Answers, theme: str, stance: str, audience: str, shown: Collection[Place]) -> "_Heard":
        places, other = frozenset(shown), "for" if stance == "against" else "against"
        said = {place_of(one): one.participant or one.document for one in answers.material.codings}
        times = Counter(said[place] for place in places if place in said)
        opposite = answers.supporting(theme) if other == "for" else answers.against(theme)
        here = {place_of(one) for one in opposite} & places
        if choices_about(answers, theme, audience):
            here |= {one.place for one in _kept(candidates(answers, theme, other, audience))}
        put = frozenset(one.coding for one in answers.themes[theme].evidence if one.stance == stance)
        return cls(places, times, Counter(said[place] for place in here), put)


def _by_rule(standing: Sequence[Candidate], heard: _Heard) -> list[Candidate]:
    fitting = [one for one in standing if not one.too_long] or list(standing)
    alone = len({one.speaker for one in fitting}) == 1
    chosen: list[Candidate] = []
    while len(chosen) < MOST:
        said, roles = Counter(one.speaker for one in chosen), {one.role for one in chosen}
        left = [
            one
            for one in fitting
            if (one.starred or alone or not said[one.speaker])
            and (one.starred or len(chosen) < USUAL or one.role not in roles)
            and said[one.speaker] + heard.here[one.speaker] < FROM_ONE_PERSON
            and not any(_overlap(one, other) for other in chosen)
        ]
        # A theme with words against it never stands without any of them, whoever has been quoted for it.
        left = left or ([] if chosen else fitting)
        if not left:
            break
        chosen.append(min(left, key=lambda one: _worth(one, said, roles, heard)))
    return chosen


def _worth(one: Candidate, said: Collection[str], roles: Collection[str], heard: _Heard) -> tuple[object, ...]:
    """What is quoted before what; smaller comes first. No part of it depends on an id made at random."""
    return (
        not one.starred,
        one.speaker in said,
        one.place in heard.places,
        one.awkward,
        heard.times[one.speaker],
        one.role in roles,
        not any(coding.id in heard.by_hand for coding in one.codings),
        -one.typical,
        reading_order(one.place),
    )


def _kept(standing: Iterable[Candidate]) -> list[Candidate]:
    """What people kept, in their order; of one person two at most, though more can be kept after themes were merged."""
    said: Counter[str] = Counter()
    chosen = []
    for one in sorted((one for one in standing if one.kept), key=_in_their_order):
        said[one.speaker] += 1
        if said[one.speaker] <= FROM_ONE_PERSON:
            chosen.append(one)
    return chosen


def _in_their_order(one: Candidate) -> tuple[object, ...]:
    position = one.choice.position if one.choice else None
    return (position is None, position or 0, reading_order(one.place))


def _shown(answers: Answers, one: Candidate, audience: str) -> ShownQuote:
    chosen = one.choice if one.kept else None
    trimmed = (chosen.words if chosen else "") or (trim_of(answers, one.place, audience) if audience != TEAM else "")
    words = as_shown(answers.material, one.place, one.words, trimmed)
    lost = lost_by(words, one.words) if trimmed else None
    return ShownQuote(
        one.place, words, tuple(coding.id for coding in one.codings), chosen.coder if chosen else None, lost
    )


def _overlap(one: Candidate, other: Candidate) -> bool:
    (document, start, end), (elsewhere, begin, stop) = one.place, other.place
    return document == elsewhere and start < stop and begin < end
