"""Words and phrases that set one cluster apart from the rest."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from qualcode.themes.spoken import EMPTY, PALE, stem, words_of

TERMS = 8
LONGEST = 3
"""Words in the longest phrase."""
ALIKE = 0.8
"""Two terms that share more than this of the excerpts they occur in say the same."""

_SENTENCE = re.compile(r"[.!?;:,…\n–—()\[\]“”\"]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A candidate term of a cluster."""

    term: str
    score: float
    """How far it sets the cluster apart, in standard errors, longer phrases a little before shorter ones."""
    places: frozenset[int]
    """The cluster's excerpts it occurs in."""


def telling_terms(passages: Sequence[str], labels: Sequence[int], clusters: int) -> list[tuple[str, ...]]:
    """For each cluster its most telling terms; none stands for two clusters, none says the same as one before it.

    >>> said = ["Trust takes time.", "Trust grew slowly.", "The budget shrank.", "No budget at all."]
    >>> telling_terms(said, [0, 0, 1, 1], 2)
    [('trust',), ('budget',)]
    """
    phrases = [phrases_of(passage) for passage in passages]
    everywhere = Counter(phrase for found in phrases for phrase in found)
    best: dict[str, tuple[float, int]] = {}
    candidates = [_candidates(phrases, labels, cluster, everywhere) for cluster in range(clusters)]
    if not all(candidates):
        # A cluster of small talk (“So what about that?”) is told by its small words.
        every_word = [set(words_of(passage)) for passage in passages]
        counts = Counter(word for words in every_word for word in words)
        candidates = [
            found or _candidates(every_word, labels, cluster, counts) for cluster, found in enumerate(candidates)
        ]
    for cluster, found in enumerate(candidates):
        for one in found:
            best[one.term] = max(best.get(one.term, (0.0, 0)), (one.score, -cluster))
    return [
        _different([one for one in found if best[one.term] == (one.score, -cluster)])
        for cluster, found in enumerate(candidates)
    ]


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
    # “the the”, “go go go”: a stumble is no phrase.
    if words[0] in EMPTY or words[-1] in EMPTY or len(set(words)) < len(words):
        return False
    return not (all(word in PALE or word.isdigit() for word in words) or any(_masked(word) for word in words))


def _masked(word: str) -> bool:
    # One letter, or one over and over (“xxxx”): what de-identification leaves.
    return word.isascii() and len(set(word)) == 1


def _candidates(
    phrases: Sequence[set[str]], labels: Sequence[int], cluster: int, everywhere: Counter[str]
) -> list[Telling]:
    places: dict[str, list[int]] = {}
    members = [place for place, label in enumerate(labels) if label == cluster]
    for place in members:
        for phrase in phrases[place]:
            places.setdefault(phrase, []).append(place)
    total = sum(everywhere.values())
    inside = sum(len(found) for found in places.values())
    # The prior weighs as much as a hundred phrases spoken as everybody speaks, less in a very small study.
    weight = min(100.0, total / 10)
    least = 2 if len(members) < 40 else 3
    telling = []
    for phrase in sorted(places):
        count = len(places[phrase])
        if count < least:
            continue
        prior = weight * everywhere[phrase] / total
        score = log_odds((count, inside), (everywhere[phrase] - count, total - inside), (prior, weight))
        if score > 1:
            telling.append(Telling(phrase, score * (1 + 0.15 * phrase.count(" ")), frozenset(places[phrase])))
    return sorted(telling, key=lambda one: (-one.score, one.term))


def _different(candidates: Iterable[Telling]) -> tuple[str, ...]:
    chosen: list[Telling] = []
    for one in candidates:
        if len(chosen) == TERMS:
            break
        if not any(_same(one, other) for other in chosen):
            chosen.append(one)
    return tuple(one.term for one in chosen)


def _same(one: Telling, other: Telling) -> bool:
    stems = {stem(word) for word in one.term.split() if word not in EMPTY}
    others = {stem(word) for word in other.term.split() if word not in EMPTY}
    shared = len(one.places & other.places) / len(one.places | other.places)
    return stems <= others or others <= stems or (bool(stems & others) and shared > 0.3) or shared > ALIKE
