"""What the machine would have a coder look at again, and random samples of what was left unmarked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Because:
    """Why a passage is offered for a code: what a person can hold it against."""

    clause: str = ""
    """The part of the code's definition nearest to the passage, as the codebook has it."""
    words_for: tuple[str, ...] = ()
    """Words of the passage that speak for the code."""
    words_against: tuple[str, ...] = ()
    """Words of the passage that speak against it."""
    excerpts: tuple[str, ...] = ()
    """The most alike excerpts to which the coder gave the code, at most three."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code the machine would have a coder look at again; never a coding."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    code: str
    """Empty while it waits as a plain reread, whose code its coder is not to know."""
    coder: str
    """For whom it was made."""
    band: str
    """strong, some, weak or cannot say; empty while it waits as a plain reread."""
    probability: float | None
    nearest: str | None
    """The coder's own most alike excerpt, where there is one."""
    status: str
    """open, accepted, changed, rejected or none of these."""
    reason: str | None = None
    stale: bool = False
    """Made under another codebook or other vectors than today's; shown to people as out of date."""
    arm: str = "offered"
    """offered, withheld (a plain reread) or decoy; a decoy reads as offered until its coder was told."""
    because: Because | None = None
    """None where it was not kept, and while it waits as a plain reread."""
    coding: str | None = None
    """The coding that accepting it made; None where that is gone."""
    made: str = ""
    """When it was offered first, in UTC, as ISO 8601."""
    shown: str | None = None
    """When a page or list with it was first put before the coder."""
    opened: str | None = None
    """When it was in front of the coder who then decided; None where nobody knows."""
    decided: str | None = None


@dataclass(frozen=True, slots=True)
class SampledPassage:
    """A passage its coder had left unmarked, drawn at random to be read once more without any code beside it."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    read: str | None = None
    """When the coder decided, in UTC, as ISO 8601; None while it waits."""
    added: tuple[str, ...] = ()
    """The codes the coder gave it then; none where nothing applied."""
    opened: str | None = None
    """When it was in front of the coder who then decided; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A random sample of the passages a coder left unmarked, to tell how much the coding missed."""

    id: str
    coder: str
    made: str
    seed: int
    """What the draw is repeated with."""
    unmarked: int
    """How many unmarked passages there were to draw from."""
    by_document: Mapping[str, int]
    """The same by document: D01."""
    passages: tuple[SampledPassage, ...]
    """In the order of reading; without those whose words only an older version of their document has."""
