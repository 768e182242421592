"""Times in the cells of a table: clock times, seconds, milliseconds, fractions of a day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_CLOCK = re.compile(
    r"[\[(<]?\s*(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{1,2})(?:[.,](?P<part>\d{1,9})|[:;]\d{1,3})?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*[\])>]?",
    re.IGNORECASE | re.ASCII,
)
_WORDED = re.compile(
    r"(?=\d)(?:(?P<h>\d+)\s*h\w*)?\s*(?:(?P<m>\d+)\s*m(?!s)\w*)?\s*(?:(?P<s>\d+(?:[.,]\d+)?)\s*s\w*)?", re.ASCII
)
_NUMBER = re.compile(r"[+]?\d{1,15}(?:[.,]\d{1,17})?(?:[eE][-+]?\d{1,2})?", re.ASCII)
_DATED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:-+>|→|–|—|\bto\b|(?<=[\d\]) ])-(?=[\d\[( ]))\s*")
_LONGEST, _LONGEST_RANGE = 40, 120
"""Characters of a cell with a time, and with two."""

_DAY = 86_400.0
_SLOWEST = 0.1
"""Words a second: below this nobody tells anything, so the unit must be a smaller one."""

_FASTEST = 10.0


@dataclass(frozen=True, slots=True)
class Told:
    """A time as a cell tells it."""

    value: float
    kind: str
    """number (of whatever), clock, minutes (a clock without seconds) or date."""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """When each row begins and ends, in seconds, and what was doubtful about it."""

    begins: tuple[float | None, ...]
    ends: tuple[float | None, ...]
    warnings: tuple[str, ...] = ()

    @property
    def last(self) -> float | None:
        """The latest time of all; None where there is none."""
        return max((time for time in (*self.begins, *self.ends) if time is not None), default=None)


def is_time(text: str) -> bool:
    """Whether a cell is a time or a range of times."""
    return any(told is not None for told in _range(text))


def times_of(
    begins: Sequence[str], ends: Sequence[str], durations: Sequence[str], headings: Iterable[str], words: int
) -> Times:
    """The times of a transcript's rows from the columns that tell them; `words` is how many are said in all.

    >>> times_of(["0", "2500"], ["2500", "9000"], ["", ""], ["start", "end"], 20).ends
    (2.5, 9.0)
    """
    ranges = [_range(text) for text in begins]
    first = [told for told, _ in ranges]
    last = [_told(end) or until for end, (_, until) in zip(ends, ranges, strict=True)]
    lengths = [_told(text) for text in durations]
    every = [told for told in (*first, *last) if told]
    scale, warnings = _scale(every, list(headings), words)
    zero = min((told.value for told in every if told.kind == "date"), default=0.0)
    starts = [_seconds(told, scale, zero) for told in first]
    stops = [
        _seconds(end, scale, zero) if end else _sum(start, length, scale)
        for start, end, length in zip(starts, last, lengths, strict=True)
    ]
    if zero:
        warnings = (*warnings, "Times of day were counted from the first of them.")
    return Times(tuple(starts), tuple(stops), warnings)


def _sum(start: float | None, length: Told | None, scale: float) -> float | None:
    more = _seconds(length, scale, 0.0)
    return None if start is None or more is None else round(start + more, 3)


def _seconds(told: Told | None, scale: float, zero: float) -> float | None:
    if told is None:
        return None
    if told.kind == "date":
        return round(told.value - zero, 3)
    return round(told.value * (1.0 if told.kind == "clock" else scale), 3)


def _range(text: str) -> tuple[Told | None, Told | None]:
    """The one or two times in a cell."""
    whole = _told(text)
    if whole or len(text) > _LONGEST_RANGE:
        return whole, None
    parts = [_told(part) for part in _BETWEEN.split(text.strip(), maxsplit=1)]
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else (None, None)


def _told(text: str) -> Told | None:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text):
        return Told(float(text.replace(",", ".")), "number", text.isdecimal())
    if clock := _CLOCK.fullmatch(text):
        return _clock(clock)
    if (worded := _WORDED.fullmatch(text)) and any(worded.groupdict().values()):
        hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in worded.group("h", "m", "s"))
        return Told(hours * 3600 + minutes * 60 + seconds, "clock")
    return _dated(text)


def _clock(clock: re.Match[str]) -> Told:
    hours = int(clock["h"] or 0)
    if clock["half"]:
        hours = hours % 12 + (12 if clock["half"][0] in "pP" else 0)
    value = hours * 3600 + int(clock["m"]) * 60 + int(clock["s"]) + float(f"0.{clock['part'] or 0}")
    minutes = clock["h"] is not None and int(clock["s"]) == 0 and not clock["part"]
    return Told(value, "minutes" if minutes else "date" if clock["half"] else "clock")


def _dated(text: str) -> Told | None:
    if not _DATED.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Told(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp(), "date")


def _scale(every: Sequence[Told], headings: Sequence[str], words: int) -> tuple[float, tuple[str, ...]]:
    """What numbers are counted in; clocks of hours and minutes may be minutes and seconds that Excel took for them."""
    if any(told.kind == "clock" for told in every if told.value):
        return 1.0 if not _said_ms(headings) else 0.001, ()
    top = max((told.value for told in every if told.kind != "date"), default=0.0)
    if all(told.kind == "minutes" for told in every):
        slow = len({told.value for told in every}) > 2 and _plausible(words, top, 1 / 60)
        told_so = "Times that Excel keeps as hours and minutes were read as minutes and seconds."
        return (1 / 60, (told_so,)) if slow else (1.0, ())
    if _said_ms(headings):
        return 0.001, ()
    if any(re.search(r"\b(?:s|secs?|seconds)\b", heading.casefold().replace("_", " ")) for heading in headings):
        return 1.0, ()
    if all(told.whole for told in every) and _plausible(words, top, 0.001):
        return 0.001, ()
    fractions = 0 < top < 1 and len({told.value for told in every}) > 2 and words / top > 50 * _FASTEST
    return (_DAY if fractions else 1.0), ()


def _said_ms(headings: Sequence[str]) -> bool:
    return any(re.search(r"\b(?:ms|msecs?|millis\w*)\b", heading.casefold().replace("_", " ")) for heading in headings)


def _plausible(words: int, top: float, scale: float) -> bool:
    """Whether people speak too slowly for the times as they stand, and not too fast for them scaled down."""
    return top > 0 and words / top < _SLOWEST and words / (top * scale) <= _FASTEST
