"""The block of facts and abbreviations at the top of a written document."""

import re
from collections.abc import Iterator, Sequence

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.written.paragraphs import Paragraph, Table

_BRIEF = 8
_EQUALS = re.compile(r"\S{1,12} ?= ?\S.*")


def with_header_closed_up(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks without the empty paragraphs between the brief lines `Date: …`, `Interviewer: …` at the top."""
    return list(_closed_up(blocks))


def _closed_up(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    at_top = True
    said: Paragraph | Table | None = None
    empty: list[Paragraph | Table] = []
    for block in blocks:
        if isinstance(block, Paragraph) and not block.text.strip():
            empty.append(block)
            continue
        at_top = at_top and _may_stand_at_top(block)
        if not (at_top and said and _is_fact(said) and _is_fact(block)):
            yield from empty
        empty.clear()
        yield block
        said = block
    yield from empty


def _may_stand_at_top(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and not re.search(r"[.?!…]$", block.text.strip())


def _is_fact(block: Paragraph | Table) -> bool:
    """Whether a paragraph says one thing in a few words: Date: 3 May; I = Interviewer."""
    if not isinstance(block, Paragraph) or block.heading:
        return False
    text = block.text.strip()
    look = first_look(text)
    if not isinstance(look, Candidate) or look.shape != "colon":
        return _EQUALS.fullmatch(text) is not None
    return 0 < len(text[look.words :].split()) <= _BRIEF
