"""What coders say of what was said: codings, memos, summaries, and the log of it all."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Coding:
    """A coder's claim that a code applies to an excerpt."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    """Exactly the document's text from start to end."""
    code: str
    coder: str
    modifiers: Mapping[str, str] = field(default_factory=dict)
    memo: str | None = None
    made: str = ""
    """When, in UTC, as ISO 8601."""
    blind: bool = True
    """Made before the coder was shown suggestions or anyone else's codings of the document."""
    starred: bool = False
    """Marked by its coder as worth quoting."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A note a coder wrote on the project, a document, a code, a coding or a theme."""

    id: str
    about: str
    """project, document, code, coding or theme."""
    object: str
    """The id people see: D01, vc.applied, a coding's id; empty for the project."""
    coder: str
    text: str
    made: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A cell of the framework chart: what a coder wrote to sum up one participant under one code."""

    participant: str
    """P01."""
    code: str
    coder: str
    words: str
    made: str
    """When it was last written, in UTC, as ISO 8601."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change in the log."""

    id: str
    """Hash of its parents, time, actor, action, what it takes back, and its payload."""
    parents: tuple[str, ...]
    time: str
    actor: str
    """The coder's name."""
    action: str
    undoes: str | None
    in_force: bool
    """False once taken back."""
    personal: bool
    """A coder's own decision, as against a change to the whole project."""
    sentence: str
    """The change in plain words."""
