"""The Markdown of a report that was written as a Word file, and perhaps edited there."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.reports.content.blocks import (
    Block,
    Blocks,
    Heading,
    Line,
    Literal,
    Paragraph,
    Remark,
    Ruler,
    Table,
    Words,
)
from qualcode.reports.content.writing_markdown import write_markdown
from qualcode.reports.formats.word_marks import AFTER, BEFORE, NAMESPACE, Mark, MarksRead, read_marks
from qualcode.reports.formats.word_roles import LITERAL, RULER, heading_level
from qualcode.reports.verifying.from_word_lines import LEFT_OUT, LineRead, Lines, as_it_stands
from qualcode.reports.verifying.from_word_nesting import Nesting
from qualcode.reports.verifying.from_word_styles import StylesRead
from qualcode.transcripts.archives import Archive, member_names
from qualcode.transcripts.xml_trees import kind, nearest, xml_root

_NAME = "The Word file"
_NEXT = (
    "Verify the file that qualcode report wrote, also after editing it in Word or LibreOffice; what another program"
    " saved or copied can be verified as text (.md)."
)
_CELLS = frozenset(("tr", "tc", "p", "tbl"))


def markdown_of(data: bytes) -> str:
    """The Markdown of a report in a .docx, with the markers its bookmarks stand for.

    Tracked insertions are kept, deletions left out, footnotes come last; comments, headers and footers are not read.
    QualcodeError where the file is damaged, or no report that qualcode wrote.
    """
    return write_markdown(blocks_of(data))


def blocks_of(data: bytes) -> Blocks:
    """The blocks of a report in a .docx."""
    try:
        package = _package(data)
    except QualcodeError as problem:
        raise QualcodeError(
            "This Word file cannot be read: it is damaged, locked or far too large.", hint=_NEXT
        ) from problem
    if package is None:
        raise QualcodeError("This Word file holds no report that qualcode wrote, or lost its bookmarks.", hint=_NEXT)
    return _Reading(package).blocks()


@dataclass(frozen=True, slots=True)
class _Package:
    body: Any
    notes: tuple[Any, ...]
    """Footnotes and endnotes, which qualcode writes none of."""
    styles: StylesRead
    marks: MarksRead


class _Reading:
    """A document being read from its first block to its last."""

    def __init__(self, package: _Package) -> None:
        self._package = package
        self._lines = Lines(package.styles, package.marks.named)
        self._nesting = Nesting()
        self._joined: tuple[Any, LineRead] | None = None

    def blocks(self) -> Blocks:
        """Everything in the body, the remark at the head of the report first, footnotes last."""
        for node in nearest(self._package.body, {"p", "tbl"}, LEFT_OUT):
            if kind(node) == "tbl":
                self._table(node)
            else:
                self._paragraph(node)
        self._nesting.close_to(0)
        for note in self._package.notes:
            self._words_below(note)
        head = tuple(Remark(words) for words in self._package.marks.head)
        return (*head, *self._nesting.blocks())

    def _paragraph(self, node: Any) -> None:
        read, last = self._lines.read(node), node
        if self._joined is not None:
            before, words = self._joined
            node, read = (before if words.line else node), words.joined(read)
        if self._lines.goes_on(last):
            self._joined = (node, read)
            return
        self._joined = None
        self._add(node, read)
        for box in nearest(node, {"txbxContent"}, LEFT_OUT):
            self._words_below(box)

    def _words_below(self, node: Any) -> None:
        """The paragraphs of a box of text or a footnote."""
        for paragraph in nearest(node, {"p"}, LEFT_OUT):
            if line := self._lines.read(paragraph).line:
                self._nesting.add(Paragraph(line))

    def _add(self, node: Any, read: LineRead) -> None:
        stands = self._package.styles.of_paragraph(node)
        self._remarks(read.remarks, BEFORE)
        block = _block(stands.role.what, read.line)
        if block is not None or stands.role.opens:
            self._nesting.go_to(stands)
        if block is not None:
            self._nesting.add(block)
            if isinstance(block, Ruler) and read.line:
                self._nesting.add(Paragraph(read.line))
        self._remarks(read.remarks, AFTER)

    def _table(self, node: Any) -> None:
        rows = [[self._cell(cell) for cell in nearest(row, {"tc"}, LEFT_OUT | _CELLS)] for row in _rows(node)]
        if not rows:
            return
        marks = tuple(mark for row in rows for cell in row for mark in cell.remarks)
        self._remarks(marks, BEFORE)
        first = next(nearest(node, {"p"}, LEFT_OUT), None)
        if first is not None:
            self._nesting.go_to(self._package.styles.of_paragraph(first))
        wide = max(map(len, rows))
        lines = [tuple(row[place].line if place < len(row) else () for place in range(wide)) for row in rows]
        self._nesting.add(Table(lines[0], tuple(lines[1:])))
        self._remarks(marks, AFTER)

    def _cell(self, cell: Any) -> LineRead:
        """Everything in a cell as one line."""
        whole = LineRead()
        for paragraph in nearest(cell, {"p"}, LEFT_OUT):
            read = self._lines.read(paragraph)
            parted = bool(whole.line) and bool(read.line)
            whole = (whole.joined(LineRead((Words(" "),))) if parted else whole).joined(read)
        return whole

    def _remarks(self, marks: tuple[Mark, ...], side: str) -> None:
        for mark in marks:
            if mark.side == side:
                self._nesting.close_to(mark.depth)
                self._nesting.add(Remark(mark.words))


def _block(what: str, line: Line) -> Block | None:
    level = heading_level(what)
    if what == LITERAL:
        return Literal(as_it_stands(line))
    if level is not None:
        return Heading(level, line)
    if what == RULER:
        return Ruler()
    return Paragraph(line) if line else None


def _rows(table: Any) -> Iterator[Any]:
    for row in nearest(table, {"tr"}, LEFT_OUT | _CELLS):
        if not any(kind(mark) == "del" for settings in row if kind(settings) == "trPr" for mark in settings):
            yield row


def _package(data: bytes) -> _Package | None:
    """What a report needs of the parts of a file; None where they are not those of a report."""
    archive = Archive(data, _NAME)
    parts = [one for one in member_names(data) if one.startswith("customxml/item") and one.count("/") == 1]
    roots = (xml_root(archive.read(one), _NAME, _NEXT) for one in parts)
    marks = next((root for root in roots if root.tag == f"{{{NAMESPACE}}}report"), None)
    main = _main_part(archive)
    if marks is None or main not in archive:
        return None
    body = next((one for one in xml_root(archive.read(main), _NAME, _NEXT) if kind(one) == "body"), None)
    folder = posixpath.dirname(main)
    styles, numbering, *notes = (
        xml_root(archive.read(part), _NAME, _NEXT) if part in archive else ()
        for part in (posixpath.join(folder, f"{one}.xml") for one in ("styles", "numbering", "footnotes", "endnotes"))
    )
    return _Package(body, tuple(notes), StylesRead(styles, numbering), read_marks(marks)) if body is not None else None


def _main_part(archive: Archive) -> str:
    """Where the package says its text lies."""
    if "_rels/.rels" in archive:
        for relation in xml_root(archive.read("_rels/.rels"), _NAME, _NEXT):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"
