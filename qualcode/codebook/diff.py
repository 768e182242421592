"""What changed between two codebooks: codes, wording, modifiers, and what all codes share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.codebook.code_changes import CodeChange, last_part
from qualcode.codebook.codes import Code, Codebook
from qualcode.codebook.likeness import Bag, Weights
from qualcode.codebook.matching import matched
from qualcode.codebook.modifier_changes import ModifierChange, modifiers_changed

_SHARED = ("title", "framework_version", "source", "note", "include", "cycles", "rules")
_WORTH_NAMING = 0.3
"""Codes of one codebook share up to a quarter of their words without meaning the same."""


class Reworded(NamedTuple):
    """A code that both codebooks have and that reads differently in them."""

    old: Code
    new: Code
    fields: tuple[str, ...]
    """The names of what differs, in the order a code is written."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that another may have become."""

    code_id: str
    likeness: float
    """The share of words that both have, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """Everything that sets a new codebook apart from the old one."""

    changes: tuple[CodeChange, ...]
    """What became of the codes, each code of either side told once, in the new order, those that are gone last."""
    added: tuple[Code, ...]
    """Codes whose id is new, whether or not they had another one before."""
    removed: tuple[Code, ...]
    """Codes whose id is gone, whether or not they have another one now."""
    reworded: tuple[Reworded, ...]
    """Codes that read differently under the same id."""
    modifiers_changed: tuple[ModifierChange, ...]
    shared_changed: tuple[str, ...]
    """Which of title, framework_version, source, note, include, cycles and rules differ."""
    reordered: bool
    """Whether the codes that both have stand in another order."""

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not any((self.changes, self.modifiers_changed, self.shared_changed)) and not self.reordered

    @property
    def perhaps_renamed(self) -> tuple[tuple[Code, Code], ...]:
        """Codes that say the same to the letter under another id: (old, new)."""
        return tuple(
            pair
            for change in self.changes
            if change.top is not None and change.certain
            for pair in zip(change.old, change.new, strict=True)
        )


def diff(old: Codebook, new: Codebook) -> CodebookDiff:
    """What an edit did to a codebook."""
    changes = matched(old, new)
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    return CodebookDiff(
        changes=tuple(_in_order(changes, old, new)),
        added=tuple(code for code in new.codes if code.id not in before),
        removed=tuple(code for code in old.codes if code.id not in after),
        reworded=tuple(_reworded(changes, old, new)),
        modifiers_changed=modifiers_changed(old, new),
        shared_changed=tuple(name for name in _SHARED if getattr(old, name) != getattr(new, name)),
        reordered=[key for key in before if key in after] != [key for key in after if key in before],
    )


def candidates(removed: Code, new: Codebook) -> tuple[Candidate, ...]:
    """The codes of `new` that a code may have become, those most alike first."""
    gone = Bag(removed)
    bags = [Bag(code) for code in new.codes]
    weights = Weights([gone, *bags])
    alike = [(round(weights.alike(gone, bags[place]), 9), place) for _, place in weights.likely([gone], bags)]
    best = sorted(alike, key=lambda one: (-one[0], one[1]))
    return tuple(
        Candidate(bags[place].code.id, likeness)
        for likeness, place in best
        if likeness >= _WORTH_NAMING or last_part(bags[place].code.id) == last_part(removed.id)
    )


def _in_order(changes: Sequence[CodeChange], old: Codebook, new: Codebook) -> list[CodeChange]:
    before = {code.id: place for place, code in enumerate(old.codes)}
    after = {code.id: place for place, code in enumerate(new.codes)}

    def place(change: CodeChange) -> tuple[bool, int]:
        if change.new:
            return False, min(after[code.id] for code in change.new)
        return True, min(before[code.id] for code in change.old)

    return sorted(changes, key=place)


def _reworded(changes: Sequence[CodeChange], old: Codebook, new: Codebook) -> Iterator[Reworded]:
    """Every code that kept its id and reads differently; not those that traded ids."""
    elsewhere = {code.id for change in changes if change.top is not None for code in (*change.old, *change.new)}
    before = {code.id: code for code in old.codes}
    for code in new.codes:
        was = before.get(code.id)
        if was is not None and was != code and code.id not in elsewhere:
            fields = tuple(name for name in Code.model_fields if getattr(was, name) != getattr(code, name))
            yield Reworded(was, code, fields)
