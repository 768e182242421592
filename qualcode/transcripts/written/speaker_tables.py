"""Tables with speakers in one column and their words in another."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from qualcode.transcripts.labelled.labels import TIME, Candidate, first_look
from qualcode.transcripts.labelled.roles import asks, is_role_or_code
from qualcode.transcripts.labelled.speakers import verdict
from qualcode.transcripts.reading import Known
from qualcode.transcripts.written.paragraphs import Paragraph, Table, plain_cell
from qualcode.transcripts.written.side_columns import labelled_column

_COLUMN_HEAD = re.compile(
    r"speakers?|name|who|person|participant|role|label|interviewer/participant|speaker/role"
    r"|sprecher(?:[/*:]?in)?|locuteur|intervenant|hablante|orador|falante|spreker|taler|parlante",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:interview(?:er)? )?(?:questions?|prompts?)|fragen?|preguntas?", re.IGNORECASE)
_ANSWER = re.compile(
    r"(?:interviewee |participant )?(?:answers?|responses?|reply|replies)|antwort(?:en)?|respuestas?|réponses?",
    re.IGNORECASE,
)
_WORDS_IN_A_ROW = 5
_FEWEST_ROWS = 4
_NUMBER_OR_TIME = re.compile(rf"[\[(]?(?:{TIME}|\d{{1,5}}\.?)[\])]?(?:\s*-+>?\s*{TIME})?", re.ASCII)
_MOST_SPEAKERS = 200
"""A column with more different cells lists something else."""

_MOST_COLUMNS = 30
_BRIEF = 8
"""A value in a table of facts (date, place, interviewer) has no more words than this."""


@dataclass(frozen=True, slots=True)
class SpeakerTable:
    """A table read as labelled lines."""

    labels: frozenset[str]
    lines: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """Heads of columns that hold neither speaker, time nor words."""
    headings: frozenset[int] = frozenset()
    """Numbers of the lines that stand across the table and are nobody's words."""
    asking: frozenset[str] = frozenset()
    """Labels of those who ask, where the table says so."""


@dataclass(frozen=True, slots=True)
class _Columns:
    label: int
    words: int
    time: int | None
    others: tuple[int, ...]
    head: str | None
    """What stands above the labels, where the first row says what the columns hold."""


