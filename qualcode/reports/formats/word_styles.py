"""The paragraph, character and table styles of a report: those of a template, and our own where it has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.reports.formats.word_roles import CELLS, LIST, QUOTE, Role, role_named, style_name
from qualcode.reports.formats.word_xml import element, inside, name, pieces

INK, FAINT, RULE = "1F3A5F", "595959", "BFC7D1"
"""Colours of headings, of what stands aside, and of lines; all of them dark or light enough for any eye."""
STEP = {QUOTE: 400, LIST: 360}
"""How far words stand in, in twentieths of a point."""
LINKED, ADDRESS, TYPED = "Linked Words", "Web Address", "Literal Words"
TABLE = "Report Table"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style looks, as Word’s XML for paragraphs and for runs."""

    based_on: str | None = None
    paragraph: str = ""
    run: str = ""
    next: str | None = None


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _heading(level: int, size: int, before: int) -> _Look:
    paragraph = f'<w:keepNext/><w:keepLines/>{_spaced(before, 80)}<w:outlineLvl w:val="{level - 1}"/>'
    return _Look("Normal", paragraph, f'<w:b/><w:color w:val="{INK}"/><w:sz w:val="{size}"/>', "Normal")


_BAR = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{RULE}"/></w:pBdr>'
_MONO = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
_LOOKS: Mapping[str, _Look] = {
    "Normal": _Look(None, '<w:widowControl/><w:spacing w:after="120" w:line="271" w:lineRule="auto"/>'),
    "Title": _Look(
        "Normal",
        f"<w:keepNext/><w:keepLines/>{_spaced(0, 240)}",
        f'<w:b/><w:color w:val="{INK}"/><w:sz w:val="44"/>',
        "Normal",
    ),
    **{
        f"Heading {level}": _heading(level, size, before)
        for level, size, before in ((1, 30, 400), (2, 25, 280), (3, 22, 220), (4, 21, 180), (5, 21, 160))
    },
    "Quote": _Look(
        "Normal", f'<w:keepLines/>{_BAR}{_spaced(60, 60)}<w:ind w:left="400" w:right="400"/>', "", "Text in Quote"
    ),
    "Text in Quote": _Look("Quote"),
    "Intense Quote": _Look(
        "Quote",
        f'<w:pBdr><w:left w:val="nil"/></w:pBdr>{_spaced(0, 200)}',
        f'<w:color w:val="{FAINT}"/><w:sz w:val="19"/>',
        "Normal",
    ),
    **{f"List {kind}": _Look("Normal", _spaced(0, 80)) for kind in ("Bullet", "Number")},
    **{f"List {kind} {depth}": _Look(f"List {kind}") for kind in ("Bullet", "Number") for depth in range(2, 6)},
    "List Continue": _Look("Normal", f'{_spaced(0, 80)}<w:ind w:left="360"/>'),
    **{f"List Continue {depth}": _Look("List Continue", f'<w:ind w:left="{360 * depth}"/>') for depth in range(2, 6)},
    "Caption": _Look(
        "Normal",
        f"<w:keepNext/><w:keepLines/>{_spaced(200, 80)}",
        f'<w:color w:val="{INK}"/><w:sz w:val="20"/>',
        "Normal",
    ),
    "Literal": _Look(
        "Normal",
        f'<w:shd w:val="clear" w:color="auto" w:fill="F3F4F6"/>{_spaced(60, 120)}',
        f'{_MONO}<w:sz w:val="18"/>',
    ),
    "Ruler": _Look(
        "Normal",
        f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="{RULE}"/></w:pBdr>{_spaced(0, 160)}',
        '<w:sz w:val="8"/>',
        "Normal",
    ),
    "Table Text": _Look(
        "Normal", '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="19"/>'
    ),
    "Table Heading": _Look("Table Text", "<w:keepNext/>", f'<w:b/><w:color w:val="{INK}"/>'),
    "Small Table Text": _Look("Table Text", "", '<w:sz w:val="16"/>'),
    "Small Table Heading": _Look("Table Heading", "", '<w:sz w:val="16"/>'),
    "After Table": _Look(
        "Normal", '<w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="auto"/>', '<w:sz w:val="8"/>'
    ),
    "Footer": _Look(
        "Normal", '<w:spacing w:after="0"/><w:jc w:val="right"/>', f'<w:color w:val="{FAINT}"/><w:sz w:val="18"/>'
    ),
}
_OWN = frozenset(("Literal", "Ruler", *CELLS, "After Table"))
"""Names that Word does not know by itself."""
_CHARACTERS: Mapping[str, str] = {
    TYPED: f'{_MONO}<w:sz w:val="20"/>',
    LINKED: f'<w:color w:val="{INK}"/>',
    ADDRESS: f'<w:color w:val="{FAINT}"/>',
    "annotation reference": '<w:sz w:val="16"/>',
}
_BORDERS = f"""<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>\
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>\
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>\
<w:tblCellMar><w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>"""


