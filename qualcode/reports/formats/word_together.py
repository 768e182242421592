"""What belongs together on a page: a caption and its table, a question and the quote after it, a quote and its name."""

import re
from collections.abc import Sequence

from qualcode.reports.content.blocks import (
    Block,
    Line,
    Listing,
    Paragraph,
    Quotation,
    Remark,
    Table,
    Words,
    proofs,
    shown,
)

_CAPTION = re.compile(r"(Table|Tabelle|Tableau|Tabla) (\d{1,4})(?=\. )", re.ASCII)


def following_block(blocks: Sequence[Block], place: int) -> Block | None:
    """The next block that shows."""
    return next((one for one in blocks[place + 1 :] if not isinstance(one, Remark)), None)


def stays_with_next(block: Block, following: Block | None) -> bool:
    """Whether a paragraph belongs on the page of what comes next: a question before its quote, words before a name."""
    if not isinstance(block, Paragraph) or following is None:
        return False
    asks = isinstance(following, Quotation) and any(one.kind == "quote" for one in proofs(block.line))
    heads = isinstance(following, Listing) and all(one.strong for one in block.line if isinstance(one, Words))
    return (
        asks
        or heads
        or names_speaker(following)
        or (isinstance(following, Table | Listing) and shown(block.line).rstrip().endswith(":"))
    )


def names_speaker(block: Block) -> bool:
    """Whether a paragraph says whose words stand above it."""
    return isinstance(block, Paragraph) and shown(block.line).startswith(("— ", "– "))


def caption_in(line: Line) -> re.Match[str] | None:
    """“Table 3” at the start of a slanted line; the number is its second group."""
    first = line[0] if line else None
    return _CAPTION.match(first.text) if isinstance(first, Words) and first.emphasis else None
