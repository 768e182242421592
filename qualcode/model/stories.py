"""Stories of how value came about, and the indicators beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

LINKS = ("explicit", "inferred")
"""The participant says that one step led to the other; or the coder does."""

NARRATIVES = ("account", "aspiration")
"""What happened; what is hoped for or planned, which is never value created."""

REACHES = ("personal", "collective")
"""Whose value a story tells of."""

PARTS_PLAYED = ("necessary", "helpful", "incidental", "unclear")
"""What the community of practice was to what a story tells."""

SUPPORTS = ("yes", "partly", "no")
"""Whether another source bears a story out."""

DIRECTIONS = ("better", "worse", "unchanged")
"""Where an indicator has moved."""


@dataclass(frozen=True, slots=True)
class Loop:
    """What the learning of a step was carried back to: a changed aim, the group itself, a talk with sponsors."""

    code: str
    """The value cycle, or the loop of the codebook, that it leads back to."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A step of a story of value: one cycle, what happened there, and what led to it."""

    code: str
    """The value cycle, or a code below it."""
    summary: str = ""
    """In the words of who put the story together."""
    codings: tuple[str, ...] = ()
    """Ids of the codings it rests on; none for a step that is only inferred."""
    after: int | None = None
    """The number of the step that led to it; None: none is said to."""
    link: str = "inferred"
    """explicit or inferred: who says that the other step led to this one."""
    narrative: str = "account"
    """account or aspiration."""
    indicators: tuple[str, ...] = ()
    """Ids of the indicators that bear it out: I01."""
    loops: tuple[Loop, ...] = ()
    id: str = ""
    """The stored id; empty for a step that is not kept yet."""


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What another source says of a story."""

    supports: str
    """yes, partly or no."""
    document: str | None = None
    """D12; None where the source is outside the project."""
    source: str = ""
    """What it is called, where it is outside the project."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """How value came about, as one participant tells it and a person put it together, step by step."""

    id: str
    """V01; empty for a story that is not kept yet."""
    participant: str
    """P01."""
    title: str
    starting_point: str = ""
    """The challenge or hope it begins with."""
    narrative: str = "account"
    """account, or aspiration where the whole of it is a hope or a plan."""
    reach: str = "personal"
    """personal or collective."""
    part_played: str = "unclear"
    """What the community was to it: necessary, helpful, incidental or unclear."""
    otherwise: str = ""
    """Would it have happened anyway?"""
    others: str = ""
    """Who and what else contributed."""
    alternatives: str = ""
    """What else might explain it."""
    new_success: str = ""
    """What counts as success since."""
    may_be_shared: bool = False
    """Whether its participant agreed that the story as a whole is told outside the team."""
    coder: str = ""
    """Who put it together."""
    made: str = ""
    """When, in UTC, as ISO 8601."""
    steps: tuple[StoryStep, ...] = ()
    """In their order; a step is called by its place, counted from 1."""
    corroborations: tuple[Corroboration, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure from outside the interviews that shows value at a cycle."""

    id: str
    """I01."""
    code: str
    """The value cycle, or a code below it."""
    name: str
    source: str = ""
    date: str = ""
    value: str = ""
    direction: str = ""
    """better, worse or unchanged; empty where nobody said."""


def cycle_above(code: str, cycles: Iterable[str]) -> str | None:
    """The value cycle that a code is or stands below; None for codes of no cycle.

    >>> cycle_above("vc.potential.social", ["vc.potential", "vc.applied"])
    'vc.potential'
    """
    return next((cycle for cycle in cycles if code == cycle or code.startswith(f"{cycle}.")), None)
