"""The questions of `review`: a page of suggestions, one at a time, and passages to be read again among them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.cli.answers import AnswersEnded, choice_typed, line_typed
from qualcode.cli.output import laid_out, say, write
from qualcode.cli.review_page import review_page
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Suggestion
from qualcode.project.rereading import Given
from qualcode.project.suggestions import REASONS
from qualcode.study.suggesting.asked import all_about, asked_of
from qualcode.study.suggesting.review_queue import Item, comes_with_code
from qualcode.study.suggesting.second_reading import asks_reason

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.suggesting.review_sitting import ReviewSitting

_ALWAYS = {"s": ("skip",), "u": ("undo",), "q": ("quit", "stop")}
_ABOUT_CODE = {
    "a": ("accept",),
    "w": ("words", "other words"),
    "c": ("code", "other code"),
    "r": ("refuse", "reject"),
    "n": ("none", "none of these"),
    "i": ("why",),
    **_ALWAYS,
}
_READ_AGAIN = {"c": ("codes", "choose codes"), "x": ("nothing", "nothing applies"), **_ALWAYS}
_REASONS = {
    **{str(number): (reason,) for number, reason in enumerate(REASONS, start=1)},
    "b": ("", "back"),
}
_ENOUGH = {"y": ("yes",), "g": ("go on",)}
_GO_ON = "qualcode review"


class Review:
    """One coder's sitting; each decision is on disk before the next question."""

    def __init__(self, sitting: "ReviewSitting") -> None:
        self.sitting = sitting
        self.study = sitting.project

    def run(self) -> None:
        """Ask until everything is decided, or the person stops; then tell what is to be told at the end."""
        try:
            while (one := self.sitting.front()) is not None:
                if not self._go_on_after(one):
                    break
        except AnswersEnded:
            self._say_all(self.sitting.end())
            raise
        self._say_all([self.sitting.told, *self.sitting.end()])

    def _go_on_after(self, one: Item) -> bool:
        """Put one before the person and do what they say; whether they want to go on."""
        answer = self._ask(one)
        if answer == "q":
            return False
        if answer == "s":
            self.sitting.skip()
        elif answer == "u":
            self._undo()
        elif answer == "i":
            write(f"\n{laid_out(all_about(self.study, one))}")
        else:
            self._decide(one, answer)
        return self._wants_more()

    def _ask(self, one: Item) -> str:
        keys, choices = "c choose codes · x nothing applies", _READ_AGAIN
        if comes_with_code(one):
            left, choices = sum(map(comes_with_code, self.sitting.page())), _ABOUT_CODE
            keys = f"a accept · w other words · c other code · r refuse · n none of these ({left} left on this page)"
            keys += " · i why"
        keys += " · s skip · u undo · q quit"
        asked, (place, of) = asked_of(self.study, one), self.sitting.place
        write("\n" + "\n".join(review_page(self.study, one, f"{place} of {of}   {asked.head}", asked, keys)))
        return self._answer(keys, choices)

    def _decide(self, one: Item, answer: str) -> None:
        try:
            if not comes_with_code(one):
                self._read_again(one, answer)
            elif answer == "n":
                say(f"Turned down {self.sitting.refuse_page()}.")
            else:
                {"r": self._refuse, "a": self._accept, "w": self._other_words, "c": self._other_code}[answer](one)
        except AnswersEnded:
            raise
        except QualcodeError as error:
            say(f"{error.message} Skip this one, or decide otherwise.")

    def _accept(self, one: Suggestion) -> None:
        reason = self._line(f"Why does {one.code} fit? (may stay empty)") if asks_reason(one) else ""
        made = self.sitting.accept(one, reason=reason or None)
        self._told(f"Accepted: {one.document} with {one.code}", made)

    def _other_words(self, one: Suggestion) -> None:
        while words := self._line("Which words? (empty: back)"):
            try:
                place = _place(self.study, one, words)
                if place == (one.start, one.end):
                    self._accept(one)
                    return
                made = self.sitting.accept(one, place=place)
            except AnswersEnded:
                raise
            except QualcodeError as error:
                say(error.message)
                continue
            self._told(f"Changed: {made.document} “{' '.join(made.words.split())}” with {made.code}", made)
            return

    def _other_code(self, one: Suggestion) -> None:
        while name := self._line("Which code? (empty: back)"):
            try:
                code = self.study.codes.named(name).name
                if code == one.code:
                    self._accept(one)
                    return
                made = self.sitting.accept(one, code=code)
            except AnswersEnded:
                raise
            except QualcodeError as error:
                say(_without_hints(error))
                continue
            self._told(f"Changed: {one.document} with {code} instead of {one.code}", made)
            return

    def _read_again(self, one: Item, answer: str) -> None:
        if answer == "x":
            self.sitting.read_again(one, [])
            say(f"Nothing applies: {one.document}")
            return
        while names := self._line("Which codes? (commas between them; empty: back)"):
            try:
                codes = [self.study.codes.named(name.strip()).name for name in names.split(",") if name.strip()]
                made = self.sitting.read_again(one, [Given(code) for code in codes]) if codes else ()
            except QualcodeError as error:
                say(_without_hints(error))
                continue
            if made:
                say(f"Coded: {one.document} with {', '.join(codes)}")
                return

    def _told(self, what: str, made: Coding) -> None:
        from qualcode.study.coding.levels import remarks_on_level

        self._say_all([what, *remarks_on_level(self.study, made)])

    def _say_all(self, lines: Sequence[str]) -> None:
        for line in lines:
            say(line)

    def _refuse(self, one: Suggestion) -> None:
        told = " · ".join(f"{key} {words[0]}" for key, words in _REASONS.items() if words[0])
        answer = self._answer(f"{told} · b back", _REASONS)
        if answer != "b":
            reason = REASONS[int(answer) - 1]
            self.sitting.refuse(one, reason)
            say(f"Turned down: {one.document} with {one.code} ({reason})")

    def _undo(self) -> None:
        try:
            told = self.sitting.undo()
        except QualcodeError as error:
            say(f"{error.message} {error.hint or ''}")
            return
        say(told or "Nothing has been decided in this sitting. Earlier changes: quit, then qualcode undo")

    def _wants_more(self) -> bool:
        asked = self.sitting.enough()
        return not asked or self._answer("\n".join([*asked, "y yes · g go on"]), _ENOUGH) == "g"

    def _answer(self, question: str, choices: Mapping[str, Sequence[str]]) -> str:
        return choice_typed(question, choices, _GO_ON)

    def _line(self, question: str) -> str:
        return line_typed(question, _GO_ON)


def _without_hints(error: QualcodeError) -> str:
    """What went wrong, with a likely name, without commands that cannot be typed here."""
    near = (error.hint or "").partition(" All of them:")[0]
    return f"{error.message} {near if near.startswith('Did you mean') else ''}".rstrip()


def _place(study: "Project", one: Suggestion, words: str) -> tuple[int, int]:
    """Where the words stand: in the passage if they can, else in its turn, else anywhere in the document."""
    from qualcode.transcripts.finding import find_words

    text = study.texts.of_document(one.document)
    within = [(turn.start, turn.end) for turn in study.documents.turns(one.document) if turn.number == one.turn]
    for begin, end in [(one.start, one.end), *within, (0, len(text))]:
        found = [(begin + first, begin + last) for first, last in find_words(text[begin:end], words)]
        if len(found) == 1:
            return found[0]
        if found:
            raise QualcodeError(f"These words stand {len(found)} times in {one.document}. Type more of them.")
    raise QualcodeError(
        f"These words do not stand in {one.document}. Type them as above, or the first and the last: first … last"
    )
