"""What became of the clusters of before when excerpts are grouped anew."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

Excerpt = TypeVar("Excerpt", bound=Hashable)
Fate = Literal["the same", "grown", "smaller", "changed", "split", "joined", "new", "gone"]

LINKED = 0.4
"""Share of the smaller of two clusters that both must hold for one to come from the other."""
FEWEST_SHARED = 2
ALIKE = 0.8
"""Jaccard from which a cluster is the same as before."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one cluster; clusters are counted from 1, in the order given."""

    number: int | None
    """The cluster of now; None for one that is gone."""
    fate: Fate
    before: tuple[int, ...]
    """The clusters of before that it comes from; for one that is gone, itself."""
    counterpart: int | None
    """The one of before that it stands for: no two clusters have the same."""
    shared: int
    """Excerpts that it and those of before both hold."""
    jaccard: float
    """Excerpts shared with those of before, of all that either holds, from 0 to 1."""

    @property
    def likeness(self) -> str:
        """How much of it is as before, in words."""
        if self.jaccard == 1:
            return "exactly the same excerpts"
        if self.jaccard >= ALIKE:
            return "nearly the same excerpts"
        if self.jaccard >= 0.5:
            return "mostly the same excerpts"
        return "some of the same excerpts" if self.shared else "none of the same excerpts"


def what_moved(
    before: Sequence[Collection[Excerpt]], now: Sequence[Collection[Excerpt]], overlap: float = LINKED
) -> tuple[Moved, ...]:
    """One row for each cluster of now, in order, then one for each of before that nothing comes from.

    A cluster belongs to one of before where both hold `overlap` of the smaller of them. Excerpts coded since belong to
    no cluster of before; those in no group belong to none at all.

    >>> for one in what_moved([{1, 2, 3, 4}, {5, 6, 7}], [{1, 2, 3, 4, 8, 9}, {10, 11, 12}]):
    ...     print(one.number, one.fate, one.before)
    1 grown (1,)
    2 new ()
    None gone (2,)
    """
    old, new = [frozenset(one) for one in before], [frozenset(one) for one in now]
    shared = {
        (here, there): both
        for here, held in enumerate(new)
        for there, was in enumerate(old)
        if (both := len(held & was)) >= FEWEST_SHARED and both >= overlap * min(len(held), len(was))
    }
    pairs = _one_to_one(shared, old, new)
    rows = [_moved(here, shared, old, new, pairs.get(here)) for here in range(len(new))]
    linked = {there for _, there in shared}
    rows += [Moved(None, "gone", (there + 1,), None, 0, 0.0) for there in range(len(old)) if there not in linked]
    return tuple(rows)


def _moved(
    here: int,
    shared: dict[tuple[int, int], int],
    old: Sequence[frozenset[Excerpt]],
    new: Sequence[frozenset[Excerpt]],
    counterpart: int | None,
) -> Moved:
    sources = [there for place, there in shared if place == here]
    of_before: frozenset[Excerpt] = frozenset().union(*(old[there] for there in sources))
    both = len(new[here] & of_before)
    jaccard = both / len(new[here] | of_before) if sources else 0.0
    return Moved(
        number=here + 1,
        fate=_fate(here, sources, shared, jaccard, len(new[here]) - len(of_before)),
        before=tuple(there + 1 for there in sources),
        counterpart=None if counterpart is None else counterpart + 1,
        shared=both,
        jaccard=jaccard,
    )


def _fate(here: int, sources: Sequence[int], shared: dict[tuple[int, int], int], jaccard: float, growth: int) -> Fate:
    if not sources:
        return "new"
    if len(sources) > 1:
        return "joined"
    if any(there == sources[0] and place != here for place, there in shared):
        return "split"
    if jaccard >= ALIKE:
        return "the same"
    if growth == 0:
        return "changed"
    return "grown" if growth > 0 else "smaller"


def _one_to_one(
    shared: dict[tuple[int, int], int], old: Sequence[frozenset[Excerpt]], new: Sequence[frozenset[Excerpt]]
) -> dict[int, int]:
    """By cluster of now the one of before that it stands for: those that share most find each other first."""
    order = sorted(shared, key=lambda pair: (-shared[pair], len(new[pair[0]] | old[pair[1]]), pair))
    found: dict[int, int] = {}
    for here, there in order:
        if here not in found and there not in found.values():
            found[here] = there
    return found
