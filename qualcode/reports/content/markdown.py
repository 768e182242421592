"""Text inside Markdown, so that what is shown is exactly what was meant."""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_START = re.compile(r"^([#+=\-:]|\d+(?=[.)](?:\s|$)))")
_LINE_END = re.compile(r"(?<!\S)#(?=#*$)")
"""What would close a heading."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(lt|gt|amp|quot|nbsp);|&#(\d{1,7});")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "nbsp": "\u00a0"}


def one_line(words: str) -> str:
    """Words with every run of white space as one space."""
    return " ".join(words.split())


def escape(words: str) -> str:
    r"""Words on one line, so that Markdown shows them as they are wherever they stand.

    >>> escape("1. *so* <b>")
    '1\\. \\*so\\* &lt;b&gt;'
    """
    inert = _SPECIAL.sub(r"\\\g<0>", re.sub("[&<>]", lambda found: _ENTITIES[found[0]], one_line(words)))
    inert = _LINE_END.sub(r"\#", inert)
    start = _LINE_START.match(inert)
    if not start:
        return inert
    before = start[0] if start[0].isdigit() else ""
    return f"{before}\\{inert[len(before) :]}"


def unescape(markdown: str) -> str:
    r"""The words a piece of Markdown shows, as far as `escape` would have written it.

    >>> unescape(escape("<!-- [x] & _y_ -->"))
    '<!-- [x] & _y_ -->'
    """
    return _ESCAPED.sub(_plain, markdown)


def brief(words: str, most: int = 60) -> str:
    """Words on one line, cut with “…” where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(one_line(cell) for cell in line)} |" for line in lines)


def _plain(found: re.Match[str]) -> str:
    punctuation, name, number = found.groups()
    if number is not None:
        return chr(int(number)) if 0 < int(number) < 0x110000 else "\ufffd"
    return str(punctuation or _NAMED[name])
