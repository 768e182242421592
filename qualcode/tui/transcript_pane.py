"""The transcript on the screen: it shows a page with its codings and lets words of it be selected."""

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from qualcode.tui.page.painting import GUTTER
from qualcode.tui.page.selection import Edge, Selecting, Selection, Unit
from qualcode.tui.page_scroll import PageScroll

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page

_EMPTY = Selecting("", (), ())
_OVERLAP = 4
"""Rows of one screenful that are seen again in the next."""


class TranscriptPane(PageScroll):
    """One page to read, with whole words of one turn selected."""

    class SelectionMoved(Message):
        """Other words are selected than before, or another page is shown."""

        def __init__(self, selection: Selection) -> None:
            self.selection = selection
            super().__init__()

    _selecting = _EMPTY
    _pressed: int | None = None
    _dragged = False

    def show_page(self, page: "Page", at: int | None = None) -> None:
        """Show a document, with the sentence at a place selected, else its first."""
        self._show_text(page)
        if self.view is not None:
            apart = self.view.taken_apart
            self._selecting = Selecting(page.text, apart.stretches, apart.pieces)
        self._select(self._selecting.first() if at is None else self._selecting.sentence_at(at))

    def select(self, start: int, end: int) -> None:
        """Select exactly these words, as far as they stand in one turn."""
        self._select(self._selecting.exactly(start, end))

    def go_to(self, offset: int) -> None:
        """Select the sentence at a place."""
        self._select(self._selecting.sentence_at(offset))

    def select_turn(self) -> None:
        """Select all words of the turn."""
        self._select(self._selecting.turn_at(self.selection.start))

    def move_sentence(self, step: int) -> None:
        """Select the sentence after, or before."""
        self._try(self._selecting.next_sentence(self.selection, step))

    def move_turn(self, step: int) -> None:
        """Select the first sentence of the turn after; backward of this turn, then of the one before."""
        self._try(self._selecting.next_turn(self.selection, step))

    def move_page(self, step: int) -> None:
        """Select the sentence about a screenful further on, or back."""
        if self.view is None:
            return
        layout, screenful = self.view.layout, max(1, self.rows_in_view - _OVERLAP)
        row = layout.row_of(self.selection.start)
        layout.settle(max(0, row - screenful), row + screenful)
        row = layout.row_of(self.selection.start)
        to = self._selecting.sentence_at(layout.place_at(row + step * screenful, 0))
        if (to.start - self.selection.start) * step <= 0:  # a sentence longer than the screen
            self.move_sentence(step)
            return
        self._scroll_rows(round(self.scroll_y) + layout.row_of(to.start) - row)
        self._select(to)

    def home(self) -> None:
        """Select the first sentence of the page."""
        self._try(self._selecting.first())

    def end(self) -> None:
        """Select the last sentence of the page."""
        self._try(self._selecting.last())

    def grow_sentence(self, step: int) -> None:
        """Select one sentence more at the end, or one less."""
        self._try(self._selecting.grown(self.selection, step), at_end=True)

    def move_edge(self, edge: Edge, step: int, unit: Unit = "word") -> None:
        """Move one edge of the selection to the next word or letter in the text, or to the one before."""
        moved = self._selecting.edge_moved(self.selection, edge, step, unit)
        self._try(moved, at_end=edge == "end")

    def _try(self, moved: Selection | None, *, at_end: bool = False) -> None:
        """Select it; beep where there is nowhere to go."""
        if moved is None or moved == self.selection:
            self.app.bell()
        else:
            self._select(moved, at_end=at_end)

    def _select(self, selection: Selection, *, at_end: bool = False) -> None:
        """Select it, with its end in view or else its beginning."""
        self._show_selection(selection, selection.end - 1 if at_end else selection.start)
        self.post_message(self.SelectionMoved(selection))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select where the mouse is pressed."""
        if event.button != 1 or (place := self._place_under(event)) is None:
            return
        self._pressed, self._dragged = place, False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select the words from where the mouse was pressed to where it is."""
        if self._pressed is None or (place := self._place_under(event)) is None:
            return
        self._dragged = self._dragged or place != self._pressed
        if self._dragged and (words := self._selecting.words_between(self._pressed, place)) != self.selection:
            self._show_selection(words, place)
            self.post_message(self.SelectionMoved(words))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Keep what was dragged over; where nothing was, select the sentence under the mouse."""
        if self._pressed is not None and not self._dragged:
            self.go_to(self._pressed)
        self._pressed = None
        self.release_mouse()

    def _place_under(self, event: events.MouseEvent) -> int | None:
        """The letter under the mouse; above and below the pane the one on its first or last row."""
        if self.view is None or not self.view.taken_apart.stretches:
            return None
        at = event.get_content_offset_capture(self)
        row = round(self.scroll_y) + max(0, min(self.rows_in_view - 1, at.y))
        return self.view.layout.place_at(row, max(0, at.x - GUTTER))
