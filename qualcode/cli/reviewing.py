"""The questions of `review`: a page of suggestions, one at a time."""

import random
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.output import laid_out, say, write
from qualcode.errors import QualcodeError
from qualcode.model import Suggestion, Turn
from qualcode.project.suggestions import REASONS

if TYPE_CHECKING:
    from qualcode.project import Project

PAGE = 5
"""Suggestions on a page, which one key can turn down together."""
SITTING = 20
"""Decisions after which the person is asked whether that is enough for today."""
_KEYS = (
    "a accept · w other words · c other code · r refuse · n none of these (rest of the page) · s skip · u undo · q stop"
)


class AnswersEnded(QualcodeError):
    """Nobody answers any more, which no other question can put right."""


class Review:
    """One coder's sitting; each decision is on disk before the next question."""

    def __init__(self, study: "Project", coder: str, waiting: Sequence[Suggestion]) -> None:
        self.study = study
        self.coder = coder
        self.waiting = list(waiting)
        self.decisions: list[tuple[str, int]] = []
        self.asked_at = 0
        self.chance = random.Random(len(waiting))  # noqa: S311

    def run(self) -> None:
        """Ask until everything is decided, or the person stops."""
        while self.waiting:
            page, self.waiting = self.waiting[:PAGE], self.waiting[PAGE:]
            self.study.suggestions.mark_shown(self.coder, page)
            if not self._page(page) or not self._go_on():
                break
        say(f"{self._count()} decided, {self._count('accepted')} accepted, {self._still_waiting()} still wait.")

    def _count(self, *what: str) -> int:
        return sum(n for decision, n in self.decisions if not what or decision in what)

    def _still_waiting(self) -> int:
        return self.study.suggestions.count_open(self.coder)

    def _page(self, page: list[Suggestion]) -> bool:
        left = list(page)
        while left:
            answer = self._ask(left[0])
            if answer == "q":
                return False
            if answer == "n":
                self.study.suggestions.refuse(self.coder, left, status="none of these")
                self.decisions.append(("none of these", len(left)))
                return True
            if answer == "u":
                self._undo(left)
            elif answer == "s" or self._decide(left[0], answer):
                left.pop(0)
        return True

    def _ask(self, one: Suggestion) -> str:
        write("")
        write(f"{one.document}, turn {one.turn}, {one.participant or '–'}   {one.code}   [{one.band}]")
        write(laid_out("\n".join(self._around(one))))
        code = self.study.codes.named(one.code)
        write(laid_out(f"  {code.label}: {code.brief}"))
        if one.nearest:
            write(laid_out(f"  Most alike among your own: “{' '.join(one.nearest.split())[:200]}”"))
        return self._answer(_KEYS, "awcrnsuq")

    def _around(self, one: Suggestion) -> list[str]:
        turns: tuple[Turn, ...] = self.study.documents.turns(one.document)
        text = self.study.texts.of_document(one.document)
        lines = []
        for turn in turns:
            if one.turn is None or abs(turn.number - one.turn) > 1:
                continue
            words = " ".join(text[turn.start : turn.end].split())
            if turn.number == one.turn:
                before, after = text[turn.start : one.start], text[one.end : turn.end]
                words = " ".join(f"{before}【{one.words}】{after}".split())
            elif len(words) > 240:
                words = f"{words[:239]}…"
            lines.append(f"  [{turn.number}] {words}")
        return lines

    def _decide(self, one: Suggestion, answer: str) -> bool:
        try:
            if answer == "r":
                self._refuse(one)
            else:
                self._accept(one, answer)
        except AnswersEnded:
            raise
        except QualcodeError as error:
            say(f"{error.message} {error.hint or ''}")
            return False
        self.decisions.append(("refused" if answer == "r" else "accepted", 1))
        return True

    def _accept(self, one: Suggestion, answer: str) -> None:
        from qualcode.study.locating import place_of_words

        place = place_of_words(self.study, one.document, self._line("Which words?")) if answer == "w" else None
        code = self._line("Which code?") if answer == "c" else None
        reason = self._line("Why? (may stay empty)") if self.chance.random() < 0.1 else None
        self.study.suggestions.accept(self.coder, one, place=place, code=code, reason=reason or None)

    def _refuse(self, one: Suggestion) -> None:
        told = " · ".join(f"{number} {reason}" for number, reason in enumerate(REASONS, start=1))
        number = self._answer(told, "1234")
        self.study.suggestions.refuse(self.coder, [one], reason=REASONS[int(number) - 1])

    def _undo(self, left: list[Suggestion]) -> None:
        if not self.decisions:
            say("Nothing has been decided in this sitting. Earlier changes: qualcode undo")
            return
        before = self._open()
        try:
            done = self.study.history.undo(self.coder)
        except QualcodeError as error:
            say(f"{error.message} {error.hint or ''}")
            return
        say(f"{done.actor} {done.story}")
        self.decisions.pop()
        left[:0] = [one for name, one in self._open().items() if name not in before]

    def _open(self) -> dict[str, Suggestion]:
        return {one.id: one for one in self.study.suggestions.of(self.coder, status="open") if not one.stale}

    def _go_on(self) -> bool:
        decided = self._count()
        if decided - self.asked_at < SITTING or not self.waiting:
            return True
        self.asked_at = decided
        told = f"Enough for today? {self._count('accepted')} accepted of {decided}.   y yes · g go on"
        return self._answer(told, "yg") == "g"

    def _answer(self, keys: str, allowed: str) -> str:
        while True:
            answer = self._line(keys).strip().casefold()[:1]
            if answer and answer in allowed:
                return answer
            say(f"One of: {' '.join(allowed)}")

    def _line(self, question: str) -> str:
        say(question)
        line = sys.stdin.readline()
        if not line:
            raise AnswersEnded("The answers ended; what was decided is kept.", hint="To go on: qualcode review")
        return line.strip()
