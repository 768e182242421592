"""Interviews in the rows of a table: a turn, a sentence or a whole transcript in each."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.labelled.speakers import Verdict, verdict
from qualcode.transcripts.reading import Known
from qualcode.transcripts.rendering import Piece
from qualcode.transcripts.tables.columns import Columns
from qualcode.transcripts.tables.headings import Grid, Rows, cell, filled
from qualcode.transcripts.tables.label_doubts import label_doubts
from qualcode.transcripts.tables.table_mending import mended
from qualcode.transcripts.tables.table_parts import Part, listed
from qualcode.transcripts.tables.timing import Times, times_of

_NOBODY = frozenset(("nan", "none", "null", "n/a", "na", "-", "–", "?"))
_UNHEARD = frozenset(("nan", "null"))
_MOST_SPEAKERS = 1_000


@dataclass(frozen=True, slots=True)
class _Said:
    """A row's words with the label as it stands in the row."""

    words: str
    written: str
    turn: str
    row: Sequence[str]


def interviews_in(grid: Grid, columns: Columns, known: Known) -> list[Part]:
    """The documents of a table of what was said, in order of their first rows."""
    above = [" ".join(text.strip() for text in row if text.strip()) for row in grid.rows[: max(0, columns.first - 1)]]
    if columns.speaker is not None and _most_speakers(grid.rows, columns) > _MOST_SPEAKERS:
        return []
    front = [Piece(line, outside=True) for line in above if line]
    rows, mends = mended(grid, columns)
    columns = _told_apart(rows, columns)
    groups = _groups(rows, columns)
    told = [*columns.told, *mends]
    if columns.left_out:
        beside = "speaker and words" if columns.speaker is not None else "the words"
        names = map(columns.heading, columns.left_out)
        told.append(f"Columns beside {beside} were left out: {listed(names)}.")
    parts = []
    for name, rows in groups.items():
        part = _interview(name if len(groups) > 1 else None, rows, columns, known)
        if part.spoken:
            facts = {"title": name, **part.facts} if name else part.facts
            parts.append(replace(part, pieces=[*front, *part.pieces], facts=facts, warnings=(*told, *part.warnings)))
            front, told = [], []
    return parts


def _told_apart(rows: Rows, columns: Columns) -> Columns:
    """The columns, with participants’ ids as what tells documents apart where each stands beside several speakers."""
    if columns.document is not None or columns.person_id is None or columns.speaker is None:
        return columns
    ids = [cell(row, columns.person_id) for row in rows]
    labels: dict[str, set[str]] = {}
    for row, one in zip(rows, ids, strict=True):
        labels.setdefault(one, set()).add(_as_label(cell(row, columns.speaker)))
    blocks = sum(one != before for one, before in zip(ids, ["", *ids], strict=False))
    if len(labels) < 2 or blocks != len(labels) or any(len(found) < 2 for found in labels.values()):
        return columns
    told = f"Each value of “{columns.heading(columns.person_id)}” was taken for a document of its own."
    return replace(columns, document=columns.person_id, person_id=None, told=(*columns.told, told))


def whole_transcripts(grid: Grid, columns: Columns, known: Known) -> Columns | None:
    """The columns of a table with a whole transcript in each cell, its rows told apart; None for any other table."""
    cells = filled(grid.rows[columns.first :], columns.words)
    if not cells or any(text.count("\n") < 2 for text in cells):
        return None
    if not all(labels_inside(text.split("\n"), known) for text in cells):
        return None
    likely = (columns.document, columns.speaker, columns.person_id, *columns.left_out)
    tells = (column for column in likely if column is not None and _tells_apart(grid.rows[columns.first :], column))
    document = columns.document if columns.document is not None else next(tells, None)
    left_out = tuple(column for column in columns.left_out if column != document)
    return replace(columns, document=document, speaker=None, left_out=left_out, whole=True)


def _tells_apart(rows: Rows, column: int) -> bool:
    values = [cell(row, column) for row in rows]
    return all(values) and len(set(values)) == len(values)


def _most_speakers(rows: Rows, columns: Columns) -> int:
    """How many speakers the document with the most of them has."""
    return max(Counter(document for document, _ in {
        (cell(row, columns.document), cell(row, columns.speaker)) for row in rows
    }).values())  # fmt: skip


def _groups(rows: Rows, columns: Columns) -> Mapping[str, list[Sequence[str]]]:
    """Rows by the document they belong to; an empty cell means the document of the row before."""
    groups: dict[str, list[Sequence[str]]] = {}
    name = ""
    for row in rows:
        name = " ".join(cell(row, columns.document).split()) or name
        groups.setdefault(name, []).append(row)
    return groups


def _interview(name: str | None, rows: Rows, columns: Columns, known: Known) -> Part:
    said = list(_said(rows, columns))
    times = _times(said, columns)
    if columns.speaker is None:
        pieces, judged = _labelled_inside(said, times, known)
        people: dict[str, Mapping[str, str]] = {}
        carried = 0
    else:
        pieces, carried = _labelled(said, times)
        judged = Verdict(frozenset(), (), tuple(_odd_labels(pieces)))
        people = _people(pieces, said, columns)
    named = [piece.label for piece in pieces if piece.label] if columns.speaker is not None else []
    doubts = label_doubts(named, columns.heading(columns.speaker or 0))
    many = "1 row names" if carried == 1 else f"{carried} rows name"
    warnings = [
        *times.warnings,
        *doubts,
        *([f"{many} nobody; the speaker before was taken to go on."] if carried else []),
    ]
    facts = dict(_facts(said, columns))
    return Part(name, pieces, facts, people, tuple(warnings), judged.rejected, judged.once, times.last)


