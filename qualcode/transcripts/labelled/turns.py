"""From lines of labelled text to turns."""

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, pairwise

from qualcode.errors import QualcodeError
from qualcode.model import Section, Turn
from qualcode.transcripts.labelled.apart import beside_the_talk, closing_notes, numbered_questions, unquoted
from qualcode.transcripts.labelled.doubts import doubts
from qualcode.transcripts.labelled.front import Front, front_of
from qualcode.transcripts.labelled.judging import Judged, judged
from qualcode.transcripts.labelled.labels import (
    Candidate,
    Stamp,
    even_blanks,
    first_look,
    stamp_at,
)
from qualcode.transcripts.labelled.slices import closed_up, trimmed
from qualcode.transcripts.labelled.stamps import timed
from qualcode.transcripts.reading import Known, LabelRejected

MOST_LINES = 1_000_000
MOST_TURNS = 200_000
"""Turns of a few letters that no talk has; a day of it has about 5,000."""

_FEW_LETTERS = 60


_LIST_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+\S")
_WRAPPED_AT = 120
"""Lines of a text broken by a typewriter's measure are no longer than this."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The turns of a text, what stands outside them, and how the labels were judged."""

    turns: tuple[Turn, ...]
    written: tuple[str | None, ...]
    """For each turn its label with the remarks that stood beside it."""
    front: tuple[tuple[int, int], ...]
    rejected: tuple[LabelRejected, ...]
    known: Known
    duration: float | None
    headers: int
    """How many labels are a name and a time alone on a line."""
    once: tuple[str, ...]
    sections: tuple[Section, ...]
    facts: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    """What in the labels a person should look at."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where the words of a turn may begin, and what ends the turn before."""

    ends_before: int
    words: int
    label: str | None
    written: str | None
    seconds: float | None
    outside: bool = False
    """Nobody's words: a header, footer, heading or time."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as its lines."""

    text: str
    lines: Sequence[str]
    starts: Sequence[int]

    def place(self, number: int) -> int:
        """Position of a line's first character that is not white space."""
        line = self.lines[number]
        return self.starts[number] + len(line) - len(line.lstrip())


def spoken(
    text: str,
    known: Known,
    *,
    bold: Collection[int] = (),
    headings: Mapping[int, int] | None = None,
    each_line: bool = False,
) -> Spoken:
    """The turns of a text whose lines begin with labels, or of its paragraphs where no line does.

    `bold` holds positions of lines whose label is set in bold; `headings` has the level of each heading by its
    position; `each_line`: every line is a paragraph.
    Raises QualcodeError for a text that has too many lines or labels to be a transcript.
    """
    page = _page(text)
    levels = _heading_lines(page, headings or {})
    front = front_of(page.lines, headings=levels)
    known = known.and_also(front.known)
    found = judged(text, page.lines, page.starts, front.lines, known, bold)
    labelled = [number for number in range(len(page.lines)) if found.accepted_at(number)]
    asked = numbered_questions(page.lines, labelled) | closing_notes(page.lines, labelled)
    aside = ({*levels} | asked | unquoted(page.lines, labelled)) - front.lines - {*labelled}
    aside |= beside_the_talk(page.lines, found.verdict.accepted) - front.lines
    openings: Iterable[_Opening] = _openings(page, found, front, aside)
    if known.written or not found.verdict.accepted:
        openings = _paragraphs(page, list(openings), each_line=each_line or _unwrapped(page.lines))
    apart = {page.place(number) for number in levels}
    turns, written, outside = _turns(
        text, openings, labelled=bool(found.verdict.accepted) and not known.written, apart=apart
    )
    headers = sum(isinstance(look, Candidate) and look.shape == "header" and text[look.start] not in "[(0123456789"
                  and look.label in found.verdict.accepted for look in found.looks)  # fmt: skip
    return Spoken(
        turns,
        written,
        outside,
        found.verdict.rejected,
        known,
        front.duration,
        headers,
        found.verdict.once,
        tuple(_sections(page, levels, front.lines | aside)),
        front.facts,
        tuple(doubts(text, turns, found)),
    )


def _page(text: str) -> _Text:
    if text.count("\n") > MOST_LINES:
        raise QualcodeError(
            f"The file has more than {MOST_LINES:,} lines, so it is no transcript of a talk.",
            hint="Import transcripts one interview to a file.",
        )
    lines = even_blanks(text).split("\n")
    starts = array("q")
    start = 0
    for line in lines:
        starts.append(start)
        start += len(line) + 1
    return _Text(text, lines, starts)


