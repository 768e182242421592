"""Keeping the place, finishing an interview, playing the recording, leaving."""

from typing import TYPE_CHECKING, Any

from qualcode.errors import QualcodeError
from qualcode.tui.asking import TextAsked, Told
from qualcode.tui.coding_changes import told_if_refused
from qualcode.tui.keys import CODING_KEYS, help_text

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page
    from qualcode.tui.sitting import Sitting
    from qualcode.tui.transcript_pane import TranscriptPane


class Leaving:
    """What ends the reading of an interview for now or for good; mixed into the coding screen."""

    sitting: "Sitting"
    document: str
    page: "Page"
    app: Any

    if TYPE_CHECKING:

        @property
        def pane(self) -> TranscriptPane:
            """The interview."""

        def tell(self, words: str) -> None:
            """Say one line."""

        def open_page(self, at: int | None) -> None:
            """Read the interview anew."""

    def keep_place(self) -> None:
        """Keep where the coder is, for the next time."""
        self.sitting.project.reading_places.keep(self.sitting.coder, self.document, self.pane.selection.start)

    def action_leave(self) -> None:
        """Close the screen; everything is kept already."""
        self.keep_place()
        self.app.leave_document()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Told("Keys of the coding screen", help_text(CODING_KEYS)))

    @told_if_refused
    def action_play(self) -> None:
        """Play the recording from this turn."""
        from qualcode.study.coding.recording import play

        here = self.pane.selection.start
        times = [turn.begins for turn in self.page.turns if turn.begins is not None and turn.start <= here]
        play(self.sitting.project, self.document, times[-1] if times else 0.0)
        self.tell("Playing in a window of its own.")

    @told_if_refused
    def action_finish(self) -> None:
        """Look back at the interview, write a memo, and say that it is coded once through."""
        from qualcode.study.coding.finish_card import finish_card

        if self.page.finished:
            self.tell("You have finished this interview. v: passages to look at again")
            return
        card = finish_card(self.sitting.project, self.sitting.coder, self.document)
        question = f"{self.document} coded once through? Ctrl-S finishes it, with this memo:"
        asked = TextAsked(question, card.memo, above=card.lines)
        self.app.push_screen(asked, self._finish)

    @told_if_refused
    def _finish(self, memo: str | None) -> None:
        if memo is None:
            self.tell("Not finished; nothing has changed.")
            return
        if memo:
            self.sitting.note(self.document, memo)
        self.sitting.project.finishes.finish(self.sitting.coder, self.document)
        self.open_page(self.pane.selection.start)
        self.tell(f"{self.document} is finished. v: passages to look at again, once suggestions are made")

    @told_if_refused
    def action_review(self) -> None:
        """Passages of this interview to look at again."""
        try:
            self.app.open_review(self.document)
        except QualcodeError:
            if not self.page.finished:
                raise QualcodeError("Finish this interview first: f. Suggestions come after that.") from None
            raise
