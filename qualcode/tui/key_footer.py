"""The bottom line: the few keys that matter now."""

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from qualcode.tui.keys import Key


class KeyFooter(Static):
    """Shows the keys that matter where the person is, as many as fit, and “? help” always."""

    DEFAULT_CSS = "KeyFooter { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show these keys, the most needed first."""
        if getattr(self, "_keys", None) != tuple(keys):
            self._keys = tuple(keys)
            self.update(self._line(), layout=False)

    def on_resize(self) -> None:
        """As many keys as fit in the new width."""
        if hasattr(self, "_keys"):
            self.update(self._line(), layout=False)

    def _line(self) -> Text:
        line, last = Text(no_wrap=True), Text.assemble(("?", "bold"), " help")
        for key in self._keys:
            piece = Text.assemble((key.shown, "bold"), f" {key.short}   ")
            if line.cell_len + piece.cell_len + last.cell_len > max(0, self.size.width - 2):
                break
            line.append_text(piece)
        return line.append_text(last)
