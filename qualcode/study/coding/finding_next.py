"""Where to go next on a page: what is coded, what is not, memos, and words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from qualcode.study.coding.coding_page import Page, PageCoding, PageTurn
from qualcode.transcripts.finding import find_everywhere

Place = tuple[int, int]
"""Start and end, in code points."""


def next_coded(codings: Iterable[PageCoding], at: int, step: int = 1) -> Place | None:
    """The nearest coded place that begins after `at`, or before it; None where there is none."""
    return _nearest(_places(codings), at, step)


def next_memo(codings: Iterable[PageCoding], at: int, step: int = 1) -> Place | None:
    """The nearest coded place with a memo."""
    return _nearest(_places(one for one in codings if one.memo), at, step)


def next_starred(codings: Iterable[PageCoding], at: int, step: int = 1) -> Place | None:
    """The nearest starred place."""
    return _nearest(_places(one for one in codings if one.starred), at, step)


def next_uncoded_turn(page: Page, codings: Sequence[PageCoding], at: int, step: int = 1) -> Place | None:
    """The first stretch of the nearest turn of a participant that bears no coding at all."""
    return _nearest([(turn.start, turn.end) for turn in uncoded_turns(page.turns, codings)], at, step)


def uncoded_turns(turns: Sequence[PageTurn], codings: Sequence[PageCoding]) -> tuple[PageTurn, ...]:
    """The first stretch of every turn of a participant that bears no coding, in order."""
    coded = {turn.number for turn in _coded(turns, codings)}
    firsts = [next(stretches) for _, stretches in groupby(turns, key=lambda turn: turn.number)]
    return tuple(one for one in firsts if one.role == "participant" and one.number not in coded)


def places_of(page: Page, words: str) -> tuple[Place, ...]:
    """Every place that says some words; case, accents, kinds of quotation mark and white space do not matter."""
    return tuple(find_everywhere(page.text, words))


def _places(codings: Iterable[PageCoding]) -> list[Place]:
    return sorted({(one.start, one.end) for one in codings})


def _nearest(places: Sequence[Place], at: int, step: int) -> Place | None:
    if step > 0:
        return next((place for place in places if place[0] > at), None)
    return next((place for place in reversed(places) if place[0] < at), None)


def _coded(turns: Sequence[PageTurn], codings: Sequence[PageCoding]) -> Iterator[PageTurn]:
    """The stretches that a coding touches; both are walked through once, as there may be many."""
    stretches = _joined(_places(codings))
    current = next(stretches, None)
    for turn in turns:
        while current is not None and current[1] <= turn.start:
            current = next(stretches, None)
        if current is None:
            return
        if current[0] < turn.end:
            yield turn


def _joined(places: Iterable[Place]) -> Iterator[Place]:
    """Places in order, those that overlap as one."""
    standing: Place | None = None
    for start, end in places:
        if standing is None or start > standing[1]:
            if standing is not None:
                yield standing
            standing = (start, end)
        else:
            standing = (standing[0], max(standing[1], end))
    if standing is not None:
        yield standing
