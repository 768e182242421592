"""What the head of a line says before its colon: a label, remarks beside it, a time, the mark of a list."""

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from qualcode.transcripts.labelled.times import STAMPED, moment

MOST_WORDS = 8
"""A label longer than this is a sentence."""

TIME_FIRST = re.compile(rf"\*?(?P<time>{STAMPED})\s*(?:[-–—=|]\s*)?(?=\D)", re.ASCII)
_TIME_LAST = re.compile(rf"\s*(?:[-–—|,]\s)?(?P<time>{STAMPED})$", re.ASCII)
_CHAT = re.compile(r"From (?P<name>\S.*?)(?:[ \t]+to [^:]+)?", re.IGNORECASE)
_REMARK_LAST = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）)$")
_REMARK_FIRST = re.compile(r"[\[(][^\[\]()]*[\])]\s*(?=\S)")
ITEM = re.compile(r"(?P<bullet>[-*•▪◦>#]+[ \t]+(?:\[[ xX]?\][ \t]+)?)|\d{1,4}[.)][ \t]+|Q?\d{1,4}[ \t]+(?=\D)")
_TELEPHONE = re.compile(r"\+?\d[\d*]{8,13}[\d*]|\+\d{1,3}(?:[ -]\d{2,4}){2,4}", re.ASCII)
"""The number of somebody who called in, as video calls name them, some of its digits hidden."""

_LIST_MARKS = "-*•▪◦.)]"
MARKUP = re.compile(r"\*\*|__|`|</?(?:b|strong|u|em|i|p|span|div|li)\b[^<>\n]{0,80}>")
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
AROUND = "*_ \t\u00a0" + _INVISIBLE


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a labelled line, read."""

    label: str
    written: str
    seconds: float | None
    item: bool
    timed_last: bool = False
    """Whether the time stands after the name: Ana (01:36)."""


@lru_cache(maxsize=4096)
def read_head(head: str) -> Head | None:
    """What a head says: the label, what stood beside it, a time, and whether it opens an item of a list."""
    plain = MARKUP.sub("", head).strip(AROUND)
    item = ITEM.match(plain)
    rest, time = _without_times(plain[item.end() :] if item else plain)
    timed_last = time is not None and plain.endswith((")", "]")) and not rest.endswith((")", "]"))
    written = _written(rest)
    label = written
    while label != (shorter := _REMARK_LAST.sub("", label).strip()) and shorter:
        label = shorter
    if not _can_be_a_name(label):
        return None
    listed = bool(item and item[0].rstrip()[-1] in _LIST_MARKS) or head.lstrip()[:2] in {"* ", "*\t"}
    return Head(intern(label), intern(written), time, listed, timed_last)


def _written(head: str) -> str:
    """A label with its remarks, without list marks, brackets around it and remarks before it."""
    item = ITEM.match(head)
    written = " ".join((head[item.end() :] if item else head).strip("*_=-–—|>#•\\" + _INVISIBLE).split())
    if re.fullmatch(r"\[[^\[\]]+\]|\([^()]+\)|<[^<>]+>", written):
        written = written[1:-1].strip()
    elif not re.fullmatch(r"\[[^\[\]]+\].*\(.*\)", written):
        written = _REMARK_FIRST.sub("", written, count=1) if written[:1] in "[(" else written
        written = re.sub(r"^\[([^\[\]]+)\]$", r"\1", written)
    else:
        written = re.sub(r"^\[([^\[\]]+)\]", r"\1", written)
    chat = _CHAT.fullmatch(written)
    return chat["name"] if chat else written


def _can_be_a_name(label: str) -> bool:
    return _TELEPHONE.fullmatch(label) is not None or (
        len(label) <= 60
        and re.match(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]{0,4} ?[\w@]", label) is not None
        and re.search(r"[^\W\d_]", label) is not None
        and len(label.split()) <= MOST_WORDS
    )


def _without_times(head: str) -> tuple[str, float | None]:
    time: float | None = None
    first = TIME_FIRST.match(head)
    if first:
        head, time = head[first.end() :], moment(first["time"])
    last = _TIME_LAST.search(head)
    if last and last.start() > 0:
        head, time = head[: last.start()], moment(last["time"])
    return head, time
