"""A program of its own that tells the letters of a PDF with their places; it knows nothing of the rest of qualcode.

The library that reads PDFs cannot be told how much memory a hostile file may take, and may crash on a damaged one. So
it works in a process that may: it reads the file from its input and writes one line of JSON for each page.
"""

import contextlib
import json
import math
import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_float, c_int, c_void_p, cast, create_string_buffer
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

MOST_PAGES = 5_000
MOST_LETTERS_ON_PAGE = 100_000
MOST_LETTERS = 1_000_000
"""An hour of speech is about 60,000."""

MOST_SECONDS = 30
_MOST_RUNS_ON_PAGE = 10_000
_MOST_OBJECTS_ON_PAGE = 100_000
_MOST_OBJECTS = 300_000
"""Things drawn; a dense page of text has a few thousand."""
_MOST_MEMORY = 200_000_000
"""Bytes above what the process and the file take."""

_TAIL = 4096
_SMALLEST, _FARTHEST = 0.01, 1e6
"""Points; what is smaller, or lies farther off, nobody reads."""
_APART = 1.2
"""A gap wider than this many times the size of the letters parts what stands beside it."""
_LEVEL = 0.4
"""Letters of one line stand within this part of their size of each other."""
_TWO_SPACES = 0.45
"""Of the size of the letters: most fonts have a space of a quarter."""
_THIN, _LONG = 2.0, 4.0
"""Points: a line drawn through words is no thicker and no shorter."""
_THROUGH = (0.15, 0.45)
"""Where such a line crosses letters, in parts of their size above the line on which they stand."""
_MOST_NEAR = 50
_ENOUGH_STRUCK = 60
_HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))
"""What the library gives for a hyphen at the end of a line."""
_BULLETS = frozenset((0xF0B7, 0xF0A7, 0xF076, 0xF0D8))
"""Bullets in the fonts Symbol and Wingdings, as Word draws them."""
_JOINERS = "\u200c\u200d"
_FEWEST_IN_LIGATURE, _MOST_IN_LIGATURE = 2, 8
_PASSWORD, _UNSUPPORTED_LOCK = 4, 5


class Refused(Exception):
    """Why a file is not read: locked, cut short, damaged, pages or size."""


@dataclass(frozen=True, slots=True)
class _Hand:
    """How the letters of one text object are written."""

    size: float
    angle: int | None
    """Quarter turns; None for letters aslant."""
    bold: bool
    unseen: bool


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    base: float
    hand: _Hand
    parted: bool
    """Whether the library sees a space or a new line before it."""


def main() -> None:
    """Read a PDF from the input, write what is on its pages; the first argument is where Python finds its libraries."""
    sys.path[:] = json.loads(sys.argv[1])
    import pypdfium2

    data = sys.stdin.buffer.read()
    _limit()
    try:
        for page in _pages(data):
            print(json.dumps(page))  # noqa: T201
        print(json.dumps({"done": True}))  # noqa: T201
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))  # noqa: T201
    except pypdfium2.PdfiumError:
        print(json.dumps({"refused": "damaged"}))  # noqa: T201


