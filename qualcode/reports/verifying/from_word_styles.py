"""What the styles and the numbering of a Word file say of its paragraphs."""

from dataclasses import dataclass, replace
from typing import Any

from qualcode.reports.formats.word_roles import LIST, TEXT, Role, role_named
from qualcode.transcripts.xml_trees import kind, setting

_MOST_STEPS = 20
"""Styles that rest on each other in a circle are given up after so many steps."""
_NO_NUMBER = "0"


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a paragraph stands, and in which list an item begins with it."""

    role: Role
    list_number: str | None = None
    begins: int | None = None
    """The first number of the list; None for bullets."""


class StylesRead:
    """The styles and lists of a file."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._names: dict[str, str] = {}
        self._based_on: dict[str, str] = {}
        for style in styles:
            own = setting(style, "styleId") or ""
            self._names[own] = value_in(style, "name") or ""
            self._based_on[own] = value_in(style, "basedOn") or ""
        self._definitions = {setting(one, "abstractNumId"): one for one in numbering if kind(one) == "abstractNum"}
        self._lists = {setting(one, "numId") or "": one for one in numbering if kind(one) == "num"}

    def name(self, style: str | None) -> str:
        """What a style is called; empty where there is none."""
        return self._names.get(style or "", "")

    def of_paragraph(self, node: Any) -> Stands:
        """Where a paragraph stands, by its style and its numbering."""
        settings = next((one for one in node if kind(one) == "pPr"), ())
        style = value_in(settings, "pStyle")
        role = self._role(style)
        numbering = next((one for one in settings if kind(one) == "numPr"), ())
        number, level = value_in(numbering, "numId"), value_in(numbering, "ilvl") or "0"
        if number == _NO_NUMBER:
            return Stands(replace(role, opens=False) if role.inside[-1:] == (LIST,) else role)
        if number is None:
            ordered = self.name(style).casefold().startswith("list number")
            return Stands(role, None, 1 if ordered else None)
        depth = int(level) + 1 if level.isdecimal() and len(level) < 3 else 1
        if role == Role():
            role = Role(TEXT, (LIST,) * depth, opens=True)
        return Stands(role, f"{number}", self._begins(number, level))

    def _role(self, style: str | None) -> Role:
        for _ in range(_MOST_STEPS):
            if style is None or style not in self._names:
                break
            role = role_named(self._names[style])
            if role is not None:
                return role
            style = self._based_on[style]
        return Role()

    def _begins(self, number: str, level: str) -> int | None:
        """The number a list begins with; None for bullets."""
        one = self._lists.get(number, ())
        own = next((it for it in one if kind(it) == "lvlOverride" and setting(it, "ilvl") == level), ())
        definition = self._definitions.get(value_in(one, "abstractNumId"), ())
        levels = [it for it in (*own, *definition) if kind(it) == "lvl" and setting(it, "ilvl") in (level, None)]
        if any(value_in(it, "numFmt") == "bullet" for it in levels[:1]) or not levels:
            return None
        starts = (value_in(own, "startOverride"), *(value_in(it, "start") for it in levels))
        return next((int(it) for it in starts if it is not None and it.isdecimal() and len(it) < 10), 1)


def value_in(node: Any, local: str) -> str | None:
    """The value of the first child of a kind; None where there is none."""
    return next((setting(one, "val") for one in node if kind(one) == local), None)
