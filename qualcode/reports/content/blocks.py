"""A report cut into headings, paragraphs, quotations, tables and lists, whatever it is to be written as."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reports.content.markers import Question


@dataclass(frozen=True, slots=True)
class Words:
    """Words that look alike; plain text, nothing in it is markup."""

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    literal: bool = False
    """Code to type, in a typewriter face."""
    link: str | None = None
    """Where it leads to."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The question that the figure or quote just before it answers; shows nowhere."""

    question: Question


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


Inline = Words | Proof | LineBreak
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the report."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    line: Line


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words set apart as somebody's, with who said them as last paragraph."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are heads."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Items one below the other."""

    items: tuple["Blocks", ...]
    begins: int | None = None
    """The first number; None for bullets."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Lines to be shown exactly as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that shows nowhere: what a report is, or which picture belongs above the table after it."""

    text: str


Block = Heading | Paragraph | Quotation | Table | Listing | Literal | Ruler | Remark
Blocks = tuple[Block, ...]


def shown(line: Sequence[Inline]) -> str:
    """What a reader sees of a line, without any markup."""
    return "".join(one.text if isinstance(one, Words) else " " if isinstance(one, LineBreak) else "" for one in line)


def proofs(line: Sequence[Inline]) -> tuple[Question, ...]:
    """The questions a line answers, in their order."""
    return tuple(one.question for one in line if isinstance(one, Proof))
