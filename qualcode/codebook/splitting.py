"""Finds codes that were split into several and, seen from the other side, codes that were merged into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook.likeness import Bag, Weights

_FROM_IT = 0.6
"""So much of a part’s words has to come from the code that was split."""
_OF_IT = 0.1
"""So much of what the code lost each part has to carry."""
_TOGETHER = 0.5
"""So much of what the code lost has to stand in the parts together."""
_LOST = 0.2
"""A code that stayed has to lose so much of its words before it counts as thinned."""
_THE_SAME = 0.8
"""A part as like the whole as this is the whole under another name."""
_FEWEST = 5
"""Fewer words than this turn up in any long text."""


@dataclass(frozen=True, slots=True)
class Split:
    """A code whose texts stand in several others; read the other way round, several that stand in one."""

    whole: Bag
    kept: Bag | None
    """What is left of it under its own id; None where it is gone."""
    parts: tuple[Bag, ...]
    certain: bool
    """Whether every text it lost stands in a part to the letter."""
    likeness: float
    """The share of the words it lost that stand in the parts."""


def splits(wholes: Sequence[Bag], kept: Mapping[str, Bag], come: Sequence[Bag], weights: Weights) -> list[Split]:
    """The codes of `wholes` that were split into codes of `come`; `kept` has what those that stayed say now."""
    lost = [_lost(whole, kept.get(whole.code.id)) for whole in wholes]
    parts = _parts(wholes, kept, come, lost, weights)
    found = []
    for place, own in sorted(parts.items()):
        stayed = kept.get(wholes[place].code.id)
        carried = frozenset[str]().union(*(part.words for part in own)) & lost[place]
        likeness = weights.of(carried) / weights.of(lost[place])
        if len(own) + (stayed is not None) >= 2 and likeness >= _TOGETHER:
            certain = _texts_lost(wholes[place], stayed) <= frozenset[str]().union(*(part.texts.each for part in own))
            found.append(Split(wholes[place], stayed, tuple(own), certain, likeness))
    return found


def _parts(
    wholes: Sequence[Bag],
    kept: Mapping[str, Bag],
    come: Sequence[Bag],
    lost: Sequence[frozenset[str]],
    weights: Weights,
) -> dict[int, list[Bag]]:
    """The codes that come from each of the wholes, by its place; each from the one it shares most with."""
    best: dict[int, tuple[float, int]] = {}
    for number, place in weights.likely(come, wholes):
        shared = weights.of(come[number].words & wholes[place].words)
        best[number] = max(best.get(number, (0.0, 0)), (shared, -place))
    found: dict[int, list[Bag]] = {}
    for number, (_, place) in sorted(best.items()):
        part, whole = come[number], wholes[-place]
        if _is_part(part, whole, lost[-place], weights, thinned=whole.code.id in kept):
            found.setdefault(-place, []).append(part)
    return found


def _is_part(part: Bag, whole: Bag, lost: frozenset[str], weights: Weights, *, thinned: bool) -> bool:
    if len(part.words) < _FEWEST and not part.texts.each & whole.texts.each:
        return False
    if not thinned and weights.alike(part, whole) >= _THE_SAME:
        return False
    if thinned and weights.of(lost) < _LOST * weights.of(whole.words):
        return False
    from_it = weights.of(part.words & whole.words) / weights.of(part.words)
    of_it = weights.of(part.words & lost) / weights.of(lost)
    return from_it >= _FROM_IT and of_it >= _OF_IT


def _lost(whole: Bag, kept: Bag | None) -> frozenset[str]:
    return whole.words - kept.words if kept else whole.words


def _texts_lost(whole: Bag, kept: Bag | None) -> frozenset[str]:
    return whole.texts.each - kept.texts.each if kept else whole.texts.each
