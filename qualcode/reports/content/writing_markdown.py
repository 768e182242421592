"""Blocks written as Markdown again, the same way for every report."""

from collections.abc import Iterable

from qualcode.reports.content.blocks import (
    Block,
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
from qualcode.reports.content.markdown import escape, one_line, table
from qualcode.reports.content.markers import write_marker


def write_markdown(blocks: Iterable[Block]) -> str:
    """The Markdown of blocks, a blank line between them.

    >>> write_markdown([Heading(2, (Words("Trust"),)), Quotation((Paragraph((Words("They knew my name."),)),))])
    '## Trust\\n\\n> They knew my name.\\n'
    """
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            written = f"{'#' * block.level} {one_line(_line(block.line))}"
        case Paragraph():
            written = _line(block.line)
        case Quotation():
            written = _behind("> ", "> ", "\n\n".join(_block(one) for one in block.blocks))
        case Table():
            rows = [[_line(cell) for cell in row] for row in block.rows]
            written = table([_line(cell) for cell in block.heads], rows)
        case Listing():
            written = "\n".join(_item(block, place, item) for place, item in enumerate(block.items))
        case Literal():
            written = f"```\n{block.text}\n```"
        case Ruler():
            written = "---"
        case Remark():
            written = f"<!-- {block.text} -->"
    return written


def _item(listing: Listing, place: int, blocks: Iterable[Block]) -> str:
    bullet = "- " if listing.begins is None else f"{listing.begins + place}. "
    return _behind(bullet, " " * len(bullet), "\n\n".join(_block(one) for one in blocks))


def _behind(first: str, others: str, text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{others if place else first}{line}".rstrip() for place, line in enumerate(lines))


def _line(line: Line) -> str:
    written = "".join(_inline(one, at_start=not place) for place, one in enumerate(line))
    return written.strip()


def _inline(one: Inline, *, at_start: bool) -> str:
    match one:
        case Proof():
            return write_marker(one.question)
        case LineBreak():
            return "  \n"
        case Words():
            return _words(one, at_start=at_start)


def _words(words: Words, *, at_start: bool) -> str:
    if words.literal:
        return f"`{words.text}`"
    bare = words.text.strip()
    if not bare:
        return " " if words.text else ""
    inert = escape(bare) if at_start else escape(f"x{bare}")[1:]
    for mark, wanted in (("~~", words.struck), ("*", words.emphasis), ("**", words.strong)):
        inert = f"{mark}{inert}{mark}" if wanted else inert
    inert = f"[{inert}]({words.link})" if words.link is not None else inert
    before = " " if words.text[0].isspace() and not at_start else ""
    return f"{before}{inert}{' ' if words.text[-1].isspace() else ''}"
