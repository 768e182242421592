"""Codes that are asked for by a name they no longer have."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.project import Project
from qualcode.project.code_history import definitions
from qualcode.project.codes import AppliedCode


@dataclass(frozen=True, slots=True)
class CalledNow:
    """A former name of a code, and the code it leads to."""

    asked: str
    now: str
    merged: bool
    """Whether the code of that name was merged into this one; else this one bore the name itself."""


def called_now(project: Project, asked: Iterable[str]) -> tuple[CalledNow, ...]:
    """What became of those of the names asked for that no code has any more."""
    codes = project.codes.all()
    found = []
    for name in sorted(asked):
        if any(_answers_to(code, name) for code in codes):
            continue
        code = project.codes.named(name)
        bore_it = any(one.record["id"].casefold() == name.casefold() for one in definitions(project.store, code))
        found.append(CalledNow(name, code.name, merged=not bore_it))
    return tuple(found)


def _answers_to(code: AppliedCode, name: str) -> bool:
    folded, own = name.casefold(), code.name.casefold()
    whole = folded in {own, code.label.casefold()}
    return whole or code.name.startswith(f"{name}.") or own.endswith(f".{folded}")
