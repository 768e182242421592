"""From lines of labelled text to turns."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.model import Section, Turn
from qualcode.transcripts.front import Front, front_of
from qualcode.transcripts.labels import Candidate, Stamp, first_look, seconds
from qualcode.transcripts.reading import Known, LabelRejected
from qualcode.transcripts.speakers import Verdict, verdict

_END_STAMP = re.compile(r"\s*#(\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?)#")
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


def spoken(
    text: str,
    known: Known,
    *,
    bold: Collection[int] = (),
    headings: Mapping[int, int] | None = None,
    each_line: bool = False,
    tables: Collection[str] = (),
) -> Spoken:
    """The turns of a text whose lines begin with labels, or of its paragraphs where no line does.

    `bold` holds positions of lines whose label is set in bold; `tables` labels that stand in a column of their own.
    `headings` has the level of each heading by its position; `each_line`: every line is a paragraph.
    """
    lines = list(_lines(text))
    levels = _heading_lines(lines, headings or {})
    front = front_of([line for _, line in lines], headings=levels)
    known = known.and_also(front.known).and_also(Known.of(tables))
    looks = [None if number in front.lines else first_look(line, start) for number, (start, line) in enumerate(lines)]
    looks = [replace(look, bold=True) if isinstance(look, Candidate) and look.start in bold else look for look in looks]
    judged = _judged(looks, known)
    openings = list(_openings(lines, looks, front, judged))
    if not judged.accepted:
        openings = list(_paragraphs(lines, openings, each_line=each_line or _unwrapped(lines)))
    apart = {lines[number][0] + len(lines[number][1]) - len(lines[number][1].lstrip()) for number in levels}
    turns, written, outside = _turns(text, openings, labelled=bool(judged.accepted), apart=apart)
    headers = sum(
        look.shape == "header" and text[look.start] not in "[(0123456789" for look in _accepted(looks, judged)
    )
    sections = tuple(_sections(lines, levels, front))
    return Spoken(
        turns, written, outside, judged.rejected, known, front.duration, headers, judged.once, sections, front.facts
    )


def _heading_lines(lines: Sequence[tuple[int, str]], headings: Mapping[int, int]) -> dict[int, int]:
    """The level of each heading by the number of its line."""
    return {
        number: headings[place]
        for number, (start, line) in enumerate(lines)
        if (place := start + len(line) - len(line.lstrip())) in headings
    }


def _sections(lines: Sequence[tuple[int, str]], levels: Mapping[int, int], front: Front) -> Iterator[Section]:
    for number in sorted(set(levels) & front.lines):
        start, line = lines[number]
        words = line.strip().strip("#").strip()
        if words:
            begin = start + line.index(words)
            yield Section(begin, begin + len(words), levels[number])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _judged(looks: Sequence[Candidate | Stamp | None], known: Known) -> Verdict:
    candidates = [look for look in looks if isinstance(look, Candidate)]
    if len({look.label for look in candidates if look.shape == "stop"}) == 1:
        candidates = [look for look in candidates if look.shape != "stop"]
    headers = sum(look.shape == "header" and look.firm for look in candidates)
    return verdict(candidates, known, once={"header"} if headers > 1 else ())


def _accepted(looks: Sequence[Candidate | Stamp | None], judged: Verdict) -> list[Candidate]:
    return [look for look in looks if isinstance(look, Candidate) and look.label in judged.accepted]


def _openings(
    lines: Sequence[tuple[int, str]], looks: Sequence[Candidate | Stamp | None], front: Front, judged: Verdict
) -> Iterator[_Opening]:
    """What each line opens; lines that only go on with what is open are passed over."""
    label = written = None
    for number, ((start, line), look) in enumerate(zip(lines, looks, strict=True)):
        if number in front.lines:
            yield _Opening(start, start + len(line), label, written, None, outside=True)
        elif isinstance(look, Candidate) and look.label in judged.accepted:
            label, written = look.label, look.written
            yield _Opening(look.start, look.words, label, written, look.seconds)
        elif isinstance(look, Stamp):
            yield _Opening(look.start, look.words, label, written, look.seconds, outside=True)


def _unwrapped(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether paragraphs are single long lines without empty lines between them."""
    return all(line.strip() for _, line in lines[:-1]) and max(len(line) for _, line in lines) > _WRAPPED_AT


def _paragraphs(
    lines: Sequence[tuple[int, str]], openings: Sequence[_Opening], *, each_line: bool
) -> Iterator[_Opening]:
    """The openings of a text in which nobody is named: one at each paragraph and list item."""
    opened = {opening.ends_before: opening for opening in openings}
    fresh = True
    for start, line in lines:
        place = start + len(line) - len(line.lstrip())
        if start in opened or place in opened:
            yield opened.get(start) or opened[place]
            fresh = False
        elif not line.strip():
            fresh = True
        elif fresh or each_line or _LIST_ITEM.match(line):
            yield _Opening(start, place, None, None, None)
            fresh = False


def _turns(
    text: str, openings: Sequence[_Opening], *, labelled: bool, apart: Set[int]
) -> tuple[tuple[Turn, ...], tuple[str | None, ...], tuple[tuple[int, int], ...]]:
    """Turns of the words between openings; words before the first label belong to nobody."""
    end = _Opening(len(text), len(text), None, None, None)
    turns: list[Turn] = []
    written: list[str | None] = []
    outside: list[tuple[int, int]] = []
    first = openings[0].ends_before if openings else len(text)
    outside += _trimmed(text, 0, first)
    for opening, after in pairwise([*openings, end]):
        if opening.outside:
            outside += _trimmed(text, opening.ends_before, opening.words)
        for begin, finish in _trimmed(text, opening.words, after.ends_before):
            if labelled and opening.label is None:
                outside.append((begin, finish))
                continue
            turn = _timed(text, Turn(len(turns) + 1, begin, finish, opening.label, opening.seconds), outside)
            if turn:
                turns.append(turn)
                written.append(opening.written)
    return tuple(turns), tuple(written), tuple(_closed_up(text, sorted(outside), apart))


def _closed_up(text: str, slices: Sequence[tuple[int, int]], apart: Set[int]) -> list[tuple[int, int]]:
    """Slices with those joined between which there is only white space; those that begin at `apart` stay alone."""
    joined: list[tuple[int, int]] = []
    for start, end in slices:
        if joined and not apart & {start, joined[-1][0]} and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The slice without outer white space, as a list of one; empty where nothing is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return [(start, end)] if end > start else []


def _timed(text: str, turn: Turn, outside: list[tuple[int, int]]) -> Turn | None:
    """A turn with the stamps among its words as marks; a stamp or bold mark that closes it stands outside."""
    marks = [] if turn.begins is None else [(turn.start, turn.begins)]
    stamps = list(_END_STAMP.finditer(text, turn.start, turn.end))
    end, ends = turn.end, turn.ends
    marks += [(stamp.end(), seconds(stamp[1].replace("-", "."))) for stamp in stamps if stamp.end() < turn.end]
    if stamps and stamps[-1].end() == turn.end:
        end, ends = stamps[-1].start(), seconds(stamps[-1][1].replace("-", "."))
        outside += _trimmed(text, end, turn.end)
    words = text[turn.start : end]
    if words.endswith("**") and words.count("**") % 2:
        outside.append((end - 2, end))
        words = words[:-2]
    words = words.rstrip()
    if not words:
        return None
    return replace(turn, end=turn.start + len(words), ends=ends, marks=tuple(marks))
