"""What a cluster is made of: who is in it, which excerpts are typical, which words set it apart."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcode.themes.clustering import Cluster
from qualcode.themes.distinct import Distinct
from qualcode.themes.space import Vectors, unit
from qualcode.themes.terms import telling_terms
from qualcode.themes.terms_by_meaning import Meaning

SMALLEST = 3
"""Excerpts in the smallest cluster: fewer have no middle."""
EXEMPLARS = 3
READ_FOR_TERMS = 5_000
"""Excerpts of one cluster whose words are counted: more cost memory and change no term."""

Labels = NDArray[np.int64]


def numbered(raw: Labels, found: Distinct, groups: Sequence[str] | None) -> tuple[Labels, Labels]:
    """Labels of passages from labels of different excerpts: most participants first, then most excerpts; small ones go.

    The second answer says for each new label which old one it was.
    """
    everyone = np.where(found.which >= 0, raw[found.which], -1)
    rank = []
    for old in range(int(raw.max(initial=-1)) + 1):
        members = np.flatnonzero(everyone == old)
        if len(members) >= SMALLEST:
            people = 0 if groups is None else len({groups[member] for member in members.tolist()})
            rank.append((-people, -len(members), int(np.flatnonzero(raw == old)[0]), old))
    order = np.array([old for *_, old in sorted(rank)], dtype=np.int64)
    renumber = np.full(int(raw.max(initial=-1)) + 2, -1, dtype=np.int64)
    renumber[order] = np.arange(len(order))
    # The last place of `renumber` stays -1 and is what -1 points at.
    return renumber[everyone], order


def described(
    passages: Sequence[str],
    groups: Sequence[str] | None,
    found: Distinct,
    points: Vectors,
    *,
    labels: Labels,
    stability: NDArray[np.float64],
    meaning: Meaning | None = None,
) -> tuple[Cluster, ...]:
    """The row of each cluster, in the order of the labels; `meaning` holds the vectors of the different passages."""
    of_distinct = labels[found.first]
    read = _enough_for_terms(of_distinct, len(stability))
    wordings = [passages[place] for place in found.first[read]]
    if meaning is not None and len(read) < len(of_distinct):
        meaning = Meaning(meaning.vectors[read], meaning.encode)
    terms = telling_terms(wordings, of_distinct[read].tolist(), len(stability), meaning=meaning)
    rows = []
    for label in range(len(stability)):
        places = np.flatnonzero(of_distinct == label)
        central = found.first[places[_by_closeness(points[places])]]
        members = np.flatnonzero(labels == label)
        people = Counter(groups[member] for member in members.tolist()) if groups is not None else Counter[str]()
        rows.append(
            Cluster(
                number=label + 1,
                size=len(members),
                members=tuple(members.tolist()),
                terms=terms[label],
                exemplars=tuple(central[:EXEMPLARS].tolist()),
                typical=int(central[len(central) // 2]),
                least_typical=int(central[-1]),
                stability=float(stability[label]),
                groups=len(people),
                biggest_share=max(people.values(), default=0) / len(members),
            )
        )
    return tuple(rows)


def _enough_for_terms(labels: Labels, clusters: int) -> Labels:
    """Places of at most so many excerpts of each cluster, and of those in none; which, their words decide at random."""
    return np.sort(np.concatenate([np.flatnonzero(labels == label)[:READ_FOR_TERMS] for label in range(-1, clusters)]))


def _by_closeness(points: Vectors) -> Labels:
    """Places of the points, the one nearest their common centre first; ties in their given order."""
    centre = unit(points.mean(axis=0, keepdims=True))[0]
    order: Labels = np.argsort(-(points @ centre), kind="stable")
    return order
