"""Which themes of a file are standing ones that somebody only called otherwise."""

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

from qualcode.model import Evidence


class Described(Protocol):
    """A theme as it stands, or as a file has it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def map(self) -> str:
        """The map it stands in."""

    @property
    def idea(self) -> str:
        """Its central idea."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes all of whose excerpts belong to it."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The codings put to it."""


def called_otherwise(standing: Sequence[Described], wanted: Sequence[Described]) -> dict[int, int]:
    """By place among the standing themes, the place among the wanted ones of the same theme under another name.

    They are the same where no other of its map has the same letters in its name whatever their case, else the same
    idea, else the same codes and excerpts; nothing is guessed where two could be meant.
    """
    here = {(one.map, one.name) for one in standing}
    there = {(one.map, one.name) for one in wanted}
    lost = [place for place, one in enumerate(standing) if (one.map, one.name) not in there]
    fresh = [place for place, one in enumerate(wanted) if (one.map, one.name) not in here]
    found: dict[int, int] = {}
    for told in (_letters, _idea, _members):
        left = [place for place in lost if place not in found]
        free = [place for place in fresh if place not in found.values()]
        for place in left:
            mark = _mark(standing[place], told)
            same = [one for one in left if _mark(standing[one], told) == mark]
            fitting = [one for one in free if _mark(wanted[one], told) == mark]
            if mark is not None and len(same) == len(fitting) == 1:
                found[place] = fitting[0]
    return found


def _mark(one: Described, told: Callable[[Described], Hashable]) -> Hashable:
    """What a theme is known again by; None where it has nothing of the kind."""
    mark = told(one)
    return (one.map, mark) if mark else None


def _letters(one: Described) -> Hashable:
    return " ".join(one.name.split()).casefold()


def _idea(one: Described) -> Hashable:
    return " ".join(one.idea.split()).casefold()


def _members(one: Described) -> Hashable:
    held = frozenset((item.coding, item.stance) for item in one.evidence)
    return (frozenset(one.codes), held) if one.codes or held else None
