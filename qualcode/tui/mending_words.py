"""Misheard words: putting them right, and what stood there before."""

from typing import TYPE_CHECKING, Any

from qualcode.tui.asking import LineAsked
from qualcode.tui.coding_changes import told_if_refused

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page
    from qualcode.tui.sitting import Sitting


class MendingWords:
    """Corrections of the transcript; mixed into the coding screen."""

    sitting: "Sitting"
    document: str
    page: "Page"
    app: Any
    mended: bool = False
    """Whether the latest change here was a correction."""

    if TYPE_CHECKING:

        @property
        def selected(self) -> tuple[int, int]:
            """The words selected, as a place in the text."""

        def tell(self, words: str) -> None:
            """Say one line."""

        def open_page(self, at: int | None) -> None:
            """Read the interview anew."""

    def action_correct(self) -> None:
        """Correct misheard words; codings move along."""
        place = self.selected
        seen = self.page.text[place[0] : place[1]]
        asked = LineAsked(
            "What was said here in truth?", " ".join(seen.split()), "Enter makes a new version, Esc leaves it"
        )
        self.app.push_screen(asked, lambda said: self._correct(place, seen, said))

    @told_if_refused
    def _correct(self, place: tuple[int, int], seen: str, said: str | None) -> None:
        from qualcode.study.bringing_in.in_place import correct_here

        if not said or said == " ".join(seen.split()):
            return
        done = correct_here(self.sitting.project, self.sitting.coder, self.document, *place, said, seen=seen)
        self.open_page(done.start)
        self.mended = True
        self.tell(f"{done.told} e mends them again; u leaves corrections alone")

    @told_if_refused
    def action_original(self) -> None:
        """Show the words selected as the first version had them."""
        from qualcode.study.bringing_in.in_place import original_words

        words = original_words(self.sitting.project, self.document, *self.selected)
        self.tell(f"Originally: “{' '.join(words.split())}”" if words else "These words were never corrected.")
