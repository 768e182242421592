"""What surrounds a turn: the question it answers, and the section it stands in."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from qualcode.model import Section, Turn

_PASSING = 3
"""An interviewer’s turn of so few words only says that somebody listens, unless it asks."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ASKING = "how what when where which who whom whose why"
_LISTENING = """
ah aha go have huh hm hmm is it mhm mm mm-hm mm-hmm mmm no oh ok okay on really right so sure uh uh-huh uh-hum um wow
yeah yep yes you
"""


def questions_before(text: str, turns: Sequence[Turn], asks: Callable[[Turn], bool]) -> dict[int, tuple[Turn, ...]]:
    """For each turn, by number, the stretches of the nearest turn before it in which somebody who `asks` spoke.

    What is only said in passing, such as “mm-hm”, is passed over, so that an answer it interrupts keeps its question.
    Nothing stands for a turn that no question comes before.
    """
    found: dict[int, tuple[Turn, ...]] = {}
    latest: tuple[Turn, ...] = ()
    for number, stretches in groupby(turns, key=lambda turn: turn.number):
        said = tuple(stretches)
        if latest:
            found[number] = latest
        if asks(said[0]) and not said_in_passing(words_of(text, said)):
            latest = said
    return found


def said_in_passing(words: str) -> bool:
    """Whether an interviewer’s words only show that somebody listens.

    >>> said_in_passing("Mm-hm. Right."), said_in_passing("Really?"), said_in_passing("And why?")
    (True, True, False)
    """
    said = [word.casefold() for word in _WORD.findall(words)]
    if len(said) > _PASSING or any(len(word) > 24 for word in said):
        return False
    asked = any(word in _ASKING.split() for word in said) or any(mark in words for mark in "?？؟")
    return not asked or all(word in _LISTENING.split() for word in said)


def words_of(text: str, stretches: Iterable[Turn]) -> str:
    """The words of a turn’s stretches as one."""
    return " ".join(text[one.start : one.end] for one in stretches)


def section_at(sections: Sequence[Section], position: int) -> Section | None:
    """The heading, of all in order, that a place in a document stands under; None before the first."""
    above = bisect_right(sections, position, key=lambda section: section.end)
    return sections[above - 1] if above else None