class Styles:
    """The styles a document has, by name; those it lacks are added when they are first needed."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._ids: dict[tuple[str, str], str] = {
            (style.get(name("type")), _name_of(style).casefold()): style.get(name("styleId")) or ""
            for style in root.iterchildren(name("style"))
        }

    def add_all(self) -> None:
        """Add every style a report may need, so that whoever edits it finds them."""
        for style in _LOOKS:
            self.paragraph(style)
        for style in _CHARACTERS:
            self.character(style)
        self.table()

    def for_role(self, role: Role, *, numbered: bool = False) -> str:
        """The id of the style for a paragraph."""
        return self.paragraph(style_name(role, numbered=numbered))

    def paragraph(self, style: str) -> str:
        """The id of a paragraph style."""
        known = self._ids.get(("paragraph", style.casefold()))
        if known is not None:
            return known
        look = _LOOKS.get(style) or _nested(style)
        new = self._new("paragraph", style)
        if style == "Normal":
            new.set(name("default"), "1")
        if look.based_on is not None:
            inside(new, "basedOn", val=self.paragraph(look.based_on))
        if look.next is not None:
            inside(new, "next", val=self.paragraph(look.next) if look.next != style else new.get(name("styleId")))
        inside(new, "qFormat")
        inside(new, "pPr").extend(pieces(look.paragraph))
        inside(new, "rPr").extend(pieces(look.run))
        return self._ids["paragraph", style.casefold()]

    def character(self, style: str) -> str:
        """The id of a character style."""
        if ("character", style.casefold()) not in self._ids:
            inside(self._new("character", style), "rPr").extend(pieces(_CHARACTERS[style]))
        return self._ids["character", style.casefold()]

    def table(self) -> str:
        """The id of the style for tables."""
        if ("table", TABLE.casefold()) not in self._ids:
            self._new("table", TABLE).extend(pieces(_BORDERS))
        return self._ids["table", TABLE.casefold()]

    def _new(self, kind: str, style: str) -> Any:
        taken, own = set(self._ids.values()), "".join(part.capitalize() for part in style.split())
        while own in taken:
            own += "Q"
        self._ids[kind, style.casefold()] = own
        new = element("style", type=kind, styleId=own)
        if role_named(style) is None or " in " in style or style in _OWN:
            new.set(name("customStyle"), "1")
        inside(new, "name", val=style)
        self._root.append(new)
        return new


def _nested(style: str) -> _Look:
    """The look of a style whose name says what its paragraphs stand in."""
    role = role_named(style)
    if role is None:
        raise KeyError(style)
    if role.what in CELLS:
        return _Look(role.what)
    bar = _BAR if role.inside[-1] == QUOTE else ""
    base = role.what if role.what in _LOOKS else "Normal"
    return _Look(base, f'{bar}<w:ind w:left="{left_of(role.inside)}"/>')


def left_of(around: Iterable[str]) -> int:
    """How far words stand in that are inside these quotations and lists."""
    return sum(STEP[one] for one in around)


def _name_of(style: Any) -> str:
    found = style.find(name("name"))
    return found.get(name("val")) or "" if found is not None else ""
