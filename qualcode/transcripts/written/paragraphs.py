"""What a written document is made of, whatever program wrote it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError

MOST_LINES = 30_000
"""Paragraphs, lines within them and rows; a day of speech has fewer."""

_FAR_FEWER = 4
"""Boxes beside a text hold no more than this part of all its letters."""

MOST_CHARACTERS = 5_000_000
"""A day of speech has a tenth of them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as read."""

    text: str
    bold: int = 0
    """How many of its first characters are bold."""
    heading: int = 0
    """Level of a heading, 1 for the highest; 0 for all other paragraphs."""
    boxed: bool = False
    """Whether it stands in a box beside the text."""

    @property
    def all_bold(self) -> bool:
        """Whether all its words are bold."""
        return 0 < len(self.text.rstrip()) <= self.bold


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row, each as its paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All that stands in its cells, row by row."""
        return [paragraph for row in self.rows for cell in row for paragraph in cell]


def plain_cell(cell: Sequence[Paragraph]) -> str:
    """The words of a table cell, its paragraphs on lines of their own."""
    return "\n".join(paragraph.text.strip() for paragraph in cell if paragraph.text.strip())


def limited(blocks: Iterable[Paragraph | Table], name: str) -> Iterator[Paragraph | Table]:
    """The blocks, one empty paragraph of several in a row. Raises QualcodeError where there are far too many."""
    lines = characters = 0
    filled = True
    for block in blocks:
        inside = [block] if isinstance(block, Paragraph) else block.paragraphs
        lines += sum(1 + paragraph.text.count("\n") for paragraph in inside)
        lines += 0 if isinstance(block, Paragraph) else len(block.rows)
        characters += sum(len(paragraph.text) for paragraph in inside)
        if lines > MOST_LINES or characters > MOST_CHARACTERS:
            raise QualcodeError(
                f"“{name}” holds more text than any interview has, so it was not read.",
                hint="Copy the transcript into a new document and import that.",
            )
        empty = isinstance(block, Paragraph) and not block.text.strip()
        if filled or not empty:
            yield block
        filled = not empty


def without_boxes(blocks: Sequence[Paragraph | Table]) -> tuple[list[Paragraph | Table], list[Paragraph]]:
    """The blocks and, where boxes hold far fewer words than the text beside them, what stands in those apart."""
    boxes = [block for block in blocks if isinstance(block, Paragraph) and block.boxed]
    every = [
        paragraph for block in blocks for paragraph in ([block] if isinstance(block, Paragraph) else block.paragraphs)
    ]
    if sum(len(box.text) for box in boxes) * _FAR_FEWER > sum(len(paragraph.text) for paragraph in every):
        return list(blocks), []
    return [block for block in blocks if not (isinstance(block, Paragraph) and block.boxed)], boxes
