"""Which codings belong to a theme."""

from collections.abc import Iterable

from qualcode.analysis.counting import lies_under
from qualcode.model import Coding, Theme


def supporting(theme: Theme, codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings that belong to a theme: under its codes or put to it, and not put against it."""
    stances = {evidence.coding: evidence.stance for evidence in theme.evidence}
    every = tuple(codings)
    under = {code for code in {one.code for one in every} if lies_under(code, theme.codes)}
    return tuple(one for one in every if stances.get(one.id, "for" if one.code in under else "") == "for")
