"""Whether a text is still true to the project it reports on."""

import re
from collections.abc import Iterable, Iterator

from qualcode.reports.answers import Answers
from qualcode.reports.backing import unbacked
from qualcode.reports.figure_check import check_figure, check_rows, marked_rows, normal
from qualcode.reports.markers import COMMENT, read_markers
from qualcode.reports.material import Material
from qualcode.reports.page import CHANGED, NOT_BACKED, NOT_CHECKED, OK, Page, VerifiedLine, brief
from qualcode.reports.quote_check import check_quote
from qualcode.reports.standing import check_standing
from qualcode.reports.themes import render_themes

__all__ = ["VerifiedLine", "failed", "verify_report"]


def verify_report(text: str, material: Material) -> tuple[VerifiedLine, ...]:
    """Every marked figure counted again, every marked quote cut again, and what stands there without a marker.

    In the order of the text; a line with several figures comes several times. Text that the project would write
    just so is ok, other text is not checked, a quotation or “k of n” without a marker is not backed, and what a report
    of this project would have besides is missing. Only what is changed or not backed makes a text fail.
    """
    page, fresh = Page(text), Page(render_themes(material))
    found = [*_check_markers(page, material)]
    marked = {page.line_at(marker.start) for marker in read_markers(page.text)}
    wrong = {one.line for one in found if one.status == CHANGED}
    found += check_rows(page, sorted(marked), marked_rows(fresh), wrong)
    wrong |= {one.line for one in found if one.status == CHANGED}
    found += check_standing(page, fresh, Answers(material).themes, wrong)
    found += _check_rest(page, _lines(fresh), marked, {one.line for one in found})
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.line))


def failed(lines: Iterable[VerifiedLine]) -> bool:
    """Whether anything is changed or not backed."""
    return any(line.status in {CHANGED, NOT_BACKED} for line in lines)


def _check_markers(page: Page, material: Material) -> Iterator[VerifiedLine]:
    answers = Answers(material)
    for marker in read_markers(page.text):
        check = check_quote if marker.question.kind == "quote" else check_figure
        yield from check(page, marker, answers)
    for comment in COMMENT.finditer(page.text):
        page.account_for(comment.start(), comment.end())


def _check_rest(page: Page, known: set[str], marked: set[int], said: set[int]) -> Iterator[VerifiedLine]:
    """What no marker accounts for: unbacked quotations and counts, the project's own text, and text by hand."""
    own = {line for line in range(1, len(page) + 1) if normal(page.words(line)) in known}
    for line in own:
        page.account_for(page.start(line), page.start(line + 1))
    loose = unbacked(page.left)
    for one in loose:
        yield VerifiedLine(page.line_at(one.start), NOT_BACKED, f"{one.kind} “{brief(one.words)}”")
    said |= {page.line_at(one.start) for one in loose}
    for line in range(1, len(page) + 1):
        rest = page.unaccounted(line)
        if line in own and line not in said and re.search(r"\w", page.words(line)):
            yield VerifiedLine(line, OK, "text as the project gives it")
        elif re.search(r"\w", rest) and (line not in said or line in marked):
            yield VerifiedLine(line, NOT_CHECKED, f"text “{brief(rest)}”")


def _lines(page: Page) -> set[str]:
    """What a report's lines say, white space aside."""
    return {normal(page.words(line)) for line in range(1, len(page) + 1)} - {""}
