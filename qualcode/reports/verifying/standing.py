"""Whether a report still stands as it was written: what was moved, reworded around a figure, hidden or taken out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from qualcode.reports.content.authors import AUTHOR, same_item
from qualcode.reports.content.headings import heading
from qualcode.reports.content.markdown import escape, one_line
from qualcode.reports.content.markers import COMMENT, Question
from qualcode.reports.kinds.theme_parts import AGAINST, FOR
from qualcode.reports.verifying.figure_check import in_table, normal, questions_in
from qualcode.reports.verifying.page import CHANGED, MISSING, NOT_BACKED, Page, VerifiedLine, cited

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_ITEM = re.compile(r" {0,3}[-*+] ")
_QUOTED = re.compile(r"^ {0,3}>[ >]*", re.MULTILINE)
_NUMBER = re.compile(r"\A\d+\\?\.\s+")
_RULE = re.compile(r"[|:\-\s]+\Z")
_HIDING = re.compile(
    r"<(?:template|script|style|noscript)\b[^<>]*>"
    r"|<[a-z][^<>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)[^<>]*>",
    re.IGNORECASE,
)
ALIKE, ALIKE_WITH_ITS_FIGURES = 0.8, 0.6
"""Two paragraphs as alike as this are one, reworded; those that ask the same need less."""


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, item, quotation or row of a text, and where in the text it stands."""

    line: int
    end: int
    words: str
    kind: str
    """heading, paragraph, quotation or row."""
    section: str
    part: str

    @cached_property
    def seen(self) -> str:
        """What a reader sees of it, on one line."""
        words = COMMENT.sub("", self.words)
        return normal(words) if self.kind == "row" else one_line(_QUOTED.sub("", words))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What its markers ask."""
        return questions_in(self.words)


def check_standing(
    page: Page, fresh: Page, themes: Iterable[str], wrong: Collection[int], language: str = "en"
) -> Iterator[VerifiedLine]:
    """Quotes under another theme, reworded sentences with figures, rows put in, and what the report has no more.

    Lines already found `wrong` are not named twice.
    """
    visible = Page(COMMENT.sub(_blanked, page.text))
    here, there = _blocks(visible), _blocks(fresh)
    names = {one_line(escape(theme)): theme for theme in themes}
    sides = {"for": heading(FOR, language), "against": heading(AGAINST, language)}
    found = [
        *_hidden(visible, here, there),
        *_moved(here, names, sides),
        *_asked_otherwise(here, there, wrong),
        *_reworded(here, there, wrong),
        *_put_in(here, there, wrong),
    ]
    yield from found
    told = {*wrong, *(one.line for one in found)}
    touched = {one for one in here if told.intersection(range(one.line, one.end + 1))}
    yield from _taken_out(here, there, names, touched, sides["against"])


def paragraphs(page: Page) -> Iterator[str]:
    """The headings and paragraphs of a text as a reader sees them; no quotation, no row."""
    yield from (block.seen for block in _blocks(page) if block.kind in {"heading", "paragraph"})


def _blanked(comment: re.Match[str]) -> str:
    return comment[0] if questions_in(comment[0]) else re.sub(r"[^\n]", " ", comment[0])


def _hidden(page: Page, here: Iterable[Block], there: Iterable[Block]) -> Iterator[VerifiedLine]:
    for found in _HIDING.finditer(page.text):
        yield VerifiedLine(page.line_at(found.start()), CHANGED, f"{cited(found[0])} hides text from its readers")
    own = {block.seen for block in there}
    for block in here:
        if "~~" in block.seen and block.seen.replace("~~", "") in own:
            yield VerifiedLine(
                block.line, CHANGED, f"text {cited(block.seen)}: struck out", block.seen.replace("~~", "")
            )


def _moved(here: Iterable[Block], names: Mapping[str, str], sides: Mapping[str, str]) -> Iterator[VerifiedLine]:
    """Quotes that stand under the heading of a theme, or of a side, that they do not belong to."""
    for block in here:
        theme = names.get(block.section)
        for question in block.questions if block.kind == "quotation" and theme is not None else ():
            belongs, side = question.get("theme"), sides.get(question.get("stance") or "")
            if belongs not in (None, theme):
                yield VerifiedLine(block.line, CHANGED, f"quote {cited(block.seen)}: its theme is “{belongs}”")
            elif side is not None and block.part in {*sides.values()} - {side}:
                yield VerifiedLine(block.line, CHANGED, f"quote {cited(block.seen)}: it stood under “{side}”")


def _asked_otherwise(here: Iterable[Block], there: Iterable[Block], wrong: Collection[int]) -> Iterator[VerifiedLine]:
    """Questions set before words that did not answer them."""
    right = {quote.questions: asked.questions for asked, quote in _asked_before(there)}
    for asked, quote in _asked_before(here):
        if asked.line in wrong or quote.line in wrong:
            continue
        documents = {question.get("in") for question in (*asked.questions, *quote.questions)}
        if asked.questions != right.get(quote.questions, asked.questions) or len(documents) > 1:
            yield VerifiedLine(asked.line, CHANGED, f"{cited(asked.seen)}: not the question before the words below it")


def _asked_before(blocks: Iterable[Block]) -> list[tuple[Block, Block]]:
    return [
        (one, two)
        for one, two in pairwise(blocks)
        if one.kind == "paragraph" and two.kind == "quotation" and one.questions and one.questions[-1].kind == "quote"
    ]


def _reworded(here: Iterable[Block], there: Iterable[Block], wrong: Collection[int]) -> Iterator[VerifiedLine]:
    """Sentences of the report whose figures are right and whose words, or questions, are not."""
    figures = [block for block in there if block.kind == "paragraph" and block.questions]
    same = {(block.seen, block.questions) for block in there if block.kind == "paragraph"}
    for block in here:
        if block.kind != "paragraph" or (block.seen, block.questions) in same or not re.search(r"\d", block.seen):
            continue
        near = [
            (
                _alike(block.seen, one.seen, ALIKE_WITH_ITS_FIGURES if one.questions == block.questions else ALIKE),
                one.seen,
            )
            for one in figures
            if one.section == block.section or one.questions == block.questions
        ]
        likeness, expected = max(near, default=(0.0, ""))
        if likeness and not any(block.line <= line <= block.end for line in wrong):
            words = f"text {cited(block.seen)}" + (": its marker asks something else" if likeness == 1 else "")
            yield VerifiedLine(block.line, CHANGED, words, expected)


def _put_in(here: Iterable[Block], there: Iterable[Block], wrong: Collection[int]) -> Iterator[VerifiedLine]:
    """Rows with figures in a table of the report that the report does not have."""
    rows = [block for block in there if block.kind == "row"]
    heads = {head.seen for head, rule in pairwise(rows) if _RULE.match(rule.seen)}
    bare, asked = {row.seen for row in rows if not row.questions}, {row.questions for row in rows}
    written = [row for row in rows if AUTHOR in row.seen]
    within, last = False, 0
    for block in here:
        if block.kind != "row":
            continue
        within = block.seen in heads or (within and block.line == last + 1)
        last = block.line
        if not within or block.line in wrong or not re.search(r"\d", block.seen):
            continue
        if not block.questions and any(same_item(block.seen, row.seen) for row in written):
            continue
        what = f"row {cited(block.seen)}"
        if not block.questions and block.seen not in bare:
            yield VerifiedLine(block.line, NOT_BACKED, what)
        elif block.questions not in asked:
            yield VerifiedLine(block.line, CHANGED if block.questions else NOT_BACKED, f"{what}: no row of the report")


def _taken_out(
    here: list[Block], there: list[Block], names: Mapping[str, str], told: Collection[Block], opposite: str
) -> Iterator[VerifiedLine]:
    """What a report should have and the text has no more; nothing of texts that are no report."""
    at = {(block.section, block.part): block.line for block in reversed(here) if block.kind == "heading"}
    sections = {block.section for block in here if block.kind == "heading"}
    if not sections & {block.section for block in there} - {""}:
        return
    line = 1
    for section in dict.fromkeys(block.section for block in there):
        ours = [block for block in there if block.section == section]
        if section and section not in sections:
            yield VerifiedLine(line, MISSING, f"not in this text, but in the report: the section {cited(ours[0].seen)}")
            continue
        line = at.get((section, ""), line)
        left = [block for block in here if block.section == section]
        lost = [block for block in ours if not _stands(block, left, told)]
        # A question may stand on both sides, above two quotes that answer it.
        elsewhere = {block.seen for block in ours if block.part != opposite}
        against = [block for block in ours if block.part == opposite and block.kind != "heading"]
        against = [block for block in against if block.seen not in elsewhere]
        argued = any(block.part == opposite for block in ours)
        if section in names and argued and all(block in lost for block in against):
            where = at.get((section, opposite), line)
            yield VerifiedLine(where, CHANGED, "not in this text, but in the report: what speaks against this theme")
            lost = [block for block in lost if block.part != opposite]
        for block in lost:
            where = at.get((section, block.part), line)
            yield VerifiedLine(where, MISSING, f"not in this text, but in the report: {cited(block.seen)}")


def _stands(block: Block, left: list[Block], told: Collection[Block]) -> bool:
    """Whether a section still has a block; as it is, or changed in a way that was told."""
    if block.kind == "row":
        return bool(_RULE.match(block.seen)) or any(one.kind == "row" and _same(block, one) for one in left)
    if block.questions and any(one.questions == block.questions and one in told for one in left):
        return True
    if block.kind == "quotation" and block.questions:
        return any(question in one.questions for one in left for question in block.questions)
    return block.seen in one_line(" ".join(one.seen for one in left))


def _same(row: Block, other: Block) -> bool:
    written = AUTHOR in row.seen and same_item(row.seen, other.seen)
    return written or row.seen == other.seen or bool(row.questions and row.questions == other.questions)


def _alike(one: str, two: str, least: float) -> float:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def _blocks(page: Page) -> list[Block]:
    """The text, cut at blank lines, headings, rows and items."""
    blocks: list[Block] = []
    section = part = ""
    begin = 0
    for line in range(1, len(page) + 2):
        words = page.words(line) if line <= len(page) else ""
        alone = bool(_HEADING.match(words)) or in_table(words)
        if begin and (alone or not words.strip() or _ITEM.match(words) or page.in_block(line) != page.in_block(begin)):
            text = "\n".join(page.words(one) for one in range(begin, line))
            kind = "quotation" if page.in_block(begin) else "paragraph"
            blocks.append(Block(begin, line - 1, text, kind, section, part))
            begin = 0
        if found := _HEADING.match(words):
            level, title = len(found[1]), one_line(_NUMBER.sub("", COMMENT.sub("", found[2])))
            section, part = (section, title) if level > 2 else ("" if level == 1 else title, "")
            blocks.append(Block(line, line, words, "heading", section, part))
        elif alone:
            blocks.append(Block(line, line, words, "row", section, part))
        elif words.strip() and not begin:
            begin = line
    return blocks
