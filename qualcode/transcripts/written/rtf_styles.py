"""Which paragraph styles of rich text (RTF) make headings."""

import re

_MOST = 500_000
"""Bytes of a list of styles; Word’s longest has a tenth of them."""

_BEGINS = b"{\\stylesheet"
_STYLE = re.compile(
    rb"\{\\s(?P<number>\d{1,4})\b(?P<settings>[^{};]{0,2000})(?:\{[^{}]{0,200}\}[^{};]{0,500}){0,3};\}",
)
_OUTLINE = re.compile(rb"\\outlinelevel([0-8])(?!\d)")
_NAME = re.compile(rb"[ \r\n](?P<name>[^\\{};]{1,60});\}$")
_HEADING = re.compile(rb"(?:heading|\xfcberschrift|titre|t.tulo) ?([1-9])", re.IGNORECASE)
_TITLES = {b"title": 1, b"subtitle": 2}


def heading_styles(data: bytes) -> dict[int, int]:
    """The level of each style that makes a heading, by its number."""
    begins = data.find(_BEGINS)
    if begins < 0:
        return {}
    levels: dict[int, int] = {}
    for style in _STYLE.finditer(data, begins, begins + _MOST):
        outline = _OUTLINE.search(style["settings"])
        name = _NAME.search(style[0])
        written = name["name"].strip() if name else b""
        named = _HEADING.fullmatch(written)
        level = int(named[1]) if named else _TITLES.get(written.lower(), 0)
        if level or outline:
            levels[int(style["number"])] = int(outline[1]) + 1 if outline else level
    return levels
