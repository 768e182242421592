"""A text as a reader sees it, with the way back to where each character stands."""

import html
import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<gone><!--.*?-->|<https?://[^>\s]*>|(?<=\])\([^()\s]*\)|https?://\S+)"
    r"|<(?P<tag>/?(?:q|blockquote))\b[^<>]*>"
    r"|(?P<markup></?[a-zA-Z][^<>]*>|[*_~`]+)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,8});)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_MARKS = {"q": "“", "/q": "”", "blockquote": "“", "/blockquote": "”"}
_LOOKS_LIKE = str.maketrans("／∕⁄％﹪", "///%%")


@dataclass(frozen=True, slots=True)
class Plain:
    """What a reader sees of a text, and where each character of it stands."""

    words: str
    places: tuple[int, ...]


def plain(text: str) -> Plain:
    r"""A text without comments, addresses, tags, emphasis and characters of no width.

    >>> plain("*9*&nbsp;<b>of</b> 1&#8203;2").words
    '9\xa0of 12'
    """
    shown: list[str] = []
    places: list[int] = []
    for token in _TOKEN.finditer(text):
        for character in _seen(token):
            shown.append(character)
            places.append(token.start())
    return Plain("".join(shown), tuple(places))


def _seen(token: re.Match[str]) -> str:
    if token["gone"] is not None or token["markup"] is not None:
        # ``So they said'' is how some programs write quotation marks.
        return "``" if token[0] == "``" else ""
    if token["tag"] is not None:
        return _MARKS[token["tag"].lower()]
    seen = html.unescape(token["entity"]) if token["entity"] else token["escaped"] or token["other"]
    return "".join(_folded(character) for character in seen)


def _folded(character: str) -> str:
    """A character as one that looks like it and is easier to find; nothing where it has no width."""
    if unicodedata.category(character) == "Cf":
        return ""
    return str(unicodedata.digit(character)) if character.isdigit() else character.translate(_LOOKS_LIKE)
