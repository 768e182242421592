"""Everything a report is made from, fetched once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model import Coding, Document, Participant, QuoteChoice, Speaker, Theme, Turn


@dataclass(frozen=True, slots=True)
class Material:
    """A study as a report needs it: what was said, what people coded and named, and the rules they set."""

    title: str
    question: str
    mode: str
    """codebook, content or reflexive."""
    documents: tuple[Document, ...]
    participants: tuple[Participant, ...]
    speakers: tuple[Speaker, ...]
    turns: Mapping[str, tuple[Turn, ...]]
    """By document: D01."""
    texts: Mapping[str, str]
    """By document, each in its current version."""
    codings: tuple[Coding, ...]
    """Every coder's; the report itself finds out whose count."""
    themes: tuple[Theme, ...]
    """In the order of the report."""
    code_labels: Mapping[str, str]
    """In codebook order."""
    cycles: Mapping[str, str] = field(default_factory=dict)
    """The codes that are value cycles, in their order, with what people call them; empty for other codebooks."""
    suggestions_policy: str = "after_document"
    """after_document or open."""
    retired: frozenset[str] = frozenset()
    """Codes that are out of use, whose codings still count."""
    k_anonymity: int = 3
    """The least number of people a group must have to be named outside the team."""
    language: str = "en"
    """Of the headings a report adds: en, de, fr or es."""
    project: str = ""
    """The project's own id; no report may show it."""
    quote_choices: tuple[QuoteChoice, ...] = ()
    """What people want quoted of their themes, or not."""
