"""What a coding says besides its code, while it is being chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rich.cells import cell_len

from qualcode.project.codes import LEVEL
from qualcode.study.coding.picking import PickerCode, PickerModifier
from qualcode.tui.picker.cells import cut, filled
from qualcode.tui.picker.matching import folded


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to say, with the values to choose from."""

    name: str
    values: tuple[str, ...]
    definition: str = ""
    code: str | None = None
    """The code whose level this is; None for a modifier, which is said of all codings."""
    chosen: str | None = None

    @property
    def shown(self) -> str:
        """What people read before the values."""
        return f"level of {self.code.rpartition('.')[2]}" if self.code else self.name

    def with_step(self, step: int) -> str | None:
        """The value after or before the chosen one; beyond the first and the last stands none.

        >>> Row("reach", ("own", "shared"), chosen="shared").with_step(1), Row("reach", ("own", "shared")).with_step(-1)
        (None, 'shared')
        """
        places: list[str | None] = [None, *self.values]
        return places[(places.index(self.chosen) + step) % len(places)]

    def with_letter(self, letter: str) -> str | None:
        """The next value that begins with a letter, or the value of a digit; the chosen one where none does."""
        if letter.isdecimal() and not any(value.startswith(letter) for value in self.values):
            number = int(letter)
            return self.values[number - 1] if 1 <= number <= len(self.values) else self.chosen
        fitting = [value for value in self.values if folded(value).startswith(folded(letter))]
        if not fitting:
            return self.chosen
        after = fitting.index(self.chosen) + 1 if self.chosen in fitting else 0
        return fitting[after % len(fitting)]


def rows_for(
    codes: Iterable[PickerCode],
    modifiers: Iterable[PickerModifier],
    given: Mapping[str, str],
    before: Iterable[Row] = (),
) -> tuple[Row, ...]:
    """The levels of those codes that have any, then every modifier.

    `given` is what the coding said already, `before` what has been chosen meanwhile. What is given and declared
    nowhere stays as the only value of its row, so that nothing is lost unseen.
    """
    scaled = [code for code in codes if code.levels]
    rows = [Row(LEVEL, code.levels, f"Which level of {code.label}", code.id) for code in scaled]
    rows += [Row(one.name, one.values, one.definition) for one in modifiers if not (scaled and one.name == LEVEL)]
    named = {LEVEL, *(row.name for row in rows)}
    rows += [Row(name, (), "No longer in the codebook") for name in given if name not in named]
    chosen = {(row.code, row.name): row.chosen for row in before}
    told = (_with_given(row, given.get(row.name)) for row in rows)
    return tuple(replace(row, chosen=chosen.get((row.code, row.name), row.chosen)) for row in told)


def _with_given(row: Row, value: str | None) -> Row:
    if value is None or value in row.values:
        return replace(row, chosen=value)
    # A level belongs to its own scale; every other value is kept as it was said.
    return row if row.code else replace(row, values=(*row.values, value), chosen=value)


def row_told(row: Row) -> str:
    """What a row is about, with all its values by number.

    >>> row_told(Row("reach", ("own", "shared"), "Whose it is."))
    'Whose it is. 1 own · 2 shared'
    """
    values = " · ".join(f"{number} {value}" for number, value in enumerate(row.values, start=1))
    return f"{row.definition} {values}".strip()


def row_line(row: Row, width: int, name_width: int) -> str:
    """A row as people read it: every value, the chosen one in brackets; only that one where room is short.

    >>> row = Row("valence", ("good", "bad"), chosen="bad")
    >>> row_line(row, 40, 9), row_line(row, 20, 9)
    ('valence    good  [bad]', 'valence   ‹bad› 2/2')
    """
    name = filled(row.shown, min(name_width, width))
    values = " ".join(f"[{value}]" if value == row.chosen else f" {value} " for value in row.values)
    if cell_len(f"{name} {values}") <= width:
        return f"{name} {values}".rstrip()
    place = row.values.index(row.chosen) + 1 if row.chosen in row.values else "–"
    count = f"{place}/{len(row.values)}"
    room = max(3, width - cell_len(name) - len(count) - 4)
    return cut(f"{name} ‹{cut(row.chosen or 'nothing', room)}› {count}", width)
