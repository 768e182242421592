"""Times among the words of a turn and at its end."""

import re
from dataclasses import replace

from qualcode.model import Turn
from qualcode.transcripts.labelled.labels import TIME, moment, seconds
from qualcode.transcripts.labelled.slices import trimmed

_END_STAMP = re.compile(
    rf"#(?P<hash>\d{{1,2}}:\d{{2}}:\d{{2}}(?:[-.,]\d{{1,3}})?)#|(?P<bracket>\\?[\[(]{TIME}\\?[\])])(?=[ \t]*(?:\n|\Z))"
)


def timed(text: str, turn: Turn, outside: list[tuple[int, int]]) -> Turn | None:
    """A turn with the stamps among its words as marks; a stamp or bold mark that closes it stands outside."""
    marks = [] if turn.begins is None else [(turn.start, turn.begins)]
    end, ends = turn.end, turn.ends
    for stamp in _END_STAMP.finditer(text, turn.start, turn.end):
        time = _time_of(stamp)
        if stamp.end() == turn.end:
            end, ends = stamp.start(), time
            outside += trimmed(text, end, turn.end)
        elif time is not None:
            marks.append((stamp.end(), time))
    words = text[turn.start : end]
    if words.endswith("**") and words.count("**") % 2:
        outside.append((end - 2, end))
        words = words[:-2]
    words = words.rstrip()
    if not words:
        return None
    return replace(turn, end=turn.start + len(words), ends=ends, marks=tuple(marks))


def _time_of(stamp: re.Match[str]) -> float | None:
    return seconds(stamp["hash"].replace("-", ".")) if stamp["hash"] else moment(stamp["bracket"].replace("\\", ""))
