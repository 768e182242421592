"""Codes to read: as a sheet to code by, or every field as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.project import Project
from qualcode.project.codes import LEVEL, AppliedCode

if TYPE_CHECKING:
    from qualcode.codebook import Code

_HEADINGS = (
    ("Use it when", "when"),
    ("Do not use it when", "when_not"),
    ("Signs of it", "indicators"),
    ("Examples", "examples"),
    ("Decide by", "rules"),
)


@dataclass(frozen=True, slots=True)
class CodeInFull:
    """A code with every field, as data."""

    code: str
    label: str
    brief: str
    full: str
    key_question: str
    when: tuple[str, ...]
    when_not: tuple[str, ...]
    indicators: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[Mapping[str, str], ...]
    rules: tuple[str, ...]
    source: str
    kind: str
    scale: tuple[str, ...]
    exclusive_group: str
    color: str
    status: str
    codebook: str
    """The file it stands in, or stood in last."""


@dataclass(frozen=True, slots=True)
class ModifierRow:
    """Something a coding may say besides its code."""

    modifier: str
    values: tuple[str, ...]
    definition: str
    codebook: str


def code_sheet(project: Project, name: str | None) -> str:
    """One code, or all of them and the modifiers, as a sheet to code by."""
    if name is not None:
        return _sheet(project.codes.named(name))
    sheets = [_sheet(code) for code in project.codes.all()]
    modifiers = modifier_sheet(project)
    return "\n\n".join([*sheets, *([f"What a coding may say besides its code\n\n{modifiers}"] if modifiers else [])])


def modifier_sheet(project: Project) -> str:
    """The modifiers a coding may carry, with their values."""
    modifiers = {one["name"]: one for book in project.codes.codebooks() for one in book.modifiers}
    lines = [
        f"{name}: {', '.join(one['values'])}\n    {one.get('definition') or ''}".rstrip()
        for name, one in modifiers.items()
    ]
    if scaled := [code.name for code in project.codes.all() if code.scale and code.in_use]:
        lines.append(f"{LEVEL}: one of the code’s own levels\n    Only for {', '.join(scaled)}.")
    return "\n".join(lines)


def modifier_rows(project: Project) -> tuple[ModifierRow, ...]:
    """The modifiers that the codebooks declare, each once."""
    rows = {
        str(one["name"]): ModifierRow(
            str(one["name"]), tuple(one["values"]), str(one.get("definition") or ""), book.file
        )
        for book in project.codes.codebooks()
        for one in book.modifiers
    }
    return tuple(rows.values())


def codes_in_full(project: Project, name: str | None) -> tuple[CodeInFull, ...]:
    """One code, or all of them, with every field."""
    return tuple(
        CodeInFull(
            code=code.id,
            counter_examples=tuple(one.record() for one in code.counter_examples),
            codebook=file,
            **{field: getattr(code, field) for field in type(code).model_fields if field not in _NAMED_OTHERWISE},
        )
        for file, code in _codes(project, name)
    )


_NAMED_OTHERWISE = frozenset(("id", "counter_examples"))


def codes_as_table(project: Project, name: str | None) -> str:
    """One code, or all of them, as a table in csv that `codebook import` brings back unchanged."""
    from qualcode.study.codebooks.codebook_tables import codes_as_csv

    return codes_as_csv(_codes(project, name))


def _codes(project: Project, name: str | None) -> "Sequence[tuple[str, Code]]":
    from qualcode.codebook import Code

    codes = project.codes.all() if name is None else [project.codes.named(name)]
    return [(code.codebook, Code.from_record(code.record)) for code in codes]


def _sheet(code: AppliedCode) -> str:
    record = code.record
    lines = [f"{code.name} – {code.label}", f"  {_standing(code)}"]
    lines += [f"  {record[field]}" for field in ("brief", "full") if record.get(field)]
    if record.get("key_question"):
        lines.append(f"  Ask: {record['key_question']}")
    if code.scale:
        joined = " < ".join(code.scale) if record.get("kind") == "magnitude" else ", ".join(code.scale)
        lines.append(f"  {'Levels' if record.get('kind') == 'magnitude' else 'Values'}: {joined}")
        lines.append(f"  A coding says which: {LEVEL}={code.scale[-1]}")
    if record.get("exclusive_group"):
        lines.append(f"  Excludes, on the same words, the other codes of the group: {record['exclusive_group']}")
    for heading, field in _HEADINGS:
        if record.get(field):
            lines += [f"  {heading}:", *(f"    · {_sent_on(item)}" for item in record[field])]
    if record.get("counter_examples"):
        lines.append("  Looks like it, is not:")
        lines += [f"    · {_counter(item)}" for item in record["counter_examples"]]
    if record.get("source"):
        lines.append(f"  Source: {_flat(record['source'])}")
    return "\n".join(lines)


def _standing(code: AppliedCode) -> str:
    """Status, kind and color in words, and the file."""
    record = code.record
    kind = record.get("kind") or "content"
    parts = [code.status if code.status != "active" else "", kind if kind != "content" else ""]
    parts.append(f"color {record['color']}" if record.get("color") else "")
    parts.append(code.codebook if code.in_file else f"no longer in {code.codebook}, kept for what rests on it")
    return " · ".join(part for part in parts if part)


def _counter(item: Mapping[str, Any]) -> str:
    return f"{_flat(item['text'])}{' → ' + item['code_as'] if item.get('code_as') else ''}"


def _sent_on(text: str) -> str:
    """A text with the arrow that leads to another code as people see it."""
    from qualcode.codebook.wording import redirect_in, without_redirect

    target = redirect_in(text)
    return f"{_flat(without_redirect(text))} → {target}" if target else _flat(text)


def _flat(text: str) -> str:
    return " ".join(text.split())
