"""The question below the interview: which code, what it means, why it comes, in the rows there are."""

from rich.text import Text
from textual.widgets import Static

from qualcode.study.suggesting.asked import Asked, allotted
from qualcode.tui.picker.cells import cut, wrapped

_FEWEST, _MOST = 3, 10
_FIRST = 4
"""Of so many texts each gets a row before any gets another one: the code, the evidence, and what comes next."""


class ReviewQuestion(Static):
    """Shows what is asked; what does not fit is cut, with “…” at its end."""

    DEFAULT_CSS = "ReviewQuestion { height: auto; padding: 0 1; border-top: solid $panel; }"
    _asked: Asked | None = None

    def ask(self, asked: Asked) -> None:
        """Ask this from now on."""
        self._asked = asked
        self._show()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._show()

    def _show(self) -> None:
        if self._asked is not None:
            room = max(_FEWEST, min(_MOST, self.screen.size.height // 4))
            self.update(question_text(self._asked, self.screen.size.width - 2, room))


def question_text(asked: Asked, width: int, room: int) -> Text:
    """What is asked, in at most so many rows of a width: the question bold, what speaks for it and against it dim."""
    texts = [f"{asked.question} {asked.meaning}", *asked.reasons]
    lines = [wrapped(one, width) for one in texts]
    rows = allotted([len(one) for one in lines[:_FIRST]], room)
    rows += allotted([len(one) for one in lines[_FIRST:]], room - sum(rows))
    shown = [_first_rows(one, n, width) for one, n in zip(lines, rows, strict=True) if n]
    text = Text("\n".join(shown), no_wrap=True)
    text.stylize("bold", 0, len(asked.question))
    text.stylize("dim", len(shown[0]) if shown else 0)
    return text


def _first_rows(lines: list[str], rows: int, width: int) -> str:
    if len(lines) <= rows:
        return "\n".join(lines)
    # What is left is cut where the row ends and not at a word: scripts that set no spaces would lose all of it.
    return "\n".join([*lines[: rows - 1], cut(" ".join(lines[rows - 1 :]), width)])
