"""Paragraphs and tables of a written document, from whatever program, read as a transcript or a program record."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from qualcode.transcripts.captions.reader import captions, looks_like_cues
from qualcode.transcripts.labelled.front import front_of
from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.turns import Spoken, spoken
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.rendering import Piece, rendered
from qualcode.transcripts.written.asides import with_asides_apart
from qualcode.transcripts.written.bold_labels import with_bold_labels, with_topics
from qualcode.transcripts.written.doubted import doubts_of
from qualcode.transcripts.written.header_blocks import with_header_closed_up
from qualcode.transcripts.written.paragraph_labels import transcript_begins, with_labels_seen
from qualcode.transcripts.written.paragraphs import Paragraph, Table, limited, plain_cell, without_boxes
from qualcode.transcripts.written.side_columns import labelled_column
from qualcode.transcripts.written.speaker_tables import speaker_table, transcript_ends

__all__ = ["Paragraph", "Table", "content_of", "plain_cell"]

_ACROSS = 2
"""Level of a heading that stands across a table."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A document written as labelled text."""

    text: str
    bold: frozenset[int]
    headings: Mapping[int, int]
    """Level of each heading by its position."""
    tables: Known
    """Labels that stand in a column of their own."""
    left_out: tuple[str, ...]
    """Heads of table columns that hold neither speaker, time nor words."""


def content_of(
    blocks: Iterable[Paragraph | Table],
    source: Source,
    format_name: str,
    warnings: Iterable[str] = (),
    *,
    encoding: str | None = None,
    wrapped: bool = False,
) -> Content:
    """A written document as paragraphs `Label: words`.

    `wrapped`: its paragraphs are lines of a page, so that what follows a line goes on with it. Raises QualcodeError
    where there are far more paragraphs than an interview has.
    """
    read, boxes = without_boxes([*_unboxed(limited(blocks, source.name))])
    found = with_labels_seen(read, source.known)
    found = with_topics(with_bold_labels(with_header_closed_up([*with_asides_apart(found)])))
    begins = transcript_begins(found)
    notes, known = _notes_before(found[:begins], source.known)
    ends = transcript_ends(found, known)
    after, _ = _notes_before(found[ends:], known)
    boxed, _ = _notes_before(boxes, known)
    lines = _as_lines(found[begins:ends], known)
    told = (
        *warnings,
        *_after(after),
        *_boxed(boxed),
        *(f"A table column beside speaker and words was left out: “{head}”." for head in lines.left_out),
    )
    if looks_like_cues(lines.text):
        return replace(captions(lines.text, source, encoding, told), format=format_name)
    said = spoken(
        lines.text,
        known.and_also(lines.tables),
        bold=lines.bold,
        headings=lines.headings,
        each_line=not wrapped,
    )
    paragraphs = rendered([*notes, *_pieces(lines.text, said, wrapped=wrapped), *after, *boxed])
    return Content(
        format_name,
        encoding,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        said.rejected,
        said.known,
        (*told, *said.warnings, *doubts_of(found, lines.text, said)),
        said.duration,
        said.once,
        paragraphs.sections,
        facts=said.facts,
    )


