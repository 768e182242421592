"""Word documents: the paragraphs and tables of document.xml, tracked insertions kept and deletions left out."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.transcripts.archives import Archive
from qualcode.transcripts.blocks import Paragraph, Table

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr")
)
_WORD = "Open it in Word and save it again as .docx."


@dataclass(frozen=True, slots=True)
class WordDocument:
    """What a Word document says, in order, and its comments."""

    blocks: tuple[Paragraph | Table, ...]
    comments: tuple[str, ...]
    notes: bool
    """Whether it has footnotes or endnotes."""
    tracked: int
    """How many tracked deletions were left out."""
    hidden: int
    """How many pieces of hidden text were left out."""


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a zip archive that a Word document could be."""
    return data.startswith(b"PK\x03\x04") and (b"word/" in data or b"officeDocument" in data)


def word_document(data: bytes, name: str) -> WordDocument:
    """The blocks and comments of a .docx. Raises QualcodeError where it is damaged, too large or no Word document."""
    archive = Archive(data, name)
    main = _main_part(archive)
    root = _tree(archive.read(main), name)
    body = next((child for child in root if _kind(child) == "body"), None)
    if body is None:
        raise QualcodeError(f"“{name}” is not a Word document qualcode can read.", hint=_WORD)
    folder = posixpath.dirname(main)
    return WordDocument(
        tuple(_blocks(body)),
        tuple(_comments(archive, posixpath.join(folder, "comments.xml"))),
        any(_has_notes(archive, posixpath.join(folder, part)) for part in ("footnotes.xml", "endnotes.xml")),
        sum(_kind(found) in {"del", "moveFrom"} and _words(found) != "" for found in root.iter()),
        sum(_is_hidden(found) and _words(found).strip() != "" for found in root.iter() if _kind(found) == "r"),
    )


def _main_part(archive: Archive) -> str:
    """Where the package says its text lies."""
    if "_rels/.rels" in archive:
        for relation in _tree(archive.read("_rels/.rels"), archive.name).iter():
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in archive:
                return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise QualcodeError(f"“{archive.name}” is not a Word document.", hint="Save the transcript as .docx or .txt.")


def _tree(data: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise QualcodeError(f"“{name}” is damaged: its text is not well-formed.", hint=_WORD) from problem
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise QualcodeError(f"“{name}” declares a DOCTYPE, which no Word document needs.", hint=_WORD)
    return root


def _kind(node: Any) -> str:
    """The element's name without its namespace; empty for an entity."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _setting(node: Any, name: str) -> str | None:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def _blocks(parent: Any) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order; boxes of text come after the paragraph that holds them."""
    joined: Paragraph | None = None
    for node in _block_nodes(parent):
        if _kind(node) == "tbl":
            if joined:
                yield joined
            joined = None
            yield _table(node)
            continue
        paragraph = _paragraph(node)
        if joined:
            paragraph = Paragraph(joined.text + paragraph.text, joined.bold)
        joined = paragraph if _ends_deleted(node) else None
        if joined is None:
            yield paragraph
        for box in _boxes(node):
            yield from _blocks(box)
    if joined:
        yield joined


def _block_nodes(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables below a node, through wrappers such as content controls."""
    waiting = list(reversed(parent))
    while waiting:
        node = waiting.pop()
        kind = _kind(node)
        if kind in {"p", "tbl"}:
            yield node
        elif kind not in _LEFT_OUT:
            waiting.extend(reversed(node))


def _pieces(paragraph: Any) -> Iterator[tuple[str, Any]]:
    """The characters of a paragraph, each piece with the run it stands in."""
    waiting: list[tuple[Any, Any]] = [(child, None) for child in reversed(paragraph)]
    while waiting:
        node, run = waiting.pop()
        kind = _kind(node)
        if kind == "t":
            yield node.text or "", run
        elif kind in _BREAKS:
            yield _BREAKS[kind], run
        elif kind == "r" and _is_hidden(node):
            continue
        elif kind not in _LEFT_OUT and kind != "txbxContent":
            inside = node if kind == "r" else run
            waiting.extend((child, inside) for child in reversed(node))


def _boxes(paragraph: Any) -> Iterator[Any]:
    for node in paragraph.iter():
        above = {_kind(parent) for parent in node.iterancestors()} if _kind(node) == "txbxContent" else {"Fallback"}
        if "Fallback" not in above and _innermost_paragraph(node) is paragraph:
            yield node


def _innermost_paragraph(node: Any) -> Any:
    return next(parent for parent in node.iterancestors() if _kind(parent) == "p")


def _paragraph(node: Any) -> Paragraph:
    text = ""
    bold = 0
    for words, run in _pieces(node):
        if bold == len(text) and (_is_bold(run) or not words.strip()):
            bold += len(words)
        text += words
    return Paragraph(text.replace("\r", "\n"), min(bold, len(text.rstrip())))


def _table(node: Any) -> Table:
    rows = []
    for row in _children(node, "tr"):
        rows.append(tuple(_cell(cell) for cell in _children(row, "tc")))
    return Table(tuple(rows))


def _children(parent: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through wrappers."""
    waiting = list(reversed(parent))
    while waiting:
        node = waiting.pop()
        if _kind(node) == wanted:
            yield node
        elif _kind(node) not in _LEFT_OUT | {"tbl", "p", "tr", "tc"}:
            waiting.extend(reversed(node))


def _cell(node: Any) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for block in _blocks(node):
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [paragraph for row in block.rows for cell in row for paragraph in cell]
    return tuple(found)


def _is_bold(run: Any) -> bool:
    if run is None:
        return False
    for settings in (child for child in run if _kind(child) == "rPr"):
        for setting in settings:
            if _kind(setting) == "b":
                return _setting(setting, "val") not in {"0", "false", "off"}
            if _kind(setting) == "rStyle" and _setting(setting, "val") == "Strong":
                return True
    return False


def _is_hidden(run: Any) -> bool:
    return any(
        _kind(setting) == "vanish" and _setting(setting, "val") not in {"0", "false", "off"}
        for settings in run
        if _kind(settings) == "rPr"
        for setting in settings
    )


def _ends_deleted(paragraph: Any) -> bool:
    """Whether a tracked deletion takes the end of the paragraph, so that the next one goes on with it."""
    return any(
        _kind(mark) == "del"
        for settings in paragraph
        if _kind(settings) == "pPr"
        for ends in settings
        if _kind(ends) == "rPr"
        for mark in ends
    )


def _words(node: Any) -> str:
    return "".join(found.text or "" for found in node.iter() if _kind(found) in {"t", "delText"})


def _comments(archive: Archive, part: str) -> Iterator[str]:
    if part not in archive:
        return
    for comment in _tree(archive.read(part), archive.name):
        words = " ".join(_words(comment).split())
        if _kind(comment) == "comment" and words:
            yield f"{_setting(comment, 'author') or 'somebody'}: “{words}”"


def _has_notes(archive: Archive, part: str) -> bool:
    return part in archive and _words(_tree(archive.read(part), archive.name)).strip() != ""
