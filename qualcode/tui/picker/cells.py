"""Texts cut to the width a terminal gives them, in cells: a Chinese sign takes two, an accent none."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

JOINER = "\u200d"
"""Makes one sign of its neighbors, so that none may be left at an end, where it would swallow what comes next."""
_WRAPPING = Console(width=80, file=None, no_color=True, legacy_windows=False)


def on_one_line(text: str) -> str:
    """A text without line breaks, and without signs a terminal would act on.

    >>> on_one_line("two\\n lines\\x1b[0m")
    'two lines[0m'
    """
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace() or ord(sign) > 0x9F).split())


def cut(text: str, width: int) -> str:
    """A text that fits a width, with “…” where words are left out.

    >>> cut("信頼と協力", 7), cut("trust", 7)
    ('信頼と…', 'trust')
    """
    if cell_len(text) <= width:
        return text.rstrip(JOINER)
    return f"{set_cell_size(text, width - 1).rstrip(f' {JOINER}')}…" if width > 0 else ""


def filled(text: str, width: int) -> str:
    """A text that takes exactly a width: cut, or with blanks behind it."""
    short = cut(text, width)
    return short + " " * (width - cell_len(short))


def wrapped(text: str, width: int) -> list[str]:
    """A text broken into lines that fit a width."""
    if width < 2:
        return []
    lines = Text(on_one_line(text)).wrap(_WRAPPING, width)
    return [line.plain.rstrip() for line in lines]


def as_many_as_fit(parts: Sequence[str], width: int, between: str = "  ") -> str:
    """The first parts that fit a width together; the very first is cut where it does not fit alone.

    >>> as_many_as_fit(["Enter takes it", "Tab more", "Esc leaves"], 24)
    'Enter takes it  Tab more'
    """
    line = cut(parts[0], width) if parts else ""
    for part in parts[1:]:
        if cell_len(line) + cell_len(between) + cell_len(part) > width:
            break
        line += between + part
    return line
