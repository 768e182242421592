"""The documents that the rows of a table make."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.transcripts.reading import Content, LabelRejected, Source
from qualcode.transcripts.rendering import Piece, rendered

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MOST_NAMED = 12
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a table."""

    name: str | None
    """What tells it from the others; None where it is the only one."""
    pieces: Sequence[Piece]
    facts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    rejected: tuple[LabelRejected, ...] = ()
    once: tuple[str, ...] = ()
    last: float | None = None
    """The latest time in it."""

    @property
    def spoken(self) -> bool:
        """Whether anybody says anything in it."""
        return any(piece.words.strip() and not piece.outside for piece in self.pieces)

    def content(self, source: Source, format_name: str, encoding: str | None, warnings: Iterable[str]) -> Content:
        """The document as text with turns."""
        paragraphs = rendered(self.pieces)
        return Content(
            format_name,
            encoding,
            paragraphs.text,
            paragraphs.turns,
            paragraphs.front,
            self.rejected,
            source.known,
            (*warnings, *self.warnings),
            self.last,
            self.once,
            paragraphs.sections,
            self.name,
            self.facts,
            self.people,
        )


def plain(text: str) -> str:
    """A cell's characters with entities and line breaks of HTML decoded, and no empty lines.

    >>> plain("Q&amp;A<br>it&#39;s & co")
    "Q&A\\nit's & co"
    """
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "<" in text:
        text = _BREAK.sub("\n", text)
    if "_x000D_" in text:
        text = text.replace("_x000D_", "")
    if "\n" in text or "\r" in text:
        text = re.sub(r"\n\s*\n", "\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()


def listed(names: Iterable[str]) -> str:
    """Headings as people read them in a sentence.

    >>> listed(["Role", ""])
    '“Role”, a column without a heading'
    """
    shown = [" ".join(name.split()) for name in names]
    short = [name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…" for name in shown]
    quoted = [f"“{name}”" if name else "a column without a heading" for name in short]
    more = [f"and {len(quoted) - _MOST_NAMED} more"] if len(quoted) > _MOST_NAMED else []
    return ", ".join([*quoted[:_MOST_NAMED], *more])
