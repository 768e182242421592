"""Notes at the end of a written document, set apart by a heading or by what says that the talk is over."""

from collections.abc import Iterator, Sequence

from qualcode.transcripts.labelled.apart import is_aside
from qualcode.transcripts.written.paragraphs import Paragraph, Table


def with_asides_apart(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks, with an empty paragraph before each heading under which somebody writes rather than speaks."""
    for block in blocks:
        if isinstance(block, Paragraph) and _opens_an_aside(block):
            yield Paragraph("")
        yield block


def _opens_an_aside(block: Paragraph) -> bool:
    words = block.text.strip()
    stands_out = block.heading > 0 or block.all_bold or words.casefold().lstrip("[(*- ").startswith("end of")
    return stands_out and is_aside(["", words], 1, words)
