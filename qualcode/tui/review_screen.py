"""The review screen: passages to look at again, one at a time, in their interview."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.study.suggesting.asked import all_about, asked_of
from qualcode.study.suggesting.ranking_anew import RankingAnew
from qualcode.study.suggesting.review_queue import comes_with_code
from qualcode.study.suggesting.review_sitting import ReviewSitting
from qualcode.tui.asking import OF_DECOYS, Told
from qualcode.tui.key_footer import KeyFooter
from qualcode.tui.keys import (
    READ_AGAIN_KEYS,
    REVIEW_KEYS,
    SELECT,
    SUGGESTION_KEYS,
    bindings,
    help_text,
    keys_of,
)
from qualcode.tui.picker.cells import on_one_line
from qualcode.tui.review_deciding import ReviewDeciding
from qualcode.tui.review_question import ReviewQuestion
from qualcode.tui.transcript_pane import TranscriptPane

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page, PageCoding
    from qualcode.study.suggesting.review_queue import Item
    from qualcode.tui.sitting import Sitting


class ReviewScreen(ReviewDeciding, Screen[None]):
    """Puts one passage after the other before its coder, each in its interview; each decision is on disk at once."""

    DEFAULT_CSS = """
    ReviewScreen > #head { height: 1; background: $panel; padding: 0 1; }
    ReviewScreen > TranscriptPane { height: 1fr; }
    ReviewScreen > #said { height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings([*REVIEW_KEYS, *keys_of(SELECT)])
    app: Any

    def __init__(self, sitting: "Sitting", document: str | None = None) -> None:
        super().__init__()
        self.sitting = sitting
        ranking = RankingAnew(sitting.project, sitting.coder, in_background=True)
        self.review = ReviewSitting(sitting.project, sitting.coder, document, ranking=ranking)
        self.page: Page | None = None
        self.told_before: Sequence[str] = ()
        """Of decoys of a sitting that broke off."""

    def compose(self) -> ComposeResult:
        """Which passage, the interview, what is asked, what was said last, the keys."""
        yield Static(id="head", markup=False)
        yield TranscriptPane()
        yield ReviewQuestion(id="asked")
        yield Static(id="said")
        yield KeyFooter()

    @property
    def pane(self) -> TranscriptPane:
        """The interview."""
        return self.query_one(TranscriptPane)

    def on_mount(self) -> None:
        """Show what comes first; before it, what is left to tell of a sitting that broke off."""
        self.told_before = self.review.begin()
        self.show_front()
        if self.told_before:
            self.app.push_screen(Told(OF_DECOYS, "\n\n".join(self.told_before)))

    def tell(self, words: str) -> None:
        """Say one line to the coder."""
        self.query_one("#said", Static).update(Text(words, no_wrap=True, overflow="ellipsis"))

    def show_front(self) -> None:
        """Show what is in front; where nothing is, the sitting ends."""
        try:
            self.now = self.review.front()
        except QualcodeError as error:  # what cannot be noted as shown is not shown
            self.end_review(error.message)
            return
        if self.now is None:
            self.end_review(self.review.why_none)
        else:
            self._show(self.now)

    def _show(self, one: "Item") -> None:
        from qualcode.study.coding.coding_page import page, page_codings

        project, coder = self.sitting.project, self.sitting.coder
        if self.page is None or self.page.version != project.pages.version(one.document).id:
            self.page = page(project, coder, one.document)
            self.pane.show_page(self.page, one.start)
        codings = page_codings(project, coder, one.document)
        self.pane.show_codings(codings if comes_with_code(one) else _besides(codings, one))
        self.pane.select(one.start, one.end)
        self.pane.focus()
        asked = asked_of(project, one)
        head = f"{self.review.waiting_now} waiting · {asked.head}"
        self.query_one("#head", Static).update(Text(head, no_wrap=True, overflow="ellipsis"))
        self.query_one(ReviewQuestion).ask(asked)
        self.query_one(KeyFooter).show_keys(SUGGESTION_KEYS if comes_with_code(one) else READ_AGAIN_KEYS)

    def end_review(self, why: str = "") -> None:
        """End the sitting, and say what came of it."""
        self.app.end_review(f"{why} {self.review.told}".strip(), self.review.end(), self.told_before)

    def action_grow(self, step: int) -> None:
        """A sentence more, or less."""
        self.pane.grow_sentence(step)

    def action_edge(self, edge: str, step: int) -> None:
        """Move an edge by a word."""
        self.pane.move_edge("start" if edge == "start" else "end", step, unit="word")

    def action_letter(self, edge: str, step: int) -> None:
        """Move an edge by a letter."""
        self.pane.move_edge("start" if edge == "start" else "end", step, unit="letter")

    def action_whole_turn(self) -> None:
        """Select the whole turn."""
        self.pane.select_turn()

    def action_why(self) -> None:
        """All that is known of what is in front."""
        if self.now is not None:
            paragraphs = all_about(self.sitting.project, self.now).split("\n\n")
            self.app.push_screen(Told("What is asked", "\n\n".join(map(on_one_line, paragraphs))))

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Told("Keys of the review", help_text([*REVIEW_KEYS, *keys_of(SELECT)])))

    def action_leave(self) -> None:
        """Leave; what was decided is kept."""
        self.end_review()


def _besides(codings: "tuple[PageCoding, ...]", one: "Item") -> "tuple[PageCoding, ...]":
    """The codings of other words: those of a passage that is read again would say why it comes."""
    return tuple(coding for coding in codings if coding.end <= one.start or one.end <= coding.start)
