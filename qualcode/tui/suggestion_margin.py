"""The margin of a finished interview: passages to look at again, which can be turned off."""

from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.tui.page.margin import Suggested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.study.coding.coding_page import Page
    from qualcode.study.suggesting.looking_again import LookAgain
    from qualcode.tui.sitting import Sitting
    from qualcode.tui.transcript_pane import TranscriptPane


class SuggestionMargin:
    """What the machine would have a coder look at again; mixed into the coding screen."""

    sitting: "Sitting"
    document: str
    page: "Page"
    to_look_at: "Sequence[LookAgain]" = ()
    """What the margin shows now."""

    if TYPE_CHECKING:

        @property
        def pane(self) -> TranscriptPane:
            """The interview."""

        def tell(self, words: str) -> None:
            """Say one line."""

        def show_changed(self) -> None:
            """Show everything as it stands."""

    def show_margin(self) -> None:
        """Show what waits where the interview is finished and the margin is on; elsewhere nothing."""
        self.to_look_at = self._waiting() if self.page.finished and self.sitting.margin else ()
        self.pane.show_suggested([Suggested(one.start, one.end, one.short) for one in self.to_look_at])

    @property
    def margin_told(self) -> str:
        """How much there is to look at again, for the head line."""
        if self.page.finished and not self.sitting.margin:
            return " · margin off"
        return f" · {len(self.to_look_at)} to look at again" if self.to_look_at else ""

    def action_margin(self) -> None:
        """Turn the margin off, or on again, for the rest of the sitting."""
        if not self.page.finished:
            self.tell("Passages to look at again come once the interview is finished: f")
            return
        self.sitting.margin = not self.sitting.margin
        self.show_changed()
        self.tell(self._margin_now())

    def _margin_now(self) -> str:
        if not self.sitting.margin:
            return "The margin shows your own codings only. V: suggestions too"
        n, others = len(self.to_look_at), self._waiting_unmarked()
        if not n and not others:
            return "Nothing waits to be looked at again. To ask for suggestions, leave and type: qualcode suggest"
        if not n:
            return f"{others} {'passage' if others == 1 else 'passages'} to read again. v: one by one"
        more = f", {others} more to read again" if others else ""
        return f"{n} {'passage' if n == 1 else 'passages'} with “?” in the margin{more}. v: one by one"

    def _waiting_unmarked(self) -> int:
        """How many passages are to be read again that no mark may point to."""
        from qualcode.study.suggesting.review_queue import comes_with_code, next_waiting

        waiting = next_waiting(self.sitting.project, self.sitting.coder, document=self.document)
        return sum(not comes_with_code(one) for one in waiting)

    def _waiting(self) -> "Sequence[LookAgain]":
        from qualcode.study.suggesting.looking_again import to_look_at_again

        try:
            return to_look_at_again(self.sitting.project, self.sitting.coder, self.document)
        except QualcodeError:  # what cannot be noted as shown is not shown
            return ()
