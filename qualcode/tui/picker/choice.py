"""Where a coder stands in choosing codes: what is typed, what it finds, the cursor, the marks."""

from collections.abc import Mapping, Sequence

from qualcode.study.coding.picking import PickerCode
from qualcode.tui.picker.matching import CodeFinder


class Choice:
    """Codes found by what is typed, with one of them at the cursor and some of them marked.

    Below the codes found stands, while nothing is called exactly what is typed, a line for a new code of that name.
    """

    def __init__(self, codes: Sequence[PickerCode], *, several: bool = True, begin: str | None = None) -> None:
        self._finder = CodeFinder(codes)
        self._taken = {name.casefold() for code in codes for name in (code.id, code.label)}
        self.several = several
        self.typed = ""
        self.found = self._finder.found("")
        self.at = next((place for place, code in enumerate(self.found) if code.id == begin), 0)
        self.marked: tuple[PickerCode, ...] = ()

    @property
    def new_name(self) -> str:
        """The name a new code would get; empty where a code is called so already, or nothing is typed."""
        name = " ".join(self.typed.split())
        return "" if name.casefold() in self._taken else name

    @property
    def here(self) -> PickerCode | None:
        """The code at the cursor; None on the line for a new one."""
        return self.found[self.at] if self.at < len(self.found) else None

    @property
    def names_new(self) -> bool:
        """Whether the cursor stands on the line for a new code."""
        return self.here is None and bool(self.new_name)

    @property
    def chosen(self) -> tuple[PickerCode, ...]:
        """What Enter takes: the marked codes, and the one at the cursor where none is marked or something is typed."""
        here = self.here
        if here is None or here in self.marked or (self.marked and not self.typed.strip()):
            return self.marked
        return (*self.marked, here)

    def type(self, text: str) -> None:
        """What is typed is this now; the cursor goes to the best code."""
        if text != self.typed:
            self.typed = text
            self.found = self._finder.found(text)
            self.at = 0

    def move(self, step: int) -> None:
        """The cursor goes on or back; one step beyond an end leads to the other, longer ones stop there."""
        lines = len(self.found) + bool(self.new_name)
        if lines and abs(step) == 1:
            self.at = (self.at + step) % lines
        elif lines:
            self.at = max(0, min(lines - 1, self.at + step))

    def point(self, line: int) -> None:
        """The cursor goes to a line."""
        if 0 <= line < len(self.found) + bool(self.new_name):
            self.at = line

    def toggle(self) -> bool:
        """Mark the code at the cursor, or take its mark away; whether there was one to mark."""
        here = self.here
        if here is None or not self.several:
            return False
        if here in self.marked:
            self.marked = tuple(code for code in self.marked if code != here)
        else:
            self.marked = (*self.marked, here)
        return True


def keys_told(choice: Choice, names: Mapping[str, str]) -> list[str]:
    """What the keys do now, the most needed first; `names` is what each code is called in the list, by id."""
    if choice.names_new:
        return ["Enter makes a new code", "Tab modifiers, memo", "Esc leaves"]
    codes = " + ".join(names[code.id] for code in choice.chosen)
    enter = [f"Enter: {codes}"] if codes else []
    several = ["Space marks"] if choice.several else []
    return [*enter, "Esc leaves", "Tab more", *several, "⇧↓ in full", "Ctrl-N new code"]
