"""An HTML file as a tree, and the report in it."""

import re
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.reports.formats.html import REPORT

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

BESIDES = frozenset({"contents", "around", "picture", "bar"})
"""Classes of what a page shows besides the Markdown of the report: drawn from it, or from the interviews."""
_DRAWN = {"svg", "img", "canvas", "video", "object", "iframe", "input", "textarea"}
_NEVER = frozenset({"script", "style", "template", "noscript"} | _DRAWN)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


def page_of(text: str) -> "Element":
    """An HTML text as a tree; nothing in it is run or fetched.

    Raises QualcodeError when it holds nothing at all.
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    # What stands behind the end of the page is shown by browsers and passed over by the parser.
    data = _END.sub("", text.replace("\0", "\ufffd")).encode(errors="replace")
    try:
        return document_fromstring(data, parser=HTMLParser(encoding="utf-8", no_network=True))
    except ParserError as error:
        raise _not_ours("This is no HTML report that qualcode wrote.") from error


def report_in(page: "Element") -> "Element":
    """The element of a page that holds the report.

    Raises QualcodeError when there is none, or more than one.
    """
    found = [one for one in page.iter("article") if REPORT in classes(one)]
    if len(found) != 1:
        raise _not_ours("It holds more than one report." if found else "This is no HTML report that qualcode wrote.")
    return found[0]


def is_besides(element: "Element") -> bool:
    """Whether an element is no part of the Markdown: pictures, contents, and what was said around a quote."""
    return not isinstance(element.tag, str) or element.tag in _NEVER or bool(BESIDES & classes(element))


def _not_ours(message: str) -> QualcodeError:
    return QualcodeError(message, hint="qualcode report themes -o report.html   writes one")


def classes(element: "Element") -> set[str]:
    """The classes of an element."""
    return set((element.get("class") or "").split())
