"""A text as YAML writes it: plain where that reads back as the same words, else in quotes or as a block."""

import re
import textwrap
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

Spot = Literal["value", "item", "key", "in brackets", "key in brackets"]
"""What a text stands as, since each spot has signs of its own that end it."""

WIDEST = 120
_FRAMES: dict[Spot, tuple[str, str]] = {
    "value": ("k: ", ""),
    "item": ("- ", ""),
    "key": ("", ": x"),
    "in brackets": ("[", "]"),
    "key in brackets": ("{", ": x}"),
}
_STRING = "tag:yaml.org,2002:str"
# Older YAML, which many editors and R packages still read, takes these for yes, no, numbers and times.
_OLD_MEANINGS = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null|~|[-+.]?[\d][\d_:.,eExXoOa-fA-F+-]*")
_TO_ESCAPE = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def written(value: str, spot: Spot, style: str | None = None) -> str:
    """A text on one line in the style asked for, None for plain, where that reads back the same; else in “"”."""
    if style == "'" and reads_as(one := single_quoted(value), spot, value):
        return one
    if (
        style is None
        and not _OLD_MEANINGS.fullmatch(value)
        and all(reads_as(value, place, value) for place in {spot, "value"})
    ):
        return value
    return double_quoted(value)


def single_quoted(value: str) -> str:
    """A text in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """A text in double quotes, with every sign that cannot stand for itself written by its number."""
    return f'"{escaped(value)}"'


def escaped(value: str) -> str:
    """What stands between double quotes for a text."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return _TO_ESCAPE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain)


def reads_as(raw: str, spot: Spot, value: str) -> bool:
    """Whether a stretch of YAML, put in a spot, is one text with this value."""
    if any(sign != "\n" for sign in _TO_ESCAPE.findall(raw)):
        return False
    before, after = _FRAMES[spot]
    found = _scalar_in(f"{before}{raw}{after}", key="key" in spot)
    return found is not None and found.tag == _STRING and found.value == value


def _scalar_in(yaml: str, *, key: bool) -> ScalarNode | None:
    """The one text in a list or map of one entry: the key if it is asked for."""
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(yaml)
    except (YAMLError, UnicodeError):
        return None
    if not isinstance(root, CollectionNode) or len(root.value) != 1:
        return None
    (only,) = root.value
    if isinstance(root, MappingNode):
        only = only[0 if key else 1]
    return only if isinstance(only, ScalarNode) else None


def wrapped(value: str, width: int) -> list[str]:
    """The lines of a text that YAML joins by blanks again; an empty one stands for a line end."""
    lines: list[str] = []
    for paragraph in value.split("\n"):
        lines += ["", *_broken(paragraph, width)] if lines else _broken(paragraph, width)
    return lines


def _broken(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(
        paragraph, max(width, 20), break_long_words=False, break_on_hyphens=False, expand_tabs=False
    ) or [""]


def lines_written(value: str, before: str, column: int, spot: Spot) -> list[str]:
    """A text after `before`: on the same line where it fits, else folded, or line by line, indented to `column`."""
    one_line = [f"{before}{written(value, spot)}"]
    if "\n" not in value and len(one_line[0]) <= WIDEST:
        return one_line
    style = "|-" if "\n" in value else ">-"
    content = value.split("\n") if "\n" in value else wrapped(value, WIDEST - column)
    pad = " " * column
    block = [f"{before}{style}", *(f"{pad}{line}" if line else "" for line in content)]
    inner = "\n".join([style, *(f"  {line}" if line else "" for line in content)])
    return block if reads_as(inner, "value", value) else one_line
