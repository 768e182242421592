"""What stands beside the words of a PDF on page after page: running headers, page numbers, line numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.transcripts.labelled.labels import Candidate, first_look
from qualcode.transcripts.labelled.speakers import is_role_or_code
from qualcode.transcripts.pdf.lines import Line

_EDGE = 3
"""Headers and footers are among so many outermost lines of a page."""
_LONGEST = 200
_SAME_HEIGHT = 4.0
_SHARE = 0.45
"""Of the pages: headers may differ between left and right pages."""
_GLUED = re.compile(r"\d{1,3}[.)](?=[^\W\d_][^.:：]{0,30}[:：])", re.ASCII)
_SPEAKS = 3
"""What opens so many different lines is a speaker’s label."""
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|p[áa]gina)?\s*\d{1,4}(?:\s*(?:of|/|von|de)\s*\d{1,4})?\W*", re.IGNORECASE | re.ASCII
)
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,4})(?:[ \t]+(?=\S)|$)", re.ASCII)
_FEWEST_NUMBERS = 10
_STEPS = frozenset((1, 5, 10))


@dataclass(frozen=True, slots=True)
class Body:
    """Lines without what stands in the margins, and what that was."""

    lines: tuple[Line, ...]
    running: tuple[str, ...]
    """Headers and footers, each as on the first page that has it."""
    page_numbers: bool
    line_numbers: bool


def body_of(lines: Sequence[Line], pages: int) -> Body:
    """The lines of a document without running headers, page numbers and line numbers."""
    outside = _running(lines, pages)
    seen: dict[str, str] = {}
    for place in sorted(outside):
        if not _PAGE_NUMBER.fullmatch(lines[place].text):
            seen.setdefault(_NUMBER.sub("#", lines[place].text), lines[place].text)
    kept = [_item_parted(line) for place, line in enumerate(lines) if place not in outside]
    plain = _without_line_numbers(kept)
    numbers = any(_PAGE_NUMBER.fullmatch(lines[place].text) for place in outside)
    return Body(tuple(plain or kept), tuple(seen.values()), numbers, plain is not None)


def _running(lines: Sequence[Line], pages: int) -> set[int]:
    """Which lines recur at the same height of many pages, or are numbers of pages."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        by_page[line.page].append(place)
    outside: set[int] = set()
    spoken = Counter(_label(text) for text in {_NUMBER.sub("#", line.text) for line in lines})
    speakers = {label for label, count in spoken.items() if label and count >= _SPEAKS}
    for side in (1, -1):
        edges = {
            number: sorted(places, key=lambda place: -side * lines[place].base)[:_EDGE]
            for number, places in by_page.items()
        }
        outermost = {place for places in edges.values() for place in places}
        inner = Counter(line.text for place, line in enumerate(lines) if place not in outermost)
        for depth in range(_EDGE):
            row = [places[depth] for places in edges.values() if len(places) > depth]
            row = [place for place in row if len(lines[place].text) <= _LONGEST and inner[lines[place].text] < 2]
            row = [place for place in row if depth == 0 or _all_outside(edges[lines[place].page][:depth], outside)]
            row = [place for place in row if _label(lines[place].text) not in speakers]
            outside |= set(_recurring(lines, row, pages))
    return outside | set(_lone_page_numbers(lines, by_page))


def _item_parted(line: Line) -> Line:
    """A line with a space after the number of a list item that a tab brought too near its label."""
    glued = _GLUED.match(line.text)
    if glued is None:
        return line
    cut = glued.end()
    return replace(line, text=f"{line.text[:cut]} {line.text[cut:]}", bold=line.bold + (line.bold > cut))


def _label(text: str) -> str | None:
    """The label that a line begins with, where words follow it."""
    look = first_look(text)
    named = isinstance(look, Candidate) and look.shape == "colon" and look.words < len(text)
    return look.label if named and isinstance(look, Candidate) else None


