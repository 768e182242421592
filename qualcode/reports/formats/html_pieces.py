"""Lines of a report as HTML: every character inert and exact, every marker where it stood."""

import re
import unicodedata
from html import escape

from qualcode.reports.content.blocks import Inline, Line, LineBreak, Proof, Words
from qualcode.reports.content.markers import write_marker

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML may not hold as they are."""
_OTHER_WAY = frozenset({"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"})
_WEB = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+\Z", re.IGNORECASE)


def html_line(line: Line) -> str:
    """A line as HTML that stands inside a paragraph, a cell or a heading."""
    return "".join(_inline(one) for one in line)


def html_text(words: str) -> str:
    """Words as HTML that shows them as they are; what runs from right to left cannot turn what stands beside it.

    >>> html_text("5 < 6 & \\x1b[0m")
    '5 &lt; 6 &amp; <data class="control" value="27">␛</data>[0m'
    """
    inert = _NO_TEXT.sub(_control, escape(words, quote=False))
    turned = not words.isascii() and any(unicodedata.bidirectional(one) in _OTHER_WAY for one in words)
    return f"<bdi>{inert}</bdi>" if turned else inert


def shown_as_text(words: str) -> str:
    """Words where no element may stand, as in the title of a page: characters without a look as “\ufffd”."""
    return _NO_TEXT.sub("\ufffd", words)


def quoted(value: str) -> str:
    """A value as an attribute has it, quotation marks around it."""
    return '"' + escape(shown_as_text(value)) + '"'


def unseen(kind: str, words: str) -> str:
    """Words of the report itself that nobody is shown or read: a marker (proof) or a remark."""
    return f'<data class="{kind}" value={quoted(words)} hidden></data>'


def _inline(one: Inline) -> str:
    match one:
        case Proof():
            marker = write_marker(one.question).removeprefix("<!-- ").removesuffix(" -->")
            return unseen("proof", _NO_TEXT.sub(lambda found: f"&#{ord(found[0])};", marker))
        case LineBreak():
            return "<br>"
        case Words():
            return _words(one)


def _words(words: Words) -> str:
    written = html_text(words.text)
    looks = (
        ("code", words.literal),
        ("s", words.struck),
        ("em", words.emphasis),
        ("strong", words.strong),
    )
    for element, wanted in looks:
        written = f"<{element}>{written}</{element}>" if wanted else written
    if words.link is None:
        return written
    if _WEB.match(words.link):
        return f'<a href={quoted(words.link)} rel="noopener noreferrer">{written}</a>'
    return f'<data class="link" value={quoted(words.link)}>{written}</data>'


def _control(found: re.Match[str]) -> str:
    """A character that shows nothing, as the picture of it; its number is kept."""
    number = ord(found[0])
    picture = chr(0x2400 + number) if number < 0x20 else "\u2421" if number == 0x7F else "\ufffd"
    return f'<data class="control" value="{number}">{picture}</data>'
