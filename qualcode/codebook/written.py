"""Codebooks as YAML in qualcode's own style, for files that do not exist yet."""

import io
import re
from typing import Any

from qualcode.codebook.codes import Code, Codebook

_SHARED = ("title", "framework_version", "source", "note")
_FLOW = ("include", "cycles")
_WIDTH = 112
_LONG = 90
"""Letters from which a text is folded over several lines."""
_FOLDABLE = re.compile(r"[^\s#>|-][^\n\t]*[^\s]")

_OLD_BOOLEANS = frozenset(("yes", "no", "on", "off", "y", "n"))
"""Words to us, and to editors that go by YAML 1.1 true or false."""


def written(codebook: Codebook, header: str = "") -> str:
    """The codebook as YAML; `header` stands above it as a comment."""
    blocks = ["\n".join(f"# {line}".rstrip() for line in header.splitlines())] if header else []
    shared: dict[str, Any] = {name: _text(getattr(codebook, name)) for name in _SHARED if getattr(codebook, name)}
    shared |= {name: list(getattr(codebook, name)) for name in _FLOW if getattr(codebook, name)}
    if codebook.modifiers:
        shared["modifiers"] = {
            one.name: {**({"definition": _text(one.definition)} if one.definition else {}), "values": list(one.values)}
            for one in codebook.modifiers
        }
    if codebook.rules:
        shared["rules"] = {rule.name: _text(rule.text) for rule in codebook.rules}
    if shared:
        blocks.append(_dumped(shared))
    codes = "\n\n".join(_indented(_dumped([_entry(code)])) for code in codebook.codes)
    blocks.append(f"codes:\n{codes}" if codes else "codes: []")
    return "\n\n".join(blocks) + "\n"


def _entry(code: Code) -> dict[str, Any]:
    """A code's fields as far as they say anything that its id does not."""
    entry: dict[str, Any] = {}
    for name in Code.model_fields:
        value, default = getattr(code, name), Code.model_fields[name].default
        if name == "id" or (value and value != default and not _is_implied(name, code)):
            entry[name] = _value(name, value)
    return entry


def _is_implied(name: str, code: Code) -> bool:
    return name == "label" and code.label == code.id.rpartition(".")[2].strip()


def _value(name: str, value: Any) -> Any:
    if name == "counter_examples":
        return [{"text": _text(one.text), **({"code_as": one.code_as} if one.code_as else {})} for one in value]
    if isinstance(value, tuple):
        return [_text(item) for item in value]
    return _text(value)


def _text(words: str) -> Any:
    """Long texts are folded, texts of several lines stand as they are; both only where that brings them back."""
    from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString, SingleQuotedScalarString

    if words.casefold() in _OLD_BOOLEANS:
        return SingleQuotedScalarString(words)
    if "\n" in words and all(line == line.strip() for line in words.split("\n")) and not words.startswith("#"):
        return LiteralScalarString(words)
    if len(words) > _LONG and _FOLDABLE.fullmatch(words) and "  " not in words:
        return FoldedScalarString(words)
    return words


def _dumped(value: Any) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.width = _WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue().rstrip("\n")


def _indented(item: str) -> str:
    return item if item.startswith("  ") else "\n".join(f"  {line}" if line else line for line in item.split("\n"))
