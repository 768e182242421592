"""Times as programs for speech recognition write them in JSON: numbers, clock times, periods, dates."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qualcode.transcripts.recognizers.fields import fields

_BEGINS = (
    "start", "starttime", "startoffset", "starttimestamp", "startms", "starttimems", "begin", "begins", "begintime",
    "offsets", "timestamps", "offsetinticks", "offset", "offsetmilliseconds", "offsetms", "from", "timestamp", "time",
    "ts", "startseconds", "starttimeinseconds", "timecode",
)  # fmt: skip
_ENDS = (
    "end", "endtime", "endoffset", "endtimestamp", "endms", "endtimems", "ends", "stop", "to", "endts", "endseconds",
    "endtimeinseconds",
)  # fmt: skip
_LENGTHS = ("duration", "dur", "durationms", "durationmilliseconds", "durationinticks")
_PARTS = ("instances", "sentences", "words", "elements", "alternatives", "segments")
_DEEPEST = 4
_LAST_PARTS = 3
_LATEST = 1_000_000.0
"""Seconds: no recording is longer."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d{1,9})?)", re.ASCII)
_PERIOD = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Time:
    """A time as a file writes it."""

    value: float
    unit: str
    """s; date for seconds since 1970; plain for a number whose unit only all numbers together tell."""


def times_of(item: Mapping[str, Any], depth: int = 0) -> tuple[Time | None, Time | None]:
    """When an object's words begin and end, as far as it or its parts say."""
    found = fields(item)
    begins = ends = None
    for key in [key for key in _BEGINS if found.get(key) is not None]:
        value = found[key]
        if isinstance(value, dict) and ("from" in value or "to" in value):
            unit = "ms" if key == "offsets" else ""
            return _time(value.get("from"), unit), _time(value.get("to"), unit)
        if isinstance(value, list) and len(value) == 2:
            return _time(value[0]), _time(value[1])
        begins = _time(value, _unit(key))
        if begins:
            break
    ends = next((time for key in _ENDS if key in found and (time := _time(found[key], _unit(key)))), None)
    if begins is None and depth < _DEEPEST:
        return _times_within(found, depth)
    if ends is None and begins:
        length = next((time for key in _LENGTHS if key in found and (time := _time(found[key], _unit(key)))), None)
        if length and length.unit == begins.unit:
            ends = Time(begins.value + length.value, begins.unit)
    return begins, ends


def _times_within(found: Mapping[str, Any], depth: int) -> tuple[Time | None, Time | None]:
    """When the first part of an object begins and the last ends."""
    for key in _PARTS:
        parts = found.get(key)
        items = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
        if items:
            last = (times_of(item, depth + 1)[1] for item in items[: -_LAST_PARTS - 1 : -1])
            return times_of(items[0], depth + 1)[0], next((ends for ends in last if ends), None)
    return None, None


def _unit(key: str) -> str:
    if key.endswith("ticks"):
        return "ticks"
    if key.endswith(("ms", "milliseconds")):
        return "ms"
    return "s" if key.endswith("seconds") else ""


def _time(value: Any, unit: str = "") -> Time | None:
    """A time from a number, a clock time, a period or a date; None for all else."""
    if isinstance(value, dict):
        parts = [_time(value.get(key), "s") for key in ("seconds", "nanos")]
        whole = (parts[0].value if parts[0] else 0.0) + (parts[1].value / 1e9 if parts[1] else 0.0)
        return Time(whole, "s") if any(parts) else None
    if isinstance(value, str):
        return _written_time(value.strip(), unit)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) and value > 10**18:
        return None
    return _sized(float(value), unit)


def _written_time(value: str, unit: str) -> Time | None:
    number = value.removesuffix("s")
    if _NUMBER.fullmatch(number):
        return _sized(float(number), unit if number == value else "s")
    clock = _CLOCK.fullmatch(value)
    if clock:
        hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in clock.groups())
        return Time(hours * 3600 + minutes * 60 + seconds, "s")
    period = _PERIOD.fullmatch(value)
    if period and any(period.groups()):
        hours, minutes, seconds = (float(part or 0) for part in period.groups())
        return Time(hours * 3600 + minutes * 60 + seconds, "s")
    if re.match(r"\d{4}-\d\d-\d\dT", value):
        try:
            return Time(datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp(), "date")
        except (ValueError, OverflowError, OSError):
            return None
    return None


def _sized(value: float, unit: str) -> Time | None:
    if not math.isfinite(value) or value < 0:
        return None
    scale = {"ms": 1e-3, "ticks": 1e-7}.get(unit, 1.0)
    return Time(value * scale, "s" if unit else "plain")


def in_seconds(times: Iterable[Time | None], words: int) -> list[float | None]:
    """Times in seconds, dates counted from the first; plain numbers are thousandths where speech were too slow."""
    given = list(times)
    plain = [time.value for time in given if time and time.unit == "plain"]
    scale, zero = _scale(plain, words)
    dates = [time.value for time in given if time and time.unit == "date"]
    first = min(dates, default=0.0)
    seconds = [
        None
        if time is None
        else time.value - first
        if time.unit == "date"
        else (time.value - zero) * scale
        if time.unit == "plain"
        else time.value
        for time in given
    ]
    return [None if second is None or second > _LATEST else round(second, 3) for second in seconds]


def _scale(plain: list[float], words: int) -> tuple[float, float]:
    """Seconds in one of the numbers, and the number that stands for the start of the recording."""
    last, first = max(plain, default=0.0), min(plain, default=0.0)
    zero = first if first > 1e8 else 0.0
    if last <= zero or not words:
        return 1.0, zero
    rate = words / (last - zero)
    whole = all(value.is_integer() for value in plain)
    in_thousandths = abs(math.log(rate * 1000 / 2)) < abs(math.log(rate / 2))
    return (1e-3 if in_thousandths and (whole or rate < 5e-3) else 1.0), zero
