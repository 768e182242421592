"""Rows of a page as segments of a line: words, who speaks, and the names of codes beside them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from qualcode.tui.page.graphemes import shown
from qualcode.tui.page.margin import MarginRow, Suggested
from qualcode.tui.page.parts import Part

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import PageCoding, PageTurn

GUTTER = 2
"""Cells left of the words: room for the mark of the turn one is in."""
_UNDERLINED = Style(underline=True)
_BOLD = Style(bold=True)
_RETIRED = Style(strike=True)
_SUGGESTED = Style(italic=True)


@dataclass(frozen=True, slots=True)
class Looks:
    """How each thing on a page looks; nothing rests on color alone."""

    words: Style
    interviewer: Style
    head: Style
    head_here: Style
    heading: Style
    note: Style
    selected: Style
    found: Style
    found_here: Style
    mark: Style
    """Of the turn one is in."""
    of_code: "Callable[[PageCoding], Style]"


def clock(seconds: float) -> str:
    """A time in a recording.

    >>> clock(3754.9)
    '1:02:34'
    """
    whole = max(0, int(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def head_line(turn: "PageTurn", width: int) -> str:
    """Who speaks, when, and the number of the turn; the name gives way where there is no room."""
    when = [] if turn.begins is None else [clock(turn.begins)]
    rest = "".join(f" · {part}" for part in (*when, str(turn.number)))
    speaker = shown(turn.speaker, 0, len(turn.speaker)) or "–"
    room = width - len(rest)
    if cell_len(speaker) > room:
        speaker = set_cell_size(speaker, max(0, room - 1)).rstrip() + "…"
    line = f"{speaker}{rest}"
    return line if cell_len(line) <= width else set_cell_size(line, width)


def words_line(text: str, parts: Sequence[Part], width: int, ground: Style, looks: Looks) -> Iterator[Segment]:
    """The words of a row, cut or filled to the width of their column."""
    left = width
    for part in parts:
        words = shown(text, part.start, part.end)
        cells = cell_len(words)
        if cells > left:  # white space that hangs over the edge
            words, cells = set_cell_size(words, left), left
        left -= cells
        if words:
            yield Segment(words, _look(part, ground, looks))
    if left:
        yield Segment(" " * left, looks.words)


def _look(part: Part, ground: Style, looks: Looks) -> Style:
    style = ground if part.coding is None else looks.words + looks.of_code(part.coding) + _UNDERLINED
    if part.several:
        style += _BOLD
    if part.found:
        style += looks.found_here if part.found > 1 else looks.found
    return style + looks.selected if part.selected else style


def margin_line(row: MarginRow, width: int, here: frozenset[str], looks: Looks) -> Iterator[Segment]:
    """The names beside a row, those of the codings one is at in bold."""
    left = width
    for number, (name, coding) in enumerate(row.names):
        if number:
            yield Segment(" ", looks.words)
            left -= 1
        yield Segment(name, _look_of_name(coding, here, looks))
        left -= cell_len(name)
    if row.more:
        told = f" {row.uncounted}" if row.names else row.uncounted
        told = set_cell_size(told, min(left, len(told)))
        yield Segment(told, looks.words + _BOLD)
        left -= len(told)
    if left > 0:
        yield Segment(" " * left, looks.words)


def _look_of_name(one: "PageCoding | Suggested", here: frozenset[str], looks: Looks) -> Style:
    if isinstance(one, Suggested):
        return looks.note + _SUGGESTED
    style = looks.words + looks.of_code(one)
    style = style + _BOLD if one.id in here else style
    return style + _RETIRED if one.retired else style
