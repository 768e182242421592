"""The options that several commands share, each written once."""

import inspect
import re
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from qualcode.errors import QualcodeError
from qualcode.scope import Condition, Scope


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
        list[str] | None,
        typer.Option("--where", help="Only participants with this attribute: role=principal, “years>=5” in quotes."),
    ],
    "case": Annotated[
        list[str] | None, typer.Option("--case", help="Only participants of this case (S01) and those below it.")
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
        signature, given_names = inspect.signature(command), (*names, *(["case"] if "where" in names else []))
        own = [one for name, one in signature.parameters.items() if name != "scope"]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_SCOPE[name])
            for name in given_names
        ]

        @wraps(command)
        def filtered(**given: Any) -> None:
            chosen = {name: given.pop(name) or [] for name in given_names}
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


def condition(given: str) -> Condition:
    """What `--where` asks of people; QualcodeError when it is no comparison."""
    found = re.fullmatch(r"([^=<>!]+)(!=|<=|>=|==|=|<|>)(.*)", given, re.DOTALL)
    if found is None or not found[1].strip() or not found[3].strip():
        raise QualcodeError(
            f"“{given}” asks nothing of anybody.",
            hint='For example: --where role=principal or, in quotation marks, --where "years>=5"',
        )
    comparison = "=" if found[2] == "==" else found[2]
    return Condition(found[1].strip(), comparison, found[3].strip())


def group_of(listing: Callable[..., None], edit: Callable[..., None]) -> typer.Typer:
    """A listing that has a command to edit what it lists: `participants`, and `participants edit`."""
    group = group_around(listing)
    group.command("edit")(edit)
    return group


def group_around(listing: Callable[..., None]) -> typer.Typer:
    """A command that others stand below: `suggest`, and `suggest audit`; its own options are not theirs."""
    signature = inspect.signature(listing)
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)

    @wraps(listing)
    def listed(**given: Any) -> None:
        invoked: typer.Context = given.pop("context")
        if invoked.invoked_subcommand is None:
            listing(**given)
        elif any(getattr(invoked.get_parameter_source(name), "name", "") == "COMMANDLINE" for name in given):
            raise typer.BadParameter(f"Options go after “{invoked.invoked_subcommand}”.", ctx=invoked)

    listed.__signature__ = signature.replace(parameters=[context, *signature.parameters.values()])  # type: ignore[attr-defined]
    listed.__annotations__ = {**listing.__annotations__, "context": typer.Context}
    group = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    group.callback(invoke_without_command=True, help=listing.__doc__)(listed)
    return group


def _scope(chosen: dict[str, list[str]]) -> Scope:
    return Scope(
        documents=frozenset(chosen.get("document", ())),
        participants=frozenset(chosen.get("participant", ())),
        coders=frozenset(chosen.get("coder", ())),
        codes=frozenset(chosen.get("code", ())),
        modifiers=pairs(chosen.get("modifier", [])),
        conditions=tuple(condition(one) for one in chosen.get("where", [])),
        cases=frozenset(chosen.get("case", ())),
    )
