"""Paragraphs and tables of a Word document's body, tracked insertions kept and deletions left out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from qualcode.transcripts.written.docx_styles import Style, heading_of, is_bold, is_on, style_name
from qualcode.transcripts.written.paragraphs import Paragraph, Table
from qualcode.transcripts.xml_trees import kind, nearest, setting

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_SETTINGS = frozenset(("rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr"))
_LEFT_OUT = _SETTINGS | {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rt"}
_MOST_COLUMNS = 63


def body_blocks(parent: Any, styles: Mapping[str, Style]) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order; boxes of text come after the paragraph that holds them."""
    pending: list[Paragraph] = []
    for node in nearest(parent, {"p", "tbl"}, _LEFT_OUT):
        if kind(node) == "tbl":
            yield from _joined(pending)
            pending = []
            yield _table(node, styles)
            continue
        pending.append(_paragraph(node, styles))
        if not _ends_deleted(node):
            yield from _joined(pending)
            pending = []
        for box in nearest(node, {"txbxContent"}, _LEFT_OUT):
            for block in body_blocks(box, styles):
                yield replace(block, boxed=True) if isinstance(block, Paragraph) else block
    yield from _joined(pending)


def words_of(node: Any) -> str:
    """All words below a node, deleted ones among them."""
    return "".join(found.text or "" for found in node.iter() if kind(found) in {"t", "delText"})


def is_hidden(run: Any) -> bool:
    """Whether a run's words are hidden."""
    return any(
        kind(node) == "vanish" and is_on(node) for properties in run if kind(properties) == "rPr" for node in properties
    )


def _joined(pending: list[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs that tracked deletions make one."""
    if pending:
        text = "".join(paragraph.text for paragraph in pending)
        yield Paragraph(text, pending[0].bold, pending[0].heading)


def _pieces(paragraph: Any) -> Iterator[tuple[str, Any]]:
    """The characters of a paragraph, each piece with the run it stands in."""
    levels: list[tuple[Iterator[Any], Any]] = [(iter(paragraph), None)]
    while levels:
        nodes, run = levels[-1]
        node = next(nodes, None)
        if node is None:
            levels.pop()
            continue
        of = kind(node)
        if of == "t":
            yield node.text or "", run
        elif of in _BREAKS:
            yield _BREAKS[of], run
        elif of not in _LEFT_OUT and of != "txbxContent" and not (of == "r" and is_hidden(node)):
            levels.append((iter(node), node if of == "r" else run))


def _paragraph(node: Any, styles: Mapping[str, Style]) -> Paragraph:
    own_style = style_name(node, "pPr", "pStyle")
    text: list[str] = []
    length = bold = 0
    for words, run in _pieces(node):
        if bold == length and (not words.strip() or is_bold(run, own_style, styles)):
            bold += len(words)
        text.append(words)
        length += len(words)
    plain = "".join(text).replace("\r", "\n")
    return Paragraph(plain, min(bold, len(plain.rstrip())), heading_of(node, styles))


def _table(node: Any, styles: Mapping[str, Style]) -> Table:
    closed = _LEFT_OUT | {"tbl", "p", "tr", "tc"}
    return Table(
        tuple(
            tuple(cell for found in nearest(row, {"tc"}, closed) for cell in _cells(found, styles))
            for row in nearest(node, {"tr"}, closed)
        )
    )


def _cells(node: Any, styles: Mapping[str, Style]) -> Iterator[tuple[Paragraph, ...]]:
    """A cell, with empty ones after it where it spans several columns."""
    found: list[Paragraph] = []
    for block in body_blocks(node, styles):
        found += [block] if isinstance(block, Paragraph) else block.paragraphs
    yield tuple(found)
    yield from [()] * (_columns_of(node) - 1)


def _columns_of(cell: Any) -> int:
    spans = (
        setting(found, "val") or ""
        for properties in cell
        if kind(properties) == "tcPr"
        for found in properties
        if kind(found) == "gridSpan"
    )
    span = next(spans, "1")
    return min(int(span), _MOST_COLUMNS) if span.isascii() and span.isdigit() and len(span) < 4 else 1


def _ends_deleted(paragraph: Any) -> bool:
    """Whether a tracked deletion takes the end of the paragraph, so that the next one goes on with it."""
    return any(
        kind(mark) == "del"
        for settings in paragraph
        if kind(settings) == "pPr"
        for ends in settings
        if kind(ends) == "rPr"
        for mark in ends
    )
