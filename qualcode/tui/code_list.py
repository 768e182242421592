"""The codes to choose from, one on a line, with a cursor and marks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget

from qualcode.project.own_uses import OwnExcerpt
from qualcode.study.coding.picking import PickerCode
from qualcode.tui.code_colors import among_sixteen, color_of, readable
from qualcode.tui.picker.cells import cut
from qualcode.tui.picker.code_lines import Part, code_line, parts_of, sheet, whole_sheet

_WIDEST_NAME = 24


class CodeList(Widget):
    """Draws only the lines in sight, so that a long codebook costs no more than a short one."""

    DEFAULT_CSS = "CodeList { height: 1fr; min-height: 1; }"

    @dataclass
    class Pointed(Message):
        """A line was clicked."""

        line: int

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names
        self._name_width = min(_WIDEST_NAME, max(map(cell_len, names.values()), default=0))
        self._codes: Sequence[PickerCode] = ()
        self._marked: Sequence[str] = ()
        self._last = ""
        self._at = self._top = 0

    def show(self, codes: Sequence[PickerCode], at: int, marked: Sequence[str], last: str) -> None:
        """Show these codes with the cursor on one line; `last` is a line below them all, empty for none."""
        self._codes, self._at, self._marked, self._last = codes, at, marked, last
        self.refresh()

    def render(self) -> Text:
        """The lines around the cursor."""
        height, count = max(1, self.size.height), len(self._codes) + bool(self._last)
        self._top = max(0, min(self._top, self._at, count - height))
        self._top = max(self._top, self._at - height + 1)
        seen = range(self._top, min(count, self._top + height))
        lines = [self._line(place) for place in seen]
        return Text("\n").join(lines) if lines else Text("No codes yet: type the name of a new one.")

    def _line(self, place: int) -> Text:
        pointer = "›" if place == self._at else " "
        style = Style(reverse=place == self._at)
        if place == len(self._codes):
            return Text(cut(f"{pointer}  {self._last}", self.size.width), style=style, no_wrap=True)
        code = self._codes[place]
        tick = "✓" if code.id in self._marked else " "
        width = max(0, self.size.width - 3)
        line = code_line(code, self._names, width, min(self._name_width, max(8, width // 2)))
        told = Text(cut(f"{pointer}{tick}▌{line}", self.size.width), style=style, no_wrap=True)
        told.stylize(Style(color=self._color(code)), 2, 3)
        return told

    def _color(self, code: PickerCode) -> str:
        color = color_of(code.id, code.color, {code.id: code.position})
        if self.app.native_ansi_color:
            return among_sixteen(color)
        red, green, blue = self.background_colors[1].rgb
        return readable(color, (red, green, blue))

    def on_click(self, event: events.Click) -> None:
        """The cursor goes where the mouse points."""
        self.post_message(self.Pointed(self._top + event.y))

    def on_mouse_scroll_down(self) -> None:
        """The cursor goes on with the wheel."""
        self.post_message(self.Pointed(self._at + 1))

    def on_mouse_scroll_up(self) -> None:
        """The cursor goes back with the wheel."""
        self.post_message(self.Pointed(self._at - 1))


class CodeSheet(Widget):
    """What there is to know about the code at the cursor."""

    DEFAULT_CSS = "CodeSheet { height: 1fr; }"

    def __init__(self, excerpts_of: Callable[[str], Sequence[OwnExcerpt]]) -> None:
        super().__init__()
        self._excerpts_of = excerpts_of
        self._told: dict[str, Sequence[Part]] = {}
        self._parts: Sequence[Part] = ()
        self._rolled: int | None = None

    def show_code(self, code: PickerCode | None, rolled: int | None) -> None:
        """Show a code, cut to the room there is; or in full, with so many lines rolled out at the top."""
        if code and code.id not in self._told:
            self._told[code.id] = parts_of(code, self._excerpts_of(code.id))
        self._parts, self._rolled = self._told[code.id] if code else (), rolled
        self.refresh()

    def render(self) -> Text:
        """As many lines as there is room for, the first one strong."""
        width, height = self.size.width - 1, self.size.height
        if self._rolled is None:
            lines = sheet(self._parts, width, height)
        else:
            lines = whole_sheet(self._parts, width)
            top = max(0, min(self._rolled, len(lines) - height))
            lines = lines[top : top + height]
        head = lines[0] if lines and not self._rolled else ""
        return Text("\n", no_wrap=True).join(
            Text(line, style="bold" if line == head else "", no_wrap=True) for line in lines
        )
