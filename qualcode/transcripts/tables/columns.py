"""Which column of a transcript's table holds what."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from qualcode.errors import QualcodeError
from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.speakers import verdict
from qualcode.transcripts.reading import Known
from qualcode.transcripts.tables.headings import (
    HEADING_WITHIN,
    LOOKED_AT,
    USUAL,
    Grid,
    Rows,
    ends_like_words,
    filled,
    heading_key,
    is_number,
    known_headings,
    mean_words,
    names_role,
)
from qualcode.transcripts.tables.timing import is_time

_FILE = re.compile(r".+\.(?:txt|docx?|odt|rtf|pdf|vtt|srt|csv|xlsx|json|cha|wav|mp3|mp4|m4a|mov)", re.IGNORECASE)
_Fits = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a transcript's table holds what."""

    words: int
    speaker: int | None = None
    begins: int | None = None
    ends: int | None = None
    duration: int | None = None
    turn: int | None = None
    document: int | None = None
    date: int | None = None
    wave: int | None = None
    person_id: int | None = None
    people: tuple[int, ...] = ()
    """Columns that tell something of the speaker: role, school …"""
    left_out: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    """As they stand above the rows; further columns have none."""
    first: int = 0
    """The first row below the headings."""
    told: tuple[str, ...] = ()
    whole: bool = False
    """Whether a cell of words holds a whole transcript."""
    """What was settled by the content of a column, in a sentence each."""

    def heading(self, column: int) -> str:
        """What stands above a column; empty where nothing does."""
        return self.headings[column] if column < len(self.headings) else ""

    @property
    def sure(self) -> bool:
        """Whether the headings name both the speakers and their words."""
        named = [heading_key(self.heading(column)) for column in (self.speaker, self.words) if column is not None]
        return bool(self.headings) and len(named) == 2 and named[0] in USUAL["speaker"] and named[1] in USUAL["words"]


def names_speakers(cells: Sequence[str], known: Known) -> bool:
    """Whether most cells of a column are labels that recur, or are roles, codes or known speakers."""
    looks = [first_look(f"{text.rstrip(' :：')}: x") for text in cells]
    labels = [look for look in looks if isinstance(look, Candidate) and look.shape == "colon"]
    if len(cells) < 2 or len(labels) < 0.9 * len(cells):
        return False
    accepted = verdict(labels, known).accepted
    return sum(look.label in accepted for look in labels) > 0.8 * len(cells)


def are_times(cells: Sequence[str]) -> bool:
    """Whether a column's cells say when something is said."""
    return sum(map(is_time, cells)) >= 0.8 * len(cells) > 0


def is_prose(cells: Sequence[str]) -> bool:
    """Whether a column's cells could be what people said: mostly words, and not mostly names of files."""
    worded = sum(re.search(r"[^\W\d_]", text) is not None for text in cells)
    files = sum(_FILE.fullmatch(text) is not None for text in cells)
    return worded > len(cells) / 2 >= files


def _are_names(cells: Sequence[str]) -> bool:
    return sum(len(text) <= 80 and len(text.split()) <= 8 for text in cells) >= 0.9 * len(cells) > 0


def _recur(cells: Sequence[str], *, brief: int = 0) -> bool:
    """Whether cells recur as names do; where they are as brief as that they may as well not."""
    return mean_words(cells) <= brief or len(cells) <= 3 or len(Counter(cells)) <= 0.8 * len(cells)


def columns_of(grid: Grid, known: Known, name: str) -> Columns | None:
    """The columns of a table whose headings say that it is a transcript; None where they do not.

    Raises QualcodeError where two columns could be the one that matters.
    """
    heads = [number for number, row in enumerate(grid.rows[:HEADING_WITHIN]) if _may_be_headings(row)]
    if not heads:
        return None
    best = max(heads, key=lambda number: (sum(known_headings(grid.rows[number])), -number))
    headings = tuple(text.strip() for text in grid.rows[best])
    below = grid.rows[best + 1 :]
    while headings and not headings[-1]:
        headings = headings[:-1]
    found = _Finder(headings, below, known, delimited=grid.delimiter is not None)
    words = found.words()
    if words is None:
        return None
    found.refuse_twins(words, name)
    return found.columns(words, best + 1)


def _may_be_headings(row: Sequence[str]) -> bool:
    cells = [text.strip() for text in row if text.strip()]
    return bool(cells) and max(map(len, cells)) <= 120 and known_headings(row)[0] > 0


