"""Finding words in all interviews, from an interview or from the list of them."""

from typing import TYPE_CHECKING, Any

from qualcode.tui.asking import LineAsked, OneOf
from qualcode.tui.coding_changes import told_if_refused

if TYPE_CHECKING:
    from qualcode.tui.sitting import Sitting


class SearchingAll:
    """The search across interviews; mixed into the screens that lead to another one."""

    sitting: "Sitting"
    app: Any

    if TYPE_CHECKING:

        def tell(self, words: str) -> None:
            """Say one line."""

    def look_again(self) -> str:
        """A search changes nothing, so there is nothing to be shown anew."""
        return ""

    def action_search(self) -> None:
        """Ask for words and show where they stand in all interviews."""
        self.app.push_screen(LineAsked("Find in all interviews:"), self._search)

    @told_if_refused
    def _search(self, words: str | None) -> None:
        from qualcode.study.coding.searching import search

        if not words:
            return
        found = search(self.sitting.project, words).turns[:200]
        if not found:
            self.tell(f"“{words}” stands nowhere.")
            return
        asked = OneOf(f"“{words}”", [f"{one.document} {one.turn}  {one.words}" for one in found])

        def go(chosen: int | None) -> None:
            if chosen is not None:
                self.app.open_document(found[chosen].document, found[chosen].start)

        self.app.push_screen(asked, go)
