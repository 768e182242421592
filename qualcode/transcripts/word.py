"""Reader of Word transcripts: Teams, Otter, labelled paragraphs, tables of speaker and words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.captions import captions, looks_like_cues
from qualcode.transcripts.docx import Paragraph, Table, WordDocument, plain_cell, word_document
from qualcode.transcripts.labels import TIME, Candidate, first_look
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.rendering import Piece, rendered
from qualcode.transcripts.speakers import verdict
from qualcode.transcripts.turns import Spoken, spoken

_COLUMN_HEADS = frozenset(
    ("speaker", "speakers", "name", "who", "person", "participant", "role", "label", "interviewer/participant")
)
_NUMBER_OR_TIME = re.compile(rf"[\[(]?(?:{TIME}|\d{{1,5}}\.?)[\])]?(?:\s*-+>?\s*{TIME})?", re.ASCII)
_MOST_COMMENTS = 20


@dataclass(frozen=True, slots=True)
class _Lines:
    """A Word document written as labelled text."""

    text: str
    bold: frozenset[int]
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


def read_docx(source: Source) -> Content:
    """A Word document as paragraphs `Label: words`. Raises QualcodeError where it is damaged or holds no text."""
    word = word_document(source.data, source.name)
    lines = _as_lines(word, source.known)
    warnings = tuple(_warnings(word, lines))
    if looks_like_cues(lines.text):
        return replace(captions(lines.text, source, None, warnings), format="docx")
    said = spoken(lines.text, source.known, bold=lines.bold, each_line=True, tables=lines.tables)
    paragraphs = rendered(_pieces(lines.text, said))
    return Content(
        "docx",
        None,
        paragraphs.text,
        paragraphs.turns,
        paragraphs.front,
        said.rejected,
        said.known,
        warnings,
        said.duration,
        said.once,
    )


def _pieces(text: str, said: Spoken) -> list[Piece]:
    """Turns and what stands between them, in order."""
    turns = [
        (
            turn.start,
            Piece(
                _one_paragraph(text[turn.start : turn.end]),
                turn.label,
                written,
                turn.begins,
                turn.ends,
                tuple((len(_one_paragraph(text[turn.start : place])), time) for place, time in turn.marks),
            ),
        )
        for turn, written in zip(said.turns, said.written, strict=True)
    ]
    outside = [(start, Piece(_one_paragraph(text[start:end]), outside=True)) for start, end in said.front]
    return [piece for _, piece in sorted([*turns, *outside], key=lambda pair: pair[0])]


def _one_paragraph(words: str) -> str:
    return re.sub(r"\n\s*\n", "\n", words)


def _as_lines(word: WordDocument, known: Known) -> _Lines:
    text = ""
    bold: set[int] = set()
    tables: set[str] = set()
    left_out: list[str] = []
    for block in word.blocks:
        if isinstance(block, Paragraph):
            if _bold_label(block):
                bold.add(len(text) + len(block.text) - len(block.text.lstrip()))
            text += block.text + "\n"
            continue
        columns = _columns(block, known)
        if columns is None:
            text += "".join(plain_cell(cell) + "\n" for row in block.rows for cell in row)
            continue
        tables |= {cell for cell in _column(block, columns.label) if not _is_head(cell)}
        left_out += [_column(block, other)[0] or "without a head" for other in columns.others]
        text += "".join(_table_lines(block, columns))
    return _Lines(text, frozenset(bold), frozenset(tables), tuple(left_out))


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


def _warnings(word: WordDocument, lines: _Lines) -> Iterator[str]:
    for comment in word.comments[:_MOST_COMMENTS]:
        yield f"A comment in Word was left out, by {comment}"
    if len(word.comments) > _MOST_COMMENTS:
        yield f"{len(word.comments) - _MOST_COMMENTS} more comments in Word were left out."
    if word.tracked:
        yield f"Tracked changes were read as accepted; {word.tracked} deletions were left out."
    if word.hidden:
        yield "Hidden text was left out."
    if word.notes:
        yield "Footnotes or endnotes were left out."
    for head in lines.left_out:
        yield f"A table column beside speaker and words was left out: “{head}”."
