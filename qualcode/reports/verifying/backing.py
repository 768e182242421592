"""Quotations and counts in a text that nothing backs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.reports.verifying.plain import plain

_ONES = "one two three four five six seven eight nine"
_UPWARDS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNIT, _TEEN, _TEN = (f"(?:{'|'.join(names.split())})" for names in (_ONES, _UPWARDS, _TENS))
_WORD = rf"(?:{_TEN}(?:[- ]{_UNIT})?|{_TEEN}|{_UNIT}|(?:a|one) hundred)"
_NUMBER = rf"(?:(?<![\d.,:/–-])\d{{1,3}}(?![\d/:–]|[.,]\d)|(?<![\w-]){_WORD}(?![\w-]))"
_NOT_ALL = r"(?!(?<=\bin )one\b)(?!(?<=\bat )one\b)(?!(?<=\bfrom )one\b)"
_PARTS = "part page step round phase session volume version"
_NO_COUNT = "".join(rf"(?<!\b{name} )" for name in _PARTS.split())
_OF = r"(?:\s+[a-z]+){0,2}\s+\(?(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+|all\s+the\s+|these\s+|those\s+|a\s+)?"
_IDIOM = r"(?!\s+(?:things|ways|reasons|kinds|sorts|sides|parts)\b)"
_TIMES = r"(?!\s+(?:minutes?|hours?|days?|weeks?|months?|terms?|years?|rooms?|schools?|places?|steps|parts|all)\b)"
_SURE = r"(?!\s+(?:sure|certain|clear|honest|committed|convinced)\b)"
_TIME = r"(?!\s+of\s+(?:an?\b|(?:the|their|our|my)\s+(?:time|hour|day|week|year|way|work|budget|book)\b))"
_COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NO_COUNT}{_NOT_ALL}{_NUMBER}{_OF}{_NUMBER}{_IDIOM}",
        rf"{_NUMBER}\s+in\s+(?:every\s+)?{_NUMBER}(?!\s+[ap]m\b){_TIMES}",
        rf"(?:(?<![\w.,])\d+(?:[.,]\d+)?|{_NUMBER})\s*(?:%|per\s?cent\b){_SURE}",
        rf"\b(?:two|three|four)[\s-](?:thirds|quarters|fifths)\b(?=\s+of\b){_TIME}",
    )
)
_FRACTION = re.compile(
    r"(?<![\w/.,-])(?<!\bon )(?<!\broom )(?<!\bp\. )(?<!\bpp\. )(\d{1,3})\s?/\s?(\d{1,3})(?![\w/-]|[.,]\d)"
)
_QUOTATIONS = (
    re.compile(r"„[^„“”]+[“”]"),
    re.compile(r"“[^“”]+(?:”|(?=\n[ \t]*\n)|\Z)"),
    re.compile(r"”[^“”\n]+”"),
    re.compile(r"«[^«»]+»"),
    re.compile(r"»[^«»]+«"),
    re.compile(r"[「『][^「」『』]+[」』]"),
    re.compile(r'(?<![\w"])"[^"]+"'),
    re.compile(r"‚[^‚‘’]+[‘’]"),
    re.compile(r"‹[^‹›]+›"),
    re.compile(r"‘(?:[^‘’]|(?<=\w)’(?=\w))+’"),
    re.compile(r"(?<!\w)'(?:[^']|(?<=\w)'(?=\w))+'(?!\w)"),
    re.compile(r"``[^`]+?''"),
)
_ACROSS_PARAGRAPHS = "“«»「『"
_BLOCK = re.compile(r"(?:^(?: {0,3}|[ \t]*(?:[-*+]|\d+[.)])[ \t]+)>.*\n?)+", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_SAID_BY = re.compile(
    r"^.*\w.*(?:(?:[—–]|--)\s*P\d{2,}(?:, [\w ]+)?(?:;.*)?|[—–(].*\bD\d{2,}, turn \d+.*)$", re.MULTILINE
)
FEWEST_WORDS = 3
"""Fewer words between quotation marks are taken for a term, not a quotation."""


@dataclass(frozen=True, slots=True)
class Unbacked:
    """A quotation or a count that nobody can look up."""

    start: int
    words: str
    kind: str
    """quotation or count."""


def unbacked(text: str) -> tuple[Unbacked, ...]:
    """What a text quotes or counts, in the order of the text; what is backed must be blanked out before."""
    return tuple(sorted({found.start: found for found in _found(text)}.values(), key=lambda found: found.start))


def _found(text: str) -> Iterator[Unbacked]:
    seen = plain(text)
    for start, words, kind in (*_counts(seen.words), *_quotations(seen.words)):
        yield Unbacked(seen.places[start], words, kind)
    for found in _BLOCK.finditer(text):
        if re.search(r"\w", found[0]):
            start = found.end() - len(re.sub(r"\A(?:[-*+\s>]|\d+[.)])*", "", found[0]))
            yield Unbacked(start, re.sub(r"(?m)^[^>\n]*> ?", "", found[0]), "quotation")


def _counts(words: str) -> Iterator[tuple[int, str, str]]:
    for pattern in _COUNTS:
        for found in pattern.finditer(words):
            yield found.start(), found[0], "count"
    for found in _FRACTION.finditer(words):
        k, n = int(found[1]), int(found[2])
        if n and k <= n and found[0] != "50/50":
            yield found.start(), found[0], "count"


def _quotations(words: str) -> Iterator[tuple[int, str, str]]:
    left = words
    for pattern in _QUOTATIONS:
        for found in pattern.finditer(left):
            across = found[0][0] in _ACROSS_PARAGRAPHS or not _PARAGRAPH_END.search(found[0])
            if across and len(re.findall(r"\w+", found[0])) >= FEWEST_WORDS and not _is_title(found[0]):
                yield found.start(), found[0], "quotation"
            if found[0][0] == "„":
                left = left[: found.start()] + " " * len(found[0]) + left[found.end() :]
    for found in _SAID_BY.finditer(words):
        yield found.start(), found[0].strip(), "quotation"


def _is_title(quotation: str) -> bool:
    """Whether every longer word has a capital, as in the title of a book; nobody is quoted by one."""
    longer = [word for word in re.findall(r"[^\W\d_]+", quotation) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer) and "\n\n" not in quotation
