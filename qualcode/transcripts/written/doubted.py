"""What in a written document a person should look at, since the turns may not be as its pages show them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from qualcode.transcripts.labelled.turns import Spoken
from qualcode.transcripts.written.form_fields import are_form_fields
from qualcode.transcripts.written.paragraphs import Paragraph, Table

_DASH = re.compile(r"\s*[-–—―]")
_FEW = 3
_MANY_UNLABELLED = 15
_RARELY = 8
"""Where labels open no more than every eighth paragraph, others may go unseen."""

_MANY_HEADED = 50
"""Words in headings that are worth a warning where they are a tenth of all."""


def doubts_of(blocks: Sequence[Paragraph | Table], text: str, said: Spoken) -> Iterator[str]:
    """What a reader of the page would see and the turns do not tell."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()]
    words = sum(len(paragraph.text.split()) for paragraph in paragraphs)
    headed = sum(len(paragraph.text.split()) for paragraph in paragraphs if paragraph.heading)
    if headed > max(_MANY_HEADED, words / 10):
        yield f"{headed} words are set as headings and belong to no turn."
    spoken_by = [turn.label for turn in said.turns if turn.label]
    labels = Counter(spoken_by)
    yield from _labels_doubted(spoken_by, len(paragraphs))
    dashes = sum(_DASH.match(paragraph.text) is not None for paragraph in paragraphs)
    if dashes > max(_FEW, labels.total(), len(paragraphs) / 2):
        yield f"{dashes} paragraphs begin with a dash, as turns do that name nobody; put a label before each."
    plain = [paragraph for paragraph in paragraphs if not paragraph.heading]
    if len(labels) == 1 and len(plain) > 1.5 * labels.total() + _FEW and not _told_of_one(said):
        yield f"Only “{next(iter(labels))}” is named, and most paragraphs carry no label; put one where others speak."
    bold = sum(paragraph.all_bold for paragraph in plain)
    if not any(turn.label for turn in said.turns) and 1 < bold < len(plain) - 1:
        yield f"{bold} paragraphs are bold throughout and may be the interviewer’s; they stand as turns of nobody."
    yield from _unlabelled_end(text, said)


def _unlabelled_end(text: str, said: Spoken) -> Iterator[str]:
    """Whether words under the last heading of all begin without a label and yet belong to the speaker before it."""
    last = said.sections[-1] if said.sections else None
    under = [turn for turn in said.turns if last and turn.start >= last.end]
    if last and len(under) == 1 and under[0].label and not text[last.end : under[0].start].strip():
        heading = " ".join(text[last.start : last.end].split())
        yield f"Nobody is named under the last heading, “{heading}”; the words there were given to “{under[0].label}”."


def _labels_doubted(labels: Sequence[str], paragraphs: int) -> Iterator[str]:
    if are_form_fields([label for label, _ in groupby(labels)]):
        named = ", ".join(f"“{label}”" for label in dict.fromkeys(labels[:3]))
        yield f"{named} come back in one order throughout, as the fields of a form do; they were read as speakers."
    if labels and paragraphs > max(_MANY_UNLABELLED, len(labels) * _RARELY):
        yield f"Labels open only {len(labels)} of {paragraphs} paragraphs; check who says the others."


def _told_of_one(said: Spoken) -> bool:
    return any(warning.startswith("Only “") for warning in said.warnings)
