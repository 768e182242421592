"""Whether more was missed of some people's words than of others'."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.intervals import LEVEL, Interval, difference

FEWEST_READ = 20
"""Passages read once more in a group, and in all others together, before they are compared."""


@dataclass(frozen=True, slots=True)
class GroupReading:
    """A group's passages among those read once more."""

    people: int
    read: int
    missed: int
    each: tuple[tuple[int, int], ...] = ()
    """By person: passages read once more, and missed of them; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class MissDifference:
    """A group of whose passages more, or fewer, were missed than of all others'."""

    group: str
    missed: int
    read: int
    others_missed: int
    others_read: int
    interval: Interval
    """Of the difference, the group less the others, wider the more groups are compared."""


def miss_differences(groups: Mapping[str, GroupReading], *, fewest_people: int) -> tuple[MissDifference, ...]:
    """The groups whose share of missed passages differs from that of all others together by more than chance.

    Newcombe's interval of the difference (1998, method 10) lies on one side of 0; where several groups are compared
    its level is raised (Bonferroni). Passages of one person hang together, so what differs from person to person
    makes them count for fewer (`crowding`). Groups of fewer than `fewest_people` people, and comparisons with fewer
    than 20 passages read on either side, are left out.
    """
    told = {name: one for name, one in groups.items() if one.people >= fewest_people}
    read, missed = sum(one.read for one in told.values()), sum(one.missed for one in told.values())
    compared = {name: one for name, one in told.items() if one.read >= FEWEST_READ and read - one.read >= FEWEST_READ}
    # Two groups against each other are one comparison, not two.
    several = 1 if len(told) == 2 else max(1, len(compared))
    fewer, level = crowding(list(told.values())), _level(told.values(), 1 - (1 - LEVEL) / several)
    found = []
    for name, one in sorted(compared.items()):
        others = missed - one.missed, read - one.read
        own = one.missed / fewer, one.read / fewer
        interval = difference(own, (others[0] / fewer, others[1] / fewer), level)
        if not interval.holds(0):
            found.append(MissDifference(name, one.missed, one.read, *others, interval))
    return tuple(found)


def crowding(groups: Sequence[GroupReading]) -> float:
    """How many passages count for one because people differ: the design effect of all groups together, at least 1.

    The variance between people about the share of their group over that of independent passages, K/(K-1) times
    sum (m - n p)^2 over n p (1 - p), as in Rao & Scott 1992, Biometrics 48:577. Where all was missed of one person and
    nothing of the other, their 20 passages tell as much as one; where as much was missed of both, as 20.

    >>> crowding([GroupReading(2, 20, 10, ((10, 10), (10, 0)))])
    20.0
    >>> crowding([GroupReading(2, 20, 10, ((10, 5), (10, 5)))])
    1.0
    """
    between = independent = 0.0
    for one in groups:
        people = [(read, missed) for read, missed in one.each if read]
        if len(people) > 1 and 0 < one.missed < one.read:
            share = one.missed / one.read
            apart = sum((missed - read * share) ** 2 for read, missed in people)
            between += len(people) / (len(people) - 1) * apart
            independent += one.read * share * (1 - share)
    return max(1.0, between / independent) if independent else 1.0


def _level(groups: Iterable[GroupReading], level: float) -> float:
    """The level that makes as wide as Student's t does, since how people differ is itself seen of few people."""
    from scipy.stats import norm, t

    free = sum(max(0, sum(1 for read, _ in one.each if read) - 1) for one in groups)
    return float(2 * norm.cdf(t.ppf((1 + level) / 2, free)) - 1) if free else level
