"""The line in which a coder types any part of a code's name."""

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from qualcode.tui.picker.cells import JOINER, on_one_line

LONGEST_NAME = 120
"""Letters of a code's name or its definition in a line; what is pasted beyond is left out, with a word said."""


class OneLine(Input):
    """A line that keeps what is pasted to one line of reasonable length."""

    DEFAULT_CSS = """
    OneLine { border: none; height: 1; padding: 0; background: $surface; }
    OneLine:focus { border: none; }
    """

    class Cut(Message):
        """More was pasted than one line holds, and the rest was left out."""

    def __init__(self, value: str = "", *, placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, max_length=LONGEST_NAME, compact=True, select_on_focus=False)

    def on_paste(self, event: events.Paste) -> None:
        """The first line that says something, as far as it has room."""
        event.stop()
        event.prevent_default()
        lines = [line for line in map(on_one_line, event.text.splitlines()) if line]
        start, end = sorted(self.selection)
        room = LONGEST_NAME - len(self.value) + (end - start)
        taken = lines[0][:room].rstrip(JOINER) if lines else ""
        self.replace(taken, start, end)
        if len(lines) > 1 or (lines and taken != lines[0]):
            self.post_message(self.Cut())


class CodeField(OneLine):
    """The line of the code picker: a blank marks the code at the cursor where it cannot part words."""

    BINDINGS: ClassVar = [Binding("ctrl+@,ctrl+space", "mark", show=False)]

    several = True
    """Whether codes can be marked at all."""
    choosing = False
    """Whether the last key moved through the list, so that a blank is meant for the code there."""

    class Marked(Message):
        """The code at the cursor of the list is to be marked, or no longer."""

    def on_key(self, event: events.Key) -> None:
        """A blank between words is a blank; elsewhere it marks."""
        if event.key == "space" and self.several and (self.choosing or not self.value.strip()):
            event.stop()
            event.prevent_default()
            self.post_message(self.Marked())
        elif event.is_printable or event.key in {"backspace", "delete"}:
            self.choosing = False

    def action_mark(self) -> None:
        """Mark the code at the cursor, whatever has been typed."""
        if self.several:
            self.post_message(self.Marked())
