"""Asking what became of codes that an edited codebook no longer has."""

import sys
from typing import TYPE_CHECKING

from qualcode.cli.answers import choice_typed, line_typed
from qualcode.cli.output import say
from qualcode.study.codebooks.codes_gone import CodeGone, Fates, FateUnknown
from qualcode.study.codebooks.updating import UpdateRow, update

if TYPE_CHECKING:
    from qualcode.project import Project

_CHOICES = {
    "r": ("renamed",),
    "m": ("merged",),
    "t": ("retired", "retire"),
    "q": ("quit", "stop"),
}
_GO_ON = "qualcode codebook update"
_LISTED = 9


def update_asking(study: "Project", coder: str, said: Fates) -> list[UpdateRow]:
    """Apply the edited files; on a terminal ask about each code in use that is gone. Stopping changes nothing."""
    while True:
        try:
            return update(study, coder, said)
        except FateUnknown as unknown:
            if not sys.stdin.isatty():
                raise
            for code in unknown.gone:
                answered = _asked(code, said)
                if answered is None:
                    say("Nothing was applied.")
                    return []
                said = answered


def _asked(gone: CodeGone, said: Fates) -> Fates | None:
    """What is said with one more answer; None where the person stops."""
    say(f"\n“{gone.label}” ({gone.code}) is gone, and {gone.rests} rest on it. What became of it?")
    answer = choice_typed("r renamed · m merged into another · t retired (its codings stay) · q stop", _CHOICES, _GO_ON)
    if answer == "q":
        return None
    if answer == "t":
        return Fates(said.renamed, said.merged, said.retired | {gone.code})
    to = _which(gone)
    if answer == "r":
        return Fates({**said.renamed, gone.code: to}, said.merged, said.retired)
    return Fates(said.renamed, {**said.merged, gone.code: to}, said.retired)


def _which(gone: CodeGone) -> str:
    """The code it became: a number of those most alike, or a name."""
    for number, code in enumerate(gone.perhaps[:_LISTED], start=1):
        say(f"  {number} {code}")
    while True:
        typed = line_typed("Which code? A number, or its name:", _GO_ON)
        if typed.isdigit() and 1 <= int(typed) <= len(gone.perhaps[:_LISTED]):
            return gone.perhaps[int(typed) - 1]
        if typed and not typed.isdigit():
            return typed
