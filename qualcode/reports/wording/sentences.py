"""A memo cut into sentences as a reader sees them, each with its headings and with the figures that stand in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.reports.content.markers import COMMENT, Question, read_markers
from qualcode.reports.verifying.page import Page
from qualcode.reports.verifying.plain import plain
from qualcode.reports.writing.references import Reference, references

_HEADING = re.compile(r" {0,3}(#{1,6})\s+\S")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_ROW = re.compile(r"[ \t]*\|")
_RULE = re.compile(r"[|:\-\s]+\Z")
_QUOTED = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?>")
_CODE = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_QUOTATION = re.compile(
    r"“[^“”]*(?:”|\Z)|„[^„“”]*(?:[“”]|\Z)|«[^«»]*(?:»|\Z)|»[^«»]*«|(?<![\w\"])\"[^\"]*\"|‹[^‹›]*›"
    r"|(?<!\w)[‘‚](?:[^‘’]|(?<=\w)’(?=\w))*[’‘](?!\w)|(?<!\w)'(?:[^']|(?<=\w)'(?=\w))*'(?!\w)"
)
_ABBREVIATIONS = "e.g. i.e. vs. Dr. Mr. Ms. Mrs. cf. no. ca. bzw. z.B. u.a. Nr. Sr. Sra. p.ex. etc. incl. approx."
_END = re.compile(
    rf"(?<=[.!?…]){''.join(rf'(?<![ (]{re.escape(short)})' for short in _ABBREVIATIONS.split())}[”’\"')\]»]*\s+(?=\S)"
)

_LONGEST = 2000
"""Characters of a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a heading or a row of a table as a reader sees it."""

    words: str
    claimed: str
    """The same with quotations and code blanked out: what its author says in their own words."""
    places: tuple[int, ...]
    """Where each character stands in the text."""
    asked: tuple[tuple[int, Question | Reference], ...]
    """The figures beside it, by the character they stand before."""
    headings: tuple[str, ...]
    """Those it stands under, the nearest first."""
    kind: str
    """sentence, heading or row."""


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    kind: str
    headings: tuple[str, ...]


def sentences(page: Page) -> Iterator[Sentence]:
    """The sentences of a text; code, block quotations and comments hold none."""
    # Comments may hold blank lines and headings; only those that are figures matter, and they are found by their place.
    bare = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), page.text)
    code = [found.span() for found in _CODE.finditer(bare)]
    asked: list[tuple[int, Question | Reference]] = [(one.start, one.question) for one in read_markers(page.text)]
    live = [*references(page.text)]
    for one in live:
        bare = f"{bare[: one.start]}{' ' * (one.end - one.start)}{bare[one.end :]}"
    asked = sorted([*asked, *((one.start, one) for one in live)], key=lambda one: one[0])
    where = [place for place, _ in asked]
    for block in _blocks(Page(bare)):
        first, last = bisect_left(where, block.start), bisect_left(where, block.end)
        yield from _cut(bare, block, asked[first:last], code)


def _cut(
    text: str, block: _Block, asked: Sequence[tuple[int, Question | Reference]], code: Sequence[tuple[int, int]]
) -> Iterator[Sentence]:
    seen = plain(text[block.start : block.end])
    places = tuple(block.start + place for place in seen.places)
    claimed = _without_code(_QUOTATION.sub(lambda found: " " * len(found[0]), seen.words), places, code)
    begin = 0
    for end in _ends(seen.words, block.kind):
        if seen.words[begin:end].strip():
            here = places[begin:end]
            until = places[end] if end < len(places) else block.end
            yield Sentence(
                seen.words[begin:end],
                claimed[begin:end],
                here,
                tuple((bisect_left(here, place), one) for place, one in asked if here[0] <= place < until),
                block.headings,
                block.kind,
            )
        begin = end


def _ends(words: str, kind: str) -> Iterator[int]:
    """Where sentences end; what nobody would call a sentence any more is cut, so that none takes long to read."""
    ends = [found.end() for found in _END.finditer(words)] if kind == "sentence" else []
    begin = 0
    for end in (*ends, len(words)):
        while end - begin > _LONGEST:
            begin = words.find(" ", begin + _LONGEST, end) + 1 or end
            yield begin
        begin = end
        yield end


def _without_code(words: str, places: Sequence[int], code: Sequence[tuple[int, int]]) -> str:
    if not places:
        return words
    characters = list(words)
    first = bisect_left(code, (places[0], 0))
    for start, end in code[max(0, first - 1) :]:
        if start > places[-1]:
            break
        for place in range(bisect_left(places, start), bisect_left(places, end)):
            characters[place] = " "
    return "".join(characters)


def _blocks(page: Page) -> Iterator[_Block]:
    """Headings, rows, items and paragraphs, without code and quotations."""
    above: dict[int, str] = {}
    begin, fence, in_list = 0, "", False
    for line in range(_after_front_matter(page), len(page) + 2):
        words = page.words(line) if line <= len(page) else ""
        mark = _FENCE.match(words)
        heading = None if fence else _HEADING.match(words)
        row = not fence and bool(_ROW.match(words))
        item = bool(_ITEM.match(words))
        apart = bool(mark or fence or heading or row or item or not words.strip() or _QUOTED.match(words))
        if begin and apart:
            yield _Block(page.start(begin), page.start(line), "sentence", _nearest(above))
            begin = 0
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            continue
        if fence or _QUOTED.match(words) or not words.strip():
            continue
        if heading:
            level, title = len(heading[1]), plain(words.strip(" #")).words.strip()
            yield _Block(page.start(line) + heading.end(1), page.start(line + 1), "heading", (title, *_nearest(above)))
            above = {one: words for one, words in above.items() if one < level} | {level: title}
            in_list = False
        elif row:
            if not _RULE.match(words):
                yield _Block(page.start(line), page.start(line + 1), "row", _nearest(above))
        elif not begin:
            in_list = item or (in_list and words[0] in " \t")
            if in_list or not re.match(r" {4}|\t", words):
                begin = line


def _after_front_matter(page: Page) -> int:
    """The first line that is not settings set between lines of dashes."""
    if page.words(1).rstrip() != "---":
        return 1
    return next((line + 1 for line in range(2, len(page) + 1) if page.words(line).rstrip() == "---"), 1)


def _nearest(above: dict[int, str]) -> tuple[str, ...]:
    return tuple(above[level] for level in sorted(above, reverse=True))
