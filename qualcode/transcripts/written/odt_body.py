"""Paragraphs, headings, lists and tables of an OpenDocument text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qualcode.transcripts.written.odt_styles import OdtStyle
from qualcode.transcripts.written.paragraphs import Paragraph, Table
from qualcode.transcripts.xml_trees import kind, nearest, setting

_ASIDE = frozenset(("annotation", "note"))
_LEFT_OUT = _ASIDE | {
    "tracked-changes",
    "hidden-paragraph",
    "hidden-text",
    "ruby-text",
    "sequence-decls",
    "forms",
    "image",
    "object",
    "object-ole",
    "desc",
    "title",
    "table-of-content-source",
    "table-of-content",
    "event-listeners",
}
_BOXES = frozenset(("text-box",))
_CLOSED = frozenset(("table", "p", "h", "table-row", "table-cell", "covered-table-cell"))
_MOST_SPACES = 100
_MOST_COLUMNS = 63
_HIGHEST = 9


@dataclass(slots=True)
class _Words:
    """The words of a paragraph as they are gathered, white space in a row made one space."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    bold: int = 0
    """How many characters from the first on are bold."""
    spaced: bool = True
    """Whether the last character already is white space, so that another one means nothing."""

    def flow(self, words: str | None, *, bold: bool) -> None:
        plain = re.sub(r"[ \t\r\n]+", " ", words or "")
        if self.spaced:
            plain = plain.removeprefix(" ")
        self.add(plain, bold=bold)

    def add(self, exact: str, *, bold: bool) -> None:
        if not exact:
            return
        if self.bold == self.length and (bold or not exact.strip()):
            self.bold += len(exact)
        self.text.append(exact)
        self.length += len(exact)
        self.spaced = exact[-1] == " "


def odt_blocks(parent: Any, styles: Mapping[str, OdtStyle]) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order; boxes of text come after the paragraph that holds them."""
    for node in nearest(parent, {"p", "h", "table"}, _LEFT_OUT):
        if kind(node) == "table":
            yield _table(node, styles)
            continue
        yield _paragraph(node, styles)
        for box in nearest(node, _BOXES, _LEFT_OUT):
            yield from odt_blocks(box, styles)


def _paragraph(node: Any, styles: Mapping[str, OdtStyle]) -> Paragraph:
    words = _Words()
    own = _style(node, styles)
    if not own.hidden:
        _gather(node, own, styles, words)
    text = "".join(words.text)
    return Paragraph(text.rstrip(" "), min(words.bold, len(text.rstrip())), _heading(node, own))


def _gather(paragraph: Any, own: OdtStyle, styles: Mapping[str, OdtStyle], words: _Words) -> None:
    """Add the words below a paragraph, in order."""
    bold = bool(own.bold)
    words.flow(paragraph.text, bold=bold)
    levels: list[tuple[Any, Iterator[Any], bool]] = [(paragraph, iter(paragraph), bold)]
    while levels:
        inside, nodes, bold = levels[-1]
        node = next(nodes, None)
        if node is None:
            levels.pop()
            if levels:
                words.flow(inside.tail, bold=levels[-1][2])
            continue
        style = _style(node, styles)
        exact = _exact(node)
        if exact or kind(node) in _LEFT_OUT | _BOXES or style.hidden:
            words.add(exact, bold=bold)
            words.flow(node.tail, bold=bold)
            continue
        within = bold if style.bold is None else style.bold
        words.flow(node.text, bold=within)
        levels.append((node, iter(node), within))


def _exact(node: Any) -> str:
    """The characters an element stands for; empty where it stands for none."""
    of = kind(node)
    if of == "s":
        return " " * min(_number(setting(node, "c"), 1), _MOST_SPACES)
    return {"tab": "\t", "line-break": "\n"}.get(of, "")


def _heading(node: Any, own: OdtStyle) -> int:
    if kind(node) == "h":
        return max(1, min(_number(setting(node, "outline-level"), 1), _HIGHEST))
    return own.title


def _style(node: Any, styles: Mapping[str, OdtStyle]) -> OdtStyle:
    return styles.get(setting(node, "style-name") or "") or OdtStyle()


def _table(node: Any, styles: Mapping[str, OdtStyle]) -> Table:
    return Table(
        tuple(
            tuple(
                cell
                for found in nearest(row, {"table-cell", "covered-table-cell"}, _CLOSED)
                for cell in _cells(found, styles)
            )
            for row in nearest(node, {"table-row"}, _CLOSED)
        )
    )


def _cells(node: Any, styles: Mapping[str, OdtStyle]) -> Iterator[tuple[Paragraph, ...]]:
    """A cell, with empty ones after it where it is repeated; only empty cells are in practice."""
    found: list[Paragraph] = []
    for block in odt_blocks(node, styles):
        found += [block] if isinstance(block, Paragraph) else block.paragraphs
    yield tuple(found)
    repeated = min(_number(setting(node, "number-columns-repeated"), 1), _MOST_COLUMNS)
    yield from [()] * (repeated - 1)


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch("[0-9]{1,6}", written) else otherwise