class _Finder:
    """The columns below a row of headings, each taken once."""

    def __init__(self, headings: Sequence[str], rows: Rows, known: Known, *, delimited: bool) -> None:
        self.headings = headings
        self.rows = rows
        self.known = known
        width = 0 if delimited else max((len(row) for row in rows[:LOOKED_AT]), default=0)
        self.cells = {column: filled(rows, column) for column in range(max(width, len(headings)))}
        self.taken: set[int] = set()
        self.told: list[str] = []

    def heading(self, column: int) -> str:
        return " ".join(self.headings[column].split()) if column < len(self.headings) else ""

    def named(self, role: str) -> Iterator[int]:
        """Columns with a usual name for something, the most usual name first."""
        for usual in USUAL[role]:
            for column, cells in self.cells.items():
                if cells and column not in self.taken and heading_key(self.heading(column)) == usual:
                    yield column

    def words(self) -> int | None:
        """The column of what was said."""
        likely = [column for column in self.named("words") if is_prose(self.cells[column])]
        likely += [
            column
            for column, cells in self.cells.items()
            if column not in likely and ends_like_words(self.heading(column)) and is_prose(cells)
        ]
        if not likely and (who := self._who()) is not None:
            likely = [column for column in self.named("words maybe") if is_prose(self.cells[column])]
            likely = likely or self._longest(who)
        if not likely:
            return None
        most = max(mean_words(self.cells[column]) for column in likely)
        words = next(column for column in likely if mean_words(self.cells[column]) >= most / 2)
        self.taken.add(words)
        return words

    def _who(self) -> int | None:
        """A column that names the speakers, taken into account before the words are known."""
        recurring = (column for column in self.named("speaker maybe") if _recur(self.cells[column]))
        named = (column for column in recurring if names_speakers(self.cells[column], self.known))
        return next(chain(self.named("speaker"), named), None)

    def _longest(self, speaker: int) -> list[int]:
        longest = max((column for column in self.cells if column != speaker), key=self._length, default=None)
        if longest is None or self._length(longest) < 3 or names_role(self.heading(speaker), "person"):
            return []
        self.told.append(f"“{self.heading(longest) or 'A column without a heading'}” was taken as what people said.")
        return [longest]

    def _length(self, column: int) -> float:
        return mean_words(self.cells[column])

    def columns(self, words: int, first: int) -> Columns:
        """Every other column beside the words."""
        long = mean_words(self.cells[words]) >= 30
        document = self._take("document", lambda cells: mean_words(cells) <= 8 and (long or _recur(cells, brief=3)))
        begins = self._take("begins", are_times)
        ends = self._take("ends", are_times)
        duration = self._take("duration", are_times)
        turn = self._take("turn", lambda cells: mean_words(cells) <= 2)
        speaker = self._speaker()
        date = self._take("date", lambda cells: len(set(cells)) < max(2, len(cells)))
        wave = self._take("wave", lambda cells: mean_words(cells) <= 3)
        person_id = self._take("person id", lambda cells: mean_words(cells) <= 2) if speaker is not None else None
        people = tuple(self._people()) if speaker is not None else ()
        rest = [column for column, cells in self.cells.items() if cells and column not in self.taken]
        left_out = tuple(column for column in rest if not self._only_counts(column))
        return Columns(
            words, speaker, begins, ends, duration, turn, document, date, wave, person_id, people, left_out,
            tuple(self.headings), first, tuple(self.told),
        )  # fmt: skip

    def _take(self, role: str, fits: _Fits) -> int | None:
        found = next((column for column in self.named(role) if fits(self.cells[column])), None)
        if found is not None:
            self.taken.add(found)
        return found

    def _speaker(self) -> int | None:
        found = self._take("speaker", _are_names)
        if found is None:
            found = self._take("speaker maybe", lambda cells: _are_names(cells) and _recur(cells))
        if found is None:
            found = next(
                (
                    column
                    for column, cells in self.cells.items()
                    if column not in self.taken
                    and not names_role(self.heading(column), "count", "person", "date", "wave")
                    and names_speakers(cells, self.known)
                ),
                None,
            )
            if found is not None:
                self.taken.add(found)
                self.told.append(f"“{self.heading(found)}” was taken to name the speakers.")
        return found

    def _people(self) -> Iterator[int]:
        for column in list(self.named("person")):
            if mean_words(self.cells[column]) <= 6:
                self.taken.add(column)
                yield column

    def _only_counts(self, column: int) -> bool:
        cells = self.cells[column]
        if not self.heading(column):
            return all(map(is_number, cells))
        return names_role(self.heading(column), "count", "begins", "ends", "duration", "turn") and mean_words(cells) < 2

    def refuse_twins(self, words: int, name: str) -> None:
        """Raise QualcodeError where another column has the heading of the words, and other words."""
        for column, cells in self.cells.items():
            same = column != words and heading_key(self.heading(column)) == heading_key(self.heading(words))
            if same and cells and cells != self.cells[words]:
                raise QualcodeError(
                    f"“{name}” has two columns headed “{self.heading(words)}”, so which holds the words is not clear.",
                    hint="Rename one of them and import the file again.",
                )
