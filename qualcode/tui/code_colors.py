"""The color of a code on the screen: its own, else one by its place in the codebook, readable on any ground."""

from collections.abc import Mapping
from functools import lru_cache
from zlib import crc32

_NAMED = {
    "red": (214, 69, 65),
    "orange": (230, 126, 34),
    "yellow": (212, 172, 13),
    "green": (64, 160, 72),
    "teal": (22, 160, 133),
    "blue": (52, 120, 220),
    "purple": (142, 84, 200),
    "pink": (219, 90, 160),
    "brown": (160, 110, 60),
    "gray": (128, 128, 128),
}
_PALETTE = ("blue", "orange", "green", "pink", "teal", "purple", "red", "brown", "yellow")
"""By place in the codebook; neighbors differ in lightness as well as in hue. Gray is for those who ask for it."""
_SIXTEEN = {
    "red": "red",
    "orange": "bright_red",
    "yellow": "yellow",
    "green": "green",
    "teal": "cyan",
    "blue": "blue",
    "purple": "magenta",
    "pink": "bright_magenta",
    "brown": "yellow",
    "gray": "bright_black",
}
"""What a terminal of sixteen colors has for each; its user has chosen them to be readable."""
_ENOUGH = 4.5
"""Contrast at which text of any size is readable (WCAG 2.2, 1.4.3)."""
_STEP = 0.04

Rgb = tuple[int, int, int]


def color_of(code: str, own: str, places: Mapping[str, int]) -> str:
    """The code's own color, a name or #rrggbb; without one, a name from the palette."""
    return own or _PALETTE[places.get(code, crc32(code.encode())) % len(_PALETTE)]


@lru_cache(maxsize=1024)
def readable(color: str, ground: Rgb) -> str:
    """The color as #rrggbb, lightened or darkened until words in it can be read on the ground."""
    towards = (255, 255, 255) if _lightness(ground) < 0.18 else (0, 0, 0)
    rgb, share = _rgb(color), 0.0
    mixed = rgb
    while contrast(mixed, ground) < _ENOUGH and share < 1:
        share = min(1.0, share + _STEP)
        mixed = _mixed(rgb, towards, share)
    return "#{:02x}{:02x}{:02x}".format(*mixed)


@lru_cache(maxsize=1024)
def among_sixteen(color: str) -> str:
    """The nearest color that every terminal has, by the name rich gives it."""
    if color in _SIXTEEN:
        return _SIXTEEN[color]
    given = _rgb(color)
    nearest = min(_NAMED, key=lambda name: sum((a - b) ** 2 for a, b in zip(_NAMED[name], given, strict=True)))
    return _SIXTEEN[nearest]


def contrast(one: Rgb, other: Rgb) -> float:
    """How far two colors differ in lightness, from 1 to 21."""
    dark, light = sorted((_lightness(one), _lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def _rgb(color: str) -> Rgb:
    if color in _NAMED:
        return _NAMED[color]
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _mixed(rgb: Rgb, towards: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(rgb, towards, strict=True))
    return red, green, blue


def _lightness(rgb: Rgb) -> float:
    """Relative luminance as WCAG counts it."""
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
