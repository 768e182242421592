"""Two theme maps side by side: which themes answer each other, and which excerpts they place differently."""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

Excerpt = TypeVar("Excerpt", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A theme of the one map and the theme of the other that answers it."""

    one: str | None
    """None where no theme of the first map answers."""
    other: str | None
    shared: int
    """Excerpts that both hold."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[Excerpt]):
    """An excerpt that the two maps place differently."""

    excerpt: Excerpt
    one: tuple[str, ...]
    """Its themes in the first map."""
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapsCompared(Generic[Excerpt]):
    """What two maps have in common and where they part."""

    counterparts: tuple[Counterpart, ...]
    same: int
    """Excerpts that both maps place in themes that answer each other."""
    differently: tuple[Placed[Excerpt], ...]
    only_one: tuple[Excerpt, ...]
    """Excerpts that only the first map has a theme for."""
    only_other: tuple[Excerpt, ...]


def compare_maps(
    one: Mapping[str, AbstractSet[Excerpt]], other: Mapping[str, AbstractSet[Excerpt]]
) -> MapsCompared[Excerpt]:
    """Compare two maps by the excerpts of their themes, given by theme.

    Themes answer each other that share most excerpts, each at most one, the largest share first; the order of the
    maps breaks ties. Excerpts are given back in their own order, so they must be sortable.

    >>> found = compare_maps({"Time": {1, 2, 3}, "Help": {4}}, {"Cover": {2, 3, 4}})
    >>> found.counterparts
    (Counterpart(one='Time', other='Cover', shared=2), Counterpart(one='Help', other=None, shared=0))
    >>> found.same, found.differently, found.only_one
    (2, (Placed(excerpt=4, one=('Help',), other=('Cover',)),), (1,))
    """
    matched = _matched(one, other)
    here, there = _themes_of(one), _themes_of(other)
    answers = {(pair.one, pair.other) for pair in matched if pair.one is not None and pair.other is not None}
    both = sorted(here.keys() & there.keys())  # type: ignore[type-var]
    same = [place for place in both if any((a, b) in answers for a in here[place] for b in there[place])]
    apart = set(both) - set(same)
    return MapsCompared(
        counterparts=matched,
        same=len(same),
        differently=tuple(Placed(place, here[place], there[place]) for place in both if place in apart),
        only_one=tuple(sorted(here.keys() - there.keys())),  # type: ignore[type-var]
        only_other=tuple(sorted(there.keys() - here.keys())),  # type: ignore[type-var]
    )


def _matched(
    one: Mapping[str, AbstractSet[Excerpt]], other: Mapping[str, AbstractSet[Excerpt]]
) -> tuple[Counterpart, ...]:
    shares = [
        (-len(held & also), i, j, name, answer)
        for i, (name, held) in enumerate(one.items())
        for j, (answer, also) in enumerate(other.items())
        if held & also
    ]
    found: dict[str, Counterpart] = {}
    taken: set[str] = set()
    for share, _, _, name, answer in sorted(shares):
        if name not in found and answer not in taken:
            found[name] = Counterpart(name, answer, -share)
            taken.add(answer)
    alone = [Counterpart(None, answer, 0) for answer in other if answer not in taken]
    return (*(found.get(name, Counterpart(name, None, 0)) for name in one), *alone)


def _themes_of(themes: Mapping[str, AbstractSet[Excerpt]]) -> dict[Excerpt, tuple[str, ...]]:
    found: dict[Excerpt, tuple[str, ...]] = {}
    for name, held in themes.items():
        for excerpt in held:
            found[excerpt] = (*found.get(excerpt, ()), name)
    return found
