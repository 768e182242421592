"""What is said of people: which values an attribute can have, and conditions on them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from qualcode.errors import QualcodeError
from qualcode.model import Participant
from qualcode.project import Project
from qualcode.scope import TEXT, AttributeType, Condition, as_number

CONSENT = AttributeType("levels", ("none", "paraphrase", "quote"))
"""May a person be quoted, only be told of in other words, or neither; empty where it is not recorded."""
CONSENT_MEANS = (
    "quote means their words may be quoted, paraphrase that they may only be told in other words, none neither"
)
"""The same for people who filled in yes."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def attribute_types(project: Project) -> dict[str, AttributeType]:
    """The type of each attribute that has one: consent, and those project.yaml declares."""
    declared = project.settings.read().attributes
    return {"consent": CONSENT, **{name: _type(given) for name, given in declared.items()}}


def well_formed(attribute: str, value: str, types: Mapping[str, AttributeType]) -> tuple[str, str | None]:
    """A value as it is kept, and what is wrong with it, if anything is."""
    type_ = types.get(attribute, TEXT)
    if type_.name == "number":
        return value, None if as_number(value) is not None else f"{attribute} is a number, not “{value}”"
    if type_.name == "date":
        return value, None if is_date(value) else f"{attribute} is a date such as 2026-05-03, not “{value}”"
    if type_.name == "levels":
        level = next((one for one in type_.levels if one.casefold() == value.casefold()), None)
        return level or value, None if level else f"{attribute} can be {', '.join(type_.levels)}, not “{value}”"
    return value, None


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year as ISO 8601 writes them.

    >>> is_date("2026-05-03"), is_date("2026-05"), is_date("2026-02-30"), is_date("5/3/2026")
    (True, True, False, False)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def resolved_conditions(project: Project, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Conditions with the types of their attributes; QualcodeError where one could never be stood by anybody."""
    if not conditions:
        return ()
    people, types = project.participants.all(), attribute_types(project)
    return tuple(_resolved(condition, people, types) for condition in conditions)


def _resolved(condition: Condition, people: Sequence[Participant], types: Mapping[str, AttributeType]) -> Condition:
    known = sorted({name for person in people for name in person.attributes})
    names = {name.casefold(): name for name in (*types, *known)}
    name = names.get(condition.attribute.casefold())
    if name is None:
        raise _no_attribute(condition.attribute, known)
    values = {person.id: person.attributes[name] for person in people if name in person.attributes}
    if not values:
        raise QualcodeError(
            f"“{name}” is not recorded of anybody yet.", hint=f"qualcode participants edit P01 --set {name}=…"
        )
    type_ = types.get(name) or _seeming(values.values())
    _check_recorded(name, type_, values)
    asked, problem = well_formed(name, condition.value, {name: type_})
    if problem:
        raise QualcodeError(f"This cannot be compared: {problem}.", hint=_there_are(values.values()))
    if type_.name == "text":
        _check_text(condition, name, asked, values)
    return replace(condition, attribute=name, value=asked, type=type_)


def odd_ones(values: Mapping[str, str]) -> dict[str, str]:
    """The few values, by whose they are, that are no numbers among values that mostly are."""
    odd = {whose: value for whose, value in values.items() if as_number(value) is None}
    return odd if 2 * len(odd) < len(values) else {}


def _refuse_odd_ones(name: str, values: Mapping[str, str]) -> None:
    odd = odd_ones(values)
    if odd:
        told = ", ".join(f"{person} has “{value}”" for person, value in list(odd.items())[:5])
        raise QualcodeError(
            f"Not every {name} is a number: {told}.",
            hint=f"qualcode participants edit {next(iter(odd))} --set {name}=7"
            f"   (to have it checked at import: project.yaml, attributes: {name}: number)",
        )


def _check_text(condition: Condition, name: str, asked: str, values: Mapping[str, str]) -> None:
    if condition.comparison not in {"=", "!="}:
        _refuse_odd_ones(name, values)
        raise QualcodeError(
            f"“{name}” is words, which have no more and less.",
            hint=f"Levels in order: in project.yaml, attributes:, {name}: [lowest, …, highest]",
        )
    if all(TEXT.order(value, asked) for value in values.values()):
        raise QualcodeError(f"No participant has {name} “{asked}”.", hint=_there_are(values.values()))


def _check_recorded(name: str, type_: AttributeType, values: Mapping[str, str]) -> None:
    """Values recorded before their type was declared would otherwise drop out of every answer unseen."""
    wrong = [
        f"{person}: {problem}"
        for person, value in values.items()
        if (problem := well_formed(name, value, {name: type_})[1])
    ]
    if wrong:
        raise QualcodeError(
            f"Not every {name} is a value it can have: {'; '.join(wrong[:5])}.",
            hint=f"qualcode participants edit {next(iter(wrong)).split(':')[0]} --set {name}=…",
        )


def _no_attribute(name: str, known: Sequence[str]) -> QualcodeError:
    near = get_close_matches(name.casefold(), known, n=1)
    if near:
        hint = f"Did you mean “{near[0]}”? There are: {', '.join(known)}"
    else:
        hint = f"There are: {', '.join(known)}" if known else "qualcode import --participants participants.csv"
    return QualcodeError(f"No participant has the attribute “{name}”.", hint=hint)


def _there_are(values: Iterable[str]) -> str:
    return f"There are: {', '.join(sorted(set(values)))}"


def _seeming(values: Collection[str]) -> AttributeType:
    """The type of an attribute that nobody declared: what all its values look like."""
    if all(as_number(value) is not None for value in values):
        return AttributeType("number")
    if all(is_date(value) for value in values):
        return AttributeType("date")
    return TEXT


def _type(given: str | Sequence[str]) -> AttributeType:
    return AttributeType(given) if isinstance(given, str) else AttributeType("levels", tuple(given))
