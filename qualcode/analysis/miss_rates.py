"""Whether more was missed of some people's words than of others'."""

from collections.abc import Mapping
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
    its level is raised (Bonferroni). Groups of fewer than `fewest_people` people, and comparisons with fewer than
    20 passages read on either side, are left out.
    """
    told = {name: one for name, one in groups.items() if one.people >= fewest_people}
    read, missed = sum(one.read for one in told.values()), sum(one.missed for one in told.values())
    compared = {name: one for name, one in told.items() if one.read >= FEWEST_READ and read - one.read >= FEWEST_READ}
    # Two groups against each other are one comparison, not two.
    several = 1 if len(told) == 2 else max(1, len(compared))
    found = []
    for name, one in sorted(compared.items()):
        others = missed - one.missed, read - one.read
        interval = difference((one.missed, one.read), others, 1 - (1 - LEVEL) / several)
        if not interval.holds(0):
            found.append(MissDifference(name, one.missed, one.read, *others, interval))
    return tuple(found)
