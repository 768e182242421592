"""The coding screen: one interview, read and coded from the keyboard."""

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from qualcode.tui.coding_changes import CodingChanges
from qualcode.tui.finding_words import FindingWords
from qualcode.tui.key_footer import KeyFooter
from qualcode.tui.keys import CODING_KEYS, bindings
from qualcode.tui.leaving import Leaving
from qualcode.tui.mending_words import MendingWords
from qualcode.tui.searching_all import SearchingAll
from qualcode.tui.suggestion_margin import SuggestionMargin
from qualcode.tui.transcript_pane import TranscriptPane

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page, PageCoding
    from qualcode.tui.sitting import Sitting

_SELECTED = ("code", "recent(1)", "repeat", "grow(1)", "sentence(1)", "undo")
_NOTHING_CODED = ("code", "sentence(1)", "turn(1)", "grow(1)", "whole_turn")
_ON_A_CODING = ("recode", "memo", "star", "remove", "edges", "code", "undo")
_HERE = 2
"""Codings told below the interview."""
_KEPT_EVERY = 5.0
"""Seconds after which the place is kept, so that a closed lid loses it not."""


class CodingScreen(CodingChanges, MendingWords, FindingWords, SearchingAll, SuggestionMargin, Leaving, Screen[None]):
    """Reads one interview to a coder, who gives its words codes."""

    DEFAULT_CSS = """
    CodingScreen { layout: vertical; }
    CodingScreen > #head { height: 1; background: $panel; padding: 0 1; }
    CodingScreen > TranscriptPane { height: 1fr; }
    CodingScreen > #here { height: 3; padding: 0 1; border-top: solid $panel; }
    CodingScreen > #recent { height: 1; padding: 0 1; color: $text-muted; }
    CodingScreen > #said { height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(CODING_KEYS)

    def __init__(self, sitting: "Sitting", document: str, at: int | None = None) -> None:
        super().__init__()
        self.sitting = sitting
        self.document = document
        self.at = at
        self.page: Page

    def compose(self) -> ComposeResult:
        """The head line, the interview, the codings here, the recent codes, what was said last, the keys."""
        yield Static(id="head", markup=False)
        yield TranscriptPane()
        yield Static(id="here")
        yield Static(id="recent")
        yield Static(id="said")
        yield KeyFooter()

    @property
    def pane(self) -> TranscriptPane:
        """The interview."""
        return self.query_one(TranscriptPane)

    def on_mount(self) -> None:
        """Open where the coder left off."""
        place = self.at
        if place is None:
            place = self.sitting.project.reading_places.of(self.sitting.coder, self.document)
        self.open_page(place)
        self.set_interval(_KEPT_EVERY, self._while_reading)

    def open_page(self, at: int | None) -> None:
        """Read the interview anew, as after a correction, and stand at a place."""
        from qualcode.study.coding.coding_page import page

        self.page = page(self.sitting.project, self.sitting.coder, self.document)
        self.pane.show_page(self.page, at)
        self.pane.focus()
        self.show_changed()

    def show_changed(self) -> None:
        """Show the codings as they stand now."""
        from qualcode.study.coding.coding_page import page_codings
        from qualcode.study.coding.picking import picker_codes

        if self._is_another_page_now():
            self.open_page(self.pane.selection.start)
            return
        self.mended = False
        self.codings = page_codings(self.sitting.project, self.sitting.coder, self.document)
        codes = picker_codes(self.sitting.project, self.sitting.coder, self.document)
        self.pane.places = {code.id: code.position for code in codes}
        self.pane.show_codings(self.codings)
        self.show_margin()
        self.recent = [code for code in sorted(codes, key=lambda one: one.recent) if code.recent][:9]
        self._show_head()
        self._show_here()
        self._show_recent()

    def _while_reading(self) -> None:
        """Keep the place, and show what others corrected; never under a window that asks about words selected."""
        if not self.query(TranscriptPane):  # it is closing
            return
        self.keep_place()
        if self.is_current and self._is_another_page_now():
            self.tell(self.look_again())

    def _is_another_page_now(self) -> bool:
        """Whether a correction or a finish was made or taken back since the page was read."""
        pages, page = self.sitting.project.pages, self.page
        finished = pages.has_finished(self.sitting.coder, self.document)
        return (pages.version(self.document).id, finished) != (page.version, page.finished)

    def on_transcript_pane_selection_moved(self, _event: TranscriptPane.SelectionMoved) -> None:
        """Other words are selected: tell the codings on them."""
        self._show_here()

    def tell(self, words: str) -> None:
        """Say one line to the coder."""
        self._show("#said", Text(words, no_wrap=True, overflow="ellipsis"))

    def _show(self, line: str, text: Text) -> None:
        """Change one of the lines, whose height never changes, so that nothing is laid out anew."""
        self.query_one(line, Static).update(text, layout=False)

    def _show_head(self) -> None:
        n = len(self.codings)
        state = "finished" if self.page.finished else "in progress" if n else "unread"
        told = (
            f"{self.page.document} {self.page.title} · {self.sitting.coder} · {n} {'coding' if n == 1 else 'codings'}"
        )
        self._show("#head", Text(f"{told} · {state}{self.margin_told}", no_wrap=True, overflow="ellipsis"))

    def _show_here(self) -> None:
        here = self.pane.codings_here
        lines = [told_in_words(one) for one in here[:_HERE]]
        if len(here) > _HERE:
            lines[-1] = Text(
                f"  and {len(here) - _HERE + 1} more codings; r shows them", no_wrap=True, overflow="ellipsis"
            )
        self._show("#here", Text("\n").join(lines))
        wanted = _ON_A_CODING if here else _SELECTED if self.recent else _NOTHING_CODED
        if self.to_look_at:
            wanted = (wanted[0], "review", *wanted[1:])
        keys = {key.action: key for key in CODING_KEYS}
        self.query_one(KeyFooter).show_keys([keys[action] for action in wanted])

    def _show_recent(self) -> None:
        line = Text(no_wrap=True, overflow="ellipsis")
        for number, code in enumerate(self.recent, start=1):
            line.append(str(number), "bold").append(f" {code.short}  ")
        self._show("#recent", line)


def told_in_words(coding: "PageCoding") -> Text:
    """A coding as a line: sign, code, modifiers, memo."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append("★ " if coding.starred else "▸ ").append(coding.label, "bold").append(f" ({coding.code})")
    if coding.retired:
        line.append(" retired")
    if coding.modifiers:
        line.append("  " + ", ".join(f"{name}: {value}" for name, value in coding.modifiers.items()))
    if coding.memo:
        line.append("  ✎ " + " ".join(coding.memo.split()), "italic")
    return line
