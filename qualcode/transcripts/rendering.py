"""From what a file gives piece by piece to one text with its turns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.model import Section, Turn

PAUSE = 2.0
"""Seconds of silence that end a paragraph where nobody is named."""

ENOUGH_WORDS = 80
MOST_WORDS = 200
"""Where nobody is named and nobody pauses, a paragraph ends at a sentence after the one, at any cue after the other."""


_SENTENCE_ENDS = ".?!…。？！｡"
_UNSPACED = re.compile(r"[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9f\U00020000-\U0003ffff]")
"""Characters of scripts that put no spaces between words, with their punctuation."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cue, a paragraph or a table row: words, and who says them as far as the file tells."""

    words: str
    label: str | None = None
    written: str | None = None
    """The label with the remarks that stood beside it; None for the label itself."""
    begins: float | None = None
    ends: float | None = None
    marks: tuple[tuple[int, float], ...] = ()
    """Time stamps among its words, as (position in the words, seconds)."""
    outside: bool = False
    """Nobody's words: a header or footer."""
    fresh: bool = False
    """Somebody else says it than what stands before it, even where neither is named."""
    heading: int = 0
    """Level of a heading that begins a section, 1 for the highest; 0 for what is none."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text of paragraphs `Label: words`, its turns, and the slices that are nobody's."""

    text: str
    turns: tuple[Turn, ...]
    front: tuple[tuple[int, int], ...]
    sections: tuple[Section, ...]


def rendered(pieces: Iterable[Piece]) -> Rendered:
    """One paragraph per turn: pieces of the same speaker that follow each other become one turn.

    Pieces with times are joined by a space, since they break in the middle of sentences; others by a line break.
    """
    said = [piece for piece in pieces if piece.words.strip()]
    text: list[str] = []
    length = 0
    turns: list[Turn] = []
    front: list[tuple[int, int]] = []
    sections: list[Section] = []
    for run in _runs(said):
        written = None if run[0].outside else run[0].written or run[0].label
        before = ("\n\n" if text else "") + (f"{written}: " if written else "")
        length += len(before)
        if run[0].outside:
            words = run[0].words.strip()
            front.append((length, length + len(words)))
            if run[0].heading:
                sections.append(Section(*front[-1], run[0].heading))
        else:
            words, marks = _joined(run, length)
            turns.append(_turn(len(turns) + 1, length, words, run, marks))
        text += [before, words]
        length += len(words)
    return Rendered("".join(text), tuple(turns), tuple(front), tuple(sections))


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that make one paragraph."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _goes_on(run, piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _goes_on(run: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece continues a paragraph; where nobody is named, a pause or a full paragraph ends it."""
    last = run[-1]
    if piece.fresh or last.outside or piece.outside or last.label != piece.label:
        return False
    if piece.label is not None:
        return True
    if piece.begins is None or last.ends is None or piece.begins - last.ends > PAUSE:
        return False
    words = sum(_length(said.words) for said in run)
    return words < ENOUGH_WORDS or (words < MOST_WORDS and last.words.rstrip()[-1] not in _SENTENCE_ENDS)


def _length(words: str) -> int:
    """Words, of which two characters make one in a script that puts no spaces between them."""
    unspaced = len(_UNSPACED.findall(words))
    return len(_UNSPACED.sub(" ", words).split()) + unspaced // 2 if unspaced else len(words.split())


def _joined(run: Sequence[Piece], start: int) -> tuple[str, tuple[tuple[int, float], ...]]:
    """The words of a run as they stand in the text from `start`, with their time stamps."""
    words: list[str] = []
    length = 0
    marks: list[tuple[int, float]] = []
    for piece in run:
        stripped = piece.words.strip()
        if words:
            words.append("\n" if piece.begins is None else between(words[-1], stripped))
            length += len(words[-1])
        here, cut = start + length, len(piece.words) - len(piece.words.lstrip())
        if piece.begins is not None:
            marks.append((here, piece.begins))
        marks += [(here + min(max(0, place - cut), len(stripped)), time) for place, time in piece.marks]
        words.append(stripped)
        length += len(stripped)
    return "".join(words), tuple(dict.fromkeys(marks))


def between(before: str, after: str) -> str:
    """What joins two pieces of a sentence: a space, but nothing between scripts that have none between words."""
    return "" if before and _UNSPACED.match(before[-1]) and _UNSPACED.match(after) else " "


def _turn(number: int, start: int, words: str, run: Sequence[Piece], marks: tuple[tuple[int, float], ...]) -> Turn:
    ends = [piece.ends for piece in run if piece.ends is not None]
    return Turn(number, start, start + len(words), run[0].label, run[0].begins, max(ends) if ends else None, marks)
