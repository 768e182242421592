"""How many groups a study bears: as many as come back when its participants are drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qualcode.themes.redraws import Redraw, overlaps, tree_cuts
from qualcode.themes.space import Vectors

Detail = Literal["broad", "fine"]

CAME_BACK = 2 / 3
"""Jaccard above which a group counts as come back. On human-coded studies groups that come back so in 8 of 10 re-draws
are found again in about 9 of 10 fresh halves; at one half, which Hennig (2007) needs, it would be 7 of 10."""
STABLE: dict[Detail, float] = {"broad": 0.75, "fine": 0.65}
"""Mean Jaccard a cut must reach: .75 is Hennig's “valid, stable”; on human-coded studies information about the coders'
themes keeps rising to about .65."""
COST: dict[Detail, float] = {"broad": 0.08, "fine": 0.25}
"""How much lower than the best cut it may be: three groups come back whole, four with one cut by chance do not."""
LOWEST: dict[Detail, float] = {"broad": 0.20, "fine": 0.40}
"""How much lower than the best cut a single group of it may be."""
CARRIED = 0.6
"""Share of its excerpts above which a group is mostly one participant's."""
FAINT = 0.68
"""Below this, points drawn at random with the same spread come back as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """One way to divide the tree."""

    groups: NDArray[np.float32]
    """Grains x groups, 1 where the grain is in the group."""
    overlap: Vectors
    """Groups x re-draws, as `redraws.overlaps` gives it."""
    divides_a_person: bool = False
    """Whether two of its groups are mostly one and the same participant's: whoever is drawn, is drawn with both."""

    @property
    def jaccard(self) -> float:
        """Mean Jaccard of its groups over the re-draws."""
        return float(np.mean(self._by_group()))

    @property
    def lowest(self) -> float:
        """The mean Jaccard of the group that comes back worst."""
        return float(np.min(self._by_group()))

    def _by_group(self) -> NDArray[np.float64]:
        # A re-draw that has nothing of a group says nothing against its shape.
        seen = self.overlap >= 0
        mean: NDArray[np.float64] = (self.overlap * seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
        return mean

    @property
    def stability(self) -> NDArray[np.float64]:
        """For each group the share of all re-draws in which it came back."""
        came: NDArray[np.float64] = (self.overlap > CAME_BACK).mean(axis=1)
        return came


def cuts(tree: Vectors, redraws: Sequence[Redraw], most: int, given: Vectors | None = None) -> list[Cut]:
    """Every cut of the tree from two groups to the most, with how well it came back.

    `given` counts excerpts, grains x participants; None where excerpts were drawn singly.
    """
    labels = tree_cuts(tree, range(2, most + 1))
    found = []
    for column in labels.T:
        groups = (column[:, None] == np.arange(int(column.max()) + 1)).astype(np.float32)
        found.append(Cut(groups, overlaps(groups, redraws), given is not None and _divides_a_person(groups.T @ given)))
    return found


def _divides_a_person(given: Vectors) -> bool:
    carried = given.max(axis=1) > CARRIED * given.sum(axis=1)
    carriers = np.argmax(given, axis=1)[carried]
    return len(set(carriers.tolist())) < len(carriers)


def choose(found: Sequence[Cut], detail: Detail) -> Cut | None:
    """The cut with most groups that comes back well enough; None where nothing comes back better than by chance."""
    best = max((cut.jaccard for cut in found), default=0.0)
    if best < FAINT:
        return None
    broad = _most_groups(found, "broad", best)
    return broad if detail == "broad" else _most_groups(found[found.index(broad) :], "fine", best)


def _most_groups(found: Sequence[Cut], detail: Detail, best: float) -> Cut:
    bar = min(best, max(STABLE[detail], best - COST[detail]))
    sound = [cut for cut in found if cut.jaccard >= bar and cut.lowest >= best - LOWEST[detail]]
    sound = [cut for cut in sound if detail == "fine" or not cut.divides_a_person]
    return sound[-1] if sound else max(found, key=lambda cut: cut.jaccard)
