"""Paragraphs and tables of a written document, from whatever program, read as a transcript or a program record."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.captions import captions, looks_like_cues
from qualcode.transcripts.labels import TIME, Candidate, first_look
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.rendering import Piece, rendered
from qualcode.transcripts.speakers import verdict
from qualcode.transcripts.turns import Spoken, spoken

_COLUMN_HEADS = frozenset(
    ("speaker", "speakers", "name", "who", "person", "participant", "role", "label", "interviewer/participant")
)
_NUMBER_OR_TIME = re.compile(rf"[\[(]?(?:{TIME}|\d{{1,5}}\.?)[\])]?(?:\s*-+>?\s*{TIME})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as read."""

    text: str
    bold: int = 0
    """How many of its first characters are bold."""
    heading: int = 0
    """Level of a heading, 1 for the highest; 0 for all other paragraphs."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row, each as its paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """A document written as labelled text."""

    text: str
    bold: frozenset[int]
    headings: Mapping[int, int]
    """Level of each heading by its position."""
    tables: frozenset[str]
    """Labels that stand in a column of their own."""
    left_out: tuple[str, ...]
    """Heads of table columns that hold neither speaker, time nor words."""


@dataclass(frozen=True, slots=True)
class _Columns:
    label: int
    words: int
    time: int | None
    others: tuple[int, ...]


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

    `wrapped`: its paragraphs are lines of a page, so that what follows a line goes on with it.
    """
    lines = _as_lines(blocks, source.known)
    told = (*warnings, *(f"A table column beside speaker and words was left out: “{head}”." for head in lines.left_out))
    if looks_like_cues(lines.text):
        return replace(captions(lines.text, source, encoding, told), format=format_name)
    said = spoken(
        lines.text,
        source.known,
        bold=lines.bold,
        headings=lines.headings,
        each_line=not wrapped,
        tables=lines.tables,
    )
    paragraphs = rendered(_pieces(lines.text, said, wrapped=wrapped))
    return Content(
        format_name,
        encoding,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        said.rejected,
        said.known,
        told,
        said.duration,
        said.once,
        paragraphs.sections,
        facts=said.facts,
    )


def plain_cell(cell: Sequence[Paragraph]) -> str:
    """The words of a table cell, its paragraphs on lines of their own."""
    return "\n".join(paragraph.text.strip() for paragraph in cell if paragraph.text.strip())


def _pieces(text: str, said: Spoken, *, wrapped: bool) -> list[Piece]:
    """Turns and what stands between them, in order."""
    flow = _one_line if wrapped else _one_paragraph
    turns = [
        (
            turn.start,
            Piece(
                flow(text[turn.start : turn.end]),
                turn.label,
                written,
                turn.begins,
                turn.ends,
                tuple((len(flow(text[turn.start : place])), time) for place, time in turn.marks),
            ),
        )
        for turn, written in zip(said.turns, said.written, strict=True)
    ]
    levels = {section.start: section.level for section in said.sections}
    outside = [
        (start, Piece(flow(text[start:end]), outside=True, heading=levels.get(start, 0))) for start, end in said.front
    ]
    return [piece for _, piece in sorted([*turns, *outside], key=lambda pair: pair[0])]


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
    tables: set[str] = set()
    left_out: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            place = length + len(block.text) - len(block.text.lstrip())
            if block.heading and block.text.strip():
                headings[place] = block.heading
            elif _bold_label(block):
                bold.add(place)
            lines = [block.text + "\n"]
        elif (columns := _columns(block, known)) is None:
            lines = [" | ".join(cell for cell in map(plain_cell, row) if cell) + "\n" for row in block.rows]
        else:
            tables |= {cell for cell in _column(block, columns.label) if not _is_head(cell)}
            left_out += [_column(block, other)[0] or "without a head" for other in columns.others]
            lines = list(_table_lines(block, columns))
        text += lines
        length += sum(map(len, lines))
    return _Lines("".join(text), frozenset(bold), headings, frozenset(tables), tuple(left_out))


def _bold_label(paragraph: Paragraph) -> bool:
    """Whether bold sets the label apart from the words; a paragraph that is bold throughout does not."""
    look = first_look(paragraph.text.split("\n", 1)[0])
    if not isinstance(look, Candidate) or look.shape != "colon":
        return False
    label_ends = len(paragraph.text[: look.words].rstrip(" \t\u00a0:："))
    words_follow = paragraph.text[look.words :].strip() != ""
    return paragraph.bold >= label_ends and not (words_follow and paragraph.bold == len(paragraph.text.rstrip()))


def _column(table: Table, number: int) -> list[str]:
    return [plain_cell(row[number]).rstrip(" :：") if number < len(row) else "" for row in table.rows]


def _is_head(cell: str) -> bool:
    return cell.casefold() in _COLUMN_HEADS


def _columns(table: Table, known: Known) -> _Columns | None:
    """Which columns hold speaker, words and time; None where the table is no transcript."""
    width = max((len(row) for row in table.rows), default=0)
    cells = [_column(table, number) for number in range(width)]
    label = next((number for number in range(width - 1) if _names_speakers(cells[number], known)), None)
    if label is None:
        return None
    words = max(range(label + 1, width), key=lambda number: sum(len(cell.split()) for cell in cells[number]))
    rest = [number for number in range(width) if number not in {label, words} and any(cells[number])]
    counted = [number for number in rest if _counts_or_times(cells[number])]
    time = next((number for number in counted if any(":" in cell for cell in cells[number][1:])), None)
    return _Columns(label, words, time, tuple(number for number in rest if number not in counted))


def _names_speakers(cells: Sequence[str], known: Known) -> bool:
    """Whether a column's cells are labels that recur, are roles or codes, or stand under a head that says so."""
    headed = bool(cells) and _is_head(cells[0])
    filled = [cell for cell in cells[headed:] if cell]
    looks = [first_look(f"{cell}: x") for cell in filled]
    labels = [look for look in looks if isinstance(look, Candidate) and look.shape == "colon"]
    if len(labels) < len(looks) or not labels:
        return False
    accepted = verdict(labels, known).accepted
    return headed or (len(cells) > 1 and sum(look.label in accepted for look in labels) > len(labels) / 2)


def _counts_or_times(cells: Sequence[str]) -> bool:
    return all(_NUMBER_OR_TIME.fullmatch(cell) for cell in cells[1:] if cell)


def _table_lines(table: Table, columns: _Columns) -> Iterator[str]:
    for row in table.rows:
        cells = [plain_cell(cell) for cell in row] + [""] * (columns.words + 1)
        label, words = cells[columns.label].rstrip(" :："), cells[columns.words]
        if _is_head(label):
            continue
        time = re.search(TIME, cells[columns.time]) if columns.time is not None else None
        stamp = f"[{time[0]}] " if time else ""
        yield f"{stamp}{label}: {words}\n" if label else f"{words}\n"
