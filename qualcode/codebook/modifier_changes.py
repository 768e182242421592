"""What changed in the modifiers of a codebook."""

from difflib import SequenceMatcher
from typing import NamedTuple

from qualcode.codebook.codes import Codebook, Modifier

_ALIKE = 0.6
"""The share of letters that two names have in common when one looks like the other, mistyped or bettered."""


class ModifierChange(NamedTuple):
    """A modifier that came, went or changed."""

    name: str
    old: Modifier | None
    """None where the modifier is new."""
    new: Modifier | None
    """None where the modifier is gone."""

    @property
    def values_gone(self) -> tuple[str, ...]:
        """Values that codings may bear and that the new codebook no longer offers."""
        kept = self.new.values if self.new else ()
        return tuple(value for value in (self.old.values if self.old else ()) if value not in kept)

    @property
    def values_new(self) -> tuple[str, ...]:
        """Values that the old codebook did not offer."""
        had = self.old.values if self.old else ()
        return tuple(value for value in (self.new.values if self.new else ()) if value not in had)

    @property
    def values_perhaps_renamed(self) -> tuple[tuple[str, str], ...]:
        """Guesses, (old, new): names much alike, or one that stands in another’s place while all others stayed."""
        gone, come = list(self.values_gone), list(self.values_new)
        if self.old and self.new and len(gone) == len(come) == 1:
            in_place = self.old.values.index(gone[0]) == self.new.values.index(come[0])
            return ((gone[0], come[0]),) if in_place or _likeness(gone[0], come[0]) >= _ALIKE else ()
        scored = sorted((-_likeness(one, other), one, other) for one in gone for other in come)
        found: dict[str, str] = {}
        for negative, one, other in scored:
            if -negative >= _ALIKE and one not in found and other not in found.values():
                found[one] = other
        return tuple((one, found[one]) for one in gone if one in found)

    @property
    def only_reordered(self) -> bool:
        """Whether it offers the same values in another order."""
        if not (self.old and self.new) or self.old.values == self.new.values:
            return False
        return not (self.values_gone or self.values_new)


def modifiers_changed(old: Codebook, new: Codebook) -> tuple[ModifierChange, ...]:
    """Every modifier that is not the same on both sides."""
    before = {modifier.name: modifier for modifier in old.modifiers}
    after = {modifier.name: modifier for modifier in new.modifiers}
    names = dict.fromkeys([*before, *after])
    return tuple(
        ModifierChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
