"""Which definition of its code a coding was made under, and whether the code means the same today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.code_history import definitions
from qualcode.project.codebook_facts import definitions_of_codings
from qualcode.project.codes import AppliedCode

_NO_MEANING = {"id", "label", "status", "color"}
"""What may change while a code goes on meaning the same."""


@dataclass(frozen=True, slots=True)
class MadeUnder:
    """The definition a coding was made under."""

    number: int | None
    """1 for the first its code had; None for one of another code that was merged into it."""
    otherwise: bool
    """Whether it says something else than the code says today; a code's new name or color does not count."""


def made_under(project: Project, codes: Iterable[str]) -> dict[str, MadeUnder]:
    """The definition that each coding on `codes` was made under, by the coding's id."""
    wanted, found = set(codes), {}
    names = _Names(project)
    for code in project.codes.all():
        if code.name not in wanted:
            continue
        had = _had(project, code, names)
        unknown = MadeUnder(None, otherwise=True)
        of_codings = definitions_of_codings(project.store, code)
        found.update({coding: had.get(definition, unknown) for coding, definition in of_codings.items()})
    return found


def _had(project: Project, code: AppliedCode, names: "_Names") -> dict[str, MadeUnder]:
    """Every definition the code has had, by its hash."""
    every = definitions(project.store, code)
    today = names.meaning(code.record) if len(every) > 1 else None
    return {
        one.definition: MadeUnder(
            one.number, otherwise=one.definition != code.definition and names.meaning(one.record) != today
        )
        for one in every
    }


class _Names:
    """What codes are called today, so that a redirect to a renamed code reads as it did."""

    def __init__(self, project: Project) -> None:
        self._codes = project.codes
        self._today: dict[str, str] = {code.name: code.name for code in project.codes.all()}

    def meaning(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """What a record tells coders to do; empty fields that older records lack say nothing."""
        told = {name: value for name, value in record.items() if value and name not in _NO_MEANING}
        told["when_not"] = [self._redirected(text) for text in told.get("when_not", ())]
        told["counter_examples"] = [
            (one["text"], self._today_called(one.get("code_as") or "")) for one in told.get("counter_examples", ())
        ]
        return told

    def _redirected(self, text: str) -> tuple[str, str]:
        from qualcode.codebook.wording import redirect_in, without_redirect

        return without_redirect(text), self._today_called(redirect_in(text) or "")

    def _today_called(self, name: str) -> str:
        if name and name not in self._today:
            try:
                self._today[name] = self._codes.named(name).name
            except QualcodeError:
                self._today[name] = name
        return self._today.get(name, name)
