"""Quotations and counts in a text that nothing backs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_WORD = rf"(?:{'|'.join(_NUMBERS.split())})"
_BARE = r"[*_]*"
_K_OF_N = re.compile(
    rf"(?<![\w.,])(?:\d+|{_WORD}){_BARE}\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?{_BARE}(?:\d+|{_WORD})(?!\w)",
    re.IGNORECASE,
)
_QUOTATIONS = (
    re.compile(r"“[^“”]+”"),
    re.compile(r"„[^„“”]+[“”]"),
    re.compile(r"«[^«»]+»"),
    re.compile(r'"[^"]+"'),
    re.compile(r"‘(?:[^‘’]|(?<=\w)’(?=\w))+’"),
    re.compile(r"(?<!\w)'(?:[^']|(?<=\w)'(?=\w))+'(?!\w)"),
)
_BLOCK = re.compile(r"(?:^ {0,3}>.*\n?)+", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
FEWEST_WORDS = 3
"""Fewer words between quotation marks are taken for a term, not a quotation."""


@dataclass(frozen=True, slots=True)
class Unbacked:
    """A quotation or a count that nobody can look up."""

    start: int
    words: str
    kind: str
    """quotation or count."""


def unbacked(text: str) -> tuple[Unbacked, ...]:
    """What a text quotes or counts, in the order of the text; what is backed must be blanked out before."""
    return tuple(sorted({found.start: found for found in _found(text)}.values(), key=lambda found: found.start))


def _found(text: str) -> Iterator[Unbacked]:
    for found in _K_OF_N.finditer(text):
        yield Unbacked(found.start(), found[0], "count")
    for quotation in _QUOTATIONS:
        for found in quotation.finditer(text):
            if not _PARAGRAPH_END.search(found[0]) and len(re.findall(r"\w+", found[0])) >= FEWEST_WORDS:
                yield Unbacked(found.start(), found[0], "quotation")
    for found in _BLOCK.finditer(text):
        if re.search(r"\w", found[0]):
            start = found.end() - len(found[0].lstrip(" >\n"))
            yield Unbacked(start, re.sub(r"(?m)^\s*> ?", "", found[0]), "quotation")
