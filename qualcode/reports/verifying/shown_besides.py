"""Whether what an HTML report shows besides its Markdown is what the project shows: pictures, contents, other turns."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import Draft
from qualcode.reports.content.markdown import one_line
from qualcode.reports.formats.html import write_html
from qualcode.reports.verifying.backing import unbacked
from qualcode.reports.verifying.from_html import markdown_inside, markdown_of
from qualcode.reports.verifying.html_page import is_besides, page_of, report_in
from qualcode.reports.verifying.page import CHANGED, NOT_BACKED, NOT_CHECKED, VerifiedLine, cited

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_LOOKS = ("class", "width", "height", "x", "y", "d", "points", "viewbox", "stroke-width", "style", "hidden")
_NAMED = {
    "contents": "the list of contents",
    "around": "what was said around a quote",
    "bar": "the bar of a figure",
    "picture": "a picture",
}


def check_shown_besides(
    text: str, draft: Draft, answers: Answers, *, templates: Path | None = None
) -> tuple[VerifiedLine, ...]:
    """What of an HTML report is neither in its Markdown nor as the project would show it beside that.

    `draft` says for whom the report is and in which language; its text does not matter. Lines are those of
    `markdown_of` the text. What somebody took out is not told.
    """
    markdown = markdown_of(text)
    page, fresh = page_of(text), page_of(write_html(replace(draft, text=markdown), answers, templates=templates))
    here, there = report_in(page), report_in(fresh)
    known = Counter(_canonical(one) for one in _besides(there))
    found = []
    for one in _besides(here):
        if known[_canonical(one)] > 0:
            known[_canonical(one)] -= 1
        else:
            found.append(VerifiedLine(_line(markdown, one), CHANGED, f"{_name(one)}: not as the project shows it"))
    return (*found, *_hidden(markdown, here), *_outside(page, fresh))


def _besides(report: "Element") -> Iterator["Element"]:
    """The outermost elements of a report that are not read as Markdown."""
    for one in report:
        if not isinstance(one.tag, str):
            continue
        if is_besides(one):
            yield one
        else:
            yield from _besides(one)


def _canonical(element: "Element") -> tuple[str, str, str]:
    """What an element shows, and beside what it stands, however the file was saved."""
    whole = _class(element) == "contents"
    return "" if whole else markdown_inside(element.getparent()), _class(element), _shape(element)


def _shape(element: "Element") -> str:
    """The elements and words inside; what a browser changes by itself when it saves a page is passed over."""
    if not isinstance(element.tag, str):
        return one_line(element.tail or "")
    looks = [f"{name}={element.get(name)}" for name in _LOOKS if element.get(name) is not None]
    target = (element.get("href") or "").rpartition("#")[2]
    inside = "".join(_shape(child) for child in element)
    start = " ".join((element.tag, *looks, target))
    return f"<{start}>{one_line(element.text or '')}{inside}</>{one_line(element.tail or '')}"


def _class(element: "Element") -> str:
    return str(element.get("class") or "").partition(" ")[0]


def _name(element: "Element") -> str:
    return _NAMED.get(_class(element)) or f"“{element.tag}” put in by hand"


def _line(markdown: str, element: "Element") -> int:
    """The line of what an element stands beside."""
    beside = markdown_inside(element.getparent()).strip()
    return markdown.count("\n", 0, max(0, markdown.find(beside))) + 1


def _hidden(markdown: str, report: "Element") -> Iterator[VerifiedLine]:
    """Words of the report that a reader of the page cannot see."""
    for one in report.iter():
        if not isinstance(one.tag, str) or one.tag == "data" or (one.get("hidden") is None and not one.get("style")):
            continue
        words = one_line(one.text_content())
        line = markdown.count("\n", 0, max(0, markdown.find(markdown_inside(one).strip()))) + 1
        if words and one.get("hidden") is not None:
            yield VerifiedLine(line, CHANGED, f"text {cited(words)}: hidden from readers")
        elif words:
            yield VerifiedLine(line, NOT_CHECKED, f"text {cited(words)}: its look was changed")


def _outside(page: "Element", fresh: "Element") -> Iterator[VerifiedLine]:
    """What the page says around the report and its frame does not."""
    own = set(_around(fresh))
    for words in _around(page):
        if words in own or not re.search(r"\w", words):
            continue
        loose = unbacked(words)
        yield from (VerifiedLine(1, NOT_BACKED, f"{one.kind} {cited(one.words)}, outside the report") for one in loose)
        if not loose:
            yield VerifiedLine(1, NOT_CHECKED, f"text {cited(words)}, outside the report")
    if _styles(page) != _styles(fresh):
        yield VerifiedLine(1, NOT_CHECKED, "how the page looks: its style is not the one qualcode writes today")


def _around(page: "Element") -> Iterator[str]:
    body = page.find("body")
    article = report_in(page)
    for one in body.iter() if body is not None else ():
        if one is not article and article not in one.iterancestors() and isinstance(one.tag, str):
            yield one_line(one.text or "")
        if article not in one.iterancestors():
            yield one_line(one.tail or "")


def _styles(page: "Element") -> list[str]:
    return [f"{one.tag} {one_line(one.text or '')}" for one in page.iter("style", "script")]
