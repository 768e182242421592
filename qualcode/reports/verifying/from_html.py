"""A report read back from the HTML it was written as, also after somebody edited or saved it anew."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
    shown,
)
from qualcode.reports.content.markers import read_markers
from qualcode.reports.content.reading_markdown import joined
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.verifying.html_page import classes, is_besides, page_of, report_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_STRONG, _EMPHASIS, _STRUCK = ({"strong", "b"}, {"em", "i"}, {"s", "del", "strike"})
_LITERAL = {"code", "tt", "kbd", "samp"}
_PARTS = frozenset({"address", "article", "aside", "details", "div", "figure", "footer", "header", "main", "section"})
_OF_ITS_OWN = _PARTS | {"blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"}


def markdown_of(text: str) -> str:
    """The Markdown of an HTML report that qualcode wrote.

    Raises QualcodeError when the text is none.
    """
    return markdown_inside(report_in(page_of(text)))


def markdown_inside(element: "Element") -> str:
    """The Markdown of what an element of a report holds, without what is shown besides."""
    return write_markdown(_each_block(element))


def _blocks(parent: "Element") -> Blocks:
    return tuple(_each_block(parent))


def _each_block(parent: "Element") -> Iterator[Block]:
    loose: list[Inline] = list(_text(parent.text, Words("")))
    for child in parent:
        if _is_block(child):
            yield from _paragraph(loose)
            loose = []
            yield from _block(child)
        elif not is_besides(child):
            loose += _inline(child, Words(""))
        loose += _text(child.tail, Words(""))
    yield from _paragraph(loose)


def _is_block(element: "Element") -> bool:
    if is_besides(element):
        return False
    return element.tag in _OF_ITS_OWN or (element.tag == "data" and "remark" in classes(element))


def _paragraph(loose: Iterable[Inline]) -> Iterator[Block]:
    """Words and markers that stand in no block of their own as a paragraph."""
    line = tuple(joined(loose))
    if shown(line).strip() or any(isinstance(one, Proof) for one in line):
        yield Paragraph(line)


def _block(element: "Element") -> Iterator[Block]:
    match element.tag:
        case "p":
            yield Paragraph(_line(element))
        case "blockquote":
            yield Quotation(_blocks(element))
        case "ul" | "ol":
            begins = (element.get("start") or "1") if element.tag == "ol" else None
            items = tuple(_blocks(item) for item in element if item.tag == "li")
            yield Listing(items, int(begins) if begins and begins.isdecimal() else None)
        case "table":
            yield from _table(element)
        case "hr":
            yield Ruler()
        case "pre":
            yield Literal(
                "".join(one.text for one in _inside(element, Words("", literal=True)) if isinstance(one, Words))
            )
        case "data":
            yield Remark(element.get("value") or "")
        case "figure":
            yield from _figure(element)
        case tag if heading := _HEADING.fullmatch(tag):
            yield Heading(int(heading[1]), _line(element))
        case _:
            yield from _each_block(element)


def _figure(element: "Element") -> Iterator[Block]:
    """A quotation together with who said it."""
    quote, named = element.find("blockquote"), element.find("figcaption")
    if quote is None:
        yield from _each_block(element)
        return
    yield Quotation((*_blocks(quote), *([Paragraph(_line(named))] if named is not None else [])))


def _table(element: "Element") -> Iterator[Block]:
    caption = element.find("caption")
    if caption is not None:
        yield Paragraph(_line(caption))
        yield from (Remark(one.get("value") or "") for one in caption.iter("data") if "remark" in classes(one))
    rows = [[_line(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    if not rows:
        return
    width = max(len(row) for row in rows)
    head, *others = [(*row, *([()] * (width - len(row)))) for row in rows]
    yield Table(head, tuple(others))


def _line(element: "Element") -> Line:
    return tuple(joined(_inside(element, Words(""))))


def _inside(element: "Element", look: Words) -> Iterator[Inline]:
    yield from _text(element.text, look)
    for child in element:
        if not is_besides(child):
            yield from _inline(child, look)
        yield from _text(child.tail, look)


def _inline(element: "Element", look: Words) -> Iterator[Inline]:
    if element.tag == "br":
        yield LineBreak()
    elif element.tag == "data":
        yield from _data(element, look)
    else:
        yield from _inside(element, _look_inside(element, look))


def _data(element: "Element", look: Words) -> Iterator[Inline]:
    kind, value = classes(element), element.get("value") or ""
    if "proof" in kind:
        yield from (Proof(marker.question) for marker in read_markers(f"<!-- {value} -->"))
    elif "control" in kind and value.isdecimal() and int(value) < 0x110000:
        yield replace(look, text=chr(int(value)))
    elif "remark" not in kind:
        yield from _inside(element, replace(look, link=value) if "link" in kind else look)


def _look_inside(element: "Element", look: Words) -> Words:
    return replace(
        look,
        strong=look.strong or element.tag in _STRONG,
        emphasis=look.emphasis or element.tag in _EMPHASIS,
        struck=look.struck or element.tag in _STRUCK,
        literal=look.literal or element.tag in _LITERAL,
        link=element.get("href") if element.tag == "a" and element.get("href") is not None else look.link,
    )


def _text(words: str | None, look: Words) -> Iterator[Inline]:
    if words:
        yield replace(look, text=words if look.literal else _SPACE.sub(" ", words))
