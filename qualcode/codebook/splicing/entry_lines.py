"""A code in YAML, as lines in a given style or between brackets."""

from collections.abc import Mapping
from typing import Any

from qualcode.codebook.splicing.scalars import double_quoted, lines_written, written
from qualcode.codebook.splicing.style import Style


def entry_lines(given: Mapping[str, Any], style: Style) -> list[str]:
    """The lines of one code, without line ends."""
    fields = {key: value for key, value in given.items() if key != "id"}
    start = " " * style.column + ("-".ljust(_dash_width(style)) if style.in_list else "")
    if style.in_list and style.form == "bare" and not fields:
        return [f"{start}{written(given['id'], 'item')}"]
    if style.in_list and style.form in ("full", "bare"):
        depth = style.column + _dash_width(style)
        return [f"{start}id: {written(given['id'], 'value')}", *_field_lines(fields, depth, style.items)]
    name = written(given["id"], "key")
    if fields.keys() == {"brief"} and style.form == "short":
        return lines_written(fields["brief"], f"{start}{name}: ", len(start) + 2, "value")
    return [f"{start}{name}:", *_field_lines(fields, style.column + style.fields, style.items)]


def _dash_width(style: Style) -> int:
    """The dash with its blanks; fields of a code in full stand directly under its id."""
    return style.fields if style.form == "full" else 2


def _field_lines(fields: Mapping[str, Any], column: int, items: int) -> list[str]:
    pad = " " * column
    lines: list[str] = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines += lines_written(value, f"{pad}{key}: ", column + 2, "value")
        else:
            lines.append(f"{pad}{key}:")
            lines += [line for item in value for line in _item_lines(item, column + items)]
    return lines


def _item_lines(item: str | Mapping[str, str], column: int) -> list[str]:
    dash = " " * column + "- "
    if isinstance(item, str):
        return lines_written(item, dash, column + 2, "item")
    lines: list[str] = []
    for key, words in item.items():
        before = f"{' ' * len(dash) if lines else dash}{key}: "
        lines += lines_written(words, before, len(dash) + 2, "value") if words else []
    return lines


def entry_in_brackets(given: Mapping[str, Any], *, in_list: bool) -> str:
    """One code between { }, or “name: definition” in a map of codes."""
    fields = {key: value for key, value in given.items() if key != "id"}
    if in_list:
        return _in_brackets(given)
    name = written(given["id"], "key in brackets")
    if fields.keys() == {"brief"}:
        return f"{name}: {written(fields['brief'], 'in brackets')}"
    return f"{name}: {_in_brackets(fields)}"


def _in_brackets(value: Any) -> str:
    if isinstance(value, str):
        plain = written(value, "in brackets")
        return plain if plain == value else double_quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_in_brackets(one)}" for key, one in value.items() if one) + "}"
    return "[" + ", ".join(_in_brackets(one) for one in value) + "]"
