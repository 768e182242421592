"""The tour of the coding screen: what a person who is new here does, one key after the other."""

from dataclasses import dataclass
from typing import Literal

from rich.text import Text
from textual.widgets import Static

Window = Literal["list", "interview", "codes", "help", "other"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on the screen at a moment of the tour."""

    window: Window
    selection: tuple[int, int] = (0, 0)
    codings: frozenset[str] = frozenset()
    """Ids of the coder's own on this interview."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    name: str
    window: Window
    """Where it is done; elsewhere its card is not shown."""
    text: str
    press: str
    """What to do, in the last line."""


STEPS: tuple[Step, ...] = (
    Step("open", "list", "These are the interviews. Enter opens the one at the cursor.", "Press Enter"),
    Step(
        "select",
        "interview",
        "One sentence is always selected: the words in reverse. ↓ (or j) goes to the next one, ↑ (or k) back.",
        "Press ↓",
    ),
    Step(
        "grow",
        "interview",
        "⇧↓ (or +) takes in the next sentence of the turn; → and ← move the end by a word, ⇧→ and ⇧← the start.",
        "Press ⇧↓, or → where the turn ends",
    ),
    Step("enter", "interview", "Now give these words a code.", "Press Enter"),
    Step(
        "type",
        "codes",
        "Any part of a code’s name finds it; below stands what it means, and what you coded with it last.",
        "Type some letters, then press Enter",
    ),
    Step(
        "undo",
        "interview",
        "The words are coded, and that is on disk already: nothing needs saving. This was only to try: take it back.",
        "Press u",
    ),
    Step(
        "help",
        "interview",
        "The bottom line shows the keys that matter where you are. All of them are one key away.",
        "Press ?",
    ),
    Step(
        "end",
        "help",
        "That was all. q leaves; next time you begin where you left off. The tour again: qualcode code --tour",
        "Press Esc: it closes any window",
    ),
)


class Tour:
    """How far a person has come; it goes on when the thing was done, never by itself."""

    def __init__(self) -> None:
        self.at = 0
        self.over = False
        self._before: Seen | None = None
        self._begun_with: frozenset[str] = frozenset()
        self._made: frozenset[str] = frozenset()

    @property
    def step(self) -> Step:
        """What is to be done now."""
        return STEPS[self.at]

    @property
    def told(self) -> str:
        """How far one is, as the card says it."""
        return "The tour" if self.step.name in {"open", "end"} else f"The tour, {self.at} of {len(STEPS) - 2}"

    def look(self, now: Seen) -> None:
        """Go on, or back where a window was left with nothing done."""
        before = self._before or now
        if self.step.name == "enter" and now.window == "interview":
            self._begun_with = now.codings
        if self.step.name == "type" and now.window == "interview" and now.codings <= self._begun_with:
            self.at -= 1
        elif self._done(before, now):
            self._made = now.codings - self._begun_with
            self.at += 1
            self.over = self.at == len(STEPS)
            self.at = min(self.at, len(STEPS) - 1)
        self._before = now

    def _done(self, before: Seen, now: Seen) -> bool:
        interview = now.window == before.window == "interview"
        return {
            "open": now.window == "interview",
            "select": interview and now.selection != before.selection,
            "grow": interview and now.selection[0] == before.selection[0] and now.selection[1] > before.selection[1],
            "enter": now.window == "codes",
            "type": now.window == "interview" and not now.codings <= self._begun_with,
            "undo": now.window == "interview" and not self._made & now.codings,
            "help": now.window == "help",
            "end": now.window != "help",
        }[self.step.name]


class TourCard(Static):
    """The small window above the screen that says what to do now."""

    DEFAULT_CSS = """
    TourCard {
        dock: top; width: 100%; height: auto; border: round $accent; padding: 0 1;
        background: $surface; color: $foreground;
    }
    """

    def __init__(self, tour: Tour) -> None:
        super().__init__(markup=False)
        self.step = tour.step
        self.border_title = tour.told
        self.border_subtitle = "Esc leaves the tour" if self.step.window == "interview" else ""
        self.update(Text.assemble(self.step.text, "\n", (self.step.press, "bold")))