def _limit() -> None:
    """Bound what a hostile file can take, where the system lets us; and leave no image of memory behind."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
        now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + _MOST_MEMORY, now + _MOST_MEMORY))


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    document = _opened(data)
    if len(document) > MOST_PAGES:
        raise Refused("pages")
    letters = objects = 0
    for number in range(len(document)):
        page = document[number]
        told, drawn = _page(page, page.get_textpage())
        page.close()
        letters += told["letters"]
        objects += drawn
        if letters > MOST_LETTERS or objects > _MOST_OBJECTS:
            raise Refused("size")
        yield told


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in {_PASSWORD, _UNSUPPORTED_LOCK}
        raise Refused("locked" if locked else "damaged") from error
    if b"%%EOF" not in data[-_TAIL:]:
        raise Refused("cut short")
    if not len(document):
        raise Refused("damaged")
    return document


def _page(page: Any, text_page: Any) -> tuple[dict[str, Any], int]:
    """What a page says, run by run in the order in which it was drawn, and how much is drawn on it."""
    import pypdfium2.raw as pdfium

    count, objects = text_page.count_chars(), pdfium.FPDFPage_CountObjects(page)
    if count > MOST_LETTERS_ON_PAGE or objects > _MOST_OBJECTS_ON_PAGE:
        raise Refused("size")
    letters = list(_in_writing_order(_letters(text_page, count)))
    main = _main_angle(letters)
    straight = [letter for letter in letters if letter.hand.angle == main]
    aslant = "".join(" " * letter.parted + letter.text for letter in letters if letter.hand.angle != main)
    runs = list(_runs(straight))
    if len(runs) > _MOST_RUNS_ON_PAGE:
        raise Refused("size")
    told = {
        "runs": runs,
        "struck": _struck(straight, _rules(page, objects)),
        "drawn": objects > 0,
        "aslant": " ".join(_whole(aslant).split()),
        "recognized": sum(letter.hand.unseen for letter in straight) > len(straight) / 2,
        "letters": len(letters),
        "unknown": sum(pdfium.FPDFText_HasUnicodeMapError(text_page, place) == 1 for place in range(count)),
    }
    return told, objects + len(runs)


def _rules(page: Any, objects: int) -> list[tuple[float, float, float]]:
    """Left end, right end and height of the thin level lines on a page."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (c_float() for _ in range(4))
    rules = []
    for place in range(min(objects, _MOST_RUNS_ON_PAGE)):
        item = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
            continue
        if top.value - bottom.value < _THIN and _LONG < right.value - left.value < _FARTHEST:
            rules.append((left.value, right.value, (bottom.value + top.value) / 2))
    return sorted(rules, key=lambda rule: rule[2])


def _struck(letters: Sequence[_Letter], rules: Sequence[tuple[float, float, float]]) -> str:
    """The first letters that a line is drawn through."""
    if not rules:
        return ""
    heights = [height for _, _, height in rules]
    struck: list[str] = []
    for letter in letters:
        low, high = (letter.base + part * letter.hand.size for part in _THROUGH)
        near = rules[bisect_left(heights, low) : bisect_right(heights, high)][:_MOST_NEAR]
        middle = (letter.left + letter.right) / 2
        if letter.hand.angle == 0 and any(left <= middle <= right for left, right, _ in near):
            struck.append(" " * letter.parted + letter.text)
        if len(struck) > _ENOUGH_STRUCK:
            break
    return " ".join(_whole("".join(struck)).split())


def _letters(text_page: Any, count: int) -> Iterator[_Letter]:
    """The letters of a page with their places, in the order in which they were drawn."""
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    parted, drawn_by, hand = True, None, None
    for place in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, place)
        written = _written(code)
        if not written.strip() or pdfium.FPDFText_IsGenerated(text_page, place) == 1:
            parted = parted or written != ""
            continue
        item = pdfium.FPDFText_GetTextObject(text_page, place)
        address = cast(item, c_void_p).value
        if hand is None or address != drawn_by:
            hand, drawn_by = _hand(text_page, place, item), address
        if not pdfium.FPDFText_GetLooseCharBox(text_page, place, byref(box)):
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, place, byref(x), byref(y))
        left, right, base = _upright(hand.angle, box, x.value, y.value)
        if all(abs(place) < _FARTHEST for place in (left, right, base)):
            yield _Letter(written, left, right, base, hand, parted)
            parted = False


def _in_writing_order(letters: Iterator[_Letter]) -> Iterator[_Letter]:
    """The letters, with those that one shape stands for turned round where a script runs leftward.

    The library turns whole lines round, and with them the letters of Arabic ligatures, which stand in one place.
    """
    together: list[_Letter] = []
    for letter in letters:
        if together and not (_is_ligature(together[-1], letter) and len(together) < _MOST_IN_LIGATURE):
            yield from _turned_round(together)
            together = []
        together.append(letter)
    yield from _turned_round(together)


