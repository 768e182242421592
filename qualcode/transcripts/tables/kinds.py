"""From tables, of whatever program, to documents."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qualcode.errors import QualcodeError
from qualcode.transcripts.labelled.roles import is_role_or_code
from qualcode.transcripts.reading import Content, Known, Source
from qualcode.transcripts.tables.columns import Columns, are_times, columns_of, is_prose, names_speakers
from qualcode.transcripts.tables.headings import LOOKED_AT, Grid, cell, filled, mean_words, names_role
from qualcode.transcripts.tables.own_tables import own_table
from qualcode.transcripts.tables.questionnaires import asks_respondents
from qualcode.transcripts.tables.table_parts import Part, listed
from qualcode.transcripts.tables.tabled_interviews import interviews_in, labels_inside, whole_transcripts
from qualcode.transcripts.tables.tabled_surveys import surveys_in
from qualcode.transcripts.tables.timing import is_time
from qualcode.transcripts.tables.undecided import is_talk

_NAME_THEM = "Name the columns “speaker” and “text”; in a survey, let the headings of the answers be the questions."
_HINTS = {
    "codings.csv": "Import it with “qualcode coding import”.",
    "indicators.csv": "Import it with “qualcode value-matrix import”.",
}
_NO_SPEAKERS = ("person", "begins", "ends", "duration", "date", "wave", "count")
"""Kinds of columns whose values recur and yet name nobody who speaks."""

_TALKS = frozenset(("interview", "focus group"))
_NO_ANSWERS = "If people do answer in their own words, head that column with what they were asked, or with “Comments”."


def contents_of(
    grids: Iterable[Grid], source: Source, format_name: str, encoding: str | None, warnings: Iterable[str] = ()
) -> tuple[Content, ...]:
    """The documents in the tables of a file.

    Raises QualcodeError where no table has a column of what people said.
    """
    read: list[tuple[Grid, list[Part]]] = []
    passed: list[str] = []
    closed = False
    for grid in grids:
        found = _parts_of(grid, source)
        if found:
            read.append((grid, found))
            continue
        closed = closed or asks_respondents(grid)
        if grid.name is not None:
            passed.append(grid.name)
    if not read and closed:
        raise QualcodeError(
            f"“{source.name}” is a survey in which nobody answers in their own words.", hint=_NO_ANSWERS
        )
    if not read:
        raise QualcodeError(f"“{source.name}” is a table without a column of what people said.", hint=_NAME_THEM)
    told = list(warnings)
    beside = [grid.name or "" for grid, found in read if _tells_about(grid, found)]
    if 0 < len(beside) < len(read):
        read = [(grid, found) for grid, found in read if not _tells_about(grid, found)]
        passed += beside
    if passed:
        told.append(f"Sheets without a column of what people said were left out: {listed(passed)}.")
    parts = deque(_of_sheet(grid, part) if len(read) > 1 else part for grid, found in read for part in found)
    del read, found
    contents: list[Content] = []
    while parts:  # each part's pieces go as its text comes, since large surveys would not fit into memory twice
        contents.append(parts.popleft().content(source, format_name, encoding, () if contents else told))
    return tuple(contents)


def _of_sheet(grid: Grid, part: Part) -> Part:
    return replace(part, name=": ".join(name for name in (grid.name, part.name) if name))


def _parts_of(grid: Grid, source: Source) -> list[Part]:
    """The documents of one table; none where it is no transcript and no survey."""
    if not grid.rows:
        return []
    own = own_table(grid.rows[0])
    if own:
        raise QualcodeError(
            f"“{source.name}” is a table such as {own}, no transcript.",
            hint=_HINTS.get(own, f"Give it with --{own.removesuffix('.csv')}."),
        )
    steered = source.known.source == "survey"
    if asks_respondents(grid) or (steered and surveys_in(grid, sure=True)):
        return surveys_in(grid, sure=steered)
    columns = columns_of(grid, source.known, source.name)
    if columns and not columns.sure:
        columns = whole_transcripts(grid, columns, source.known) or columns
    said = source.known.source in _TALKS
    if columns and (said or columns.sure or columns.whole or is_talk(grid, columns, source.name)):
        return interviews_in(grid, columns, source.known)
    found = surveys_in(grid) or _spoken_in_columns(grid)
    if found:
        return found
    columns = columns or _by_content(grid, source.known)
    return interviews_in(grid, columns, source.known) if columns else []


def _tells_about(grid: Grid, parts: Sequence[Part]) -> bool:
    """Whether a sheet has lines of nobody in a single column, as one that tells about the others."""
    return max(map(len, grid.rows)) == 1 and not any(piece.label for part in parts for piece in part.pieces)


def _spoken_in_columns(grid: Grid) -> list[Part]:
    """A column for each speaker, headed by who that is."""
    headings = [heading.strip().rstrip(":：") for heading in grid.rows[0]]
    speakers = [column for column, heading in enumerate(headings) if is_role_or_code(heading)]
    below = grid.rows[1:]
    if len(speakers) < 2 or any(mean_words(filled(below, column)) < 3 for column in speakers):
        return []
    begins = next((column for column, heading in enumerate(headings) if names_role(heading, "begins")), None)
    rows = [
        [cell(row, begins), headings[column], cell(row, column)]
        for row in below
        for column in speakers
        if cell(row, column)
    ]
    every = Grid([["start", "speaker", "text"], *rows])
    columns = Columns(2, 1, 0, headings=("start", "speaker", "text"), first=1)
    left_out = [heading for column, heading in enumerate(headings) if column not in {*speakers, begins} and heading]
    told = (f"Columns beside those of the speakers were left out: {listed(left_out)}.",) if left_out else ()
    return interviews_in(every, replace(columns, told=told), Known())


def _by_content(grid: Grid, known: Known) -> Columns | None:
    """The columns of a transcript without headings that say what they hold."""
    width = max(map(len, grid.rows[:LOOKED_AT]))
    cells = {column: found for column in range(width) if (found := filled(grid.rows, column))}
    if len(cells) == 1:
        ((only, lines),) = cells.items()
        return Columns(only) if is_prose(lines) and (mean_words(lines) >= 4 or labels_inside(lines, known)) else None
    begins = next((column for column, found in cells.items() if are_times(found[1:]) and ":" in found[-1]), None)
    named = (column for column, found in cells.items() if column != begins and _name_people(found, known))
    speaker = next((column for column in named if not names_role(cell(grid.rows[0], column), *_NO_SPEAKERS)), None)
    rest = [column for column in cells if column not in {begins, speaker}]
    words = max(rest, key=lambda column: mean_words(cells[column]), default=None)
    if words is None or (begins is None and speaker is None):
        return None
    if not is_prose(cells[words]) or mean_words(cells[words]) < (3 if speaker is None or begins is None else 1):
        return None
    return _told(grid, Columns(words, speaker, begins), cells)


def _name_people(cells: Sequence[str], known: Known) -> bool:
    """Whether the cells of a column without a usual heading name people who speak in turns."""
    return any(
        names_speakers(some, known) and len(set(some)) > 1 and (len(some) < 4 or len(set(some)) <= len(some) / 2)
        for some in (cells, cells[1:])
    )


def _told(grid: Grid, columns: Columns, cells: Mapping[int, Sequence[str]]) -> Columns:
    """Columns with what was settled by their content, the first row left out where it can only be headings."""
    top = grid.rows[0]
    words, label = cell(top, columns.words), cell(top, columns.speaker)
    brief = len(words.split()) <= 3 and not re.search(r"[.?!…,]$", words)
    once = columns.speaker is None or list(cells[columns.speaker]).count(label) == 1
    timeless = columns.begins is None or not is_time(cell(top, columns.begins))
    enough = len(grid.rows) > 3 and (columns.begins is not None or bool(label))
    headed = brief and once and timeless and (enough or names_role(label, "speaker", "speaker maybe"))
    width = Counter(map(len, grid.rows)).most_common(1)[0][0]
    taken = {columns.words, columns.speaker, columns.begins}
    left_out = tuple(column for column in cells if column not in taken and column < width)
    who = f"column {columns.speaker + 1} was taken for the speakers and " if columns.speaker is not None else ""
    told = f"No headings say what the columns hold; {who}column {columns.words + 1} for what was said."
    headings = tuple((cell(top, column) if headed else "") or f"column {column + 1}" for column in range(width))
    return replace(columns, headings=headings, first=int(headed), told=(told,), left_out=left_out)
