"""Small windows that ask one thing: a line, a longer text, one of several, yes or no."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

_WINDOW = """
    align: center middle;
    & > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $primary; padding: 0 1; background: $surface;
    }
    & Label { width: 100%; }
    & .below { color: $text-muted; }
"""
_ABOVE = """
    & VerticalScroll { height: auto; max-height: 40vh; }
    & VerticalScroll Static { height: auto; }
"""
OF_DECOYS = "Decoys among the suggestions"
"""Heading of what is told when a sitting ends."""
LONGEST_LINE = 500
"""Letters; what is pasted beyond is left out, with a word said."""


class LineAsked(ModalScreen[str | None]):
    """Asks for a line; None when the person leaves with Esc."""

    DEFAULT_CSS = f"LineAsked {{ {_WINDOW} }}"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: str, given: str = "", below: str = "Enter takes it, Esc leaves") -> None:
        super().__init__()
        self.question = question
        self.given = given
        self.below = below

    def compose(self) -> ComposeResult:
        """A question, the line, what Enter does."""
        with Vertical():
            yield Label(self.question, markup=False)
            yield Input(value=self.given, max_length=max(LONGEST_LINE, 2 * len(self.given)))
            yield Label(self.below, classes="below", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The line is taken."""
        self.dismiss(" ".join(event.value.split()))

    def action_leave(self) -> None:
        """Nothing is taken."""
        self.dismiss(None)


class TextAsked(ModalScreen[str | None]):
    """Asks for a longer text; None when the person leaves with Esc and nothing is to be kept."""

    DEFAULT_CSS = f"TextAsked {{ {_WINDOW} & TextArea {{ height: 12; max-height: 40vh; }} {_ABOVE} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "take", show=False, priority=True),
    ]

    def __init__(self, question: str, given: str = "", above: Sequence[str] = ()) -> None:
        super().__init__()
        self.question = question
        self.given = given
        self.above = "\n".join(above)

    def compose(self) -> ComposeResult:
        """What there is to look back at, a question, the text, what the keys do."""
        with Vertical():
            if self.above:
                with VerticalScroll():
                    yield Static(self.above, markup=False)
            yield Label(self.question, markup=False)
            yield TextArea(self.given, soft_wrap=True)
            yield Label("Ctrl-S keeps it, Esc leaves it as it was", classes="below")

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_take(self) -> None:
        """The text is taken."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def action_leave(self) -> None:
        """Nothing is taken."""
        self.dismiss(None)


class OneOf(ModalScreen[int | None]):
    """Asks which of several; gives back its place in the list, None when the person leaves."""

    DEFAULT_CSS = f"OneOf {{ {_WINDOW} & OptionList {{ height: auto; max-height: 60vh; }} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("j", "next(1)", show=False),
        Binding("k", "next(-1)", show=False),
        *(Binding(str(number), f"take({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, question: str, choices: Sequence[str]) -> None:
        super().__init__()
        self.question = question
        self.choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """A question and the choices, the first nine with numbers."""
        from rich.text import Text

        numbered = [f"{n} {one}" if n < 10 else f"  {one}" for n, one in enumerate(self.choices, start=1)]
        with Vertical():
            yield Label(self.question, markup=False)
            yield OptionList(*(Option(Text(one, no_wrap=True, overflow="ellipsis")) for one in numbered))
            yield Label("Enter or its number takes it, Esc leaves", classes="below")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """One is taken."""
        self.dismiss(event.option_index)

    def action_take(self, number: int) -> None:
        """The one of a number is taken."""
        if number <= len(self.choices):
            self.dismiss(number - 1)

    def action_next(self, step: int) -> None:
        """The cursor moves."""
        choices = self.query_one(OptionList)
        if step > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def action_leave(self) -> None:
        """None is taken."""
        self.dismiss(None)


class Told(ModalScreen[None]):
    """Shows a text to read; any of Esc, Enter, q or ? closes it."""

    DEFAULT_CSS = (
        f"Told {{ {_WINDOW} & VerticalScroll {{ height: auto; max-height: 80vh; }} & Static {{ height: auto; }} }}"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark", "leave", show=False),
        Binding("j,down", "roll(1)", show=False),
        Binding("k,up", "roll(-1)", show=False),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title = title
        self.text = text

    def compose(self) -> ComposeResult:
        """A title and the text, which scrolls."""
        with Vertical():
            yield Label(self.title or "", markup=False)
            with VerticalScroll():
                yield Static(self.text, markup=False)
            yield Label("↑ ↓ scroll, Esc closes", classes="below")

    def action_roll(self, step: int) -> None:
        """A line on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        """Close it."""
        self.dismiss(None)
