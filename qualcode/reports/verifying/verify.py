"""Whether a text is still true to the project it reports on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.reports.content.draft import TEAM, Draft
from qualcode.reports.content.markers import COMMENT, Question, read_markers
from qualcode.reports.kinds.themes import render_themes
from qualcode.reports.verifying.backing import unbacked
from qualcode.reports.verifying.figure_check import check_figure, check_rows, marked_rows, normal
from qualcode.reports.verifying.page import CHANGED, CURLED, NOT_BACKED, NOT_CHECKED, OK, Page, VerifiedLine, cited
from qualcode.reports.verifying.places import with_places
from qualcode.reports.verifying.plain import plain
from qualcode.reports.verifying.quote_check import check_quote
from qualcode.reports.verifying.slices import uncurled
from qualcode.reports.verifying.spoken import Spoken
from qualcode.reports.verifying.standing import check_standing, paragraphs
from qualcode.reports.wording.backing import account_for_names
from qualcode.reports.wording.check import is_worded
from qualcode.reports.wording.wording import check_wording

__all__ = ["VerifiedLine", "failed", "verify_report"]

COMMENTS_GONE = """\
The comments that prove each figure are gone (pasted from a preview?). Verify the file that qualcode wrote."""
_PARTS = re.compile(r"(<!--.*?-->)")
_SHARED = 5
"""Headings and sentences that a text must share with the report to be taken for it; a memo shares a name or two."""


def verify_report(
    text: str, material: Material, *, fresh: Draft | None = None, reread: bool = False
) -> tuple[VerifiedLine, ...]:
    """Every marked figure counted again, every marked quote cut again, and what stands there without a marker.

    In the order of the text; a line with several figures comes several times. Text that the project would write
    just so is ok, other text is not checked, a quotation or “k of n” without a marker is not backed, and what a report
    of this project would have besides is missing. Only what is changed or not backed makes a text fail. A report that
    lost every marker is not backed at its first line, once.

    `fresh` is the report as it would be written now; without it the theme report for the team. `reread` says that the
    text was read back from a format that is not Markdown.
    """
    own = Draft("themes", render_themes(material), TEAM, material.language) if fresh is None else fresh
    answers = Answers(material)
    fresh_page = Page(_reread(own.text) if reread else own.text)
    page, curled = _uncurled(Page(text), fresh_page)
    marked = {page.line_at(marker.start) for marker in read_markers(page.text)}
    if not marked and any(read_markers(own.text)) and _is_bare_report(page, fresh_page):
        return (VerifiedLine(1, NOT_BACKED, COMMENTS_GONE),)
    found = [*_check_markers(page, answers, own.audience)]
    wrong = {one.line for one in found if one.status == CHANGED}
    found += check_rows(page, sorted(marked), marked_rows(fresh_page), wrong)
    wrong |= {one.line for one in found if one.status == CHANGED}
    found += check_standing(page, fresh_page, answers.themes, wrong, material.language)
    account_for_names(page, answers)
    spoken = Spoken(answers, _quotes(fresh_page))
    known = _own_lines(own, fresh_page)
    found += _check_rest(page, known, marked, {one.line for one in found}, spoken)
    # Beside a figure that is wrong, the words around it would be named for the same fault.
    found += (one for one in check_wording(page, answers) if one.line not in wrong)
    told = (
        replace(one, what=one.what + CURLED) if one.line in curled and one.status == OK else one
        for one in dict.fromkeys(found)
    )
    lines = tuple(sorted(told, key=lambda one: one.line))
    return with_places(lines, page.text) if reread else lines


def only_typed(text: str, fresh: Draft) -> str:
    """A report without the lines that the project writes by itself, as many lines long."""
    known = _own_lines(fresh, Page(fresh.text))
    return "\n".join("" if normal(line) in known else line for line in text.split("\n"))


def _own_lines(fresh: Draft, page: Page) -> set[str]:
    return _lines(page) - {normal(line) for line in fresh.typed}


def failed(lines: Iterable[VerifiedLine]) -> bool:
    """Whether anything is changed or not backed."""
    return any(line.status in {CHANGED, NOT_BACKED} for line in lines)


def _check_markers(page: Page, answers: Answers, audience: str) -> Iterator[VerifiedLine]:
    for marker in read_markers(page.text):
        if marker.question.kind == "quote":
            yield from check_quote(page, marker, answers, audience)
        elif not is_worded(page, marker, answers):
            yield from check_figure(page, marker, answers)
    for comment in COMMENT.finditer(page.text):
        page.account_for(comment.start(), comment.end())


def _reread(text: str) -> str:
    """A report as it comes back from a format that is not Markdown."""
    from qualcode.reports.content.reading_markdown import read_markdown
    from qualcode.reports.content.writing_markdown import write_markdown

    return write_markdown(read_markdown(text))


def _uncurled(page: Page, fresh: Page) -> tuple[Page, set[int]]:
    """The text with the lines a word processor curled as the report has them, and which lines these are."""
    own = {_straight(line): line for line in fresh.text.split("\n")}
    lines = page.text.split("\n")
    curled = {
        number: own[_straight(line)]
        for number, line in enumerate(lines, 1)
        if _straight(line) in own and normal(line) != normal(own[_straight(line)])
    }
    return Page("\n".join(curled.get(number, line) for number, line in enumerate(lines, 1))), set(curled)


def _straight(line: str) -> str:
    """A line without regard to curled quotes, which in its comments do matter."""
    return "".join(part if part.startswith("<!--") else uncurled(part) for part in _PARTS.split(normal(line)))


def _is_bare_report(page: Page, fresh: Page) -> bool:
    """Whether a text without markers reads like the report, whatever became of its markup."""
    own = {_read(words) for words in paragraphs(fresh)}
    shared = own.intersection(_read(page.words(line)) for line in range(1, len(page) + 1)) - {""}
    return len(shared) >= _SHARED


def _read(words: str) -> str:
    """The bare words that somebody reads."""
    return " ".join(re.findall(r"\w+", plain(words).words))


def _quotes(fresh: Page) -> list[Question]:
    return [marker.question for marker in read_markers(fresh.text) if marker.question.kind == "quote"]


def _check_rest(
    page: Page, known: set[str], marked: set[int], said: set[int], spoken: Spoken
) -> Iterator[VerifiedLine]:
    """What no marker accounts for: unbacked quotations and counts, the project's own text, and text by hand."""
    own = {line for line in range(1, len(page) + 1) if normal(page.words(line)) in known}
    for line in own:
        page.account_for(page.start(line), page.start(line + 1))
    loose = unbacked(page.left)
    for one in loose:
        yield VerifiedLine(page.line_at(one.start), NOT_BACKED, f"{one.kind} {cited(one.words)}{spoken.told(one)}")
    said |= {page.line_at(one.start) for one in loose}
    for line in range(1, len(page) + 1):
        rest = page.unaccounted(line)
        if line in own and line not in said and re.search(r"\w", page.words(line)):
            yield VerifiedLine(line, OK, "text as the project gives it")
        elif re.search(r"\w", rest) and (line not in said or line in marked):
            yield VerifiedLine(line, NOT_CHECKED, f"text {cited(rest)}")


def _lines(page: Page) -> set[str]:
    """What a report's lines say, white space aside."""
    return {normal(page.words(line)) for line in range(1, len(page) + 1)} - {""}
