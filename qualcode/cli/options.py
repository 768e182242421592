"""The options that several commands share, each written once."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from qualcode.errors import QualcodeError
from qualcode.scope import Scope


class Format(StrEnum):
    """How a listing is written."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"


ProjectPath = Annotated[
    Path | None, typer.Option("--project", help="Folder of the project; else the nearest one from here upwards.")
]
Acting = Annotated[
    str | None, typer.Option("--coder", help="Who acts; else $QUALCODE_CODER, else who works in this folder.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to write the rows.")]
Modifiers = Annotated[
    list[str] | None, typer.Option("--modifier", "-m", help="A modifier, such as valence=positive; may be repeated.")
]

_SCOPE: dict[str, Any] = {
    "document": Annotated[
        list[str] | None, typer.Option("--document", "-d", help="Only this document (D01); may be repeated.")
    ],
    "participant": Annotated[
        list[str] | None, typer.Option("--participant", "-p", help="Only this participant (P01).")
    ],
    "code": Annotated[list[str] | None, typer.Option("--code", "-c", help="Only this code and those below it.")],
    "coder": Annotated[
        list[str] | None, typer.Option("--coder", help="Whose codings: a name, or all; else those of who works here.")
    ],
    "where": Annotated[
        list[str] | None, typer.Option("--where", help="Only participants with this attribute: role=principal.")
    ],
    "modifier": Annotated[
        list[str] | None, typer.Option("--modifier", "-m", help="Only codings with this modifier: valence=absent.")
    ],
}


def scoped(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the named filter options; it gets them as one `scope`.

    The coders in it are as typed: empty where nobody was named, `all` among them where everybody was.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command)
        own = [one for name, one in signature.parameters.items() if name != "scope"]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_SCOPE[name])
            for name in names
        ]

        @wraps(command)
        def filtered(**given: Any) -> None:
            chosen = {name: given.pop(name) or [] for name in names}
            command(**given, scope=_scope(chosen))

        filtered.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        filtered.__annotations__ = {one.name: one.annotation for one in [*own, *added]}
        return filtered

    return decorate


def pairs(given: list[str], example: str = "--modifier valence=positive") -> dict[str, str]:
    """`name=value` options as a mapping; QualcodeError when one has no equals sign."""
    found = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise QualcodeError(f"“{one}” is not of the form name=value.", hint=f"For example: {example}")
        found[name.strip()] = value.strip()
    return found


def _scope(chosen: dict[str, list[str]]) -> Scope:
    return Scope(
        documents=frozenset(chosen.get("document", ())),
        participants=frozenset(chosen.get("participant", ())),
        coders=frozenset(chosen.get("coder", ())),
        codes=frozenset(chosen.get("code", ())),
        attributes=pairs(chosen.get("where", []), "--where role=principal"),
        modifiers=pairs(chosen.get("modifier", [])),
    )
