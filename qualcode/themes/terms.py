"""Words and phrases that set one cluster apart from the rest."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

from qualcode.themes.spoken import EMPTY, PALE, stem, words_of

if TYPE_CHECKING:
    from qualcode.themes.terms_by_meaning import Meaning

TERMS = 8
LONGEST = 3
"""Words in the longest phrase."""
ALIKE = 0.8
"""Two terms that share more than this of the excerpts they occur in say the same."""

BETWEEN = frozenset(["and", "or", "but", "so", "because", "if", "than", "when", "while", "that", "which", "who"])
"""Words that stand between two phrases, not within one."""
CONSIDERED = 200
"""Candidates of a cluster at most, the most lopsided first."""
ENOUGH = 100
"""Candidates above which none is considered that was said in one excerpt only."""

_SENTENCE = re.compile(r"[.!?;:,…\n–—()\[\]“”\"]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A candidate term of a cluster."""

    term: str
    score: float
    """How far it sets the cluster apart, in standard errors, longer phrases a little before shorter ones."""
    places: frozenset[int]
    """The cluster's excerpts it occurs in."""


def telling_terms(
    passages: Sequence[str],
    labels: Sequence[int],
    clusters: int,
    echoed: Sequence[Collection[str]] | None = None,
    meaning: "Meaning | None" = None,
) -> list[tuple[str, ...]]:
    """For each cluster its most telling terms; none stands for two clusters, none says the same as one before it.

    `echoed` holds for each passage the words, without their endings, that it only repeats. Where `meaning` is given,
    the terms are those that together lead to the middle of their cluster; else the most lopsided ones.

    >>> said = ["Trust takes time.", "Trust grew slowly.", "The budget shrank.", "No budget at all."]
    >>> telling_terms(said, [0, 0, 1, 1], 2)
    [('trust',), ('budget',)]
    """
    barred = echoed or [()] * len(passages)
    phrases = [_own(phrases_of(passage), words) for passage, words in zip(passages, barred, strict=True)]
    rare = meaning is not None
    candidates = _candidates(phrases, labels, clusters, rare=rare)
    for smaller in (EMPTY, frozenset[str]()):
        least = TERMS if smaller else 1
        if all(len(found) >= least for found in candidates):
            continue
        # A cluster of small talk (“So what about that?”) is told by its small words.
        said = [
            _own({word for word in words_of(passage) if word not in smaller and not _masked(word)}, words)
            for passage, words in zip(passages, barred, strict=True)
        ]
        small = _candidates(said, labels, clusters, rare=rare)
        candidates = [
            found if len(found) >= least else _more(found, other)
            for found, other in zip(candidates, small, strict=True)
        ]
    if meaning is None or clusters < 2:
        return [_different(found) for found in _each_for_one(candidates)]
    from qualcode.themes.terms_by_meaning import together

    return together(candidates, labels, meaning)


def phrases_of(passage: str) -> set[str]:
    """Every word and phrase of a passage that could be a term; a phrase never crosses a pause.

    >>> sorted(phrases_of("We, you know, protect the time for classrooms."))
    ['classrooms', 'protect', 'protect the time', 'time for classrooms']
    """
    found = set()
    for part in _SENTENCE.split(passage):
        words = words_of(part)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                if _could_be_term(words[start:end]):
                    found.add(" ".join(words[start:end]))
    return found


def log_odds(inside: tuple[int, int], outside: tuple[int, int], prior: tuple[float, float]) -> float:
    """How much likelier a term is inside than outside, in standard errors, drawn to its frequency in the whole.

    Each pair is (count of the term, count of all terms). Log-odds ratio with an informative Dirichlet prior, formulae
    16, 20 and 22 of Monroe, Colaresi & Quinn 2008, Political Analysis 16(4), 372-403.

    >>> log_odds((5, 20), (5, 20), (1.0, 40.0))
    0.0
    >>> round(log_odds((8, 20), (1, 80), (0.9, 10.0)), 2)
    3.72
    """
    held, lacked = inside[0] + prior[0], outside[0] + prior[0]
    odds_inside = held / (inside[1] + prior[1] - held)
    odds_outside = lacked / (outside[1] + prior[1] - lacked)
    return (log(odds_inside) - log(odds_outside)) / sqrt(1 / held + 1 / lacked)


