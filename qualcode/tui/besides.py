"""What is said besides the code: what a new code means, modifiers, a memo."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from qualcode.tui.code_field import OneLine
from qualcode.tui.memo_field import MemoField
from qualcode.tui.modifier_rows import ModifierRows
from qualcode.tui.picker.modifiers import Row, row_told


class Besides(Vertical):
    """The second page of the code picker."""

    DEFAULT_CSS = """
    Besides #of { height: 1; text-style: bold; }
    Besides ModifierRows { height: 1fr; }
    Besides #told { height: auto; max-height: 3; padding: 0 0 0 2; color: $text-muted; }
    Besides Horizontal { height: auto; max-height: 3; }
    Besides Horizontal Static { width: 7; padding: 0 0 0 2; }
    """
    BINDINGS: ClassVar = [
        Binding("tab", "onward(1)", show=False),
        Binding("shift+tab", "onward(-1)", show=False),
    ]

    class Taken(Message):
        """Enter was pressed: all is said."""

    class Left(Message):
        """Tab led back to the codes."""

    class Moved(Message):
        """The cursor stands elsewhere."""

    def __init__(self, memo: str) -> None:
        super().__init__()
        self._memo = memo

    def compose(self) -> ComposeResult:
        """What it is said of, then the fields."""
        yield Static("", id="of", markup=False)
        yield OneLine(placeholder="What it means, in one line (may wait)")
        yield ModifierRows()
        yield Static("", id="told", markup=False)
        with Horizontal():
            yield Static("memo", markup=False)
            yield MemoField(self._memo)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The modifiers as they are chosen now."""
        return self.query_one(ModifierRows).rows if self.is_mounted else ()

    @property
    def brief(self) -> str:
        """What the new code means, on one line."""
        return " ".join(self.query_one(OneLine).value.split()) if self.is_mounted else ""

    @property
    def memo(self) -> str:
        """The memo as written."""
        return (self.query_one(MemoField).text if self.is_mounted else self._memo).strip()

    def open_for(self, of: str, rows: Sequence[Row], *, new: bool) -> None:
        """Show the fields for codes, with a line for what a new one means."""
        self.query_one("#of", Static).update(Content(of))
        self.query_one(OneLine).display = new
        self.query_one(ModifierRows).show_rows(rows)

    def begin(self, field: str) -> None:
        """Put the cursor into brief, modifiers or memo; into the memo where there is no such field."""
        stops = self._stops()
        found = {"brief": OneLine, "modifiers": ModifierRows}.get(field, MemoField)
        next((stop for stop in stops if type(stop) is found), stops[-1]).focus()

    def action_onward(self, step: int) -> None:
        """Another field; beyond the first and the last lie the codes."""
        stops = self._stops()
        here = next((place for place, stop in enumerate(stops) if stop.has_focus), 0) + step
        if 0 <= here < len(stops):
            stops[here].focus()
        else:
            self.post_message(self.Left())

    def on_descendant_focus(self) -> None:
        """The cursor has come to another field."""
        self.post_message(self.Moved())

    @on(Input.Submitted)
    @on(ModifierRows.Taken)
    @on(MemoField.Taken)
    def _take(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Taken())

    @on(ModifierRows.Moved)
    def _tell_moved(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Moved())

    def told(self) -> list[str]:
        """Tell about the modifier at the cursor; gives back what the keys do there, the most needed first."""
        modifiers = self.query_one(ModifierRows)
        row = modifiers.rows[modifiers.at] if modifiers.rows and modifiers.has_focus else None
        self.query_one("#told", Static).update(Content(row_told(row) if row else ""))
        if row:
            return ["Enter takes all", "← → or a letter: value", "Tab on", "Esc leaves"]
        if self.query_one(OneLine).has_focus:
            return ["Enter makes the code", "Tab modifiers, memo", "Esc back"]
        return ["Enter takes all", "Ctrl-J new line", "Tab on", "Esc leaves"]

    def _stops(self) -> list[Widget]:
        brief, modifiers = self.query_one(OneLine), self.query_one(ModifierRows)
        stops: list[Widget] = [brief] if brief.display else []
        stops += [modifiers] if modifiers.rows else []
        return [*stops, self.query_one(MemoField)]
