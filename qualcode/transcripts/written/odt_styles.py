"""Styles of an OpenDocument text: which are bold, which hide words, which make a title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.transcripts.xml_trees import kind, setting

_LONGEST_CHAIN = 20
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_TITLES = {"title": 1, "subtitle": 2}


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a style says of the words in it; None where it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None
    title: int = 0
    """Level of the heading it makes of a paragraph; 0 for none."""


@dataclass(frozen=True, slots=True)
class _Written:
    style: OdtStyle
    based_on: str | None


def odt_styles(root: Any, shared: Mapping[str, OdtStyle]) -> dict[str, OdtStyle]:
    """The styles of one part by their names, each with what it takes over from its parent, there or among `shared`."""
    written = {
        name: _written(node)
        for node in root.iter()
        if kind(node) == "style" and (name := setting(node, "name")) is not None
    }
    return {name: _resolved(name, written, shared) for name in written}


def _written(node: Any) -> _Written:
    properties = next((child for child in node if kind(child) == "text-properties"), None)
    weight = setting(properties, "font-weight") if properties is not None else None
    display = setting(properties, "display") if properties is not None else None
    bold = None if weight is None else weight in _BOLD
    hidden = None if display is None else display == "none"
    return _Written(OdtStyle(bold, hidden), setting(node, "parent-style-name"))


def _resolved(name: str, written: Mapping[str, _Written], shared: Mapping[str, OdtStyle]) -> OdtStyle:
    bold = hidden = None
    title = 0
    above: str | None = name
    for _ in range(_LONGEST_CHAIN):
        if above is None:
            break
        found = written.get(above) or _Written(shared.get(above, OdtStyle()), None)
        bold = found.style.bold if bold is None else bold
        hidden = found.style.hidden if hidden is None else hidden
        title = title or found.style.title or _TITLES.get(above.casefold(), 0)
        above = found.based_on
    return OdtStyle(bold, hidden, title)
