"""Groups of people too small to be shown apart, put together before anything is hidden."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

Member = TypeVar("Member")


def merged(groups: Mapping[str, Sequence[Member]], fewest: int) -> dict[tuple[str, ...], tuple[Member, ...]]:
    """Groups by the names that were put together; each has at least `fewest` members, if there are so many in all.

    How many belong to a group decides, never how many of them said something. Those that are too small become one;
    where that is still too small the next smallest joins them, as else it could be told by taking the rest from all.

    >>> list(merged({"mentor": [1], "principal": [2, 3, 4, 5], "teacher": [6, 7, 8]}, 3))
    [('principal',), ('mentor', 'teacher')]
    >>> list(merged({"mentor": [1], "coach": [2, 3], "teacher": [6, 7, 8]}, 3))
    [('teacher',), ('mentor', 'coach')]
    """
    together = {name for name, members in groups.items() if 0 < len(members) < fewest}
    rest = sorted((name for name in groups if name not in together), key=lambda name: len(groups[name]))
    while together and rest and sum(len(groups[name]) for name in together) < fewest:
        together.add(rest.pop(0))
    found: dict[tuple[str, ...], tuple[Member, ...]]
    found = {(name,): tuple(members) for name, members in groups.items() if name not in together}
    if together:
        names = tuple(name for name in groups if name in together)
        found[names] = tuple(member for name in names for member in groups[name])
    return found


def neighbours_merged(groups: Mapping[str, Sequence[Member]], fewest: int) -> dict[tuple[str, ...], tuple[Member, ...]]:
    """The same of groups that stand in an order, which they keep: one that is too small joins those next to it.

    >>> list(neighbours_merged({"1": [1], "2": [2, 3], "5": [4, 5, 6], "9": [7]}, 3))
    [('1', '2'), ('5', '9')]
    """
    runs: list[list[str]] = []
    size = fewest
    for name, members in groups.items():
        if size >= fewest:
            runs.append([])
            size = 0
        runs[-1].append(name)
        size += len(members)
    if len(runs) > 1 and size < fewest:
        last = runs.pop()
        runs[-1] += last
    return {tuple(run): tuple(member for name in run for member in groups[name]) for run in runs}
