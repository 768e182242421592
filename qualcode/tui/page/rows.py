"""A slice of a text as rows of a given width: broken at spaces, and between letters where a script has none."""

import re
from collections.abc import Iterator

from qualcode.tui.page.graphemes import Letter, is_plain, letters

Row = tuple[int, int]
"""Start and end in the text; the white space at which a row is broken belongs to it and may hang over its edge."""

_BREAK = re.compile(r"\r\n|[\n\x0b\x0c\x85\u2028\u2029]")
_TYPED_WIDTH = range(50, 101)
"""How long a line is that a typist’s program broke; a shorter or longer one ends where its writer meant it to."""
_GLUE = frozenset("\u00a0\u2007\u202f")
_CLOSING = frozenset("、。，．！？：；」』）】》〉｡｣!?,.:;)]}’”…ーっゃゅょァィゥェォッャュョ")
_OPENING = frozenset("「『（【《〈｢([{‘“")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U00020000-\U0003ffff]"
)


def is_spaceless(character: str) -> bool:
    """Whether the character is of a script that sets no spaces between words."""
    return _SPACELESS.match(character) is not None


def wrap(text: str, start: int, end: int, width: int) -> list[Row]:
    """The rows of a slice; every character is in exactly one, and no letter is broken."""
    rows: list[Row] = []
    for first, last in _lines(text, start, end):
        broken = _plain_rows if is_plain(text, first, last) else _mixed_rows
        rows.extend(broken(text, first, last, max(1, width)))
    return rows


def _lines(text: str, start: int, end: int) -> Iterator[Row]:
    """Stretches between line breaks that mean something, each with the break that ends it."""
    begin = line = start
    for match in _BREAK.finditer(text, start, end):
        if _goes_on(text, line, match, end):
            line = match.end()
            continue
        yield begin, match.end()
        begin = line = match.end()
    if begin < end:
        yield begin, end


def _goes_on(text: str, line: int, found: re.Match[str], end: int) -> bool:
    """Whether a line break is only where a typist’s line was full."""
    if found[0] != "\n" or found.start() - line not in _TYPED_WIDTH or found.end() >= end:
        return False
    return text[found.end()].isalpha()


def _plain_rows(text: str, start: int, end: int, width: int) -> Iterator[Row]:
    words = text[start:end].replace("\n", " ")
    place, size = 0, len(words)
    while size - place > width:
        cut = words.rfind(" ", place, place + width + 1)
        if cut < 0:
            cut = place + width
        while cut < size and words[cut] == " ":
            cut += 1
        yield start + place, start + cut
        place = cut
    if place < size:
        yield start + place, end


def _mixed_rows(text: str, start: int, end: int, width: int) -> Iterator[Row]:
    row, filled = start, 0
    chance, before_chance = start, 0
    last: Letter | None = None
    for letter in letters(text, start, end):
        first = text[letter.start]
        if last is not None and _may_part(text[last.start], first):
            chance, before_chance = letter.start, filled
        while filled + letter.cells > width and letter.start > row and not _hangs(first):
            cut, left = (chance, before_chance) if chance > row else (letter.start, filled)
            yield row, cut
            row, filled = cut, filled - left
        filled += letter.cells
        last = letter
    if row < end:
        yield row, end


def _may_part(before: str, after: str) -> bool:
    """Whether a row may end between two letters."""
    if _hangs(after):
        return False
    if _hangs(before):
        return True
    return (is_spaceless(before) or is_spaceless(after)) and before not in _OPENING and after not in _CLOSING


def _hangs(character: str) -> bool:
    return character.isspace() and character not in _GLUE
