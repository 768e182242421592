"""What a coding says besides its code, chosen with the arrows or by a letter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget

from qualcode.tui.picker.modifiers import Row, row_line

_WIDEST_NAME = 18


class ModifierRows(Widget, can_focus=True):
    """One modifier on a line; nothing is said until a value is chosen."""

    DEFAULT_CSS = "ModifierRows { height: auto; min-height: 1; }"
    BINDINGS: ClassVar = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("backspace,delete,minus", "nothing", show=False),
        Binding("enter", "take", show=False),
    ]

    class Taken(Message):
        """Enter was pressed."""

    class Moved(Message):
        """The cursor stands on another row, or its value is another."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.at = 0
        self._top = 0

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays where it was as far as it can."""
        self.rows = tuple(rows)
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A line for each row."""
        return max(1, len(self.rows))

    def render(self) -> Text:
        """The rows around the cursor."""
        height, width = max(1, self.size.height), self.size.width
        self._top = max(0, min(self._top, self.at, len(self.rows) - height), self.at - height + 1)
        name_width = min(_WIDEST_NAME, width // 2, max((cell_len(row.shown) for row in self.rows), default=0))
        lines = []
        for place, row in enumerate(self.rows[self._top : self._top + height], start=self._top):
            here = place == self.at and self.has_focus
            text = f"{'›' if here else ' '} {row_line(row, max(0, width - 2), name_width)}"
            lines.append(Text(text, style="reverse" if here else "", no_wrap=True))
        return Text("\n").join(lines)

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor hides."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the next value that begins with it, a digit the value of that number."""
        letter = event.character
        if letter and event.is_printable and letter not in "- " and self.rows:
            event.stop()
            event.prevent_default()
            self._say(self.rows[self.at].with_letter(letter))

    def on_click(self, event: events.Click) -> None:
        """The cursor goes where the mouse points."""
        self._go(self._top + event.y)

    def action_move(self, step: int) -> None:
        """Another row."""
        self._go((self.at + step) % max(1, len(self.rows)))

    def action_step(self, step: int) -> None:
        """Another value."""
        if self.rows:
            self._say(self.rows[self.at].with_step(step))

    def action_nothing(self) -> None:
        """Say nothing here."""
        self._say(None)

    def action_take(self) -> None:
        """All is said."""
        self.post_message(self.Taken())

    def _go(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.at = at
            self.refresh()
            self.post_message(self.Moved())

    def _say(self, value: str | None) -> None:
        if self.rows:
            changed = replace(self.rows[self.at], chosen=value)
            self.rows = (*self.rows[: self.at], changed, *self.rows[self.at + 1 :])
            self.refresh()
            self.post_message(self.Moved())
