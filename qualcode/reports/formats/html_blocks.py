"""The blocks of a report as HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from qualcode.reports.content.blocks import (
    Block,
    Heading,
    Line,
    Listing,
    Literal,
    Paragraph,
    Quotation,
    Remark,
    Ruler,
    shown,
)
from qualcode.reports.content.markers import Question
from qualcode.reports.formats.html_phrases import Phrases
from qualcode.reports.formats.html_pieces import html_line, html_text, unseen
from qualcode.reports.formats.html_quotes import quote_of, said_by
from qualcode.reports.formats.html_tables import CaptionedTable, html_table, with_captions

_MOST_ENTRIES = 60


class Around(Protocol):
    """What a quote opens to, as HTML; the question before it may stand right above it."""

    def __call__(self, question: Question, *, asked_above: bool) -> str:
        """Empty where it opens to nothing."""


@dataclass(slots=True)
class BlockWriter:
    """Writes the blocks of one report, one after the other, so that headings and tables get their numbers."""

    phrases: Phrases
    around: Around
    headings: list[Heading] = field(default_factory=list)
    tables: int = 0

    def write(self, blocks: Sequence[Block]) -> str:
        """The blocks as HTML; headings stand in the list of contents."""
        return "".join(self._in_order(blocks, nested=False))

    def _in_order(self, blocks: Sequence[Block], *, nested: bool) -> Iterator[str]:
        grouped = list(with_captions(blocks))
        for place, block in enumerate(grouped):
            following = grouped[place + 1] if place + 1 < len(grouped) else None
            match block:
                case CaptionedTable():
                    self.tables += 1
                    yield html_table(block, self.tables, self.phrases)
                case Heading():
                    yield self._heading(block, nested=nested)
                case Paragraph():
                    asked = isinstance(following, Quotation) and quote_of(block) is not None
                    start = '<p class="asked">' if asked else "<p>"
                    yield f"{start}{html_line(block.line)}</p>\n"
                case Quotation():
                    above = grouped[place - 1] if place else None
                    asked_above = isinstance(above, Paragraph) and quote_of(above) is not None
                    yield self._quotation(block, asked_above=asked_above)
                case _:
                    yield self._other(block)

    def _other(self, block: Block) -> str:
        match block:
            case Listing():
                return self._listing(block)
            case Literal():
                return f"<pre><code>{html_text(block.text)}</code></pre>\n"
            case Remark():
                return f"{unseen('remark', block.text)}\n"
            case Ruler():
                return "<hr>\n"
        raise TypeError(block)

    def _heading(self, heading: Heading, *, nested: bool) -> str:
        if nested:
            return f"<h{heading.level}>{html_line(heading.line)}</h{heading.level}>\n"
        self.headings.append(heading)
        return f'<h{heading.level} id="part-{len(self.headings)}">{html_line(heading.line)}</h{heading.level}>\n'

    def _quotation(self, quotation: Quotation, *, asked_above: bool) -> str:
        named, asked = said_by(quotation), quote_of(quotation)
        words = quotation.blocks[:-1] if named else quotation.blocks
        inside = f"<blockquote>\n{''.join(self._in_order(words, nested=True))}</blockquote>\n"
        if named is not None:
            inside = f"<figure>{inside}<figcaption>{html_line(named.line)}</figcaption></figure>\n"
        around = self.around(asked, asked_above=asked_above) if asked else ""
        return f'<div class="quote">\n{inside}{around}</div>\n'

    def _listing(self, listing: Listing) -> str:
        element = "ul" if listing.begins is None else "ol"
        start = f' start="{listing.begins}"' if listing.begins not in (None, 1) else ""
        items = "".join(f"<li>{''.join(self._in_order(item, nested=True))}</li>\n" for item in listing.items)
        return f"<{element}{start}>\n{items}</{element}>\n"


def contents(headings: Sequence[Heading], phrases: Phrases) -> str:
    """The list of contents; empty where fewer than two headings stand below the title.

    Headings that come again under others (“In their words”) lead nowhere in particular and are left out.
    """
    said = [shown(heading.line) for heading in headings]
    entries = [
        (number, heading.level, heading.line)
        for number, (heading, words) in enumerate(zip(headings, said, strict=True), 1)
        if heading.level == 2 or (2 < heading.level <= 4 and said.count(words) == 1)
    ]
    if len(entries) > _MOST_ENTRIES:
        entries = [entry for entry in entries if entry[1] == 2]
    if len(entries) < 2:
        return ""
    items = "".join(_entry(*entry) for entry in entries)
    return (
        f'<nav class="contents" aria-labelledby="contents">\n<p id="contents">{html_text(phrases.contents)}</p>\n'
        f"<ul>\n{items}</ul>\n</nav>\n"
    )


def _entry(number: int, level: int, line: Line) -> str:
    return f'<li class="level-{level}"><a href="#part-{number}">{html_text(shown(line))}</a></li>\n'
