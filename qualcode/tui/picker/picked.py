"""What a coder chose in the code picker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.project.codes import LEVEL
from qualcode.study.coding.picking import PickerCode
from qualcode.tui.picker.modifiers import Row


@dataclass(frozen=True, slots=True)
class Picked:
    """Codes for an excerpt, with what is said besides."""

    codes: tuple[str, ...]
    """Ids, in the order they were chosen in."""
    new_name: str = ""
    """Of a code to be made; empty for none."""
    new_brief: str = ""
    """What the new code means, in a line."""
    modifiers: Mapping[str, str] = field(default_factory=dict)
    """Said of every coding; where only one code was chosen, its level is among them."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """The level chosen for each code that has levels, by its id; of several codes each has its own."""
    memo: str = ""

    @property
    def code(self) -> str | None:
        """The first code; None where only a new one was named."""
        return self.codes[0] if self.codes else None

    def modifiers_of(self, code: str) -> dict[str, str]:
        """What a coding on a code is to carry.

        >>> picked = Picked(("rating", "trust"), modifiers={"reach": "own"}, levels={"rating": "early"})
        >>> picked.modifiers_of("rating"), picked.modifiers_of("trust")
        ({'reach': 'own', 'level': 'early'}, {'reach': 'own'})
        """
        level = self.levels.get(code)
        return {**self.modifiers, LEVEL: level} if level else dict(self.modifiers)

    def changes_of(self, code: str, given: Mapping[str, str]) -> dict[str, str | None]:
        """What changes on a coding that carried `given`: None for what goes.

        >>> picked = Picked(("trust",), modifiers={"valence": "mixed"})
        >>> picked.changes_of("trust", {"valence": "absent", "reach": "own"})
        {'reach': None, 'valence': 'mixed'}
        """
        wanted = self.modifiers_of(code)
        gone: dict[str, str | None] = {name: None for name in given if name not in wanted}
        return gone | {name: value for name, value in wanted.items() if given.get(name) != value}


def picked(codes: Sequence[PickerCode], rows: Sequence[Row], new_name: str, new_brief: str, memo: str) -> Picked:
    """What a coder hands over: codes, perhaps a new one, and what the rows say of them."""
    levels = {row.code: row.chosen for row in rows if row.chosen and row.code}
    said = {row.name: row.chosen for row in rows if row.chosen and not row.code}
    if len(codes) == 1 and not new_name and codes[0].id in levels:
        said[LEVEL] = levels[codes[0].id]
    return Picked(
        codes=tuple(code.id for code in codes),
        new_name=new_name,
        new_brief=new_brief if new_name else "",
        modifiers=said,
        levels=levels,
        memo=memo,
    )
