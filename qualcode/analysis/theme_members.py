"""Which codings belong to a theme."""

from collections.abc import Iterable

from qualcode.analysis.counting import lies_under
from qualcode.model import Coding, Theme


def supporting(theme: Theme, codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings that belong to a theme: under its codes or put to it, and not put against it."""
    stances = {evidence.coding: evidence.stance for evidence in theme.evidence}
    return tuple(
        one for one in codings if stances.get(one.id, "for" if lies_under(one.code, theme.codes) else "") == "for"
    )
