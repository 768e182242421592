"""Markdown cut into blocks: that of reports, and what authors write by hand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from qualcode.reports.content.blocks import (
    Block,
    Blocks,
    Heading,
    Inline,
    Line,
    LineBreak,
    Listing,
    Literal,
    Paragraph,
    Proof,
    Quotation,
    Remark,
    Ruler,
    Table,
    Words,
)
from qualcode.reports.content.markers import read_markers

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode as Node

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def read_markdown(text: str) -> Blocks:
    """The blocks of a Markdown text; HTML in it is shown as it stands, only comments show nowhere.

    >>> [type(block).__name__ for block in read_markdown("# Trust\\n\\n> They knew my name.")]
    ['Heading', 'Quotation']
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return _blocks(SyntaxTreeNode(parser.parse(text)).children)


def _blocks(nodes: Iterable["Node"]) -> Blocks:
    return tuple(block for node in nodes for block in _block(node))


def _block(node: "Node") -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(int(node.tag[1]), _line(node))
        case "paragraph":
            yield Paragraph(_line(node))
        case "blockquote":
            yield Quotation(_blocks(node.children))
        case "bullet_list" | "ordered_list":
            begins = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            yield Listing(tuple(_blocks(item.children) for item in node.children), begins)
        case "table":
            head, *rows = [row for part in node.children for row in part.children]
            yield Table(_cells(head), tuple(_cells(row) for row in rows))
        case "hr":
            yield Ruler()
        case "html_block":
            yield from _html(node.content)
        case _:
            yield Literal(node.content.rstrip("\n"))


def _html(text: str) -> Iterator[Block]:
    """Comments as remarks, all else as the words it is written with."""
    place = 0
    for found in _COMMENT.finditer(text):
        if words := text[place : found.start()].strip():
            yield Paragraph((Words(words),))
        if proofs := _proofs(found[0]):
            yield Paragraph(proofs)
        else:
            yield Remark(found[1].strip())
        place = found.end()
    if words := text[place:].strip():
        yield Paragraph((Words(words),))


def _cells(row: "Node") -> tuple[Line, ...]:
    return tuple(_line(cell) for cell in row.children)


def _line(node: "Node") -> Line:
    inline = [one for part in node.children for child in part.children for one in _inline(child, Words(""))]
    return tuple(joined(inline))


def joined(inline: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring words that look alike as one."""
    shown = (one for one in inline if not isinstance(one, Words) or one.text)
    for look, some in groupby(shown, lambda one: replace(one, text="") if isinstance(one, Words) else None):
        if not isinstance(look, Words):
            yield from some
        else:
            yield replace(look, text="".join(one.text for one in some if isinstance(one, Words)))


def _inline(node: "Node", look: Words) -> Iterator[Inline]:
    match node.type:
        case "text":
            yield replace(look, text=node.content)
        case "strong" | "em" | "s" | "link" | "image":
            look = _look_inside(node, look)
            yield from (one for child in node.children for one in _inline(child, look))
        case "code_inline":
            yield replace(look, text=node.content, literal=True)
        case "softbreak":
            yield replace(look, text=" ")
        case "hardbreak":
            yield LineBreak()
        case "html_inline" if node.content.startswith("<!--"):
            yield from _proofs(node.content)
        case _:
            yield replace(look, text=node.content)


def _look_inside(node: "Node", look: Words) -> Words:
    if node.type == "link":
        return replace(look, link=str(node.attrs.get("href", "")))
    return replace(
        look,
        strong=look.strong or node.type == "strong",
        emphasis=look.emphasis or node.type == "em",
        struck=look.struck or node.type == "s",
    )


def _proofs(comment: str) -> tuple[Proof, ...]:
    return tuple(Proof(marker.question) for marker in read_markers(comment))
