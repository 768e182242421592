"""What holds in rich text (RTF) from a command on until its group ends, and the code pages it names."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class State:
    """What holds inside a group of rich text until it ends."""

    skipped: bool = False
    fonts: bool = False
    """Whether the group lists the fonts."""
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    skip: int = 1
    """How many characters after a Unicode one stand in for it."""


SWITCHES: dict[str, Callable[[State, int | None], State]] = {
    "b": lambda state, number: replace(state, bold=number != 0),
    "v": lambda state, number: replace(state, hidden=number != 0),
    "deleted": lambda state, number: replace(state, deleted=number != 0),
    "plain": lambda state, number: replace(state, bold=False, hidden=False, deleted=False),
    "f": lambda state, number: replace(state, font=number),
    "fcharset": lambda state, number: state,
    "cpg": lambda state, number: state,
    "uc": lambda state, number: replace(state, skip=min(max(0, 1 if number is None else number), 100)),
}


"""Commands that change what holds, each with what it makes of it."""


@lru_cache(maxsize=1)
def wordless() -> frozenset[str]:
    """Groups that hold no words of the text."""
    from striprtf.striprtf import destinations

    return frozenset(destinations) - {"result"}


def charset(number: int | None) -> str | None:
    """The encoding that a font's character set stands for; None for one nobody knows."""
    from striprtf.striprtf import charset_map

    return _usable(charset_map.get(number or 0, ""))


def code_page(number: int | None) -> str | None:
    """The encoding that the number of a code page stands for; None for one nobody knows."""
    return _usable({10_000: "mac_roman", 65_001: "utf-8"}.get(number or 0, f"cp{number}"))


@lru_cache(maxsize=64)
def _usable(encoding: str) -> str | None:
    try:
        "".encode(codecs.lookup(encoding).name)
    except (LookupError, ValueError):
        return None
    return encoding
