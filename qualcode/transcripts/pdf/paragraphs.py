"""From the lines of a PDF to paragraphs and headings."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.speakers import is_role_or_code
from qualcode.transcripts.pdf.flow import SENTENCE_ENDS, going_on, same_column
from qualcode.transcripts.pdf.lines import SIDES, Line, is_leftward
from qualcode.transcripts.written.blocks import Paragraph

_ITEM = re.compile(r"(?:[-*•–▪◦‣●○]|\d{1,2}[.)])\s+\S")
_WIDER = 1.3
"""A step from line to line that is so many times the usual one begins a paragraph."""
_USUAL = 0.15
"""The usual step from line to line is the smallest of those that make up this part of all."""
_LARGER = 1.12
_LONGEST_HEADING = 120
_HIGHEST_LEVELS = 6
_MARGIN = 0.98


def paragraphs(lines: Sequence[Line], *, ragged: bool) -> Iterator[Paragraph]:
    """The lines as they stand, with an empty paragraph before each one that begins a new one.

    `ragged`: a line that ends though the next word had room on it ends a paragraph too.
    """
    levels = _levels(lines)
    step, margins = _usual_step(lines), _margins(lines)
    spaced = {place for place, (one, other) in enumerate(pairwise(lines), 1) if _parted(one, other, step)}
    joined = going_on(lines, _inside(lines, levels, spaced, margins), spaced)
    held: Paragraph | None = None
    before: Line | None = None
    for place, line, level in _headings_whole(lines, levels):
        if held and place in joined:
            held, before = _joined(held, line), line
            continue
        if held:
            yield held
        if before is not None and (
            level
            or _parted(before, line, step)
            or _ITEM.match(line.text)
            or (ragged and _had_room(before, line, margins))
        ):
            yield Paragraph("")
        held = Paragraph(line.text, line.bold, level)
        if level:
            yield held
            held = Paragraph("")
        before = line
    if held:
        yield held


def _joined(paragraph: Paragraph, line: Line) -> Paragraph:
    """A paragraph with a line that goes on with it."""
    bold = paragraph.bold + 1 + line.bold if line.bold and paragraph.all_bold else paragraph.bold
    return Paragraph(f"{paragraph.text} {line.text}", bold, paragraph.heading)


def _inside(
    lines: Sequence[Line], levels: Sequence[int], spaced: Set[int], margins: Mapping[int, tuple[float, float]]
) -> frozenset[int]:
    """Places of lines before which no paragraph begins, as far as the page tells."""
    return frozenset(
        place
        for place, (before, line) in enumerate(pairwise(lines), 1)
        if place not in spaced
        and not (levels[place - 1] or levels[place])
        and not _had_room(before, line, margins)
        and (same_column(before, line) or before.text.rstrip()[-1:] not in SENTENCE_ENDS)
    )


def _parted(before: Line, line: Line, step: float) -> bool:
    """Whether white space stands between two lines of a column, or they differ in size."""
    if not same_column(before, line):
        return False
    return before.base - line.base > _WIDER * step or abs(before.size - line.size) > 0.2 * line.size


def _had_room(before: Line, line: Line, margins: Mapping[int, tuple[float, float]]) -> bool:
    """Whether the first word of a line would have fitted on the line before."""
    word = line.text.split(None, 1)[0] if line.text else ""
    letter = (line.right - line.left) / max(1, len(line.text))
    left, right = margins[before.column % SIDES]
    room = before.left - left if is_leftward(before.text) else right - before.right
    return room > (len(word) + 1.5) * letter + 0.5 * line.size


def _usual_step(lines: Sequence[Line]) -> float:
    steps = Counter(
        round((one.base - other.base) * 2) / 2
        for one, other in pairwise(lines)
        if (one.page, one.column) == (other.page, other.column) and one.base - other.base > 0.5 * one.size
    )
    enough = _USUAL * steps.total()
    return min((step for step, count in steps.items() if count >= enough), default=14.0)


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """How far lines reach to the left and to the right, by the side of the page."""
    margins: dict[int, tuple[float, float]] = {}
    for side in range(SIDES):
        begins = sorted(-line.left for line in lines if line.column % SIDES == side)
        ends = sorted(line.right for line in lines if line.column % SIDES == side)
        most = min(len(ends) - 1, int(len(ends) * _MARGIN))
        margins[side] = (-begins[most], ends[most]) if ends else (0.0, 0.0)
    return margins


def _levels(lines: Sequence[Line]) -> list[int]:
    """The level of each line that is a heading by its size; 0 for all others."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size)] += len(line.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    sizes = sorted({round(line.size) for line in lines if _is_heading(line, usual)}, reverse=True)
    levels = {size: min(place, _HIGHEST_LEVELS) for place, size in enumerate(sizes, 1)}
    return [levels[round(line.size)] if _is_heading(line, usual) else 0 for line in lines]


def _is_heading(line: Line, usual: float) -> bool:
    if round(line.size) < _LARGER * usual or len(line.text) > _LONGEST_HEADING:
        return False
    look = first_look(line.text)
    if not isinstance(look, Candidate):
        return not is_role_or_code(line.text.strip())
    return look.shape == "colon" and look.words < len(line.text) and not is_role_or_code(look.label)


def _headings_whole(lines: Sequence[Line], levels: Sequence[int]) -> Iterator[tuple[int, Line, int]]:
    """Lines with their places and levels, those of one heading as one."""
    held: tuple[int, Line, int] | None = None
    for place, (line, level) in enumerate(zip(lines, levels, strict=True)):
        if held and level == held[2] != 0 and line.page == held[1].page and held[1].base - line.base < 1.6 * line.size:
            held = (held[0], replace(line, text=f"{held[1].text} {line.text}"), level)
            continue
        if held:
            yield held
        held = (place, line, level)
    if held:
        yield held
