"""Times as transcripts show them."""

import re

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""A place in a recording as people and tools write it: 0:05, 12:44, 1:02:45.310."""

SPELLED = r"(?:\d{1,2} hours? )?(?:\d{1,2} minutes? )?\d{1,2} seconds?"
"""A time in words: 2 minutes 5 seconds."""

_DAY = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T])?"
_CLOCK = rf"{_DAY}(?:{TIME})(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?(?:-{{1,2}}>?|–|—|to)\s?(?:{TIME}))?"
_SPAN = r"\d{1,6}\.\d{1,3}s?\s?-{1,2}>?\s?\d{1,6}\.\d{1,3}s?"
BRACKETED = (
    rf"\\?[\[(<{{（【][ \t]{{0,9}}(?:{_CLOCK}|{_SPAN})"
    rf"[ \t]{{0,9}}\\?[\])>}}）】](?:\((?:[^()\s]|\([^()\s]{{0,20}}\)){{1,200}}\))?"
)
"""A time or stretch of time in brackets, perhaps with the link that Markdown puts behind it."""

STAMPED = rf"(?:{BRACKETED}|{_CLOCK})"
"""A time with or without brackets, perhaps with the day before it or a second time after it."""

_FIRST_TIME = re.compile(TIME, re.ASCII)
_FIRST_SECONDS = re.compile(_SPAN, re.ASCII)
_UNPLACED = re.compile(r"[AaPp]\.?[Mm]\b|\d[./-]\d{1,2}[./-]\d", re.ASCII)


def seconds(time: str) -> float:
    """Seconds into the recording for a written time.

    >>> seconds("1:02:45.310"), seconds("[0:05]")
    (3765.31, 5.0)
    """
    total = 0.0
    for part in time.strip("[](){}<>\\ \t").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def moment(written: str) -> float | None:
    """Seconds into the recording for a time as a transcript shows it; None for a time of the day.

    >>> moment("[00:05 --> 00:07]"), moment("[1.5-3.0]"), moment("0 minutes 12 seconds"), moment("12:04 PM")
    (5.0, 1.5, 12.0, None)
    """
    span = _FIRST_SECONDS.search(written)
    if span:
        return float(re.split(r"[s\s-]", span[0])[0])
    if _UNPLACED.search(written):
        return None
    time = _FIRST_TIME.search(written)
    if time:
        return seconds(time[0])
    units = {"h": 3600, "m": 60, "s": 1}
    return float(sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+) ([hms])", written)))
