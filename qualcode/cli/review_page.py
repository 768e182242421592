"""One passage of the review as it is written: what was said around it, what is asked, why it comes."""

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.output import cells, lines_of, width_of
from qualcode.model import Turn
from qualcode.study.suggesting.asked import Asked, allotted
from qualcode.study.suggesting.review_queue import Item

if TYPE_CHECKING:
    from qualcode.project import Project

_ROWS = 24
"""Rows of a screen that nobody knows."""
_ASIDE = 2
"""Rows for each thing beside the passage: a turn before or after, the definition, the coder's own excerpt."""
_BELOW = 7
"""Rows for all that is asked."""


def review_page(study: "Project", one: Item, head: str, asked: Asked, keys: str) -> list[str]:
    """All there is to see of one passage, in no more rows than a screen has with its question."""
    top, below = lines_of(head, ""), _question(asked)
    # An empty row before, a row to type in, and what was said about the decision before.
    room = _rows() - len(top) - len(below) - len(lines_of(keys, "")) - 4
    turns = study.documents.turns(one.document)
    here = next((place for place, turn in enumerate(turns) if turn.start <= one.start < turn.end), None)
    if here is None:
        return [*top, *_few(f"【{one.words}】", "  ", room), *below]
    text = study.texts.of_document(one.document)
    before, after = _aside(text, turns[max(0, here - 1) : here]), _aside(text, turns[here + 1 : here + 2])
    marked = len(lines_of(f"  [{one.turn}] … 【{' '.join(one.words.split())}】 …", "  "))
    for aside in (after, before):
        if len(before) + len(after) + marked > room:
            aside.clear()
    spoken = _around(text, turns[here], one, max(3, room - len(before) - len(after)))
    return [*top, *before, *spoken, *after, *below]


def _question(asked: Asked) -> list[str]:
    texts = [f"{asked.question} {asked.meaning}", *asked.reasons]
    rows = allotted([min(_ASIDE, len(lines_of(one, "  "))) for one in texts], _BELOW)
    return [line for text, n in zip(texts, rows, strict=True) if n for line in _few(text, "  ", n)]


def _rows() -> int:
    if not sys.stdout.isatty():
        return _ROWS
    import shutil

    return max(_ROWS, shutil.get_terminal_size((80, _ROWS)).lines)


def _aside(text: str, turns: Sequence[Turn]) -> list[str]:
    return [line for turn in turns for line in _few(f"[{turn.number}] {text[turn.start : turn.end]}", "  ", _ASIDE)]


def _around(text: str, turn: Turn, one: Item, room: int) -> list[str]:
    """The turn with the suggested words marked, and as much before and after them as there is room for."""
    # In pieces of at most so many letters, for scripts that set no spaces.
    before = re.findall(r"\S{1,24}\s*", text[turn.start : one.start])
    after = re.findall(r"\s*\S{1,24}", text[one.end : turn.end])
    marked = f"【{one.words}】"
    first, last, grown = len(before), 0, True
    lines = _spoken(turn.number, before, marked, after, first, last)
    if len(lines) > room:
        return _few(f"[{turn.number}] … {marked}", "  ", room, ending="…】")
    while grown:
        grown = False
        for sooner, later in ((2, 0), (0, 2)):
            begin, end = max(0, first - sooner), min(len(after), last + later)
            tried = _spoken(turn.number, before, marked, after, begin, end)
            if (begin, end) != (first, last) and len(tried) <= room:
                first, last, lines, grown = begin, end, tried, True
    return lines


def _spoken(number: int, before: list[str], marked: str, after: list[str], first: int, last: int) -> list[str]:
    sooner, later = "… " if first else "", " …" if last < len(after) else ""
    said = f"[{number}] {sooner}{''.join(before[first:])}{marked}{''.join(after[:last])}{later}"
    return lines_of(" ".join(said.split()), "  ")


def _few(words: str, indent: str, rows: int, ending: str = "…") -> list[str]:
    """Words in at most so many rows, cut at a word's end."""
    lines = lines_of(" ".join(words.split()), indent)
    if len(lines) <= rows:
        return lines
    last = lines[rows - 1]
    while cells(f"{last} {ending}") > width_of(sys.stdout) and last.strip():
        last = last.rpartition(" ")[0] if " " in last.strip() else last[:-1]
    return [*lines[: rows - 1], f"{last} {ending}"]
