"""The review screen: passages to look at again, one suggestion at a time, in their interview."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.project.suggestions import REASONS
from qualcode.tui.asking import OneOf, Told
from qualcode.tui.code_picker import CodePicker, Picked
from qualcode.tui.coding_changes import told_if_refused
from qualcode.tui.key_footer import KeyFooter
from qualcode.tui.keys import REVIEW_KEYS, SELECT, bindings, help_text, keys_of
from qualcode.tui.transcript_pane import TranscriptPane

if TYPE_CHECKING:
    from qualcode.model import Suggestion
    from qualcode.study.coding_page import Page
    from qualcode.tui.sitting import Sitting

PAGE = 5
"""Suggestions that “none of these” turns down together."""
SITTING = 20
"""Decisions after which the person is asked whether that is enough for today."""


class ReviewScreen(Screen[None]):
    """Puts one suggestion after the other before its coder, each in its interview; each decision is on disk at once."""

    DEFAULT_CSS = """
    ReviewScreen > #head { height: 1; background: $panel; padding: 0 1; }
    ReviewScreen > TranscriptPane { height: 1fr; }
    ReviewScreen > #asked { height: auto; max-height: 7; padding: 0 1; border-top: solid $panel; }
    ReviewScreen > #said { height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings([*REVIEW_KEYS, *keys_of(SELECT)])
    app: Any

    def __init__(self, sitting: "Sitting", document: str | None = None) -> None:
        super().__init__()
        self.sitting = sitting
        self.document = document
        self.page: Page | None = None
        self.left: list[Suggestion] = []
        """What is still to be decided on this page, the one that is shown first."""
        self.skipped: set[str] = set()
        self.decided: list[bool] = []
        """Of each decision of this sitting, whether it made a coding."""

    def compose(self) -> ComposeResult:
        """Which suggestion, the interview, what is asked, what was said last, the keys."""
        yield Static(id="head", markup=False)
        yield TranscriptPane()
        yield Static(id="asked")
        yield Static(id="said")
        yield KeyFooter()

    @property
    def pane(self) -> TranscriptPane:
        """The interview."""
        return self.query_one(TranscriptPane)

    def on_mount(self) -> None:
        """Show the first suggestion."""
        self.query_one(KeyFooter).show_keys(REVIEW_KEYS)
        self._next()

    def tell(self, words: str) -> None:
        """Say one line to the coder."""
        self.query_one("#said", Static).update(Text(words, no_wrap=True, overflow="ellipsis"))

    def _waiting(self) -> "list[Suggestion]":
        waiting = self.sitting.project.suggestions.waiting(self.sitting.coder)
        return [one for one in waiting if self.document in (None, one.document) and one.id not in self.skipped]

    def _next(self) -> None:
        waiting = self._waiting()
        still = {one.id: one for one in waiting}
        self.left = [still[one.id] for one in self.left if one.id in still]
        if not self.left:
            self.left = waiting[:PAGE]
            try:
                self._mark_shown()
            except QualcodeError as error:  # what cannot be noted as shown is not shown
                self.app.end_review(f"{error.message} {self._count()}")
                return
        if not self.left:
            self.app.end_review(f"{self._why_none()} {self._count()}")
            return
        self._show(self.left[0], len(waiting))

    def _why_none(self) -> str:
        """Why no suggestion waits: all decided, skipped, or out of date since a code was made."""
        suggestions, coder = self.sitting.project.suggestions, self.sitting.coder
        if n := len({one.id for one in suggestions.waiting(coder)} & self.skipped):
            return "The one skipped comes again." if n == 1 else f"The {n} skipped come again."
        if any(one.stale for one in suggestions.of(coder, status="open")):
            return "The codebook has changed, so those left are out of date; ask anew: qualcode suggest."
        return "No suggestion waits any more."

    def _show(self, one: "Suggestion", waiting: int) -> None:
        from qualcode.study.coding_page import page, page_codings

        if self.page is None or self.page.version != self.sitting.project.pages.version(one.document).id:
            self.page = page(self.sitting.project, self.sitting.coder, one.document)
            self.pane.show_page(self.page, one.start)
        self.pane.show_codings(page_codings(self.sitting.project, self.sitting.coder, one.document))
        self.pane.select(one.start, one.end)
        self.pane.focus()
        code = self.sitting.project.codes.named(one.code)
        head = f"{waiting} waiting · {one.document}, turn {one.turn}, {one.participant or '–'} · {one.band}"
        self.query_one("#head", Static).update(Text(head, no_wrap=True, overflow="ellipsis"))
        asked = Text.assemble((code.label, "bold"), f" ({code.name})?  {code.brief}")
        if one.nearest:
            asked.append(f"\nMost alike among your own: “{' '.join(one.nearest.split())}”", "dim")
        self.query_one("#asked", Static).update(asked)

    def _mark_shown(self) -> None:
        if self.left:
            self.sitting.project.suggestions.mark_shown(self.sitting.coder, self.left)

    def look_again(self) -> str:
        """Show how things stand: somebody may have decided or corrected meanwhile."""
        self._next()
        return ""

    def _done(self, *, coded: bool, said: str, times: int = 1) -> None:
        before = len(self.decided) // SITTING
        self.decided += [coded] * times
        self.tell(said)
        if len(self.decided) // SITTING > before:
            recent = self.decided[-15:]
            question = f"Enough for today? {sum(recent)} accepted of the last {len(recent)}."
            self.app.push_screen(OneOf(question, ["Go on", "Enough for today"]), self._go_on)
        else:
            self._next()

    def _go_on(self, chosen: int | None) -> None:
        if chosen == 1:
            self.app.end_review(self._count())
        else:
            self._next()

    def _count(self) -> str:
        return f"{len(self.decided)} decided, {sum(self.decided)} accepted."

    @told_if_refused
    def action_accept(self) -> None:
        """Code the suggested words so."""
        one = self.left[0]
        self.sitting.project.suggestions.accept(self.sitting.coder, one)
        self._done(coded=True, said=f"Accepted: {one.code}. u takes it back")

    @told_if_refused
    def action_words(self) -> None:
        """Code the words that are selected instead of those suggested."""
        one, place = self.left[0], (self.pane.selection.start, self.pane.selection.end)
        if place == (one.start, one.end):
            self.tell("Select other words first: → ← move the end, ⇧→ ⇧← the start; then w")
            return
        words = self.page.text[place[0] : place[1]] if self.page else None
        self.sitting.project.suggestions.accept(self.sitting.coder, one, place=place, words=words)
        self._done(coded=True, said=f"Changed: {one.code} on other words. u takes it back")

    def action_other_code(self) -> None:
        """Choose the code that the words bear."""
        one = self.left[0]
        picker = CodePicker(
            self.sitting.project, self.sitting.coder, one.document, title=f"Instead of {one.code}:", several=False
        )
        self.app.push_screen(picker, lambda picked: self._other_code(one, picked))

    @told_if_refused
    def _other_code(self, one: "Suggestion", picked: Picked | None) -> None:
        if picked is None:
            return
        code = self.sitting.new_code(picked.new_name, picked.new_brief) if picked.new_name else picked.codes[0]
        suggestions = self.sitting.project.suggestions
        suggestions.accept(self.sitting.coder, one, code=code, modifiers=picked.modifiers_of(code))
        self._done(coded=True, said=f"Changed: {code} instead of {one.code}. u takes it back")

    def action_refuse(self) -> None:
        """Turn the suggestion down, and say why."""
        one = self.left[0]
        self.app.push_screen(OneOf("Why not?", list(REASONS)), lambda reason: self._refuse([one], reason))

    @told_if_refused
    def _refuse(self, suggestions: "Sequence[Suggestion]", reason: int | None) -> None:
        if reason is not None:
            self.sitting.project.suggestions.refuse(self.sitting.coder, suggestions, reason=REASONS[reason])
            self._done(coded=False, said=f"Turned down: {REASONS[reason]}. u takes it back")

    @told_if_refused
    def action_none(self) -> None:
        """Turn down everything that is left of this page."""
        page = list(self.left)
        self.sitting.project.suggestions.refuse(self.sitting.coder, page, status="none of these")
        self._done(coded=False, said=f"Turned down {len(page)}. u takes them back", times=len(page))

    def action_skip(self) -> None:
        """Decide later."""
        self.skipped.add(self.left[0].id)
        self._next()

    @told_if_refused
    def action_undo(self) -> None:
        """Take the last decision of this sitting back."""
        if not self.decided:
            self.tell("Nothing has been decided in this sitting.")
            return
        before = {one.id for one in self._waiting()}
        self.sitting.project.history.undo(self.sitting.coder)
        back = [one for one in self._waiting() if one.id not in before]
        del self.decided[-max(1, len(back)) :]
        self.left = [*back, *self.left]
        self._next()
        self.tell("Taken back.")

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

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Told("Keys of the review", help_text([*REVIEW_KEYS, *keys_of(SELECT)])))

    def action_leave(self) -> None:
        """Leave; what was decided is kept."""
        self.app.end_review(self._count())
