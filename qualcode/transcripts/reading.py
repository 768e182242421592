"""What a transcript file holds, once read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePath

from qualcode.model import Section, Turn
from qualcode.transcripts.decoding import decoded


@dataclass(frozen=True, slots=True)
class LabelFound:
    """A speaker's label that was accepted, and how much stands under it."""

    label: str
    turns: int
    words: int
    role: str
    """participant, interviewer or other, as far as the label itself tells."""


@dataclass(frozen=True, slots=True)
class LabelRejected:
    """Something that looked like a speaker's label and was left as words."""

    label: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript file as its text, its turns, and what a person should look at before trusting them."""

    format: str
    """zoom vtt, teams vtt, vtt, srt, otter text, docx, text …"""
    reader: str
    reader_version: int
    encoding: str | None
    """None where the format itself says how it is encoded."""
    text: str
    turns: tuple[Turn, ...]
    """Ordered and disjoint; each covers words only."""
    front: tuple[tuple[int, int], ...]
    """Slices of the text that belong to nobody: headers, footers, time stamps on lines of their own."""
    labels: tuple[LabelFound, ...]
    """In order of appearance."""
    rejected: tuple[LabelRejected, ...]
    """In order of appearance."""
    warnings: tuple[str, ...]
    duration: float | None
    """Seconds, where the file tells."""
    sections: tuple[Section, ...] = ()
    """Headings, in order."""
    part: str | None = None
    """What tells this document from the others of the same file; None where it is the only one."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself: title, source, date, wave, media."""
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the file says of the people behind its labels; “id” among it names the participant."""


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """A label without case, remarks in parentheses, and differences of white space and punctuation."""
    plain = re.sub(r"\([^()]*\)", " ", label)
    return " ".join(re.findall(r"[^\W_]+", plain.casefold())) or " ".join(label.casefold().split())


WRITTEN = ("field note", "program record")
"""Sources in which somebody writes, whoever speaks in between."""


@dataclass(frozen=True, slots=True)
class Known:
    """Speakers that somebody named: the person importing, or the file itself."""

    speakers: frozenset[str] = frozenset()
    """Folded labels, interviewers among them."""
    interviewers: frozenset[str] = frozenset()
    source: str = ""
    """What kind of document it is, where somebody says."""

    @property
    def written(self) -> bool:
        """Whether somebody wrote it down, as field notes and records are, so that words without a label count."""
        return self.source in WRITTEN

    @classmethod
    def of(cls, speakers: Iterable[str] = (), interviewers: Iterable[str] = (), *, source: str = "") -> "Known":
        """Labels as people type them, and what kind of document they stand in."""
        asking = frozenset(map(folded, interviewers))
        return cls(frozenset(map(folded, speakers)) | asking, asking, source)

    def and_also(self, other: "Known") -> "Known":
        """What both know together."""
        return Known(
            self.speakers | other.speakers, self.interviewers | other.interviewers, self.source or other.source
        )


@dataclass(frozen=True)
class Source:
    """A file to read, with what the person importing it said about it."""

    data: bytes
    name: str
    encoding: str | None
    known: Known

    @cached_property
    def decoded(self) -> tuple[str, str, tuple[str, ...]]:
        """The text of a text file, its encoding and warnings. Raises QualcodeError for bytes that make no text."""
        return decoded(self.data, self.name, self.encoding)

    @property
    def suffix(self) -> str:
        """The ending of the file's name in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader makes of a file, before anybody counts its labels."""

    format: str
    encoding: str | None
    text: str
    turns: tuple[Turn, ...]
    front: tuple[tuple[int, int], ...]
    rejected: tuple[LabelRejected, ...]
    known: Known
    warnings: tuple[str, ...] = ()
    duration: float | None = None
    once: tuple[str, ...] = ()
    """Labels that were accepted though they occur once and only their shape speaks for them."""
    sections: tuple[Section, ...] = ()
    part: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
