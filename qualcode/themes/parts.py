"""Themes that are parts of others: in which order they are read, and what the whole holds."""

from collections.abc import Sequence
from dataclasses import replace

from qualcode.model import Theme


def with_parts(themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """The themes of one map in reading order, each followed by its parts, and each holding what its parts hold.

    What stands for or against a part stands so for the whole, unless the whole says otherwise itself. A theme whose
    whole is not among the given ones stands by itself.
    """
    return tuple(_holding(theme, themes) for theme, _ in in_order(themes))


def in_order(themes: Sequence[Theme]) -> list[tuple[Theme, int]]:
    """The themes of one map, each followed by its parts, with how deep it lies: 0 for what is a part of none.

    >>> themes = [Theme("1", "Part", "…", part_of="Whole"), Theme("2", "Other", "…"), Theme("3", "Whole", "…")]
    >>> [(theme.name, depth) for theme, depth in in_order(themes)]
    [('Other', 0), ('Whole', 0), ('Part', 1)]
    """
    names = {one.name for one in themes}
    tops = [one if one.part_of in names else replace(one, part_of=None) for one in themes]
    found: list[tuple[Theme, int]] = []

    def add(name: str | None, depth: int) -> None:
        for one in tops:
            if one.part_of == name:
                found.append((one, depth))
                add(one.name, depth + 1)

    add(None, 0)
    return found


def _holding(theme: Theme, themes: Sequence[Theme]) -> Theme:
    parts = [_holding(one, themes) for one in themes if one.part_of == theme.name]
    if not parts:
        return theme
    codes = dict.fromkeys([*theme.codes, *(code for part in parts for code in part.codes)])
    evidence = {one.coding: one for part in reversed(parts) for one in part.evidence}
    evidence = {one.coding: one for one in theme.evidence} | {
        coding: one for coding, one in evidence.items() if coding not in {own.coding for own in theme.evidence}
    }
    return replace(theme, codes=tuple(codes), evidence=tuple(evidence.values()))