def _said(rows: Rows, columns: Columns) -> Iterator[_Said]:
    for row in rows:
        words = cell(row, columns.words)
        if words and words.casefold() not in _UNHEARD:
            yield _Said(words, _as_label(cell(row, columns.speaker)), cell(row, columns.turn), row)


def _as_label(text: str) -> str:
    """A cell as a speaker's label: without colon, brackets and bold marks; empty where it names nobody."""
    label = " ".join(text.replace("**", "").split()).rstrip(" :：")
    label = re.sub(r"^[\[(<]([^\[\]()<>]+)[\])>]$", r"\1", label)
    return "" if label.casefold() in _NOBODY else label


def _times(said: Sequence[_Said], columns: Columns) -> Times:
    def cells(column: int | None) -> list[str]:
        return [cell(one.row, column) for one in said]

    timed = [column for column in (columns.begins, columns.ends, columns.duration) if column is not None]
    headings = list(map(columns.heading, timed))
    words = sum(len(one.words.split()) for one in said)
    return times_of(cells(columns.begins), cells(columns.ends), cells(columns.duration), headings, words)


def _labelled(said: Sequence[_Said], times: Times) -> tuple[list[Piece], int]:
    """Pieces whose speaker stands in a column, and how many rows go on with the speaker before.

    Where turns are counted, a row without a speaker goes on only with rows of its own turn.
    """
    bare = Counter(_bare(written) for written in {one.written for one in said if one.written})
    pieces: list[Piece] = []
    written = turn = ""
    carried = 0
    for one, begins, ends in zip(said, times.begins, times.ends, strict=True):
        if one.written:
            written = one.written
        elif one.turn and one.turn != turn:
            written = ""
        elif written and not one.turn:
            carried += 1
        turn = one.turn
        label = written if bare[_bare(written)] > 1 else _bare(written)
        pieces.append(Piece(one.words, label or None, written or None, begins, ends))
    return pieces, carried


def _odd_labels(pieces: Sequence[Piece]) -> Iterator[str]:
    """Labels that occur once and read like speech, as when a line end has cut a row in two."""
    for label, count in Counter(piece.label for piece in pieces if piece.label).items():
        sentence = len(label.split()) > 3 or (" " in label and label[0].islower())
        if count == 1 and sentence and not is_role_or_code(label):
            yield label


def _bare(written: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", written).strip() or written


def _labelled_inside(said: Sequence[_Said], times: Times, known: Known) -> tuple[list[Piece], Verdict]:
    """Pieces whose labels, if any, stand before the words in the same cell."""
    pieces = [
        Piece(one.words, None, None, begins, ends)
        for one, begins, ends in zip(said, times.begins, times.ends, strict=True)
    ]
    lines = [
        Piece(line, None, None, piece.begins if first else None, piece.ends if first else None)
        for piece in pieces
        for first, line in ((number == 0, line) for number, line in enumerate(piece.words.split("\n")))
    ]
    looks = [_look(line.words) for line in lines]
    judged = verdict([look for look in looks if look], known)
    if not judged.accepted:
        return pieces, judged
    labelled: list[Piece] = []
    label = written = None
    for line, look in zip(lines, looks, strict=True):
        words = line.words
        if look and look.label in judged.accepted:
            label, written, words = look.label, look.written, words[look.words :]
        labelled.append(replace(line, words=words, label=label, written=written))
    return labelled, judged


def labels_inside(lines: Sequence[str], known: Known) -> bool:
    """Whether lines begin with labels of speakers."""
    return bool(verdict([look for line in lines if (look := _look(line))], known).accepted)


def _look(line: str) -> Candidate | None:
    look = first_look(line)
    return look if isinstance(look, Candidate) and look.shape in {"colon", "bracket"} else None


def _people(pieces: Sequence[Piece], said: Sequence[_Said], columns: Columns) -> dict[str, Mapping[str, str]]:
    """What the rows of each speaker agree on."""
    told: dict[str, dict[str, set[str]]] = {}
    wanted = {column: columns.heading(column) for column in columns.people}
    if columns.person_id is not None:
        wanted[columns.person_id] = "id"
    for piece, one in zip(pieces, said, strict=True):
        for column, heading in wanted.items():
            value = cell(one.row, column)
            if piece.label and value:
                told.setdefault(piece.label, {}).setdefault(heading, set()).add(value)
    agreed = {
        label: {heading: value for heading, values in found.items() if len(values) == 1 for value in values}
        for label, found in told.items()
    }
    return {label: found for label, found in agreed.items() if found}


def _facts(said: Sequence[_Said], columns: Columns) -> Iterator[tuple[str, str]]:
    for fact, column in (("date", columns.date), ("wave", columns.wave)):
        values = {value for one in said if (value := cell(one.row, column))}
        if len(values) == 1:
            yield fact, values.pop()
