"""What stands among the words of labelled turns and may not be the speaker's: another's paragraphs, line numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualcode.model import Turn

_FEWEST_CAPITAL = 3
_FEWEST_LINES = 8
_NEARLY_ALL = 0.8
_NUMBERED = re.compile(r"[ \t]*(\d{1,5})(?:[ \t]+\S|[ \t]*$)")
_NUMBER_INSIDE = re.compile(r"\n[ \t]*\d{1,5}[ \t]+\S")
_MARKED = re.compile(r"(\*\*|__|\*|_)(?=\w)[^*_\n]{3,}\1")
_ASKED = re.compile(r"(?:\*\*|__|\*|_)(?=\S)[^\n]*[?？]\W{0,3}(?:\*\*|__|\*|_)")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


def strange_words(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """A plain sentence for each kind of words that labelled turns hold and that may be nobody's or another's."""
    capital = sum(sum(map(_shouted, _EMPTY_LINE.split(text[turn.start : turn.end])[1:])) for turn in turns)
    shouting = sum(_shouted(_EMPTY_LINE.split(text[turn.start : turn.end], maxsplit=1)[0]) for turn in turns)
    if capital >= _FEWEST_CAPITAL and capital > 2 * shouting:
        yield (
            f"{capital} paragraphs in capital letters have no label and were left with the speaker before; "
            "if somebody else says them, put that person’s label before them."
        )
    marked = sum(sum(map(_set_apart, _EMPTY_LINE.split(text[turn.start : turn.end])[1:])) for turn in turns)
    if marked >= _FEWEST_CAPITAL:
        yield (
            f"{marked} paragraphs in bold or italics have no label and were left with the speaker before; "
            "if somebody else says them, put that person’s label before them."
        )
    if any(_NUMBER_INSIDE.search(text, turn.start, turn.end) for turn in turns) and _lines_are_numbered(text):
        yield (
            "The lines are numbered, and the numbers stand among the words; "
            "take them out of the file if quotes should not show them."
        )


def unlabelled_questions(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """A plain sentence where nobody is named, but questions stand in bold or italics between the answers."""
    asked = [_ASKED.fullmatch(text[turn.start : turn.end].strip()) is not None for turn in turns]
    changes = sum(before and not after for before, after in pairwise(asked))
    if changes >= _FEWEST_CAPITAL:
        yield (
            f"{sum(asked)} paragraphs in bold or italics end like questions; to tell who asks from who answers, "
            "put “Q:” before each of them and “A:” before each answer."
        )


def _set_apart(paragraph: str) -> bool:
    return _MARKED.fullmatch(paragraph.strip()) is not None


def _shouted(paragraph: str) -> bool:
    return paragraph.isupper() and sum(map(str.isalpha, paragraph)) > 1


def _lines_are_numbered(text: str) -> bool:
    """Whether nearly all lines begin with numbers that rise by one, perhaps from 1 again on every page."""
    lines = [line for line in text.split("\n") if line.strip()]
    numbers = [int(match[1]) for line in lines if (match := _NUMBERED.match(line))]
    if len(numbers) < max(_FEWEST_LINES, _NEARLY_ALL * len(lines)):
        return False
    rising = sum(after in {before + 1, 1} for before, after in pairwise(numbers))
    return rising >= _NEARLY_ALL * (len(numbers) - 1)
