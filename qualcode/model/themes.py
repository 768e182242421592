"""Themes with what speaks for and against them, and the quotes chosen for them."""

from dataclasses import dataclass

STANCES = ("for", "against")
"""How an excerpt can stand to a theme."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A coding that a person put to a theme, for it or against it."""

    coding: str
    """The coding's id."""
    stance: str = "for"
    """for or against."""


VERDICTS = ("revised", "bounded", "rejected", "nothing found")
"""What a search for what speaks against a theme can come to."""


@dataclass(frozen=True, slots=True)
class Find:
    """A passage that a search for what speaks against a theme put before a coder."""

    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    why: tuple[str, ...]
    """What made it worth a look, in plain words."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A search for what speaks against a theme, and what it came to."""

    query: str
    examined: int
    """Passages looked at."""
    verdict: str
    """revised, bounded, rejected or nothing found; empty while nobody has decided."""
    note: str = ""
    searched: int | None = None
    """Passages gone through to find those that were looked at; None where that is not recorded."""
    finds: tuple[Find, ...] = ()
    """The passages that were looked at, in the order of the page; empty where only their number was recorded."""


@dataclass(frozen=True, slots=True)
class TakenCluster:
    """A cluster whose excerpts a person put to a theme."""

    published: str
    """When the clustering it is one of was published, in UTC, as ISO 8601."""
    number: int


MAIN_MAP = "main"
"""The set of themes that reports are written from."""

STATUSES = ("draft", "reviewed", "final", "dropped")
"""Being tried out; held against all its excerpts; settled; given up, and left out of reports."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A pattern that a person named and wrote down."""

    id: str
    name: str
    idea: str
    """The central organizing concept, in a sentence or two."""
    boundary: str = ""
    """What the theme is not."""
    codes: tuple[str, ...] = ()
    """Codes all of whose excerpts belong to the theme."""
    evidence: tuple[Evidence, ...] = ()
    """Single codings that belong to it, or speak against it."""
    challenges: tuple[Challenge, ...] = ()
    """Searches that somebody decided on, oldest first."""
    map: str = MAIN_MAP
    """The set of themes it stands in; another than main holds a rival reading."""
    status: str = "draft"
    """draft, reviewed, final or dropped."""
    part_of: str | None = None
    """The name of the theme of the same map that it is a part of."""
    clusters: tuple[TakenCluster, ...] = ()
    """Clusters whose excerpts were put to it."""


CHOICES = ("keep", "drop")
"""What a person can want done with an excerpt when its theme is quoted."""


@dataclass(frozen=True, slots=True)
class QuoteChoice:
    """What a person wants done with an excerpt when its theme is quoted."""

    theme: str
    """The theme's id."""
    coding: str
    """The coding's id."""
    audience: str
    """team, sponsor or public; empty: every audience for which nothing else was chosen."""
    choice: str
    """keep or drop."""
    position: int | None = None
    """Order among those kept; None: after those that have one."""
    words: str = ""
    """How it is to be shown, shortened with … or explained with [ ]; empty: whole."""
    coder: str = ""
    """Who chose last."""
    made: str = ""
    """When they did, in UTC, as ISO 8601."""
