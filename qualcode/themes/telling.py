"""Which words and phrases are said in one cluster rather than elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from qualcode.themes.spoken import EMPTY, stem

TERMS = 8
"""Terms of a cluster, at most."""

ALIKE = 0.8
"""Two terms that share more than this of the excerpts they occur in say the same."""
CONSIDERED = 200
"""Candidates of a cluster at most, the most lopsided first."""
ENOUGH = 100
"""Candidates above which none is considered that was said in one excerpt only."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A candidate term of a cluster."""

    term: str
    score: float
    """How far it sets the cluster apart, in standard errors, longer phrases a little before shorter ones."""
    places: frozenset[int]
    """The cluster's excerpts it occurs in."""


@dataclass(frozen=True, slots=True)
class Said:
    """The phrases of each passage: all of them, and those that do not only repeat a question."""

    all: Sequence[set[str]]
    own: Sequence[set[str]]


def lopsided(said: Said, labels: Sequence[int], clusters: int, *, rare: bool) -> list[list[Telling]]:
    """For each cluster what could be a term of it, the most lopsided first; only what is said there unasked counts.

    With `rare`, what was said in one excerpt too, where little is said in more.
    """
    everywhere = Counter(phrase for found in said.all for phrase in found)
    if len(everywhere) < 2:
        # Where all say the same, it is said nowhere rather than elsewhere.
        return [[] for _ in range(clusters)]
    return [_of_cluster(said, labels, cluster, everywhere, rare=rare) for cluster in range(clusters)]


def _of_cluster(
    said: Said, labels: Sequence[int], cluster: int, everywhere: Counter[str], *, rare: bool
) -> list[Telling]:
    members = [place for place, label in enumerate(labels) if label == cluster]
    here = Counter(phrase for place in members for phrase in said.all[place])
    places: dict[str, list[int]] = {}
    for place in members:
        for phrase in said.own[place]:
            places.setdefault(phrase, []).append(place)
    total, inside = sum(everywhere.values()), sum(here.values())
    # The prior weighs as much as a hundred phrases spoken as everybody speaks, less in a very small study.
    weight = min(100.0, total / 10)
    least = 1 if rare else 2 if len(members) < 40 else 3
    found = []
    for phrase in sorted(phrase for phrase, held in places.items() if len(held) >= least):
        elsewhere = everywhere[phrase] - here[phrase]
        prior = weight * everywhere[phrase] / total
        score = log_odds((len(places[phrase]), inside), (elsewhere, total - inside), (prior, weight))
        if score > (0 if rare else 1):
            found.append(Telling(phrase, score * (1 + 0.15 * phrase.count(" ")), frozenset(places[phrase])))
    ordered = sorted(found, key=lambda one: (-one.score, one.term))[:CONSIDERED]
    often = [one for one in ordered if len(one.places) > 1]
    once = [one for one in ordered if len(one.places) == 1]
    return [*often, *once[: max(0, ENOUGH - len(often))]]


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


def say_the_same(one: Telling, other: Telling) -> bool:
    """Whether two terms are one in other words, or are said of the same excerpts."""
    stems = {stem(word) for word in one.term.split() if word not in EMPTY}
    others = {stem(word) for word in other.term.split() if word not in EMPTY}
    shared = len(one.places & other.places) / len(one.places | other.places)
    return stems <= others or others <= stems or (bool(stems & others) and shared > 0.3) or shared > ALIKE
