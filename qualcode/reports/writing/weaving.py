"""The authors’ prose with its live references filled in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.blocks import Block, Heading, Paragraph, Remark, proofs, shown
from qualcode.reports.content.reading_markdown import read_markdown
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.writing.references import Reference, references


@dataclass(slots=True)
class Woven:
    """What filling in has come to so far, and from what it is filled."""

    answers: Answers
    audience: str
    prose: str = ""
    """The file that is being filled in, as its author wrote it."""
    typed: list[str] = field(default_factory=list)
    """The lines that authors wrote, references in them filled in."""
    tables: NumberedTables = field(default_factory=NumberedTables)
    """Numbered through the whole report."""
    left_out: list[str] = field(default_factory=list)
    """What is not shown to this audience, each with its file, line and reason."""


class ForTheTeam(QualcodeError):
    """What a reference asks for would tell others than the team who said what; it is left out for them."""


Words = Callable[[Woven, Reference], str]
"""A reference that becomes some words inside a sentence."""
Blocks = Callable[[Woven, Reference], list[str]]
"""A reference that becomes paragraphs, quotations or tables."""
Filled = TypeVar("Filled", str, list[str])


@dataclass(frozen=True, slots=True)
class Prose:
    """A file of the authors’ own writing."""

    name: str
    """writing/06-findings.md."""
    text: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What references may stand in prose, by their first word."""

    words: Mapping[str, Words]
    blocks: Mapping[str, Blocks]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every first word there is."""
        return tuple(sorted({*self.words, *self.blocks}))


def weave(prose: Prose, woven: Woven, filling: Filling, problems: list[str]) -> list[str]:
    """The blocks of a file one level of headings down; what is wrong is added to `problems`, with its line."""
    blocks: list[str] = []
    text, place, piece = prose.text.replace("\r\n", "\n"), 0, ""
    woven.prose = text
    for one in references(text):
        piece += text[place : one.start]
        place = one.end
        try:
            if one.alone and one.kind in filling.blocks:
                blocks += [*_own_words(piece, woven), *filling.blocks[one.kind](woven, one)]
                piece = ""
            else:
                piece += _in_a_sentence(one, woven, filling)
        except ForTheTeam as kept:
            woven.left_out.append(f"{prose.name}:{one.line}: {text[one.start : one.end]}: {kept.message}")
        except QualcodeError as error:
            problems.append(f"{prose.name}:{one.line}: {text[one.start : one.end]}: {error.message}")
    return [*blocks, *_own_words(piece + text[place:], woven)]


def is_unwritten(blocks: list[str]) -> bool:
    """Whether nothing but headings stands there yet."""
    return all(block.startswith("#") for block in blocks)


def _in_a_sentence(one: Reference, woven: Woven, filling: Filling) -> str:
    if one.kind in filling.words:
        return filling.words[one.kind](woven, one)
    if one.kind in filling.blocks:
        raise QualcodeError("needs a line of its own")
    known = ", ".join(filling.kinds)
    raise QualcodeError(f"“{one.kind}” is no live reference (there are: {known})" if one.kind else "nothing is asked")


def _own_words(text: str, woven: Woven) -> list[str]:
    blocks = [block for block in read_markdown(text) if _shows(block)]
    written = [write_markdown([_lower(block)]).rstrip("\n") for block in blocks]
    for block, words in zip(blocks, written, strict=True):
        if not isinstance(block, Heading):
            woven.typed += words.split("\n")
    return written


def _lower(block: Block) -> Block:
    return Heading(min(6, block.level + 1), block.line) if isinstance(block, Heading) else block


def _shows(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(shown(block.line).strip() or proofs(block.line))
    return not isinstance(block, Remark)


def lowered(blocks: Sequence[str], levels: int = 1) -> list[str]:
    """Blocks of a report to stand inside another: their headings that many levels down."""
    return [
        re.sub(r"^#{1,6}(?= )", lambda found: found[0] + "#" * min(levels, 6 - len(found[0])), one) for one in blocks
    ]
