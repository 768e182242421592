"""Who speaks, who they are, and the documents they are heard in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label in a document stands for."""

    document: str
    label: str
    role: str
    """participant, interviewer or other."""
    participant: str | None
    """P01; None for interviewers and for labels nobody has been matched to."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who was interviewed, with the attributes the study keeps of them."""

    id: str
    """P01."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """role, school, cohort … as given in participants.csv."""
    cases: tuple[str, ...] = ()
    """The cases they belong to, S01: as said, or by an attribute whose name is a kind of case."""


@dataclass(frozen=True, slots=True)
class Case:
    """What stands above people: a school, a network, an organisation."""

    id: str
    """S01."""
    kind: str
    """school, network, organisation …"""
    name: str
    parent: str | None = None
    """The id of the case it belongs to."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Attributes and indicators by year, 2026 or 2025/26; under an empty year what holds always."""


SOURCES = ("interview", "focus group", "field note", "program record", "survey")
"""What a document can be."""


@dataclass(frozen=True, slots=True)
class Document:
    """One imported transcript, as it stands in its current version."""

    id: str
    """D01."""
    title: str
    source: str
    """interview, focus group, field note, program record or survey."""
    participants: tuple[str, ...]
    """The participants who speak in it."""
    finished_by: tuple[str, ...]
    """Names of the coders who have coded it once through, first to finish first."""
    lead: str | None
    """The coder chosen to speak for it, else the first to finish it; None while there is neither."""
    asked: frozenset[str] | None = None
    """Codes the interview guide gave a chance for in this document; None where no guide says who was asked."""
    date: str | None = None
    """ISO 8601; None where it is not recorded."""
    wave: str | None = None
    """Round of interviews; None where it is not recorded."""
    unsettled: frozenset[str] = frozenset()
    """Codes of guide questions of which nobody has said yet whether they were asked here."""
