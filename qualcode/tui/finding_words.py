"""Going from place to place: sentences, turns, codings, words found, other interviews."""

from typing import TYPE_CHECKING, Any, Literal

from qualcode.tui.asking import LineAsked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.study.coding.coding_page import Page, PageCoding
    from qualcode.tui.sitting import Sitting
    from qualcode.tui.transcript_pane import TranscriptPane

Edge = Literal["start", "end"]


class FindingWords:
    """How a coder moves; mixed into the coding screen."""

    sitting: "Sitting"
    document: str
    page: "Page"
    codings: "Sequence[PageCoding]"
    app: Any
    found: "Sequence[tuple[int, int]]" = ()
    """Where the words looked for stand."""
    found_at: int = 0

    if TYPE_CHECKING:

        @property
        def pane(self) -> TranscriptPane:
            """The interview."""

        def tell(self, words: str) -> None:
            """Say one line."""

    def action_sentence(self, step: int) -> None:
        """The next sentence, or the one before."""
        self.pane.move_sentence(step)

    def action_turn(self, step: int) -> None:
        """The next turn, or the one before."""
        self.pane.move_turn(step)

    def action_leaf(self, step: int) -> None:
        """A screen on, or back."""
        self.pane.move_page(step)

    def action_first(self) -> None:
        """The start of the interview."""
        self.pane.home()

    def action_last(self) -> None:
        """The end of the interview."""
        self.pane.end()

    def action_grow(self, step: int) -> None:
        """A sentence more, or less."""
        self.pane.grow_sentence(step)

    def action_edge(self, edge: Edge, step: int) -> None:
        """Move an edge by a word."""
        self.pane.move_edge(edge, step, unit="word")

    def action_letter(self, edge: Edge, step: int) -> None:
        """Move an edge by a letter."""
        self.pane.move_edge(edge, step, unit="letter")

    def action_whole_turn(self) -> None:
        """Select the whole turn."""
        self.pane.select_turn()

    def action_find(self) -> None:
        """Ask for words and go to the next place where they stand."""
        self.app.push_screen(LineAsked("Find in this interview:"), self._find)

    def _find(self, words: str | None) -> None:
        from qualcode.study.coding.finding_next import places_of

        if not words:
            self.found = ()
            self.pane.show_found((), 0)
            return
        self.found = places_of(self.page, words)
        if not self.found:
            self.tell(f"“{words}” does not stand here. s: look in all interviews")
            return
        here = self.pane.selection.start
        self.found_at = next((n for n, place in enumerate(self.found) if place[0] >= here), 0) - 1
        self.action_found(1)

    def action_found(self, step: int) -> None:
        """The next place found, round the end."""
        if not self.found:
            self.tell("Nothing is looked for. /: find")
            return
        self.found_at = (self.found_at + step) % len(self.found)
        place = self.found[self.found_at]
        self.pane.show_found(self.found, self.found_at)
        self.pane.select(*place)
        self.tell(f"{self.found_at + 1} of {len(self.found)}   n next, N before")

    def action_coded(self, step: int) -> None:
        """The next coded words, or those before."""
        from qualcode.study.coding.finding_next import next_coded

        self._go(next_coded(self.codings, self.pane.selection.start, step), "No more coded words.")

    def action_uncoded(self, step: int) -> None:
        """The next participant’s turn without a code."""
        from qualcode.study.coding.finding_next import next_uncoded_turn

        place = next_uncoded_turn(self.page, self.codings, self.pane.selection.start, step)
        self._go(place, "No more turns without a code.")

    def action_next_memo(self, step: int) -> None:
        """The next coding with a memo."""
        from qualcode.study.coding.finding_next import next_memo

        self._go(next_memo(self.codings, self.pane.selection.start, step), "No more memos.")

    def _go(self, place: tuple[int, int] | None, none: str) -> None:
        if place is None:
            self.tell(none)
        else:
            self.pane.select(*place)

    def action_jump(self) -> None:
        """Ask for a turn’s number and go there."""
        self.app.push_screen(LineAsked("Which turn? Its number:"), self._jump)

    def _jump(self, typed: str | None) -> None:
        if not typed:
            return
        numbers = {str(turn.number): turn for turn in reversed(self.page.turns)}
        if typed not in numbers:
            last = max((turn.number for turn in self.page.turns), default=0)
            self.tell(f"There is no turn {typed}; they go from 1 to {last}.")
        else:
            self.pane.go_to(numbers[typed].start)

    def action_documents(self) -> None:
        """The list of interviews."""
        self.app.show_list()
