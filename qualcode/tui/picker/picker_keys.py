"""The keys of the window in which codes are chosen."""

from qualcode.tui.keys import Key

PICKER_KEYS: tuple[Key, ...] = (
    Key(("down",), "move(1)", "next", "The next code; beyond the last stands the line for a new one"),
    Key(("up",), "move(-1)", "previous", "The code before; from the first to the line for a new one"),
    Key(("pagedown",), "leaf(1)", "page down", "A screenful of codes on"),
    Key(("pageup",), "leaf(-1)", "page up", "A screenful of codes back"),
    Key(("shift+down",), "roll(1)", "in full", "All about the code at the cursor; again: further down"),
    Key(("shift+up",), "roll(-1)", "close", "Back up, then back to the list"),
    Key(("tab", "shift+tab"), "besides", "more", "Modifiers and memo; Tab goes on from field to field"),
    Key(("ctrl+n",), "name_new", "new code", "A new code called what is typed, though others fit too"),
    Key(("f1",), "help", "help", "These keys"),
    Key(("escape",), "leave", "leave", "Leave with nothing"),
)
_IN_FIELDS = """\
  Enter     Take the codes marked, else the one at the cursor
  Space     Mark the code at the cursor, in an empty field or after ↑ ↓
  Ctrl-Space  The same, whatever has been typed
  ← →       Among modifiers: another value, or none; a letter or digit chooses one
  -         Among modifiers: say nothing
  Ctrl-J    In the memo: another line"""
_SHOWN = {"tab": "Tab", "ctrl+n": "Ctrl-N", "f1": "F1"}


def picker_help() -> str:
    """Every key of the window, one on a line."""
    lines = [f"  {_SHOWN.get(key.keys[0], key.shown):<9} {key.explained}" for key in PICKER_KEYS]
    return "\n".join([_IN_FIELDS, *lines])