def _heading_lines(page: _Text, headings: Mapping[int, int]) -> dict[int, int]:
    """The level of each heading by the number of its line."""
    places = enumerate(map(page.place, range(len(page.lines) if headings else 0)))
    return {number: headings[place] for number, place in places if place in headings}


def _sections(page: _Text, levels: Mapping[int, int], outside: Set[int]) -> Iterator[Section]:
    for number in sorted(set(levels) & outside):
        words = page.lines[number].strip().strip("#").strip()
        if words and not isinstance(first_look(words.strip("*_ ")), Stamp):
            begin = page.starts[number] + page.lines[number].index(words)
            yield Section(begin, begin + len(words), levels[number])


def _openings(page: _Text, found: Judged, front: Front, aside: Set[int]) -> Iterator[_Opening]:
    """What each line opens; lines that only go on with what is open are passed over."""
    label = written = None
    time: float | None = None
    """That of a line which has only a time, for the label on the next."""
    for number, look in enumerate(found.looks):
        start = page.starts[number]
        if number in front.lines or number in aside:
            label, written = (None, None) if number in front.asides else (label, written)
            yield _Opening(start, start + len(page.lines[number]), label, written, None, outside=True)
        elif accepted := found.accepted_at(number):
            label, written = accepted.label, accepted.written
            began = time if accepted.seconds is None else accepted.seconds
            yield _Opening(accepted.start, accepted.words, label, written, began)
            if accepted.shape == "table":
                end = start + len(page.lines[number].rstrip())
                yield _Opening(end - 1, end, label, written, None, outside=True)
        elif (
            stamp := look if isinstance(look, Stamp) else (look or found.layout) and stamp_at(page.lines[number], start)
        ):
            named = (label, written) if found.layout != "angle" else (None, None)
            yield _Opening(stamp.start, stamp.words, *named, stamp.seconds, outside=True)
        if page.lines[number].strip():
            alone = isinstance(look, Stamp) and look.words >= start + len(page.lines[number].rstrip())
            time = look.seconds if alone and isinstance(look, Stamp) else None
        for within in found.inside.get(number, ()):
            if within.label in found.verdict.accepted:
                label, written = within.label, within.written
                yield _Opening(within.start, within.words, label, written, None)


def _unwrapped(lines: Sequence[str]) -> bool:
    """Whether paragraphs are single long lines without empty lines between them."""
    return all(line.strip() for line in lines[:-1]) and max(map(len, lines)) > _WRAPPED_AT


def _paragraphs(page: _Text, openings: Sequence[_Opening], *, each_line: bool) -> Iterator[_Opening]:
    """The openings of a text in which nobody is named: one at each paragraph and list item."""
    opened = {opening.ends_before: opening for opening in openings}
    fresh = True
    for number, line in enumerate(page.lines):
        start, place = page.starts[number], page.place(number)
        if start in opened or place in opened:
            yield opened.get(start) or opened[place]
            fresh = False
        elif not line.strip():
            fresh = True
        elif fresh or each_line or _LIST_ITEM.match(line):
            yield _Opening(start, place, None, None, None)
            fresh = False


def _turns(
    text: str, openings: Iterable[_Opening], *, labelled: bool, apart: Set[int]
) -> tuple[tuple[Turn, ...], tuple[str | None, ...], tuple[tuple[int, int], ...]]:
    """Turns of the words between openings; words before the first label belong to nobody."""
    begin = _Opening(0, 0, None, None, None, outside=True)
    end = _Opening(len(text), len(text), None, None, None)
    turns: list[Turn] = []
    written: list[str | None] = []
    outside: list[tuple[int, int]] = []
    for opening, after in pairwise(chain((begin,), openings, (end,))):
        if opening.outside:
            outside += trimmed(text, opening.ends_before, opening.words)
        for start, finish in trimmed(text, opening.words, after.ends_before):
            if opening is begin or (labelled and opening.label is None):
                outside.append((start, finish))
                continue
            turn = timed(text, Turn(len(turns) + 1, start, finish, opening.label, opening.seconds), outside)
            if turn:
                turns.append(turn)
                written.append(opening.written)
        if len(turns) > MOST_TURNS and turns[-1].end < _FEW_LETTERS * len(turns):
            raise QualcodeError(
                f"The file has more than {MOST_TURNS:,} turns of a few letters each, so it is no transcript of a talk.",
                hint="Import transcripts one interview to a file.",
            )
    return tuple(turns), tuple(written), tuple(closed_up(text, sorted(outside), apart))
