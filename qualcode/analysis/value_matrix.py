"""The value matrix: for each cycle the indicators, the stories and the people, and what is missing beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.counting import Counted, lies_under
from qualcode.analysis.cycles import by_cycle
from qualcode.analysis.prevalence import prevalence
from qualcode.analysis.story_chains import passes_through
from qualcode.model import Indicator, Participant, Story

FIND_AN_INDICATOR, FIND_A_STORY = "find an indicator", "find a story"
FIND_BOTH = "find both"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One value cycle; rows are never added up, as a cycle is no step and no grade."""

    code: str
    cycle: str
    """What people call it."""
    indicators: tuple[str, ...]
    """Ids of the indicators that show value there."""
    stories: tuple[str, ...]
    """Ids of the stories that pass through it."""
    stories_hoped_for: tuple[str, ...]
    """Ids of those that touch it as a hope or plan only."""
    participants: int
    """Who raised it, in whatever sense."""
    of: int
    """Participants coded so far who were asked, or raised it unasked; everyone where no guide says who was asked."""
    asked_recorded: bool
    schools: int
    of_schools: int
    positive: int
    """Participants who told of value that came, for the better."""
    mixed: int
    absent: int
    """Participants who expected value that did not come."""
    negative: int
    hoped_for: int
    """Participants who spoke of it as a hope or a plan; never value created."""
    not_stated: int
    gap: str
    """find an indicator (stories alone), find a story (indicators alone), find both (neither); empty where there are
    both."""


def value_matrix(
    counted: Counted,
    participants: Iterable[Participant],
    cycles: Mapping[str, str],
    stories: Iterable[Story],
    indicators: Iterable[Indicator],
) -> tuple[MatrixRow, ...]:
    """A row for every cycle in its order; `stories` are settled ones, `cycles` give each cycle its name."""
    people, told, measured = tuple(participants), tuple(stories), tuple(indicators)
    rows = []
    for count in by_cycle(counted, people, cycles):
        found = prevalence({count.code}, counted, people)
        through, hoped = stories_through(told, count.code, tuple(cycles))
        bearing = indicators_of(measured, count.code)
        rows.append(
            MatrixRow(
                code=count.code,
                cycle=count.cycle,
                indicators=bearing,
                stories=through,
                stories_hoped_for=hoped,
                participants=count.participants,
                of=count.of,
                asked_recorded=found.asked_recorded,
                schools=found.schools,
                of_schools=found.of_schools,
                positive=count.positive,
                mixed=count.mixed,
                absent=count.absent,
                negative=count.negative,
                hoped_for=count.hoped_for,
                not_stated=count.not_stated,
                gap=gap(bearing, through),
            )
        )
    return tuple(rows)


def stories_through(
    stories: Iterable[Story], cycle: str, cycles: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of settled stories that pass through a cycle, and of those that touch it as a hope only."""
    told = list(stories)
    through = [one.id for one in told if passes_through(one, cycle, cycles)]
    hoped = [one.id for one in told if passes_through(one, cycle, cycles, as_hope=True) and one.id not in through]
    return tuple(through), tuple(hoped)


def indicators_of(indicators: Iterable[Indicator], cycle: str) -> tuple[str, ...]:
    """The ids of the indicators at a cycle or a code below it."""
    return tuple(one.id for one in indicators if lies_under(one.code, {cycle}))


def gap(indicators: Sequence[str], stories: Sequence[str]) -> str:
    """What is missing at a cycle: numbers without a story show no contribution, a story alone may be a one-off."""
    if indicators and stories:
        return ""
    if stories:
        return FIND_AN_INDICATOR
    return FIND_A_STORY if indicators else FIND_BOTH
