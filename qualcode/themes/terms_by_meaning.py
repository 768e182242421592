"""Terms that together lead to the middle of their own cluster and away from the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.themes.space import Vectors, unit
from qualcode.themes.telling import TERMS, Telling, say_the_same

AWAY = 0.5
"""How much it counts to lie far from the next cluster, against lying near the own one."""
PART = 65_536
DECIMALS = 6
"""Worths that differ later are equal: the last bits of a vector decide nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Where passages lie, and what puts phrases among them."""

    vectors: NDArray[Any]
    """Passages x dimensions, from the encoder itself."""
    encode: Callable[[Sequence[str]], NDArray[Any]]


def together(candidates: Sequence[Sequence[Telling]], labels: Sequence[int], meaning: Meaning) -> list[tuple[str, ...]]:
    """For each cluster the terms whose mean lies near its middle and far from the nearest other middle.

    They are taken one by one, each the one that helps most beside those before it. What is chosen is the mean itself,
    because a reader takes the terms of a cluster as one; on human-coded studies it leads more held-out excerpts back
    to their cluster than maximal marginal relevance does (benchmarks/themes_terms.py). A term that several clusters
    could have is for the one it lies nearest to.
    """
    of = np.asarray(labels)
    middles = np.stack([_middle(meaning.vectors, np.flatnonzero(of == cluster)) for cluster in range(len(candidates))])
    wanted = sorted({one.term for found in candidates for one in found})
    if not wanted:
        return [()] * len(candidates)
    encoded = dict(zip(wanted, unit(np.asarray(meaning.encode(wanted), dtype=np.float64)), strict=True))
    own = _nearest(candidates, encoded, middles)
    return [
        _chosen(found, np.stack([encoded[one.term] for one in found]), middles, cluster) if found else ()
        for cluster, found in enumerate(own)
    ]


def _middle(vectors: NDArray[Any], members: NDArray[np.int64]) -> Vectors:
    """The direction in which passages lie on average; looked at in parts, as there may be very many."""
    total = np.zeros((1, vectors.shape[1]))
    for start in range(0, len(members), PART):
        part = np.asarray(vectors[members[start : start + PART]], dtype=np.float64)
        total += unit(part).sum(axis=0)
    middle: Vectors = unit(total)[0]
    return middle


def _nearest(
    candidates: Sequence[Sequence[Telling]], encoded: Mapping[str, Vectors], middles: Vectors
) -> list[list[Telling]]:
    """The candidates of each cluster that lie nearer to it than to any other that could have them."""
    best: dict[str, tuple[float, int]] = {}
    for cluster, found in enumerate(candidates):
        for one in found:
            near = (round(float(encoded[one.term] @ middles[cluster]), DECIMALS), -cluster)
            best[one.term] = max(best.get(one.term, near), near)
    return [[one for one in found if best[one.term][1] == -cluster] for cluster, found in enumerate(candidates)]


def _chosen(found: Sequence[Telling], places: Vectors, middles: Vectors, cluster: int) -> tuple[str, ...]:
    others = np.delete(middles, cluster, axis=0)
    chosen: list[int] = []
    fits = np.ones(len(found), dtype=np.bool_)
    so_far = np.zeros(places.shape[1])
    while fits.any() and len(chosen) < TERMS:
        means = unit(so_far + places)
        worth = np.round(means @ middles[cluster] - AWAY * (means @ others.T).max(axis=1), DECIMALS)
        best = int(np.argmax(np.where(fits, worth, -np.inf)))
        chosen.append(best)
        so_far += places[best]
        fits &= np.array([not say_the_same(one, found[best]) for one in found])
    return tuple(found[place].term for place in chosen)
