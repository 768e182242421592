"""The changes between two codebooks as rows, with the codings that each touches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.project import Project

if TYPE_CHECKING:
    from qualcode.codebook import Codebook
    from qualcode.codebook.code_changes import CodeChange
    from qualcode.codebook.modifier_changes import ModifierChange


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change between two states of a codebook."""

    code: str
    """The codes as they were called; new ones as they are called; empty for what all codes share."""
    change: str
    """added, removed, reworded, moved, renamed, split, merged …; “perhaps” before it where only likeness says so."""
    detail: str
    """What became of it, and what it said and says, a line each."""
    codings: int | None
    """Codings in the project that it touches; None where no project is at hand."""


class Touched:
    """Counts the codings that a change touches."""

    def __init__(self, project: Project | None) -> None:
        self._project = project

    def codings(self, code_ids: Iterable[str]) -> int | None:
        """How many codings bear one of these codes; None without a project."""
        return None if self._project is None else sum(self._uses.get(code_id, 0) for code_id in set(code_ids))

    def by_change(self, change: "CodeChange") -> int | None:
        """How many codings bear the codes as they were called, or as they are called where those names are past."""
        former = [code.id for code in change.old]
        in_force = self._project is not None and any(code_id in self._uses for code_id in former)
        return self.codings(former if in_force else [code.id for code in change.new])

    def by_values(self, name: str, values: Sequence[str]) -> int | None:
        """How many codings carry one of these values of a modifier; None without a project."""
        if self._project is None:
            return None
        return sum(modifiers.get(name) in values for modifiers in self._modifiers) if values else 0

    @cached_property
    def _uses(self) -> dict[str, int]:
        assert self._project is not None
        return {code.name: self._project.codes.uses(code) for code in self._project.codes.all()}

    @cached_property
    def _modifiers(self) -> list[dict[str, str]]:
        assert self._project is not None
        return [dict(coding.modifiers) for coding in self._project.codings.everywhere()]


def rows_of_what_is_shared(old: "Codebook", new: "Codebook", file: str, touched: Touched) -> Iterator[ChangeRow]:
    """Title, cycles, modifiers and the like; `file` is named where several are told together."""
    from qualcode.codebook.diff import diff
    from qualcode.codebook.rewording import lines_of_change

    told = diff(old.model_copy(update={"codes": ()}), new.model_copy(update={"codes": ()}))
    where = f"{file}, " if file else ""
    for name in told.shared_changed:
        detail = "\n".join(f"{where}{line}" for line in lines_of_change(old, new, [name]))
        yield ChangeRow("", "reworded", detail, 0 if touched.codings([]) is not None else None)
    for change in told.modifiers_changed:
        yield _row_of_modifier(change, where, touched)


def rows_of_codes(old: "Codebook", new: "Codebook", touched: Touched) -> Iterator[ChangeRow]:
    """What became of each code."""
    from qualcode.codebook.diff import diff

    told = diff(old, new)
    for change in told.changes:
        shown = ", ".join(code.id for code in change.old or change.new) if change.top is None else change.top[0]
        how = change.how if change.certain else f"perhaps {change.how}"
        yield ChangeRow(shown, how, "\n".join(_details(change)), touched.by_change(change))
    if told.reordered:
        yield ChangeRow("", "reordered", "the codes stand in another order", touched.codings([]))


def _details(change: "CodeChange") -> Iterator[str]:
    from qualcode.codebook.rewording import lines_of_change

    if change.how in {"added", "removed"}:
        sign = "+" if change.how == "added" else "−"
        yield from (f"brief: {sign} {code.brief}" for code in (*change.old, *change.new) if code.brief)
    if change.how in {"split", "merged"}:
        yield f"into {', '.join(code.id for code in change.new)}{_how_alike(change)}"
    if change.top is not None:
        yield f"now {change.top[1]}{_with_those_below(change)}{_how_alike(change)}"
    if change.fields:
        yield from lines_of_change(change.old[0], change.new[0], change.fields)
    elif change.how == "reworded":
        yield "names other codes by their new ids"


def _with_those_below(change: "CodeChange") -> str:
    if not change.below:
        return ""
    return f", with the {'code' if change.below == 1 else f'{change.below} codes'} below it"


def _how_alike(change: "CodeChange") -> str:
    return "" if change.certain else f" ({change.likeness:.0%} of the words)"


def _row_of_modifier(change: "ModifierChange", where: str, touched: Touched) -> ChangeRow:
    said = f"{where}modifier {change.name}"
    how = "added" if change.old is None else "removed" if change.new is None else "reworded"
    lines = [f"{said}: {line}" for line in _lines_of_modifier(change)]
    return ChangeRow("", how, "\n".join(lines), touched.by_values(change.name, change.values_gone))


def _lines_of_modifier(change: "ModifierChange") -> Iterator[str]:
    from qualcode.codebook.rewording import reworded

    became = dict(change.values_perhaps_renamed)
    if change.old and change.new and change.old.definition != change.new.definition:
        yield reworded(change.old.definition, change.new.definition)
    for value in change.values_gone:
        yield f"− {value}" + (f" (perhaps “{became[value]}” now)" if value in became else "")
    for value in change.values_new:
        yield f"+ {value}"
    if change.only_reordered:
        yield "its values stand in another order"
