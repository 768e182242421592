"""What a paragraph is and stands in, as the names of Word’s paragraph styles tell it."""

import re
from dataclasses import dataclass

QUOTE, LIST = "Quote", "List"
TEXT, TITLE, HEADING, LITERAL, RULER, CAPTION = "Text", "Title", "Heading", "Literal", "Ruler", "Caption"
ATTRIBUTION, GAP = "Attribution", "After Table"
CELLS = ("Table Text", "Table Heading", "Small Table Text", "Small Table Heading")
_BUILT_IN_LISTS = re.compile(r"list (?P<kind>bullet|number|continue)(?: (?P<depth>[2-5]))?")
_HEADING = re.compile(r"heading ([1-9])")
_CONTAINERS = {QUOTE.casefold(): QUOTE, LIST.casefold(): LIST}
_KNOWN = {one.casefold(): one for one in (TEXT, TITLE, LITERAL, RULER, CAPTION, GAP, *CELLS)}
_DEEPEST_BUILT_IN = 5


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is, and the quotations and lists around it."""

    what: str = TEXT
    inside: tuple[str, ...] = ()
    """`QUOTE` or `LIST`, the outermost first."""
    opens: bool = False
    """Whether the innermost of them (for lists: an item) begins with it."""


def heading(level: int) -> str:
    """What a heading is: level 1 is the title of the report, level 2 Word’s first heading."""
    return TITLE if level == 1 else f"{HEADING} {level - 1}"


def heading_level(what: str) -> int | None:
    """The level of a heading in the report; None for what is none.

    >>> [heading_level(heading(level)) for level in (1, 2, 6)]
    [1, 2, 6]
    """
    if what == TITLE:
        return 1
    return min(int(what.split()[1]) + 1, 6) if what.startswith(f"{HEADING} ") else None


def style_name(role: Role, *, numbered: bool = False) -> str:
    """The name of the style for a paragraph: Word’s own where it has one, else one that says where it stands.

    >>> style_name(Role(TEXT, (LIST, LIST), opens=True)), style_name(Role("Heading 2", (LIST, QUOTE)))
    ('List Bullet 2', 'Heading 2 in Quote in List')
    """
    around = tuple(reversed(role.inside))
    if not around:
        return "Normal" if role.what == TEXT else role.what
    if role.what == ATTRIBUTION and around == (QUOTE,):
        return "Intense Quote"
    what = TEXT if role.what in (ATTRIBUTION, CAPTION) else role.what
    if what == TEXT and set(around) == {LIST} and len(around) <= _DEEPEST_BUILT_IN:
        kind = "List Continue" if not role.opens else "List Number" if numbered else "List Bullet"
        return kind if len(around) == 1 else f"{kind} {len(around)}"
    return " in ".join(around if role.opens else (what, *around))


def role_named(style: str) -> Role | None:
    """What the name of a style tells; None where it tells nothing.

    >>> role_named("Quote in List")
    Role(what='Text', inside=('List', 'Quote'), opens=True)
    >>> role_named("Kommentar") is None
    True
    """
    name = style.casefold()
    if name in ("normal", "body text"):
        return Role()
    if name == "intense quote":
        return Role(TEXT, (QUOTE,))
    if found := _BUILT_IN_LISTS.fullmatch(name):
        return Role(TEXT, (LIST,) * int(found["depth"] or 1), opens=found["kind"] != "continue")
    first, *rest = name.split(" in ")
    if not all(one in _CONTAINERS for one in rest):
        return None
    around = tuple(_CONTAINERS[one] for one in reversed(rest))
    if first in _CONTAINERS:
        return Role(TEXT, (*around, _CONTAINERS[first]), opens=True)
    what = f"{HEADING} {level[1]}" if (level := _HEADING.fullmatch(first)) else _KNOWN.get(first)
    return Role(what, around) if what is not None else None
