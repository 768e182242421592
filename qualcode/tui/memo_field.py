"""A field for a note: Enter takes it, Ctrl-J begins another line."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea


class MemoField(TextArea):
    """A few lines of free text inside a window."""

    DEFAULT_CSS = """
    MemoField { height: auto; min-height: 1; max-height: 3; border: none; padding: 0; }
    MemoField:focus { border: none; }
    """
    BINDINGS: ClassVar = [Binding("ctrl+j,alt+enter,shift+enter", "another_line", show=False)]

    @dataclass
    class Taken(Message):
        """Enter was pressed."""

        text: str

    def __init__(self, text: str = "", *, placeholder: str = "", name: str | None = None) -> None:
        super().__init__(
            text, soft_wrap=True, compact=True, highlight_cursor_line=False, placeholder=placeholder, name=name
        )

    def on_key(self, event: events.Key) -> None:
        """Enter ends the note instead of the line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Taken(self.text))

    def action_another_line(self) -> None:
        """Begin another line."""
        self.insert("\n")
