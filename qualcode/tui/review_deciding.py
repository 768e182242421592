"""What the keys of the review decide: a suggestion, a page of them, or a passage that is read again."""

from typing import TYPE_CHECKING, Any

from qualcode.project.rereading import Given
from qualcode.project.suggestions import REASONS
from qualcode.study.suggesting.review_queue import Item, comes_with_code
from qualcode.study.suggesting.second_reading import asks_reason
from qualcode.tui.asking import LineAsked, OneOf
from qualcode.tui.code_picker import CodePicker, Picked
from qualcode.tui.coding_changes import told_if_refused

if TYPE_CHECKING:
    from qualcode.model import Suggestion
    from qualcode.study.coding.coding_page import Page
    from qualcode.study.suggesting.review_sitting import ReviewSitting
    from qualcode.tui.sitting import Sitting
    from qualcode.tui.transcript_pane import TranscriptPane

_NO_CODE_HERE = "No code is suggested here. c: choose those that apply; x: nothing applies"
_GO_ON = ["Go on", "Enough for today"]


class ReviewDeciding:
    """The decisions a coder makes; mixed into the screen, which shows what is in front and what came of it."""

    sitting: "Sitting"
    review: "ReviewSitting"
    page: "Page | None"
    app: Any

    if TYPE_CHECKING:

        @property
        def pane(self) -> TranscriptPane:
            """The interview."""

        def tell(self, words: str) -> None:
            """Say one line."""

        def show_front(self) -> None:
            """Show what is in front now."""

        def end_review(self, why: str = "") -> None:
            """End the sitting."""

    now: "Item | None" = None
    """What is in front."""

    def look_again(self) -> str:
        """Show how things stand: somebody may have decided or corrected meanwhile."""
        self.show_front()
        return ""

    def _suggestion(self) -> "Suggestion | None":
        """What is in front, if it comes with a code; else a word on what can be done."""
        if self.now is not None and comes_with_code(self.now):
            return self.now
        self.tell(_NO_CODE_HERE)
        return None

    def _place(self) -> tuple[int, int]:
        return self.pane.selection.start, self.pane.selection.end

    def _words(self, place: tuple[int, int]) -> str | None:
        return self.page.text[place[0] : place[1]] if self.page else None

    def action_accept(self) -> None:
        """Code the suggested words so; now and then a reason is asked first, which may stay empty."""
        one = self._suggestion()
        if one is None:
            return
        if asks_reason(one):
            below = "Enter accepts, also without a word; Esc goes back"
            asked = LineAsked(f"Why does {one.code} fit?", below=below)
            self.app.push_screen(asked, lambda reason: None if reason is None else self._accept(one, reason))
        else:
            self._accept(one, "")

    @told_if_refused
    def _accept(self, one: "Suggestion", reason: str) -> None:
        self.review.accept(one, reason=reason or None)
        self.decided(f"Accepted: {one.code}. u takes it back")

    @told_if_refused
    def action_words(self) -> None:
        """Code the words that are selected instead of those suggested."""
        one, place = self._suggestion(), self._place()
        if one is None:
            return
        if place == (one.start, one.end):
            self.tell("Select other words first: → ← move the end, ⇧→ ⇧← the start; then w")
            return
        self.review.accept(one, place=place, words=self._words(place))
        self.decided(f"Changed: {one.code} on other words. u takes it back")

    def action_choose(self) -> None:
        """Choose the code that the words bear instead, or all that apply where none is suggested."""
        one = self.now
        if one is None:
            return
        project, coder = self.sitting.project, self.sitting.coder
        if comes_with_code(one):
            other = CodePicker(project, coder, one.document, title=f"Instead of {one.code}:", several=False)
            self.app.push_screen(other, lambda picked: self._other_code(one, picked))
            return
        place = self._place()
        if not (place[0] < one.end and one.start < place[1]):
            self.pane.select(one.start, one.end)
            self.tell("It is about this passage. c: choose codes for it, or for some of its words")
            return
        applying = CodePicker(project, coder, one.document, title="Which codes apply?", place=place[0])
        self.app.push_screen(applying, lambda picked: self._give(one, place, picked))

    @told_if_refused
    def _other_code(self, one: "Suggestion", picked: Picked | None) -> None:
        if picked is None:
            return
        code = self._codes_of(picked)[0]
        if code == one.code:
            self.tell(f"{code} is what is suggested. a: accept it")
            return
        self.review.accept(one, code=code, modifiers=picked.modifiers_of(code), memo=picked.memo or None)
        self.decided(f"Changed: {code} instead of {one.code}. u takes it back")

    @told_if_refused
    def _give(self, one: Item, place: tuple[int, int], picked: Picked | None) -> None:
        if picked is None:
            return
        whole = place == (one.start, one.end)
        codes = self._codes_of(picked)
        self.review.read_again(
            one,
            [
                Given(
                    code,
                    place=None if whole else place,
                    words=self._words(place),
                    modifiers=picked.modifiers_of(code),
                    memo=(picked.memo or None) if code == codes[0] else None,
                )
                for code in codes
            ],
        )
        self.decided(f"Coded with {', '.join(codes)}. u takes it back")

    def _codes_of(self, picked: Picked) -> list[str]:
        new = [self.sitting.new_code(picked.new_name, picked.new_brief)] if picked.new_name else []
        return [*picked.codes, *new]

    @told_if_refused
    def action_nothing(self) -> None:
        """Say that no code applies to a passage read again."""
        if self.now is None or comes_with_code(self.now):
            self.tell("That is for passages without a suggested code. r: reject this one; 0: all of this page")
            return
        self.review.read_again(self.now, [])
        self.decided("Nothing applies. u takes it back")

    def action_refuse(self) -> None:
        """Turn the suggestion down, and say why."""
        if one := self._suggestion():
            self.app.push_screen(OneOf("Why not?", list(REASONS)), lambda reason: self._refuse(one, reason))

    @told_if_refused
    def _refuse(self, one: "Suggestion", reason: int | None) -> None:
        if reason is not None:
            self.review.refuse(one, REASONS[reason])
            self.decided(f"Turned down: {REASONS[reason]}. u takes it back")

    @told_if_refused
    def action_none(self) -> None:
        """Turn down every suggestion that is left of this page."""
        if self._suggestion():
            n = self.review.refuse_page()
            self.decided(f"Turned down {n}. u takes {'it' if n == 1 else 'them'} back")

    def action_skip(self) -> None:
        """Decide later."""
        self.review.skip()
        self.show_front()

    @told_if_refused
    def action_undo(self) -> None:
        """Take the last decision of this sitting back."""
        if self.review.undo() is None:
            self.tell("Nothing has been decided in this sitting.")
            return
        self.show_front()
        self.tell("Taken back.")

    def decided(self, said: str) -> None:
        """Say what was decided, and go on to what comes next, unless it is enough for today."""
        self.tell(said)
        if asked := self.review.enough():
            self.app.push_screen(OneOf("\n".join(asked), _GO_ON), self._go_on)
        else:
            self.show_front()

    def _go_on(self, chosen: int | None) -> None:
        if chosen == 1:
            self.end_review()
        else:
            self.show_front()
