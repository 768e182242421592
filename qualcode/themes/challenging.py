"""What would speak against a theme: which of the words that were said deserve a look."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qualcode.themes.denying import denies

Numbers = NDArray[np.float64]

ASKED, SENSE, BESIDE, DENIED, LEAST, ABSENT, GROUP = "asked", "sense", "beside", "denied", "least", "absent", "group"
MOST_OF: Mapping[str, int] = {ASKED: 5, SENSE: 2, BESIDE: 5, DENIED: 3, ABSENT: 3, GROUP: 2, LEAST: 2}
"""How many passages each reason brings to the page at most, each valence by itself, so that a page stays readable."""
_LOST = frozenset({"negative", "absent"})
_FEWEST_MEMBERS = 4
"""Excerpts a theme must have before some of them can be unlike the rest."""
_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that somebody said: a coded excerpt, or a passage that nobody coded."""

    who: str
    """The participant, or the document where nobody knows who speaks."""
    words: str
    stance: str = ""
    """for where it belongs to the theme, against where it was put against it, else empty."""
    coded: bool = False
    """Whether a code that counts stands there."""
    valences: frozenset[str] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)
    """The speaker's role, school …"""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some words deserve a look."""

    kind: str
    """asked: nearest to what the person asked for; sense: of the same subject, coded with a valence that goes against
    most of the theme or as absent; beside: of the same subject, coded and not put to the theme; denied: of the same
    subject, not put to it, with words that deny; least: least like the theme's other excerpts; absent: said by somebody
    the theme is not heard from; group: said in a group where it is heard half as often as elsewhere, or less."""
    detail: str = ""
    """The valence, or the group: role principal."""
    k: int = 0
    """For a group: how many in it raised the theme …"""
    n: int = 0
    """… of how many heard."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words worth a look."""

    index: int
    reasons: tuple[Reason, ...]


def likeness_to_theme(heard: Sequence[Heard], to_idea: Numbers, alike: Numbers) -> Numbers:
    """How near each of some words lies to a theme: half to its idea, half to the three of its excerpts nearest to it.

    `to_idea` has shape (heard,); `alike` has shape (heard, excerpts for the theme in their order among heard), and an
    excerpt is not compared with itself. Without excerpts the idea alone counts.
    """
    members = [index for index, one in enumerate(heard) if one.stance == "for"]
    if not members:
        return np.asarray(to_idea, dtype=np.float64)
    others = np.array(alike, dtype=np.float64)
    others[members, np.arange(len(members))] = -np.inf
    nearest = np.sort(others, axis=1)[:, ::-1][:, :_NEIGHBOURS]
    counted = np.isfinite(nearest)
    summed = np.where(counted, nearest, 0.0).sum(axis=1)
    near = summed / np.maximum(counted.sum(axis=1), 1)
    found: Numbers = (np.asarray(to_idea, dtype=np.float64) + near) / 2
    return found


def look_against(
    heard: Sequence[Heard],
    near: Numbers,
    *,
    asked: Collection[str] = (),
    to_query: Numbers | None = None,
    times: int = 1,
    language: str = "en",
) -> tuple[Found, ...]:
    """What deserves a look before a theme is believed, by reason in a fixed order, each words once.

    `near` is how near each lies to the theme. “The same subject” is as near as three quarters of the theme's own
    excerpts; for a theme of fewer than four, as near as the nearest tenth of all words beside its own. `asked` are
    the participants who were asked about it; `to_query` is how near each lies to words a person looks for besides. Of
    denials, and of words of people it is not heard from, what somebody coded comes before what was read and left;
    denials are told in English and in the study's `language`. With `times` each reason brings so many times as much.
    """
    if not heard:
        return ()
    subject = near >= _threshold(heard, near)
    found: dict[int, list[Reason]] = {}
    left: Counter[tuple[str, str]] = Counter()
    for reasons in (
        _to_query(heard, to_query),
        _of_sense(heard, near, subject),
        _beside(heard, near, subject),
        _denied(heard, near, subject, language),
        _least(heard, near),
        _absent(heard, near, subject, asked),
        _groups(heard, near, subject),
    ):
        for index, reason in reasons:
            share = (reason.kind, reason.detail if reason.kind == SENSE else "")
            known = reason.kind in {BESIDE, DENIED} and index in found
            if left[share] < times * MOST_OF[reason.kind] and not known:
                left[share] += 1
                found.setdefault(index, []).append(reason)
    return tuple(Found(index, tuple(reasons)) for index, reasons in found.items())


