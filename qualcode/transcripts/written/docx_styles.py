"""Styles of a Word document: which make a heading, which are bold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.transcripts.xml_trees import kind, setting

_OFF = frozenset(("0", "false", "off"))
_LONGEST_CHAIN = 20
_NAMED_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_TITLES = {"title": 1, "subtitle": 2}
_HIGHEST = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of paragraphs or words in it."""

    heading: int = 0
    """Level of a heading, 1 for the highest; 0 where it makes none."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    """A style as it stands in the file, before what it is based on."""

    heading: int | None
    bold: bool | None
    based_on: str | None


def styles_of(root: Any) -> dict[str, Style]:
    """The styles of styles.xml by their ids, each with what it takes over from the style it is based on."""
    written = {
        name: _written(node)
        for node in root
        if kind(node) == "style" and (name := setting(node, "styleId")) is not None
    }
    return {name: _resolved(name, written) for name in written}


def heading_of(paragraph: Any, styles: Mapping[str, Style]) -> int:
    """The level of a heading, by the paragraph itself or by its style; 0 for all other paragraphs."""
    own = next((_level(node) for node in _properties(paragraph, "pPr") if kind(node) == "outlineLvl"), None)
    return own if own is not None else _style(style_name(paragraph, "pPr", "pStyle"), styles).heading


def is_bold(run: Any, paragraph_style: str | None, styles: Mapping[str, Style]) -> bool:
    """Whether words are bold: by themselves, by their own style, or by that of their paragraph."""
    if run is not None:
        for node in _properties(run, "rPr"):
            if kind(node) == "b":
                return is_on(node)
        if _style(style_name(run, "rPr", "rStyle"), styles).bold:
            return True
    return _style(paragraph_style, styles).bold


def is_on(node: Any) -> bool:
    """Whether a switch such as bold or hidden is on, which it is where it says nothing else."""
    return setting(node, "val") not in _OFF


def style_name(node: Any, properties: str, wanted: str) -> str | None:
    """The id of the style that a run or paragraph names."""
    return next((setting(found, "val") for found in _properties(node, properties) if kind(found) == wanted), None)


def _properties(node: Any, wanted: str) -> Iterator[Any]:
    return (found for properties in node if kind(properties) == wanted for found in properties)


def _style(name: str | None, styles: Mapping[str, Style]) -> Style:
    """A style by its id; those every Word has are known though the file leaves them out."""
    if name is None:
        return Style()
    return styles.get(name) or Style(_named_level(name) or 0, name == "Strong")


def _written(style: Any) -> _Written:
    name = next((setting(node, "val") or "" for node in style if kind(node) == "name"), "")
    outline = next((_level(node) for node in _properties(style, "pPr") if kind(node) == "outlineLvl"), None)
    heading = _named_level(name) if outline is None else outline
    bold = next((is_on(node) for node in _properties(style, "rPr") if kind(node) == "b"), None)
    based_on = next((setting(node, "val") for node in style if kind(node) == "basedOn"), None)
    return _Written(heading, bold, based_on)


def _resolved(name: str, written: Mapping[str, _Written]) -> Style:
    heading: int | None = None
    bold: bool | None = None
    above: str | None = name
    for _ in range(_LONGEST_CHAIN):
        style = written.get(above) if above is not None else None
        if style is None:
            break
        heading = style.heading if heading is None else heading
        bold = style.bold if bold is None else bold
        above = style.based_on
    return Style(heading or 0, bool(bold))


def _level(node: Any) -> int | None:
    """The heading that an outline level makes: the highest is written 0, text of the body 9."""
    written = setting(node, "val") or ""
    if not re.fullmatch("[0-9]", written):
        return None
    return int(written) + 1 if int(written) < _HIGHEST else 0


def _named_level(name: str) -> int | None:
    match = _NAMED_HEADING.fullmatch(name.strip())
    return int(match[1]) if match else _TITLES.get(name.strip().casefold())