def _turned_round(letters: Sequence[_Letter]) -> Iterator[_Letter]:
    if len(letters) < _FEWEST_IN_LIGATURE:
        yield from letters
        return
    for place, letter in enumerate(reversed(letters)):
        yield replace(letter, parted=letters[0].parted and place == 0)


def _is_ligature(last: _Letter, letter: _Letter) -> bool:
    one_place = (last.left, last.right, last.base) == (letter.left, letter.right, letter.base)
    leftward = all(unicodedata.bidirectional(each.text) in {"R", "AL"} for each in (last, letter))
    return one_place and leftward and not letter.parted


def _written(code: int) -> str:
    """A letter as it should be read; empty for what has no shape."""
    if code in _HYPHENS:
        return "-"
    if code in _BULLETS:
        return "•"
    if not code or code > 0x10FFFF:
        return ""
    letter = chr(code)
    return letter if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf"} or letter in _JOINERS else ""


def _hand(text_page: Any, place: int, item: Any) -> _Hand:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text_page, place)
    if not pdfium.FPDFText_GetMatrix(text_page, place, byref(matrix)):
        return _Hand(1.0, 0, bold=False, unseen=False)
    turned = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    size = abs(size) * math.hypot(matrix.c, matrix.d)
    return _Hand(
        size if _SMALLEST < size < _FARTHEST else 1.0,
        round(turned) % 4 if abs(turned - round(turned)) < 0.05 else None,
        bold=_is_bold(text_page, place),
        unseen=bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
    )


def _is_bold(text_page: Any, place: int) -> bool:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(text_page, place) >= 600:
        return True
    name, flags = create_string_buffer(128), c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, place, name, len(name), byref(flags))
    return 0 < length <= len(name) and re.search(rb"bold|black|heavy", name.value, re.IGNORECASE) is not None


def _upright(angle: int | None, box: Any, x: float, y: float) -> tuple[float, float, float]:
    """Left, right and base line of a letter as if the page were turned so that it stands upright."""
    if angle == 1:
        return box.bottom, box.top, -x
    if angle == 2:
        return -box.right, -box.left, -y
    if angle == 3:
        return -box.top, -box.bottom, x
    return box.left, box.right, y


def _main_angle(letters: Sequence[_Letter]) -> int | None:
    turned = Counter(letter.hand.angle for letter in letters if letter.hand.angle is not None)
    return turned.most_common(1)[0][0] if turned else None


def _runs(letters: Sequence[_Letter]) -> Iterator[list[Any]]:
    run: list[_Letter] = []
    for letter in letters:
        if run and not _goes_on(run[-1], letter):
            yield _run(run)
            run = []
        run.append(letter)
    if run:
        yield _run(run)


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    """Whether a letter stands beside the one before on the same line; right-to-left scripts go on leftward."""
    size = max(last.hand.size, letter.hand.size)
    if abs(last.base - letter.base) > _LEVEL * size:
        return False
    gap = last.left - letter.right if _leftward(letter) and _leftward(last) else letter.left - last.right
    return -size < gap < _APART * size


def _leftward(letter: _Letter) -> bool:
    return unicodedata.bidirectional(letter.text) in {"R", "AL", "NSM"}


def _run(letters: Sequence[_Letter]) -> list[Any]:
    """Letters as one string; spaces are put where letters stand apart, two for what is wider than one."""
    words = [_space(before, letter) + letter.text for before, letter in zip([None, *letters], letters, strict=False)]
    bold = next((place for place, letter in enumerate(letters) if not letter.hand.bold), len(letters))
    sizes = Counter(round(letter.hand.size, 1) for letter in letters)
    left, right = min(letter.left for letter in letters), max(letter.right for letter in letters)
    return [_whole("".join(words)), left, right, letters[0].base, sizes.most_common(1)[0][0], bold]


def _whole(text: str) -> str:
    """Text in which characters outside the first plane are whole."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _space(before: _Letter | None, letter: _Letter) -> str:
    if before is None or not letter.parted:
        return ""
    return "  " if letter.left - before.right > _TWO_SPACES * letter.hand.size else " "


if __name__ == "__main__":
    main()