def opposed(heard: Sequence[Heard]) -> tuple[str, ...]:
    """The valences that go against most of a theme's own, and absent, which always does.

    >>> opposed([]), opposed([Heard("P1", "", "for", True, frozenset({"negative"}))])
    (('absent', 'negative'), ('absent', 'positive'))
    """
    own = [valence for one in heard if one.stance == "for" for valence in one.valences]
    mostly_lost = 2 * sum(valence in _LOST for valence in own) > len(own)
    return ("absent", "positive" if mostly_lost else "negative")


def _threshold(heard: Sequence[Heard], near: Numbers) -> float:
    own = [float(near[index]) for index, one in enumerate(heard) if one.stance == "for"]
    if len(own) >= _FEWEST_MEMBERS:
        return float(np.quantile(own, 0.25))
    beside = [float(near[index]) for index, one in enumerate(heard) if one.stance != "for"]
    return float(np.quantile(beside, 0.9)) if beside else float("inf")


def _nearest_first(near: Numbers) -> list[int]:
    return [int(index) for index in np.lexsort((np.arange(len(near)), -near))]


def _coded_first(heard: Sequence[Heard], near: Numbers, subject: NDArray[np.bool_]) -> list[int]:
    """What somebody coded on the subject before all else, each the nearest first."""
    return sorted(_nearest_first(near), key=lambda index: not (heard[index].coded and subject[index]))


def _to_query(heard: Sequence[Heard], to_query: Numbers | None) -> Iterator[tuple[int, Reason]]:
    if to_query is not None:
        for index in _nearest_first(to_query):
            if to_query[index] > 0 and heard[index].stance != "against":
                yield index, Reason(ASKED)


def _of_sense(heard: Sequence[Heard], near: Numbers, subject: NDArray[np.bool_]) -> Iterator[tuple[int, Reason]]:
    # What the theme holds already tells of its own spread; what it leaves out may tell against it.
    order = sorted(_nearest_first(near), key=lambda index: heard[index].stance == "for")
    for valence in opposed(heard):
        for index in order:
            one = heard[index]
            if subject[index] and one.stance != "against" and valence in one.valences:
                yield index, Reason(SENSE, valence)


def _beside(heard: Sequence[Heard], near: Numbers, subject: NDArray[np.bool_]) -> Iterator[tuple[int, Reason]]:
    for index in _nearest_first(near):
        if subject[index] and heard[index].coded and not heard[index].stance:
            yield index, Reason(BESIDE)


def _denied(
    heard: Sequence[Heard], near: Numbers, subject: NDArray[np.bool_], language: str
) -> Iterator[tuple[int, Reason]]:
    for index in _coded_first(heard, near, subject):
        if subject[index] and not heard[index].stance and denies(heard[index].words, language):
            yield index, Reason(DENIED)


def _least(heard: Sequence[Heard], near: Numbers) -> Iterator[tuple[int, Reason]]:
    own = [index for index, one in enumerate(heard) if one.stance == "for"]
    if len(own) >= _FEWEST_MEMBERS:
        for index in sorted(own, key=lambda one: (near[one], one)):
            yield index, Reason(LEAST)


def _absent(
    heard: Sequence[Heard], near: Numbers, subject: NDArray[np.bool_], asked: Collection[str]
) -> Iterator[tuple[int, Reason]]:
    """The nearest words of everybody who was asked or speaks of the subject, and never for the theme."""
    raised = {one.who for one in heard if one.stance == "for"}
    told = set(raised)
    for index in _coded_first(heard, near, subject):
        who = heard[index].who
        if who not in told and heard[index].stance != "against" and (who in asked or subject[index]):
            told.add(who)
            yield index, Reason(ABSENT, "asked" if who in asked else "")


def _groups(heard: Sequence[Heard], near: Numbers, subject: NDArray[np.bool_]) -> Iterator[tuple[int, Reason]]:
    """The nearest words from groups of two or more where the theme is heard half as often as elsewhere, or less."""
    people = {one.who: one.groups for one in heard}
    raised = {one.who for one in heard if one.stance == "for"}
    names = sorted({name for groups in people.values() for name in groups})
    order = _nearest_first(near)
    for name in names:
        values = sorted({groups[name] for groups in people.values() if name in groups})
        for value in values:
            within = {who for who, groups in people.items() if groups.get(name) == value}
            besides = {who for who, groups in people.items() if name in groups} - within
            k, n = len(within & raised), len(within)
            if n < 2 or not besides or 2 * k * len(besides) > len(besides & raised) * n or not besides & raised:
                continue
            silent = (one for one in order if heard[one].who in within - raised and heard[one].stance != "against")
            index = next((one for one in silent if subject[one]), None)
            if index is not None:
                yield index, Reason(GROUP, f"{name} {value}", k, n)
