"""The blocks of a report as paragraphs and tables of a Word document."""

from dataclasses import dataclass, replace
from typing import Any

from qualcode.reports.content.blocks import (
    Block,
    Blocks,
    Heading,
    Line,
    Listing,
    Literal,
    Paragraph,
    Quotation,
    Remark,
    Ruler,
    Table,
    Words,
)
from qualcode.reports.formats.word_lines import LineWriter
from qualcode.reports.formats.word_lists import LEVELS, Lists
from qualcode.reports.formats.word_marks import AFTER, BEFORE, Marks
from qualcode.reports.formats.word_roles import (
    ATTRIBUTION,
    CAPTION,
    GAP,
    LIST,
    LITERAL,
    QUOTE,
    RULER,
    TEXT,
    Role,
    heading,
)
from qualcode.reports.formats.word_styles import STEP, Styles, left_of
from qualcode.reports.formats.word_tables import TableWriter
from qualcode.reports.formats.word_together import caption_in, following_block, names_speaker, stays_with_next
from qualcode.reports.formats.word_xml import inside, name

HEAT = "picture heat"
_HEAD = "qualcode "
"""How the remark begins that says what a report is."""
_FIELD = r" SEQ Table \* ARABIC "


@dataclass(frozen=True, slots=True)
class _Opening:
    """A quotation, or an item of a list, that begins with the next paragraph."""

    number: int | None = None
    """Of the list; None for quotations."""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a block."""

    inside: tuple[str, ...] = ()
    heat: bool = False
    """Whether the table that comes is to be shaded."""
    keep: bool = False
    """Whether it stays on the page of what comes next."""


class BodyWriter:
    """Writes blocks into the body of a document, one after the other."""

    def __init__(
        self, body: Any, styles: Styles, lines: LineWriter, lists: Lists, marks: Marks, tables: TableWriter
    ) -> None:
        self._body, self._styles, self._lines, self._lists = body, styles, lines, lists
        self._marks, self._tables = marks, tables
        self._end = body.find(name("sectPr"))
        self._before: list[tuple[str, int]] = []
        self._last: Any = None
        self._captions = 0

    def write(self, blocks: Blocks) -> None:
        """The whole report."""
        head = blocks[0] if blocks else None
        headed = isinstance(head, Remark) and head.text.startswith(_HEAD)
        if isinstance(head, Remark) and headed:
            self._marks.head(head.text)
        self._write_all(blocks[headed:], ())
        if self._last is None:
            self._paragraph(Role())

    def _write_all(self, blocks: Blocks, around: tuple[str, ...], opening: _Opening | None = None) -> None:
        """Blocks inside the same quotations and lists; the first of them begins what `opening` says."""
        if opening is not None and not (blocks and isinstance(blocks[0], Paragraph)):
            self._paragraph(Role(TEXT, around, opens=True), opening)
            opening = None
        heat, bullets = False, False
        for place, block in enumerate(blocks):
            if isinstance(block, Remark):
                heat = heat or block.text == HEAT
                self._remark(block, around, follows=following_block(blocks, place) is not None)
                continue
            following = following_block(blocks, place)
            stays = _Around(around, heat, stays_with_next(block, following))
            if isinstance(block, Listing):
                bullets = block.begins is None and not bullets
                self._listing(block, around, other=not bullets)
            elif isinstance(block, Paragraph):
                self._words(block, stays, opening, following)
            else:
                self._other(block, stays)
            opening = None
            heat = heat and isinstance(block, Paragraph) and isinstance(following, Table)
            bullets = bullets and isinstance(block, Listing)

    def _words(self, block: Paragraph, around: _Around, opening: _Opening | None, following: Block | None) -> None:
        role = Role(TEXT, around.inside, opens=opening is not None)
        caption = isinstance(following, Table) and caption_in(block.line)
        if opening is None and not around.inside and caption:
            self._captioned(self._paragraph(replace(role, what=CAPTION)), block.line, int(caption[2]))
            return
        if opening is None and around.inside[-1:] == (QUOTE,) and following is None and names_speaker(block):
            role = replace(role, what=ATTRIBUTION)
        self._lines.write(self._paragraph(role, opening, keep=around.keep), block.line)

    def _other(self, block: Block, around: _Around) -> None:
        match block:
            case Heading():
                self._lines.write(self._paragraph(Role(heading(block.level), around.inside)), block.line)
            case Literal():
                self._lines.literal(self._paragraph(Role(LITERAL, around.inside)), block.text)
            case Ruler():
                self._paragraph(Role(RULER, around.inside))
            case Quotation():
                self._write_all(block.blocks, (*around.inside, QUOTE), _Opening())
            case Table():
                table = self._tables.write(block, around.inside, left=left_of(around.inside), heat=around.heat)
                self._add(table)
                paragraphs = list(table.iter(name("p")))
                self._place_remarks(paragraphs[0])
                self._last = paragraphs[-1]
                self._add(self._bare(Role(GAP)))

    def _listing(self, listing: Listing, around: tuple[str, ...], *, other: bool) -> None:
        level = min(around.count(LIST), LEVELS - 1)
        ordered = listing.begins is not None
        number = (
            self._lists.bulleted(other=other) if listing.begins is None else self._lists.numbered(listing.begins, level)
        )
        for item in listing.items:
            self._write_all(item, (*around, LIST), _Opening(number, ordered))

    def _captioned(self, paragraph: Any, line: Line, number: int) -> None:
        """A caption whose number Word counts, where it is the number that Word would count."""
        self._captions += 1
        first, *rest = line
        found = caption_in(line)
        if number != self._captions or not isinstance(first, Words) or not found:
            self._lines.write(paragraph, line)
            return
        before, after = found.span(2)
        self._lines.write(paragraph, (replace(first, text=first.text[:before]),))
        field = inside(paragraph, "fldSimple", instr=_FIELD)
        self._lines.write(field, (replace(first, text=found[2]),))
        self._lines.write(paragraph, (replace(first, text=first.text[after:]), *rest))

    def _remark(self, remark: Remark, around: tuple[str, ...], *, follows: bool) -> None:
        if follows or self._last is None:
            self._before.append((remark.text, len(around)))
        else:
            self._last.extend(self._marks.remark(remark.text, AFTER, len(around)))

    def _place_remarks(self, paragraph: Any) -> None:
        """Put the remarks that stand before a paragraph into it, before its words."""
        settings = paragraph.find(name("pPr"))
        for words, depth in self._before:
            start, end = self._marks.remark(words, BEFORE, depth)
            settings.addnext(end)
            settings.addnext(start)
            settings = end
        self._before = []

    def _paragraph(self, role: Role, opening: _Opening | None = None, *, keep: bool = False) -> Any:
        paragraph = self._bare(role, opening, keep=keep)
        self._place_remarks(paragraph)
        self._add(paragraph)
        self._last = paragraph
        return paragraph

    def _bare(self, role: Role, opening: _Opening | None = None, *, keep: bool = False) -> Any:
        paragraph = inside(self._body, "p")
        settings = inside(paragraph, "pPr")
        numbered = opening is not None and opening.ordered
        inside(settings, "pStyle", val=self._styles.for_role(role, numbered=numbered))
        if keep:
            inside(settings, "keepNext")
        if opening is not None and opening.number is not None:
            numbering = inside(settings, "numPr")
            inside(numbering, "ilvl", val=str(min(role.inside.count(LIST), LEVELS) - 1))
            inside(numbering, "numId", val=str(opening.number))
            if QUOTE in role.inside:
                inside(settings, "ind", left=str(left_of(role.inside)), hanging=str(STEP[LIST]))
        return paragraph

    def _add(self, block: Any) -> None:
        if self._end is not None:
            self._end.addprevious(block)
        else:
            self._body.append(block)
