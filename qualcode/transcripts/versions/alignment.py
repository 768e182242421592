"""Which words of an older text stand where in a newer one."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

Run = tuple[int, int, int]
"""Equal words in a row: the first in the old text, the first in the new one, how many."""

_TOKEN = re.compile(
    # Scripts that set no spaces between words are compared letter by letter.
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
    r"|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_"
)
_LINE = re.compile(r"[^\s][^\n]*")
_SHINGLES = (6, 3, 1)
"""How many words in a row must occur once in both texts to hold these together: first many, then fewer."""
_SMALL = 4_000
"""Words of both texts, multiplied, up to which a stretch is compared word by word at once."""
_EFFORT = 8_000_000
"""Comparisons that one pair of texts may take: some seconds. What is left then stays without a counterpart."""
_MOST_CHANGES = 500
"""Words taken out and put in up to which the shortest way between two stretches is sought."""
_FEW, _FAR = 2, 8
"""So few words alone, with so many strange ones on either side, are equal by chance."""


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the words and marks of a text stand."""
    return [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def lines(text: str) -> list[tuple[int, int]]:
    """Where the lines of a text stand, without those that are empty."""
    return [match.span() for match in _LINE.finditer(text)]


class Effort:
    """What comparing two texts may still cost."""

    def __init__(self) -> None:
        self.left = _EFFORT


def runs(
    old: str,
    old_tokens: Sequence[tuple[int, int]],
    new: str,
    new_tokens: Sequence[tuple[int, int]],
    effort: Effort | None = None,
) -> list[Run]:
    """Words, or lines, that both texts have in the same order, whatever their case; in order, each once."""
    names: dict[str, int] = {}

    def numbered(text: str, places: Sequence[tuple[int, int]]) -> list[int]:
        return [names.setdefault(text[a:b].casefold().replace("’", "'"), len(names)) for a, b in places]

    aligning = _Aligning(numbered(old, old_tokens), numbered(new, new_tokens), effort or Effort())
    return _without_chance(aligning.runs(), len(old_tokens), len(new_tokens))


class _Aligning:
    """Two lists of words on their way to being aligned."""

    def __init__(self, old: list[int], new: list[int], effort: Effort) -> None:
        self.old, self.new = old, new
        self.effort = effort

    def runs(self) -> list[Run]:
        found: list[Run] = []
        waiting = [(0, len(self.old), 0, len(self.new), 0)]
        while waiting:
            a, b, c, d, level = waiting.pop()
            head, tail = self._head(a, b, c, d), 0
            a, c = a + head, c + head
            tail = self._tail(a, b, c, d)
            b, d = b - tail, d - tail
            found += [run for run in ((a - head, c - head, head), (b, d, tail)) if run[2]]
            if a < b and c < d:
                self._between(a, b, c, d, level, found, waiting)
        return sorted(found)

    def _between(
        self,
        a: int,
        b: int,
        c: int,
        d: int,
        level: int,
        found: list[Run],
        waiting: list[tuple[int, int, int, int, int]],
    ) -> None:
        """Compare a stretch that neither begins nor ends alike, or part it at what holds both together."""
        if (b - a) * (d - c) > _SMALL:
            for deeper in range(level, len(_SHINGLES)):
                anchors = self._anchors(a, b, c, d, _SHINGLES[deeper])
                if anchors:
                    here, there = a, c
                    for left, right in anchors:
                        waiting.append((here, left, there, right, deeper))
                        here, there = left, right
                    # What begins with an anchor begins alike, so that every stretch that is put back is shorter.
                    waiting.append((here, b, there, d, deeper))
                    return
        found += self._fewest_changes(a, b, c, d)

    def _head(self, a: int, b: int, c: int, d: int) -> int:
        n, most = 0, min(b - a, d - c)
        while n < most and self.old[a + n] == self.new[c + n]:
            n += 1
        return n

    def _tail(self, a: int, b: int, c: int, d: int) -> int:
        n, most = 0, min(b - a, d - c)
        while n < most and self.old[b - n - 1] == self.new[d - n - 1]:
            n += 1
        return n

    def _anchors(self, a: int, b: int, c: int, d: int, size: int) -> list[tuple[int, int]]:
        """Where words in a row occur once in both stretches, as many of these as keep their order."""
        here, there = _once(self.old, a, b, size), _once(self.new, c, d, size)
        both = sorted((place, there[words]) for words, place in here.items() if words in there)
        return _rising(both)

    def _fewest_changes(self, a: int, b: int, c: int, d: int) -> list[Run]:
        """The alignment with the fewest words taken out and put in (Myers 1986); none where that is too far to seek."""
        old, new, n, m = self.old, self.new, b - a, d - c
        reach, trace = {1: 0}, list[dict[int, int]]()
        for steps in range(min(n + m, _MOST_CHANGES) + 1):
            trace.append(dict(reach))
            for k in range(-steps, steps + 1, 2):
                down = k == -steps or (k != steps and reach.get(k - 1, -1) < reach.get(k + 1, -1))
                x = reach[k + 1] if down else reach[k - 1] + 1
                first = x
                while x < n and x - k < m and old[a + x] == new[c + x - k]:
                    x += 1
                reach[k] = x
                self.effort.left -= x - first + 2
                if x >= n and x - k >= m:
                    return [(a + x, c + y, size) for x, y, size in _walked_back(trace, n, m)]
            if self.effort.left < 0:
                break
        return []


def _walked_back(trace: list[dict[int, int]], x: int, y: int) -> Iterator[Run]:
    """The diagonals of the shortest way, last first."""
    for steps in range(len(trace) - 1, -1, -1):
        reach, k = trace[steps], x - y
        down = k == -steps or (k != steps and reach.get(k - 1, -1) < reach.get(k + 1, -1))
        before = k + 1 if down else k - 1
        start_x = reach[before] if steps else 0
        start_y = start_x - before if steps else 0
        turned_x = (start_x if down else start_x + 1) if steps else 0
        if x > turned_x:
            yield turned_x, turned_x - k, x - turned_x
        x, y = start_x, start_y


def _once(words: list[int], start: int, end: int, size: int) -> dict[tuple[int, ...], int]:
    """The places of words in a row that occur once."""
    places: dict[tuple[int, ...], int] = {}
    for place in range(start, end - size + 1):
        key = tuple(words[place : place + size])
        places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that rise on both sides."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [place], [index]
    chosen: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _without_chance(found: list[Run], olds: int, news: int) -> list[Run]:
    """Without single words that only happen to be equal in the middle of what was written anew."""
    kept: list[Run] = []
    for place, (old, new, size) in enumerate(found):
        past_old, past_new = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        next_old, next_new = found[place + 1][:2] if place + 1 < len(found) else (olds, news)
        left = max(old - past_old, new - past_new)
        right = max(next_old - old - size, next_new - new - size)
        if size > _FEW or left < _FAR or right < _FAR:
            kept.append((old, new, size))
    return kept
