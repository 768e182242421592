"""Pictures made of letters: lines of text no wider than they may be, for any script and without colour."""

import re
from collections.abc import Mapping, Sequence
from math import ceil

from qualcode.cli.output import cells

SHADES = " ░▒▓█"
"""From nothing to the most."""
NARROWEST = 24
"""Columns below which no picture can be read; a narrower one is made as wide as this."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def fitted(text: str, width: int) -> str:
    """Text cut to a width in columns, with “…” where something is gone, and filled up with spaces.

    >>> fitted("trust", 8), fitted("outside pressure", 8), fitted("圧力が強い", 6)
    ('trust   ', 'outside…', '圧力… ')
    """
    shown = _UNSEEN.sub(" ", text)
    if cells(shown) > width:
        while shown and cells(shown) > width - 1:
            shown = shown[:-1]
        shown = f"{shown}…" if width > 0 else ""
    return shown + " " * max(0, width - cells(shown))


def bars(rows: Sequence[tuple[str, int, str]], width: int, most: int = 0) -> list[str]:
    """A bar for each (name, number, words after it); `most` is the number of a whole bar, else the greatest there is.

    >>> for line in bars([("trust", 6, "6 of 12"), ("card", 3, "3 of 12")], 30, most=12): print(line)
    trust  ██████░░░░░░  6 of 12
    card   ███░░░░░░░░░  3 of 12
    """
    if not rows:
        return []
    width = max(width, NARROWEST)
    after = min(max(cells(words) for *_, words in rows), width // 3)
    name = min(max(cells(one) for one, *_ in rows), (width - after) // 2)
    whole = max(most, 1, *(number for _, number, _ in rows))
    # Where there is room a unit is a sign, or a whole number of signs, so that bars can be counted.
    room = max(1, width - name - after - 4)
    room = whole * min(room // whole, max(1, 24 // whole)) if whole <= room else room
    return [
        f"{fitted(one, name)}  {_bar(number, whole, room)}  {fitted(words, after)}".rstrip()
        for one, number, words in rows
    ]


def heat_table(
    names: Sequence[str], numbers: Mapping[tuple[int, int], int], width: int, heads: Sequence[str] | None = None
) -> list[str]:
    """A number with a shade for each (row, column), columns headed by `heads`, else by the numbers of the rows.

    A cell that is not in `numbers` stays empty; columns for which there is no room are left out.

    >>> for line in heat_table(["trust", "card", "lunch"], {(1, 0): 4, (2, 0): 0, (2, 1): 1}, 40): print(line)
             1  2  3
    1  trust
    2  card  4█
    3  lunch 0  1░
    """
    if not names:
        return []
    width = max(width, NARROWEST)
    titles = [str(number) for number in range(1, len(names) + 1)] if heads is None else list(heads)
    ordinals = [f"{number:>{len(str(len(names)))}}  " if heads is None else "" for number in range(1, len(names) + 1)]
    most = max(numbers.values(), default=0)
    cell = max(len(str(most)), *(cells(title) for title in titles), 1) + 1 if titles else 1
    cell = min(cell, 12)
    room = width - len(ordinals[0])
    name = min(max(map(cells, names)), max(room - len(titles) * (cell + 1), room // 3))
    columns = max(0, min(len(titles), (room - name) // (cell + 1)))
    lines = [" " * (len(ordinals[0]) + name) + "".join(f" {_right(title, cell - 1)} " for title in titles[:columns])]
    for row, one in enumerate(names):
        shown = "".join(f" {_heat(numbers.get((row, column)), most, cell)}" for column in range(columns))
        lines.append(f"{ordinals[row]}{fitted(one, name)}{shown}")
    return [line.rstrip() for line in lines]


def curve(values: Sequence[float], width: int, height: int = 8, under: str = "") -> list[str]:
    """How a number grows: a column for each value from the first to the last, at least 0, with the greatest beside it.

    >>> for line in curve([1, 2, 4, 4], 40, 4, under="interviews"): print(line)
    4 ┤      █  █
      │      █  █
      │   █  █  █
      │█  █  █  █
      └──────────
       1        4  interviews
    """
    if not values:
        return []
    width = max(width, NARROWEST)
    most = max(1, ceil(max(values)))
    mark = str(most)
    room = width - len(mark) - 2
    shown = _thinned(values, room)
    step = max(1, min(3, room // len(shown)))
    lines = []
    for level in range(height, 0, -1):
        signs = (" " * (step - 1)).join("█" if value >= most * (level - 0.5) / height else " " for value in shown)
        lines.append(f"{f'{mark} ┤' if level == height else ' ' * len(mark) + ' │'}{signs}".rstrip())
    across = step * (len(shown) - 1) + 1
    pad = " " * len(mark)
    lines.append(f"{pad} └{'─' * across}")
    last = str(len(values))
    line = f"{pad}  1{' ' * max(1, across - 1 - len(last))}{last}" if len(values) > 1 else f"{pad}  1"
    return [*lines, fitted(f"{line}  {under}", width).rstrip()]


def cluster_map(places: Mapping[int, tuple[float, float]], width: int, height: int = 16) -> list[str]:
    """Clusters as their numbers, the nearer the more alike; `places` by number, in the two main directions.

    Both directions have the same scale, a line counting as two columns. Where several would stand in one spot the
    later goes to the nearest free one, so that no number covers another.

    >>> for line in cluster_map({1: (0.0, 0.0), 2: (1.0, 0.0), 3: (0.5, 1.0)}, 24, 5): print(line)
    ┌──────────────────────┐
    │          3           │
    │                      │
    │                      │
    │                      │
    │      1       2       │
    └──────────────────────┘
    """
    width = max(width, NARROWEST)
    across, height = width - 2, max(3, height)
    signs = [[" "] * across for _ in range(height)]
    if places:
        longest = max(len(str(number)) for number in places)
        xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        span = max(wide / max(1, across - longest), high / (2 * (height - 1))) or 1.0
        left, top = (across - longest - wide / span) / 2, (height - 1 - high / span / 2) / 2
        for number in sorted(places):
            x, y = places[number]
            _put(signs, str(number), round(top + (max(ys) - y) / span / 2), round(left + (x - min(xs)) / span))
    return [f"┌{'─' * across}┐", *(f"│{''.join(line)}│" for line in signs), f"└{'─' * across}┘"]


def _bar(number: int, whole: int, room: int) -> str:
    filled = 0 if number <= 0 else max(1, round(number / whole * room))
    return "█" * filled + "░" * (room - filled)


def _heat(number: int | None, most: int, width: int) -> str:
    if number is None:
        return " " * width
    shade = SHADES[0 if number <= 0 else max(1, ceil(number / most * (len(SHADES) - 1)))]
    return _right(f"{number}{shade}", width)


def _right(text: str, width: int) -> str:
    shown = fitted(text, width)
    return shown if cells(text) >= width else " " * (width - cells(text)) + fitted(text, cells(text))


def _thinned(values: Sequence[float], most: int) -> Sequence[float]:
    """As many of the values, first and last among them, as there is room for."""
    if len(values) <= most:
        return values
    return [values[round(place * (len(values) - 1) / (most - 1))] for place in range(most)]


def _put(signs: list[list[str]], word: str, row: int, column: int) -> None:
    """Write a word where it belongs, or in the nearest place where it touches no other."""
    spots = [(r, c) for r in range(len(signs)) for c in range(len(signs[0]) - len(word) + 1)]
    for r, c in sorted(spots, key=lambda spot: (4 * (spot[0] - row) ** 2 + (spot[1] - column) ** 2, spot)):
        if all(sign == " " for sign in signs[r][max(0, c - 1) : c + len(word) + 1]):
            signs[r][c : c + len(word)] = list(word)
            return
