"""How many groups a study bears: as many as come back when its participants are drawn anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qualcode.themes.redraws import Redraw, overlaps, tree_cuts
from qualcode.themes.space import Vectors

Detail = Literal["broad", "fine"]

STABLE = 0.75
"""Mean Jaccard the broad cut must reach: Hennig's “valid, stable”."""
COST = 0.08
"""How much lower than the best cut the broad one may be: three groups come back whole, four with one by chance not."""
LOWEST = 0.20
"""How much lower than the best cut a single group of the broad one may be."""
COST_OF_FINE = 0.30
"""How much lower than the best cut the fine one may be: beyond that it divides what is one."""
CARRIED = 0.6
"""Share of its excerpts above which a group is mostly one participant's."""
OTHER_BAR = 0.035
"""How far the bar of the broad cut moves from one half of a study to another; found on halves of coded studies."""
FEWER_FINE = 0.75
"""About as many groups as the whole has half a study has in the fine view, where their number follows its size."""
FEW_GROUPS = 4
"""Up to here a quarter fewer groups would be another study."""
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


def choose(found: Sequence[Cut], detail: Detail, excerpts: int) -> Cut | None:
    """The broad or the fine cut of a study of so many excerpts; None where nothing comes back better than by chance.

    Broad: most groups that come back well. Fine: up to the root of the number of excerpts, about where groups tell most
    about the themes of human coders, who divide finer than a study of usual size can show to be stable.
    """
    best = max((cut.jaccard for cut in found), default=0.0)
    if best < FAINT:
        return None
    broad = _broad(found, best)
    if detail == "broad":
        return broad
    most = round(excerpts**0.5)
    finer = found[found.index(broad) :]
    return [cut for cut in finer if cut is broad or _is_fine(cut, best, most)][-1]


def sizes(found: Sequence[Cut], cut: Cut, detail: Detail) -> tuple[float, ...]:
    """Into how many groups fresh halves of the study may be divided, as shares of the groups of its cut.

    Broad: as many as the cuts have that a little lower or higher bar would have chosen. Fine: as many, and fewer.
    """
    own = cut.groups.shape[1]
    if detail == "fine":
        return (1.0, FEWER_FINE) if own > FEW_GROUPS else (1.0,)
    best = max(one.jaccard for one in found)
    near = (_broad(found, best, shift).groups.shape[1] for shift in (-OTHER_BAR, 0.0, OTHER_BAR))
    return tuple(sorted({count / own for count in near}))


def _broad(found: Sequence[Cut], best: float, shift: float = 0.0) -> Cut:
    bar = min(best, max(STABLE, best - COST)) + shift
    lowest = best - LOWEST + min(shift, 0.0)
    sound = [cut for cut in found if cut.jaccard >= bar and cut.lowest >= lowest and not cut.divides_a_person]
    return sound[-1] if sound else max(found, key=lambda cut: cut.jaccard)


def _is_fine(cut: Cut, best: float, most: int) -> bool:
    return cut.jaccard >= best - COST_OF_FINE and cut.groups.shape[1] <= most