def _all_outside(places: Sequence[int], outside: Collection[int]) -> bool:
    return all(place in outside for place in places)


def _recurring(lines: Sequence[Line], row: Sequence[int], pages: int) -> Iterator[int]:
    """Of the outermost lines of pages those that say the same, but for the number of the page, at the same height."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place in row:
        alike[_NUMBER.sub("#", lines[place].text)].append(place)
    for places in alike.values():
        heights = sorted(lines[place].base for place in places)
        middle = heights[len(heights) // 2]
        level = [place for place in places if abs(lines[place].base - middle) <= _SAME_HEIGHT]
        counted = _counted_by_page(lines, level)
        if len(counted) < max(2, _SHARE * pages) or (_may_be_speech(lines[level[0]].text) and len(counted) < 4):
            continue
        yield from counted


def _counted_by_page(lines: Sequence[Line], places: Sequence[int]) -> list[int]:
    """Those of the lines whose numbers are always the same or go up with the pages."""
    kept = list(places)
    for position in range(len(_NUMBER.findall(lines[places[0]].text))):
        numbers = {place: int(_NUMBER.findall(lines[place].text)[position]) for place in kept}
        same = Counter(numbers.values()).most_common(1)
        rising = Counter(number - lines[place].page for place, number in numbers.items()).most_common(1)
        if not kept:
            break
        if rising[0][1] >= same[0][1]:
            kept = [place for place in kept if numbers[place] - lines[place].page == rising[0][0]]
        else:
            kept = [place for place in kept if numbers[place] == same[0][0]]
    return kept


def _may_be_speech(text: str) -> bool:
    """Whether a line that recurs could as well be the label of a speaker."""
    look = first_look(text)
    return is_role_or_code(text.strip(" :")) or (
        isinstance(look, Candidate) and (look.shape in {"colon", "header"}) and is_role_or_code(look.label)
    )


def _lone_page_numbers(lines: Sequence[Line], by_page: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Numbers of pages that do not recur, where they stand apart below or above the rest of their page."""
    for page, places in by_page.items():
        ordered = sorted(places, key=lambda place: -lines[place].base)
        for place, neighbour in ((ordered[0], ordered[1:2]), (ordered[-1], ordered[-2:-1])):
            far = neighbour and abs(lines[place].base - lines[neighbour[0]].base) > 2.5 * lines[place].size
            written = _PAGE_NUMBER.fullmatch(lines[place].text)
            if far and written and int(_NUMBER.findall(lines[place].text)[0]) == page:
                yield place


def _without_line_numbers(lines: Sequence[Line]) -> list[Line] | None:
    """The lines without the numbers before them; None where they are not numbered."""
    numbers = [_number(line) for line in lines]
    numbered = [place for place, number in enumerate(numbers) if number is not None]
    if len(numbered) < _FEWEST_NUMBERS:
        return None
    step = _step([number for number in numbers if number is not None])
    if step is None or len(numbered) < 0.8 * len(lines) / step:
        return None
    return [
        bare
        for line, number in zip(lines, numbers, strict=True)
        if (bare := line if number is None else _bare(line)).text
    ]


def _number(line: Line) -> int | None:
    match = _NUMBERED.match(line.text)
    return int(match[1]) if match else None


def _step(numbers: Sequence[int]) -> int | None:
    """By how much the numbers go up from line to line; a page may begin anew."""
    steps = [after - before for before, after in pairwise(numbers) if after != numbers[0]]
    for step in sorted(_STEPS):
        if steps and sum(one == step for one in steps) >= 0.9 * len(steps):
            return step
    return None


def _bare(line: Line) -> Line:
    match = _NUMBERED.match(line.text)
    cut = match.end() if match else 0
    alone = match is not None and line.cells[:1] != () and line.cells[0].text == match[1]
    cells = line.cells[1:] if alone else line.cells[:0]
    return replace(line, text=line.text[cut:].strip(), bold=max(0, line.bold - cut), cells=cells)
