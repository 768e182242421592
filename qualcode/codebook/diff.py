"""What changed between two codebooks: codes, wording, modifiers, and what all codes share."""

from dataclasses import dataclass
from typing import NamedTuple

from qualcode.codebook.codes import Code, Codebook, Modifier

_SHARED = ("title", "framework_version", "source", "note", "cycles", "rules")


class Reworded(NamedTuple):
    """A code that both codebooks have and that reads differently in them."""

    old: Code
    new: Code
    fields: tuple[str, ...]
    """The names of what differs, in the order a code is written."""


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


@dataclass(frozen=True, slots=True)
class CodebookDiff:
    """Everything that sets a new codebook apart from the old one."""

    added: tuple[Code, ...]
    removed: tuple[Code, ...]
    reworded: tuple[Reworded, ...]
    modifiers_changed: tuple[ModifierChange, ...]
    shared_changed: tuple[str, ...]
    """Which of title, framework_version, source, note, cycles and rules differ."""
    reordered: bool
    """Whether the codes that both have stand in another order."""
    perhaps_renamed: tuple[tuple[Code, Code], ...]
    """Removed and added codes that say the same under another id: (old, new)."""

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        parts = (self.added, self.removed, self.reworded, self.modifiers_changed, self.shared_changed)
        return not any(parts) and not self.reordered


def diff(old: Codebook, new: Codebook) -> CodebookDiff:
    """What an edit did to a codebook; codes are matched by id alone."""
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    added = tuple(code for code in new.codes if code.id not in before)
    removed = tuple(code for code in old.codes if code.id not in after)
    return CodebookDiff(
        added=added,
        removed=removed,
        reworded=tuple(_reworded(before[code.id], code) for code in new.codes if before.get(code.id, code) != code),
        modifiers_changed=_modifiers_changed(old, new),
        shared_changed=tuple(name for name in _SHARED if getattr(old, name) != getattr(new, name)),
        reordered=[key for key in before if key in after] != [key for key in after if key in before],
        perhaps_renamed=_perhaps_renamed(removed, added),
    )


def _reworded(old: Code, new: Code) -> Reworded:
    fields = tuple(name for name in Code.model_fields if getattr(old, name) != getattr(new, name))
    return Reworded(old, new, fields)


def _modifiers_changed(old: Codebook, new: Codebook) -> tuple[ModifierChange, ...]:
    before = {modifier.name: modifier for modifier in old.modifiers}
    after = {modifier.name: modifier for modifier in new.modifiers}
    names = dict.fromkeys([*before, *after])
    return tuple(
        ModifierChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def _perhaps_renamed(removed: tuple[Code, ...], added: tuple[Code, ...]) -> tuple[tuple[Code, Code], ...]:
    """Pairs with the same words, where those words single out one code on either side."""
    olds, news = _by_words(removed), _by_words(added)
    pairs = ((same, news.get(words, [])) for words, same in olds.items())
    return tuple((old[0], new[0]) for old, new in pairs if len(old) == len(new) == 1)


def _by_words(codes: tuple[Code, ...]) -> dict[tuple[object, ...], list[Code]]:
    grouped: dict[tuple[object, ...], list[Code]] = {}
    for code in codes:
        words = (code.brief, code.full, code.when, code.examples)
        if any(words):
            grouped.setdefault(words, []).append(code)
    return grouped
