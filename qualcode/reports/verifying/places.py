"""Where in a report a line stands, for formats whose readers see no lines."""

import re
from collections.abc import Iterable
from dataclasses import replace

from qualcode.reports.content.markdown import brief, one_line, unescape
from qualcode.reports.content.markers import COMMENT
from qualcode.reports.verifying.figure_check import in_table
from qualcode.reports.verifying.page import Page, VerifiedLine

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*\Z")
_RULE = re.compile(r"[|:\-\s]+\Z")


def with_places(lines: Iterable[VerifiedLine], text: str) -> tuple[VerifiedLine, ...]:
    """The same, each with its heading and paragraph: “In their words”, paragraph 2."""
    places = places_in(text)
    return tuple(replace(one, place=places[one.line - 1]) for one in lines)


def places_in(text: str) -> list[str]:
    """The place of each line of a Markdown text; a row of a table is counted within its table.

    >>> places_in("# Trust\\n\\nWe met.\\n\\nTwice.")[4]
    '“Trust”, paragraph 2'
    """
    page, places, under = Page(text), [], "the beginning"
    paragraphs = rows = 0
    between = True
    for line in range(1, len(page) + 1):
        words = COMMENT.sub("", page.words(line)).strip(" >")
        if heading := _HEADING.match(page.words(line)):
            under, paragraphs, between = f"“{_short(heading[1])}”", 0, True
            places.append(under)
            continue
        row = in_table(page.words(line))
        if not row:
            rows = 0
        if words and between:
            paragraphs += 1
        rows += row and not _RULE.match(words)
        between = not words
        places.append(f"{under}, paragraph {paragraphs}" + (f", row {rows}" if row else ""))
    return places


def _short(heading: str) -> str:
    return brief(unescape(one_line(COMMENT.sub("", heading))), 40)