def _could_be_term(words: Sequence[str]) -> bool:
    # “the the”, “go go go”: a stumble is no phrase; “minutes and walked” is two.
    if words[0] in EMPTY or words[-1] in EMPTY or len(set(words)) < len(words) or not BETWEEN.isdisjoint(words):
        return False
    return not (all(word in PALE or word.isdigit() for word in words) or any(_masked(word) for word in words))


def _masked(word: str) -> bool:
    # One letter, or one over and over (“xxxx”): what de-identification leaves.
    return word.isascii() and len(set(word)) == 1


def _more(found: Sequence[Telling], other: Iterable[Telling]) -> list[Telling]:
    known = {one.term for one in found}
    return [*found, *(one for one in other if one.term not in known)]


def _own(phrases: set[str], repeated: Collection[str]) -> set[str]:
    """The phrases without a word that is only repeated."""
    if not repeated:
        return phrases
    return {phrase for phrase in phrases if not any(stem(word) in repeated for word in phrase.split())}


def _candidates(
    phrases: Sequence[set[str]], labels: Sequence[int], clusters: int, *, rare: bool
) -> list[list[Telling]]:
    everywhere = Counter(phrase for found in phrases for phrase in found)
    return [_of_cluster(phrases, labels, cluster, everywhere, rare=rare) for cluster in range(clusters)]


def _of_cluster(
    phrases: Sequence[set[str]], labels: Sequence[int], cluster: int, everywhere: Counter[str], *, rare: bool
) -> list[Telling]:
    """What could be a term of a cluster, the most telling first; with `rare` what was said once too, where little is
    said more often."""
    places: dict[str, list[int]] = {}
    members = [place for place, label in enumerate(labels) if label == cluster]
    for place in members:
        for phrase in phrases[place]:
            places.setdefault(phrase, []).append(place)
    total = sum(everywhere.values())
    inside = sum(len(found) for found in places.values())
    # The prior weighs as much as a hundred phrases spoken as everybody speaks, less in a very small study.
    weight = min(100.0, total / 10)
    least = 1 if rare else 2 if len(members) < 40 else 3
    telling = []
    for phrase in sorted(places):
        count = len(places[phrase])
        if count < least:
            continue
        prior = weight * everywhere[phrase] / total
        score = log_odds((count, inside), (everywhere[phrase] - count, total - inside), (prior, weight))
        if score > (0 if rare else 1):
            telling.append(Telling(phrase, score * (1 + 0.15 * phrase.count(" ")), frozenset(places[phrase])))
    ordered = sorted(telling, key=lambda one: (-one.score, one.term))[:CONSIDERED]
    often = [one for one in ordered if len(one.places) > 1]
    once = [one for one in ordered if len(one.places) == 1]
    return [*often, *once[: max(0, ENOUGH - len(often))]]


def _each_for_one(candidates: Sequence[Sequence[Telling]]) -> list[list[Telling]]:
    """Each term for the cluster that it tells most of."""
    best: dict[str, tuple[float, int]] = {}
    for cluster, found in enumerate(candidates):
        for one in found:
            best[one.term] = max(best.get(one.term, (0.0, -cluster)), (one.score, -cluster))
    return [
        [one for one in found if best[one.term] == (one.score, -cluster)] for cluster, found in enumerate(candidates)
    ]


def _different(candidates: Iterable[Telling]) -> tuple[str, ...]:
    chosen: list[Telling] = []
    for one in candidates:
        if len(chosen) == TERMS:
            break
        if not any(say_the_same(one, other) for other in chosen):
            chosen.append(one)
    return tuple(one.term for one in chosen)


def say_the_same(one: Telling, other: Telling) -> bool:
    """Whether two terms are one in other words, or are said of the same excerpts."""
    stems = {stem(word) for word in one.term.split() if word not in EMPTY}
    others = {stem(word) for word in other.term.split() if word not in EMPTY}
    shared = len(one.places & other.places) / len(one.places | other.places)
    return stems <= others or others <= stems or (bool(stems & others) and shared > 0.3) or shared > ALIKE
