"""What the keys of the coding screen change: codings, memos, words."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

from qualcode.errors import QualcodeError
from qualcode.tui.asking import LineAsked, OneOf, TextAsked
from qualcode.tui.code_picker import CodePicker, Picked

if TYPE_CHECKING:
    from qualcode.study.coding.coding_page import Page, PageCoding
    from qualcode.study.coding.picking import PickerCode
    from qualcode.tui.sitting import Sitting
    from qualcode.tui.transcript_pane import TranscriptPane


def told_if_refused(act: Callable[..., None]) -> Callable[..., None]:
    """What the project refuses is told in the line below, and the screen shows how things stand."""

    @wraps(act)
    def acting(screen: "CodingChanges", *given: Any) -> None:
        try:
            act(screen, *given)
        except QualcodeError as error:
            told = f"{error.message} {error.hint or ''}".strip()
            with suppress(QualcodeError):
                told = screen.look_again() or told
            screen.tell(told)

    return acting


class CodingChanges:
    """The changes a coder makes; mixed into the screen, which knows the page and shows what came of them."""

    sitting: "Sitting"
    document: str
    page: "Page"
    recent: "list[PickerCode]"
    mended: bool
    app: Any

    if TYPE_CHECKING:

        @property
        def pane(self) -> TranscriptPane:
            """The interview."""

        def tell(self, words: str) -> None:
            """Say one line."""

        def show_changed(self) -> None:
            """Show the codings as they stand."""

        def open_page(self, at: int | None) -> None:
            """Read the interview anew."""

    def look_again(self) -> str:
        """Show how things stand: of several changes some may have been made, or somebody changed what they rest on."""
        seen = self.page.version
        self.show_changed()
        if self.page.version == seen:
            return ""
        return f"{self.document} was corrected meanwhile. It is shown as it is now; nothing else has changed."

    @property
    def selected(self) -> tuple[int, int]:
        """The words selected, as a place in the text."""
        return self.pane.selection.start, self.pane.selection.end

    def action_code(self) -> None:
        """Choose one or several codes for the words selected."""
        place = self.selected
        picker = CodePicker(self.sitting.project, self.sitting.coder, self.document, place=place[0])
        self.app.push_screen(picker, lambda picked: self._picked(place, picked))

    @told_if_refused
    def _picked(self, place: tuple[int, int], picked: Picked | None) -> None:
        if picked is None:
            return
        codes = list(picked.codes)
        if picked.new_name:
            codes.append(self.sitting.new_code(picked.new_name, picked.new_brief))
        self._coded([one.code for one in self.sitting.code(self.page, place, codes, picked.modifiers_of, picked.memo)])

    @told_if_refused
    def action_recent(self, number: int) -> None:
        """Give the words selected the recent code of a number."""
        if number > len(self.recent):
            self.tell(f"There is no recent code {number} yet. Enter: choose one")
            return
        self.sitting.code(self.page, self.selected, [self.recent[number - 1].id])
        self._coded([self.recent[number - 1].id])

    @told_if_refused
    def action_repeat(self) -> None:
        """Give the words selected what was given last."""
        latest = self.recent[0].id if self.recent else None
        self._coded([one.code for one in self.sitting.repeat(self.page, self.selected, latest)])

    def action_in_vivo(self) -> None:
        """A new code named by the words selected, which may be shortened first."""
        place = self.selected
        asked = LineAsked("A new code in the participant’s words:", _as_name(self.page.text[place[0] : place[1]]))
        self.app.push_screen(asked, lambda name: self._in_vivo(place, name))

    @told_if_refused
    def _in_vivo(self, place: tuple[int, int], name: str | None) -> None:
        if name:
            code = self.sitting.new_code(name.replace("->", " "), "")
            self.sitting.code(self.page, place, [code])
            self._coded([code])

    def _coded(self, codes: list[str]) -> None:
        self.show_changed()
        self._tell_coded(codes)

    def _tell_coded(self, codes: list[str]) -> None:
        self.tell(f"Coded with {', '.join(codes)}. u takes it back")

    def action_star(self) -> None:
        """Star the coding here as quotable, or take its star away."""
        self._with_coding_here("Which one is quotable?", self._star)

    @told_if_refused
    def _star(self, coding: "PageCoding") -> None:
        self.sitting.project.codings.star(self.sitting.coder, coding.id, starred=not coding.starred)
        self.show_changed()
        self.tell("Not starred any more." if coding.starred else "Starred as quotable ★")

    def action_recode(self) -> None:
        """Another code, other modifiers or another memo for the coding here."""
        self._with_coding_here("Which one is to change?", self._ask_recode)

    def _ask_recode(self, coding: "PageCoding") -> None:
        picker = CodePicker(
            self.sitting.project,
            self.sitting.coder,
            self.document,
            title=f"Instead of {coding.label}:",
            at=coding.code,
            given=coding.modifiers,
            memo=coding.memo or "",
            several=False,
        )
        self.app.push_screen(picker, lambda picked: self._recode(coding, picked))

    @told_if_refused
    def _recode(self, coding: "PageCoding", picked: Picked | None) -> None:
        if picked is None:
            return
        code = self.sitting.new_code(picked.new_name, picked.new_brief) if picked.new_name else picked.codes[0]
        edited = self.sitting.recode(coding, code, picked.changes_of(code, coding.modifiers), picked.memo)
        self.show_changed()
        self.tell(f"Changed to {edited.code}. u takes it back")

    def action_edges(self) -> None:
        """Let the coding here cover the words selected."""
        place = self.selected
        self._with_coding_here("Which one gets these edges?", lambda coding: self._edges(coding, place))

    @told_if_refused
    def _edges(self, coding: "PageCoding", place: tuple[int, int]) -> None:
        self.sitting.edges(self.page, coding, place)
        self.show_changed()
        self.tell(f"{coding.label} covers these words now. u takes it back")

    def action_memo(self) -> None:
        """A memo on the coding here; on the interview where there is none."""
        if self.pane.codings_here:
            self._with_coding_here("A memo on which one?", self._ask_memo)
        else:
            asked = TextAsked(f"A memo on {self.document}:")
            self.app.push_screen(asked, self._note)

    def _ask_memo(self, coding: "PageCoding") -> None:
        asked = TextAsked(f"A memo on {coding.label}:", coding.memo or "")
        self.app.push_screen(asked, lambda text: self._memo(coding, text))

    @told_if_refused
    def _memo(self, coding: "PageCoding", text: str | None) -> None:
        if text is not None:
            self.sitting.memo(coding.id, text)
            self.show_changed()
            self.tell("The memo is kept.")

    @told_if_refused
    def _note(self, text: str | None) -> None:
        if text:
            self.sitting.note(self.document, text)
            self.tell(f"The memo on {self.document} is kept.")

    def action_remove(self) -> None:
        """Delete the coding here."""
        self._with_coding_here("Which one goes?", self._remove)

    @told_if_refused
    def _remove(self, coding: "PageCoding") -> None:
        self.sitting.project.codings.remove(self.sitting.coder, coding.id)
        self.show_changed()
        self.tell(f"{coding.label} is off these words. u brings it back")

    @told_if_refused
    def action_undo(self) -> None:
        """Take the coder’s latest change back; a correction, which others’ work may rest on, is left to the project."""
        if self.mended:
            self.mended = False
            self.tell("u leaves corrections alone: e mends the words again. u once more takes back what came before")
            return
        done = self.sitting.project.history.undo(self.sitting.coder)
        self.show_changed()
        self.tell(f"{_sentence(done.sentence)} Ctrl-R brings it back")

    @told_if_refused
    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        done = self.sitting.project.history.redo(self.sitting.coder)
        self.show_changed()
        self.tell(_sentence(done.sentence))

    def _with_coding_here(self, question: str, act: "Callable[[PageCoding], None]") -> None:
        """Do something with the coding under the selection; where there are several, ask which."""
        here = self.pane.codings_here
        if not here:
            self.tell("No coding is here. x: the next one")
        elif len(here) == 1:
            act(here[0])
        else:
            asked = OneOf(question, [f"{one.label}  “{_short(self.page.text[one.start : one.end])}”" for one in here])
            self.app.push_screen(asked, lambda chosen: None if chosen is None else act(here[chosen]))


def _as_name(words: str) -> str:
    """Words as the name of a code, in which a full stop would say what it stands below."""
    flat = " ".join(words.replace(".", " ").split())
    return flat[:80].strip(" ,;:!?…–—-“”„‘’\"'")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 50 else f"{flat[:49]}…"


def _sentence(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}."
