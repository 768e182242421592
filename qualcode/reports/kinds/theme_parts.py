"""What the parts of a theme report are called."""

FOR, AGAINST = "In their words", "What speaks against it"
"""The parts of a theme with quotes for it and against it."""
SOURCES = "Where it comes from"
BEHIND = "Codes behind theme"
CAME_ABOUT = "How it came about"
NOT_EXAMINED = "not yet examined"
