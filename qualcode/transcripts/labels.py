"""What at the start of a line could name a speaker, and what it would name."""

import re
from dataclasses import dataclass

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""A place in a recording as people and tools write it: 0:05, 12:44, 1:02:45.310."""

MOST_WORDS = 8
"""A label longer than this is a sentence."""

_LONGEST_HEADER = 100
_BRACKETED_TIME = rf"[\[(<]\s*(?:{TIME})\s*[\])>]"
_HEAD = re.compile(rf"(?P<head>(?:{TIME}|[^:：\n]){{1,120}}?)(?P<colon>[:：])(?!//)", re.ASCII)
_HEADER = re.compile(rf"(?P<name>\S.*?)(?P<gap>\s+)(?P<time>{_BRACKETED_TIME}|{TIME})", re.ASCII)
_TIME_HEADER = re.compile(
    rf"(?P<time>{_BRACKETED_TIME}|{TIME})(?P<gap>\s*[-–—|]\s*|\s+)(?P<name>\D\S*(?: \S+){{0,4}})", re.ASCII
)
_HEADING = re.compile(r"#{1,6}\s+(?P<name>[^#:：\n]{1,60})")
_STOP = re.compile(r"(?P<name>[QA])\.\s+(?=\S)")
_TABBED = re.compile(r"(?P<head>[^\t\n]{1,60})\t+(?=\S)")
_BRACKETED = re.compile(r"\[(?P<name>[^\[\]\n]{1,60})\][ \t]+(?=\S)")
_TIME_FIRST = re.compile(rf"\*?(?P<time>{_BRACKETED_TIME}|{TIME})\s*(?:[-–—=|]\s*)?(?=\D)", re.ASCII)
_TIME_LAST = re.compile(rf"\s*(?P<time>{_BRACKETED_TIME}|{TIME})$", re.ASCII)
_STAMP = re.compile(
    rf"(?P<time>{_BRACKETED_TIME})\s*(?=\S)|(?P<alone>{_BRACKETED_TIME}|{TIME})\s*(?:$|(?<=\t))", re.ASCII
)
_REMARK_LAST = re.compile(r"\s*\([^()]*\)$")
_ITEM = re.compile(r"(?:[-*•>#]+|\d{1,4}[.)])\s+")
_BOLD = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something at the start of a line that may name the speaker of the words after it."""

    label: str
    """Without time, bold marks, brackets and remarks in parentheses."""
    written: str
    """The same with its remarks, as people should read it before a colon."""
    start: int
    """Position of the line's first character that is not white space."""
    words: int
    """Position at which the words begin."""
    seconds: float | None
    shape: str
    """colon, header (a name and a time alone on a line), heading (Markdown's), tab, bracket or stop (Q. and A.)."""
    bold: bool
    firm: bool = False
    """A header that is set apart so clearly that it can hardly be speech."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time at the start of a line, or alone on it, that names nobody."""

    start: int
    words: int
    seconds: float | None


def seconds(time: str) -> float:
    """Seconds into the recording for a written time.

    >>> seconds("1:02:45.310"), seconds("[0:05]")
    (3765.31, 5.0)
    """
    total = 0.0
    for part in time.strip("[](){}<> \t").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def first_look(line: str, start: int = 0) -> Candidate | Stamp | None:
    """What the start of a line could be, with positions counted from `start`."""
    body = line.lstrip()
    start += len(line) - len(body)
    body = body.rstrip()
    if not body:
        return None
    shapes = (_header, _time_header, _heading, _stop, _colon, _tab, _bracket)
    return next((found for shape in shapes if (found := shape(body, start))), None) or _stamp(body, start)


def _header(body: str, start: int) -> Candidate | None:
    if len(body) > _LONGEST_HEADER:
        return None
    plain = _BOLD.sub("", body).strip()
    match = _HEADER.fullmatch(plain)
    if not match or _TIME_FIRST.match(plain) or re.search("[:：]", match["name"]):
        return None
    gap = match["gap"]
    firm = len(gap) > 1 or gap != " " or match["time"][0] in "[(<" or plain[0] == "["
    return _candidate(match["name"], body, start, len(body), seconds(match["time"]), shape="header", firm=firm)


def _time_header(body: str, start: int) -> Candidate | None:
    match = _TIME_HEADER.fullmatch(_BOLD.sub("", body)) if len(body) <= _LONGEST_HEADER else None
    if not match or re.search(r"[:：\t.,?!]", match["name"].removeprefix("Dr.").removeprefix("Mr.")):
        return None
    firm = match["gap"].strip() != ""
    return _candidate(match["name"], body, start, len(body), seconds(match["time"]), shape="header", firm=firm)


def _heading(body: str, start: int) -> Candidate | None:
    match = _HEADING.fullmatch(body) if len(body) <= _LONGEST_HEADER else None
    return _candidate(match["name"], body, start, len(body), None, shape="heading") if match else None


def _stop(body: str, start: int) -> Candidate | None:
    match = _STOP.match(body)
    return _candidate(match["name"], body, start, match.end(), None, shape="stop") if match else None


def _colon(body: str, start: int) -> Candidate | None:
    match = _HEAD.match(body)
    if not match or _between_digits(body, match.start("colon")):
        return None
    end = match.end()
    closing = re.match(r"\*\*|__|\*(?!\*)", body[end:])
    if closing and closing[0] in match["head"]:
        end += len(closing[0])
    return _candidate(match["head"], body, start, end, None, shape="colon")


def _tab(body: str, start: int) -> Candidate | None:
    first = _TIME_FIRST.match(body)
    match = _TABBED.match(body, first.end() if first else 0)
    if not match:
        return None
    time = seconds(first["time"]) if first else None
    return _candidate(match["head"], body, start, match.end(), time, shape="tab")


def _bracket(body: str, start: int) -> Candidate | None:
    match = _BRACKETED.match(body)
    return _candidate(match["name"], body, start, match.end(), None, shape="bracket") if match else None


def _stamp(body: str, start: int) -> Stamp | None:
    match = _STAMP.match(body)
    if not match:
        return None
    return Stamp(start, start + match.end(), seconds(match["time"] or match["alone"]))


def _between_digits(body: str, colon: int) -> bool:
    return body[colon - 1].isdigit() and body[colon + 1 : colon + 2].isdigit()


def _candidate(
    head: str, body: str, start: int, words: int, time: float | None, *, shape: str, firm: bool = False
) -> Candidate | None:
    """The candidate a line's head makes, None where nothing in it can be a name."""
    head, time = _without_times(_BOLD.sub("", head).strip("*_ \t\u00a0"), time)
    written = " ".join(_ITEM.sub("", head).strip("*_=-–—|>#•").split())
    written = re.sub(r"^(?:\[([^\[\]]+)\]|\(([^()]+)\)$)", r"\1\2", written)
    label = written
    while label != (shorter := _REMARK_LAST.sub("", label).strip()) and shorter:
        label = shorter
    if (
        not re.match(r"[\w@]", label)
        or not re.search(r"[^\W\d_]", label)
        or len(label) > 60
        or len(label.split()) > MOST_WORDS
    ):
        return None
    bold = len(_BOLD.findall(body[:words])) > 1
    words += len(body[words:]) - len(body[words:].lstrip())
    return Candidate(label, written, start, start + words, time, shape, bold, firm)


def _without_times(head: str, time: float | None) -> tuple[str, float | None]:
    first = _TIME_FIRST.match(head)
    if first:
        head, time = head[first.end() :], seconds(first["time"])
    last = _TIME_LAST.search(head)
    if last and last.start() > 0:
        head, time = head[: last.start()], seconds(last["time"])
    return head, time
