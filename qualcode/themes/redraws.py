"""Which groupings of excerpts come back when the participants of a study are drawn anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage

from qualcode.themes.space import Vectors, smoothed, unit

REDRAWS = 100
FEWEST_PARTICIPANTS = 4
"""Of three participants there are only three half-samples, so nothing could fail to come back."""
CAME_BACK = 0.5
"""Jaccard above which a group counts as come back: it shares more with what came than it does not (Hennig 2007)."""
LEVELS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24)
"""Numbers of groups each re-draw is divided into."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Redraw:
    """One half of the study, grouped on its own."""

    drawn: Places
    """The grains that have an excerpt in this half, ascending."""
    groups: NDArray[np.float32]
    """Grains drawn x groups, 1 where the grain is in the group; the groups of all levels side by side."""
    levels: tuple[int, ...]
    """Into how many groups it was divided, each time anew."""

    def divided_into(self, wanted: int) -> NDArray[np.float32]:
        """Its groups where it was divided into about so many."""
        nearest = min(range(len(self.levels)), key=lambda place: abs(self.levels[place] - wanted))
        first = sum(self.levels[:nearest])
        return self.groups[:, first : first + self.levels[nearest]]


def halves(owner: Places, seed: int, count: int = REDRAWS) -> Iterator[NDArray[np.bool_]]:
    """Random halves of the owners, each as a mask over what they own.

    >>> [mask.tolist() for mask in halves(np.array([0, 0, 1, 1]), seed=0, count=2)]
    [[True, True, False, False], [True, True, False, False]]
    """
    owners = int(owner.max()) + 1
    rng = np.random.default_rng(seed)
    for _ in range(count):
        chosen = np.zeros(owners, dtype=np.bool_)
        chosen[rng.permutation(owners)[: (owners + 1) // 2]] = True
        yield chosen[owner]


def redraw(points: Vectors, grain: Places, mask: NDArray[np.bool_]) -> Redraw:
    """Group one half of the study: Ward's tree of its grains, cut at every level, each cut settled by Lloyd's steps."""
    drawn, members = np.unique(grain[mask], return_inverse=True)
    weight = np.bincount(members).astype(np.float64)
    centres = np.zeros((len(drawn), points.shape[1]))
    np.add.at(centres, members, points[mask])
    places = smoothed(unit(centres))
    levels = [level for level in LEVELS if level <= len(drawn) // 3]
    if not levels:
        return Redraw(drawn, np.ones((len(drawn), 1), dtype=np.float32), (1,))
    cuts = tree_cuts(linkage(places, "ward"), levels)
    groups = [settled(places, cuts[:, place], weight) for place in range(len(levels))]
    return Redraw(drawn, np.hstack(groups), tuple(part.shape[1] for part in groups))


def tree_cuts(tree: Vectors, levels: Sequence[int]) -> Places:
    """Leaves x levels: the group of each leaf where the tree is cut into so many groups.

    >>> tree_cuts(linkage([[0.0], [0.1], [5.0], [9.0]], "ward"), [2, 3]).tolist()
    [[0, 2], [0, 2], [1, 0], [1, 1]]
    """
    leaves = len(tree) + 1
    above = np.full(2 * leaves - 1, 2 * leaves, dtype=np.int64)
    above[tree[:, :2].astype(np.int64).ravel()] = np.repeat(np.arange(leaves, 2 * leaves - 1), 2)
    columns = []
    for level in levels:
        # The last merges are undone; what stands below them are the groups.
        group, undone = np.arange(leaves), 2 * leaves - level
        while (inside := above[group] < undone).any():
            group = np.where(inside, above[group], group)
        columns.append(np.unique(group, return_inverse=True)[1])
    return np.stack(columns, axis=1)


def settled(places: Vectors, labels: Places, weight: NDArray[np.float64], steps: int = 4) -> NDArray[np.float32]:
    """Move grains to the nearest centre a few times; the result is grains x groups, 1 where a grain belongs."""
    kinds = np.arange(int(labels.max()) + 1)
    for _ in range(steps):
        centres = unit(((labels[:, None] == kinds) * weight[:, None]).T @ places)
        nearest = np.argmax(places @ centres.T, axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
    belongs: NDArray[np.float32] = (labels[:, None] == kinds).astype(np.float32)
    return belongs


def togetherness(redraws: Sequence[Redraw], grains: int) -> Vectors:
    """How often two grains are grouped together when both are drawn, from 0 to 1.

    The consensus matrix of Monti, Tamayo, Mesirov & Golub 2003, Machine Learning 52, 91-118.
    Sums whole numbers, so the order of summation cannot matter.
    """
    together = np.zeros((grains, grains), dtype=np.float32)
    chances = np.zeros((grains, grains), dtype=np.float32)
    for one in redraws:
        square = np.ix_(one.drawn, one.drawn)
        together[square] += one.groups @ one.groups.T
        chances[square] += len(one.levels)
    share: Vectors = together.astype(np.float64) / np.maximum(chances, 1)
    np.fill_diagonal(share, 1.0)
    return share


def consensus_tree(share: Vectors) -> Vectors:
    """Ward's tree on what the re-draws agree about; cuts of one tree nest, so that fine groups lie within broad ones.

    Togetherness is an inner product, so the root of 1 - togetherness is a Euclidean distance.
    """
    upper = np.triu_indices(len(share), 1)
    tree: Vectors = linkage(np.sqrt(np.maximum(1.0 - share[upper], 0.0)), "ward")
    return tree


def overlaps(groups: NDArray[np.float32], redraws: Sequence[Redraw]) -> Vectors:
    """Groups x re-draws: the Jaccard coefficient of each group with its nearest in each re-draw, any level.

    Compared on the drawn grains alone; -1 where a re-draw has nothing of the group. Hennig 2007, Cluster-wise
    assessment of cluster stability, Computational Statistics & Data Analysis 52, 258-271.
    """
    return np.stack([_overlap(groups[one.drawn], one)[0] for one in redraws], axis=1)


def came_back(
    groups: NDArray[np.float32], redraws: Sequence[Redraw], sizes: Sequence[float] = (1.0,)
) -> NDArray[np.float64]:
    """For each group the share of re-draws in which it came back, into whichever number of groups they were divided.

    It came back where its Jaccard coefficient with a group of the re-draw is above one half at each of `sizes`, numbers
    of groups as shares of those the re-draw has something of: nobody knows how many a fresh half would have, and a
    group found at some one number only is found again in fresh halves far less often.
    """
    found = np.ones((groups.shape[1], len(redraws)), dtype=np.bool_)
    for place, one in enumerate(redraws):
        # Where a re-draw has nothing of a group, it can have fallen into those groups only that it has something of.
        held = int((groups[one.drawn].sum(axis=0) > 0).sum())
        for count in {max(2, ceil(round(held * size, 6))) for size in sizes}:
            found[:, place] &= _jaccard(groups[one.drawn], one.divided_into(count)).max(axis=1) > CAME_BACK
    return np.asarray(found.mean(axis=1), dtype=np.float64)


def _jaccard(groups: NDArray[np.float32], others: NDArray[np.float32]) -> Vectors:
    shared = groups.T @ others
    return np.asarray(shared / np.maximum(groups.sum(axis=0)[:, None] + others.sum(axis=0) - shared, 1))


def _overlap(groups: NDArray[np.float32], one: Redraw) -> tuple[Vectors, Places]:
    jaccard = _jaccard(groups, one.groups)
    nearest = np.argmax(jaccard, axis=1)
    best = jaccard[np.arange(len(nearest)), nearest].astype(np.float64)
    return np.where(groups.sum(axis=0) > 0, best, -1.0), nearest


def belonging(groups: NDArray[np.float32], redraws: Sequence[Redraw]) -> Vectors:
    """For each grain, in which share of the re-draws it was in what its group came back as."""
    own = np.argmax(groups, axis=1)
    came, drawn = np.zeros(len(groups)), np.zeros(len(groups))
    for one in redraws:
        _, nearest = _overlap(groups[one.drawn], one)
        came[one.drawn] += one.groups[np.arange(len(one.drawn)), nearest[own[one.drawn]]]
        drawn[one.drawn] += 1
    return came / np.maximum(drawn, 1)
