"""Everything a report is made from, fetched once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualcode.model import Case, Coding, Document, Indicator, Participant, QuoteChoice, Speaker, Story, Theme, Turn
from qualcode.reports.answers.log_facts import LogFacts
from qualcode.scope import AttributeType


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
    amounts: str | Mapping[str, tuple[float, float]] = "house"
    """The words for amounts: house, cqr, or the study's own with the shares of people they run from and to."""
    project: str = ""
    """The project's own id; no report may show it."""
    quote_choices: tuple[QuoteChoice, ...] = ()
    """What people want quoted of their themes, or not."""
    quote_places: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """Where the codings stand that these are about, also those that a report on some codes or people leaves out."""
    stories: tuple[Story, ...] = ()
    """Stories of value, as people put them together."""
    indicators: tuple[Indicator, ...] = ()
    """Measures from outside the interviews that show value at a cycle."""
    cases: tuple[Case, ...] = ()
    """What stands above people."""
    attribute_types: Mapping[str, AttributeType] = field(default_factory=dict)
    """Of the attributes that have one: how their values compare."""
    log: Callable[[], LogFacts] = LogFacts
    """What the log tells of how the study was done; fetched when first asked for."""
    traces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was done with each theme, in sentences, by the theme's stored id; filled only for the team."""
    theme_memos: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Coder and text of the memos on each theme, by its stored id; filled only for the team."""
    of_some_people: bool = False
    """Whether only some of the study's people are here."""
    of_some_themes: bool = False
    """Whether only some of the study's themes are here."""