def _unboxed(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks, with what stands in tables of one column as paragraphs of the page."""
    for block in blocks:
        if isinstance(block, Table) and all(len(row) < 2 for row in block.rows):
            yield from block.paragraphs
        else:
            yield block


def _notes_before(blocks: Sequence[Paragraph | Table], known: Known) -> tuple[list[Piece], Known]:
    """What stands before the transcript, as nobody's words, and the people it names."""
    lines = _as_lines(blocks, known)
    named = front_of(lines.text.split("\n"), headings=()).known
    pieces = [
        Piece(words, outside=True, heading=lines.headings.get(match.start(), 0))
        for match in re.finditer(r"\S.*", lines.text)
        if (words := match[0].strip())
    ]
    return pieces, known.and_also(named)


def _after(notes: Sequence[Piece]) -> Iterator[str]:
    words = sum(len(note.words.split()) for note in notes)
    if words:
        yield f"What follows the table of the talk ({words} words) belongs to no turn."


def _boxed(notes: Sequence[Piece]) -> Iterator[str]:
    if notes:
        yield f"What stands in boxes beside the text belongs to no turn and comes last: “{notes[0].words[:60]}”."


def _pieces(text: str, said: Spoken, *, wrapped: bool) -> list[Piece]:
    """Turns and what stands between them, in order."""
    flow = _one_line if wrapped else _one_paragraph
    turns = []
    for turn, written in zip(said.turns, said.written, strict=True):
        words = [flow(part) for part in _cut_at_marks(text, turn.start, turn.end, [place for place, _ in turn.marks])]
        places = [sum(map(len, words[:1]))]
        for part in words[1:]:
            places.append(places[-1] + len(part))
        marks = tuple((place, time) for place, (_, time) in zip(places, turn.marks, strict=False))
        turns.append((turn.start, Piece("".join(words), turn.label, written, turn.begins, turn.ends, marks)))
    levels = {section.start: section.level for section in said.sections}
    outside = [
        (start, Piece(flow(text[start:end]), outside=True, heading=levels.get(start, 0))) for start, end in said.front
    ]
    return [piece for _, piece in sorted([*turns, *outside], key=lambda pair: pair[0])]


def _cut_at_marks(text: str, start: int, end: int, places: Iterable[int]) -> Iterator[str]:
    """The words of a turn in parts, each mark at the first letter after its part."""
    for place in places:
        begins = _WORD_BEGINS.search(text, max(place, start), end)
        until = begins.start() if begins else end
        yield text[start:until]
        start = max(start, until)
    yield text[start:end]


_WORD_BEGINS = re.compile(r"\S")


def _one_paragraph(words: str) -> str:
    return re.sub(r"\n\s*\n", "\n", words)


def _one_line(words: str) -> str:
    """Words without the line ends of a page; an empty line stays as a line end."""
    return re.sub(r"[^\S\n]*\n(\s*\n)?\s*", lambda match: "\n" if match[1] else " ", words)


def _as_lines(blocks: Iterable[Paragraph | Table], known: Known) -> _Lines:
    text: list[str] = []
    length = 0
    bold: set[int] = set()
    headings: dict[int, int] = {}
    tables = Known()
    left_out: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            place = length + len(block.text) - len(block.text.lstrip())
            if block.heading and block.text.strip():
                headings[place] = block.heading
            elif _bold_label(block):
                bold.add(place)
            lines = [block.text + "\n"]
        elif (speaking := speaker_table(block, known)) is None and (alone := labelled_column(block, known)):
            lines = [f"{cell}\n" for cell in alone.lines if cell]
            left_out += alone.beside[:1]
        elif speaking is None:
            lines = [" | ".join(cell for cell in map(plain_cell, row) if cell) + "\n" for row in block.rows]
        else:
            tables = tables.and_also(Known.of(speaking.labels, speaking.asking))
            left_out += speaking.left_out
            lines = list(speaking.lines)
            starts = accumulate(map(len, lines), initial=length)
            headings |= {start: _ACROSS for place, start in enumerate(starts) if place in speaking.headings}
        text += lines
        length += sum(map(len, lines))
    return _Lines("".join(text), frozenset(bold), headings, tables, tuple(left_out))


def _bold_label(paragraph: Paragraph) -> bool:
    """Whether bold sets the label apart from the words; a paragraph that is bold throughout does not."""
    look = first_look(paragraph.text.split("\n", 1)[0])
    if not isinstance(look, Candidate) or look.shape != "colon":
        return False
    label_ends = len(paragraph.text[: look.words].rstrip(" \t\u00a0:："))
    words_follow = paragraph.text[look.words :].strip() != ""
    return paragraph.bold >= label_ends and not (words_follow and paragraph.all_bold)