def speaker_table(table: Table, known: Known) -> SpeakerTable | None:
    """A table as lines `Label: words`; None where no column names speakers."""
    width = max((len(row) for row in table.rows), default=0)
    if width > _MOST_COLUMNS or labelled_column(table, known):
        return None
    rows = [[plain_cell(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    across = _across(rows)
    filled = [row for place, row in enumerate(rows) if place not in across]
    if paired := _paired(filled):
        return paired
    cells = _cells(filled, width)
    columns = _columns(cells, known)
    if columns is not None and columns.words == 0:
        across, cells = frozenset(), _cells(rows, width)
        columns = _columns(cells, known)
    if columns is None:
        return None
    lines = list(_lines(rows, columns, across))
    return SpeakerTable(
        frozenset(cell for cell in cells[columns.label] if cell and cell != columns.head),
        tuple(line for line, _ in lines),
        tuple(cells[other][0] or "without a head" for other in columns.others),
        frozenset(place for place, (_, heading) in enumerate(lines) if heading),
    )


def transcript_ends(blocks: Sequence[Paragraph | Table], known: Known) -> int:
    """Where the transcript ends in a document that has it in tables alone; the number of blocks for all others."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], Paragraph):
        end -= 1
    last = blocks[end - 1] if end else None
    table = speaker_table(last, known) if isinstance(last, Table) else None
    if table is None or len(table.lines) < _FEWEST_ROWS:
        return _before_appendix(blocks, end) if isinstance(last, Table) and table is None else len(blocks)
    looks = (first_look(block.text.split("\n", 1)[0]) for block in blocks if isinstance(block, Paragraph))
    mixed = any(isinstance(look, Candidate) and look.label in table.labels for look in looks)
    return len(blocks) if mixed else end


def _before_appendix(blocks: Sequence[Paragraph | Table], end: int) -> int:
    """Where the talk ends before a heading with a last table below it that is none of the talk."""
    place = end - 1
    while place and isinstance(block := blocks[place - 1], Paragraph) and not block.text.strip():
        place -= 1
    heading = blocks[place - 1] if place else None
    if not isinstance(heading, Paragraph) or not (heading.heading or heading.all_bold) or first_look(heading.text):
        return len(blocks)
    following = [block for block in blocks[end - 1 :] if isinstance(block, Paragraph)]
    last = blocks[end - 1]
    inside = last.paragraphs if isinstance(last, Table) else []
    talk = any(isinstance(first_look(paragraph.text), Candidate) for paragraph in (*inside, *following))
    return len(blocks) if talk else place - 1


def _across(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Rows that hold only a title, in a table whose other rows are filled; labels without words are none."""
    alone = [place for place, row in enumerate(rows) if row[:1] and row[0] and not any(row[1:])]
    full = {row[0] for row in rows if any(row[1:])}
    if len(alone) * 2 > len(rows):
        return frozenset()
    return frozenset(place for place in alone if rows[place][0] not in full and not is_role_or_code(rows[place][0]))


def _paired(rows: Sequence[Sequence[str]]) -> SpeakerTable | None:
    """A table with a column for each speaker, named by its head: Question and Answer, Interviewer and Participant."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    heads = [" ".join(head.split()).rstrip(" :：") for head in rows[0]]
    asking = frozenset(head for head in heads if _QUESTION.fullmatch(head) or asks(head))
    answering = [head for head in heads if head not in asking and (_ANSWER.fullmatch(head) or is_role_or_code(head))]
    if not asking or not answering or len(asking) + len(answering) < len(heads):
        return None
    if sum(len(cell.split()) for row in rows[1:] for cell in row) < _WORDS_IN_A_ROW * (len(rows) - 1):
        return None
    lines = [f"{head}: {cell}\n" for row in rows[1:] for head, cell in zip(heads, row, strict=False) if cell]
    return SpeakerTable(frozenset(heads), tuple(lines), asking=asking)


def _cells(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The cells of each column."""
    return [[row[number].rstrip(" :：") for row in rows] for number in range(width)]


def _is_head(cell: str) -> bool:
    return _COLUMN_HEAD.fullmatch(cell) is not None


def _columns(cells: Sequence[list[str]], known: Known) -> _Columns | None:
    """Which columns hold speaker, words and time; None where the table is no transcript."""
    width = len(cells)
    for label in range(width):
        head = _head_of(cells, label)
        among = set(range(label + 1, width)) if head is None else set(range(width)) - {label}
        if not among or not _may_name_speakers(cells[label]):
            continue
        words = _wordiest(cells, among)
        if not _names_speakers(cells[label], cells[words], known, headed=head is not None):
            continue
        rest = [number for number in range(width) if number not in {label, words} and any(cells[number])]
        counted = [number for number in rest if _counts_or_times(cells[number])]
        time = next((number for number in counted if any(":" in cell for cell in cells[number][1:])), None)
        return _Columns(label, words, time, tuple(number for number in rest if number not in counted), head)
    return None


def _wordiest(cells: Sequence[list[str]], among: Set[int]) -> int:
    return max(sorted(among), key=lambda number: sum(len(cell.split()) for cell in cells[number]))


def _head_of(cells: Sequence[list[str]], number: int) -> str | None:
    """The head of a column of labels; a role that stands before other words further down is no head but speaks."""
    first = cells[number][0] if cells[number] else ""
    if not _is_head(first):
        return None
    again = [row for row, cell in enumerate(cells[number]) if cell == first]
    return first if all(column[row] == column[0] for column in cells for row in again) else None


def _may_name_speakers(cells: Sequence[str]) -> bool:
    """Whether all cells of a column are as short as labels."""
    return any(cells) and all(len(cell) <= 120 for cell in cells)


def _names_speakers(cells: Sequence[str], words: Sequence[str], known: Known, *, headed: bool) -> bool:
    """Whether a column's cells are labels that recur, are roles or codes, or stand under a head that says so."""
    filled = [cell for cell in cells[headed:] if cell]
    looks = [first_look(f"{cell}: x") for cell in filled]
    labels = [look for look in looks if isinstance(look, Candidate) and look.shape == "colon"]
    if len(labels) < len(looks) or not labels:
        return False
    if len({look.label for look in labels}) > _MOST_SPEAKERS:
        return False
    accepted = verdict(labels, known).accepted
    facts = _gives_facts([look.label for look in labels], words)
    if headed:
        return bool(accepted) or not facts
    if facts:
        return False
    return len(cells) > 1 and sum(look.label in accepted for look in labels) > len(labels) / 2


def _gives_facts(labels: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a table says date, place and people of an interview: every label once, every value brief."""
    once = max(Counter(labels).values()) == 1
    return once and all(len(cell.split()) <= _BRIEF and not re.search(r"[.?!…]$", cell) for cell in words)


def _counts_or_times(cells: Sequence[str]) -> bool:
    return all(_NUMBER_OR_TIME.fullmatch(cell) for cell in cells[1:] if cell)


def _lines(rows: Sequence[Sequence[str]], columns: _Columns, across: Set[int]) -> Iterator[tuple[str, bool]]:
    """The lines of a table, each with whether it is a heading across it."""
    for place, cells in enumerate(rows):
        label, words = cells[columns.label].rstrip(" :："), cells[columns.words]
        if place in across:
            yield f"{' '.join(cells[0].split())}\n", re.search(TIME, cells[0]) is None
        elif columns.head is None or label != columns.head:
            time = re.search(TIME, cells[columns.time]) if columns.time is not None else None
            stamp = f"[{time[0]}] " if time else ""
            yield (f"{stamp}{label}: {words}\n" if label else f"{words}\n"), False
