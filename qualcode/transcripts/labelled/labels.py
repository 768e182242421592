"""What at the start of a line could name a speaker, and what it would name."""

import re
from dataclasses import dataclass

from qualcode.transcripts.labelled.label_heads import AROUND, ITEM, MARKUP, MOST_WORDS, TIME_FIRST, read_head
from qualcode.transcripts.labelled.times import BRACKETED, SPELLED, STAMPED, TIME, moment, seconds

__all__ = ["MOST_WORDS", "TIME", "Candidate", "Stamp", "first_look", "moment", "named", "seconds"]

_MOST_AFTER_BRACKETS = 5
"""Words between a name in brackets and a colon, at most, where both make one label."""

_LONGEST_HEADER = 100
_LONGEST_HEAD = 400
"""Characters within which a label’s colon stands, a time with its link before it."""

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_PLAIN_HEAD = re.compile(r"(?P<head>[^:：\n]{0,119}[^:：\n\d])(?P<colon>[:：])(?=\s)")
"""A label and its colon as they nearly always stand; what this does not match needs the slower look."""

_GENDERED = r":(?=(?:in|innen|r|n|e)\b[ \d]{0,3}[:：])"
"""A colon inside a German word for people of any gender: Interviewer:in."""

_HEAD = re.compile(
    rf"(?P<head>(?:{TIME}|{_GENDERED}|[^:：\n]){{1,120}}?)(?!{_GENDERED})(?P<colon>[:：])(?!//)", re.ASCII
)
_HEADER = re.compile(
    rf"(?P<name>\S.*?)(?P<gap>[ \t]*[|,•·–—-][ \t]*|\s+)(?P<time>{STAMPED}|{SPELLED})", re.ASCII | re.DOTALL
)
_HEADER_END = re.compile(r"\d[^\w]*$|\d ?[AaPp]\.?[Mm]\b[^\w]*$|\d seconds?[^\w]*$", re.ASCII)
_TIME_HEADER = re.compile(rf"(?P<time>{STAMPED})(?P<gap>\s*[-–—|]\s*|\s+)(?P<name>\D\S*(?: \S+){{0,4}})", re.ASCII)
_UNLIKE_A_HEADER = re.compile(r"[:：\t,?!<>|]|(?!(?:Mrs|Mme|Prof)\.)\b\w{3,}\.(?:\s|$)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<name>[^#:：\n]{1,60})")
_STOP = re.compile(r"(?:(?:\d{1,5}:)?\d{1,4}[ \t]+)?(?P<name>[QA])(?:\.\s+|\t\s*|[ ]{2,})(?=\S)")
_TABBED = re.compile(r"(?P<head>[^\t\n]{1,60})\t+(?=\S)")
_IN_BRACKETS = re.compile(r"\[(?P<name>[^\[\]\n]{1,60})\][ \t]+(?=\S)")
_TIME_AFTER = re.compile(rf"\s*(?:(?P<time>{BRACKETED})\s*[:：]?|(?P<bare>\d{{1,2}}:\d\d:\d\d)$)", re.ASCII)
_STAMP = re.compile(
    rf"(?P<mark>`|\*\*)?(?P<time>{BRACKETED})(?(mark)(?P=mark))(?:\s*[:：])?\s*(?=\S)|(?P<alone>{STAMPED}|{SPELLED})(?:\s*[:：])?\s*(?:$|(?<=\t))",
    re.ASCII,
)
_CLOSING = re.compile(r"(?:\*\*|`|__|\*(?!\*)|_(?!_)|</(?:b|strong|u|em|i|span|p|div)>)+")


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
    """colon, header (a name and a time alone on a line), heading (Markdown's), stop (Q. and A.), or one of layouts."""
    bold: bool
    firm: bool = False
    """Set apart so clearly that it can hardly be speech: a header, or a name with its time in brackets behind it."""
    item: bool = False
    """An item of a list or a quotation."""

    @property
    def timed(self) -> bool:
        """Whether a time stands between the name and the words."""
        return self.shape == "colon" and self.firm


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time at the start of a line, or alone on it, that names nobody."""

    start: int
    words: int
    seconds: float | None


def even_blanks(text: str) -> str:
    """A text in the same length with no-break and figure spaces made ordinary ones, as they look alike to people."""
    return text if text.isascii() else text.translate(_BLANKS)


def first_look(line: str, start: int = 0) -> Candidate | Stamp | None:
    """What the start of a line could be, with positions counted from `start`."""
    body = even_blanks(line).lstrip()
    start += len(line) - len(body)
    body = body.rstrip()
    if not body:
        return None
    shapes = (_header, _time_header, _heading, _stop, _colon, _tab, _bracket)
    found = next((found for shape in shapes if (found := shape(body, start))), None)
    if found and found.shape == "colon" and body[0] == "[" and _is_more_than_a_name(found.label):
        found = _bracket(body, start) or found
    return found or _stamp(body, start)


def _is_more_than_a_name(label: str) -> bool:
    """Whether what stands between a name in brackets and a colon is speech: [Ana] Well, my aunt ran it: a shop."""
    words = label.split()
    return len(words) > _MOST_AFTER_BRACKETS or sum(word[0].islower() for word in words) > 1 or ". " in label


def stamp_at(line: str, start: int) -> Stamp | None:
    """The time in brackets with which a line starts, whatever follows it; positions are counted from `start`."""
    body = line.lstrip()
    return _stamp(body.rstrip(), start + len(line) - len(body))


def _header(body: str, start: int) -> Candidate | None:
    if len(body) > _LONGEST_HEADER or not _HEADER_END.search(body[-16:]):
        return None
    plain = MARKUP.sub("", body).strip(AROUND)
    match = _HEADER.fullmatch(plain)
    if not match or TIME_FIRST.match(plain) or re.search("[:：]", match["name"]):
        return None
    gap, time = match["gap"], match["time"]
    firm = (len(gap) > 1 and "," not in gap) or time[0] in "[(<{\\" or plain[0] == "[" or time[-1] in "mMs."
    return named(match["name"], body, start, len(body), moment(time), shape="header", firm=firm)


def _time_header(body: str, start: int) -> Candidate | None:
    if len(body) > _LONGEST_HEADER or not re.match(r"[\[(<{（【\\*\d]", body):
        return None
    match = _TIME_HEADER.fullmatch(MARKUP.sub("", body))
    if not match or _UNLIKE_A_HEADER.search(match["name"]):
        return None
    firm = match["gap"].strip() != "" or all(word[0].isupper() or word[0].isdigit() for word in match["name"].split())
    return named(match["name"], body, start, len(body), moment(match["time"]), shape="header", firm=firm)


def _heading(body: str, start: int) -> Candidate | None:
    match = _HEADING.fullmatch(body) if len(body) <= _LONGEST_HEADER else None
    return named(match["name"], body, start, len(body), None, shape="heading") if match else None


def _stop(body: str, start: int) -> Candidate | None:
    match = _STOP.match(body)
    return named(match["name"], body, start, match.end(), None, shape="stop") if match else None


def _colon(body: str, start: int) -> Candidate | None:
    if ":" not in body[:_LONGEST_HEAD] and "：" not in body[:_LONGEST_HEAD]:
        return None
    first = TIME_FIRST.match(body)
    begin = first.end() if first else 0
    match = _PLAIN_HEAD.match(body, begin) or _HEAD.match(body, begin)
    if not match or _between_digits(body, match.start("colon")) or _has_columns(match["head"]):
        return None
    end, time = _after_blanks(body, match.end()), moment(first["time"]) if first else None
    closing = _CLOSING.match(body, end)
    if closing and (closing[0][0] == "<" or closing[0] in match["head"]):
        end = closing.end()
    after = _TIME_AFTER.match(body, end)
    if after:
        end, time = after.end(), moment(after["time"] or after["bare"])
    closing = _CLOSING.match(body, end)
    end = closing.end() if closing and closing[0][0] == "<" else end
    return named(match["head"], body, start, end, time, shape="colon")


def _after_blanks(body: str, place: int) -> int:
    """The place after no-break spaces that are spelled out, as web pages do between a label and its words."""
    while body.startswith("&nbsp;", place):
        place += len("&nbsp;")
    return place


def _tab(body: str, start: int) -> Candidate | None:
    first = TIME_FIRST.match(body)
    match = _TABBED.match(body, first.end() if first else 0)
    if not match:
        return None
    time = moment(first["time"]) if first else None
    return named(match["head"], body, start, match.end(), time, shape="tab")


def _bracket(body: str, start: int) -> Candidate | None:
    match = _IN_BRACKETS.match(body)
    return named(match["name"], body, start, match.end(), None, shape="bracket") if match else None


def _stamp(body: str, start: int) -> Stamp | None:
    match = _STAMP.match(body)
    if not match:
        return None
    return Stamp(start, start + match.end(), moment(match["time"] or match["alone"]))


def _has_columns(head: str) -> bool:
    """Whether a tab stands inside a head, after its number and time."""
    return "\t" in head and "\t" in TIME_FIRST.sub("", ITEM.sub("", head.strip(), count=1)).strip()


def _between_digits(body: str, colon: int) -> bool:
    return body[colon - 1].isdigit() and body[colon + 1 : colon + 2].isdigit()


def named(
    head: str, body: str, start: int, words: int, time: float | None, *, shape: str, firm: bool = False
) -> Candidate | None:
    """The candidate a line's head makes, None where nothing in it can be a name."""
    read = read_head(head)
    if read is None:
        return None
    bold = ("*" in head or "_" in head or "<" in head) and len(MARKUP.findall(body[:words])) > 1
    words += len(body[words:]) - len(body[words:].lstrip())
    seconds_in = time if read.seconds is None else read.seconds
    firm = firm or (shape == "colon" and read.timed_last)
    return Candidate(read.label, read.written, start, start + words, seconds_in, shape, bold, firm, read.item)
