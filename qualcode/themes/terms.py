"""Words and phrases that set one cluster apart from the rest."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode.themes.phrases import is_masked, phrases_of
from qualcode.themes.spoken import EMPTY, stem, words_of
from qualcode.themes.telling import TERMS, Said, Telling, lopsided, say_the_same

if TYPE_CHECKING:
    from qualcode.themes.terms_by_meaning import Meaning


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
    phrases = _said([phrases_of(passage) for passage in passages], barred)
    rare = meaning is not None
    candidates = lopsided(phrases, labels, clusters, rare=rare)
    for smaller in (EMPTY, frozenset[str]()):
        least = TERMS if smaller else 1
        if all(len(found) >= least for found in candidates):
            continue
        # A cluster of small talk (“So what about that?”) is told by its small words.
        words = [{one for one in words_of(said) if one not in smaller and not is_masked(one)} for said in passages]
        small = lopsided(_said(words, barred), labels, clusters, rare=rare)
        candidates = [
            found if len(found) >= least else _more(found, other)
            for found, other in zip(candidates, small, strict=True)
        ]
    if meaning is None or clusters < 2:
        return [_different(found) for found in _each_for_one(candidates)]
    from qualcode.themes.terms_by_meaning import together

    return together(candidates, labels, meaning)


def _said(phrases: Sequence[set[str]], barred: Sequence[Collection[str]]) -> Said:
    return Said(phrases, [_own(found, words) for found, words in zip(phrases, barred, strict=True)])


def _own(phrases: set[str], repeated: Collection[str]) -> set[str]:
    """The phrases without a word that is only repeated."""
    if not repeated:
        return phrases
    return {phrase for phrase in phrases if not any(stem(word) in repeated for word in phrase.split())}


def _more(found: Sequence[Telling], other: Iterable[Telling]) -> list[Telling]:
    known = {one.term for one in found}
    return [*found, *(one for one in other if one.term not in known)]


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
