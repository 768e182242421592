"""The questions of `review`: a page of suggestions, one at a time."""

import random
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.cli.answers import AnswersEnded, choice_typed, line_typed
from qualcode.cli.output import cells, lines_of, say, width_of, write
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Suggestion, Turn
from qualcode.project.suggestions import REASONS

if TYPE_CHECKING:
    from qualcode.project import Project

PAGE = 5
"""Suggestions on a page, which one key can turn down together."""
SITTING = 20
"""Decisions after which the person is asked whether that is enough for today."""
_CHOICES = {
    "a": ("accept",),
    "w": ("words", "other words"),
    "c": ("code", "other code"),
    "r": ("refuse", "reject"),
    "n": ("none", "none of these"),
    "s": ("skip",),
    "u": ("undo",),
    "q": ("quit", "stop"),
}
_REASONS = {
    **{str(number): (reason,) for number, reason in enumerate(REASONS, start=1)},
    "b": ("", "back"),
}
_ENOUGH = {"y": ("yes",), "g": ("go on",)}
_GO_ON = "qualcode review"
_ROWS = 24
"""Rows of a screen that nobody knows."""
_ASIDE = 2
"""Rows for each thing beside the passage: a turn before or after, the definition, the coder's own excerpt."""


class Review:
    """One coder's sitting; each decision is on disk before the next question."""

    def __init__(self, study: "Project", coder: str, waiting: Sequence[Suggestion]) -> None:
        self.study = study
        self.coder = coder
        self.waiting = list(waiting)
        self.of = len(self.waiting)
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
        say(f"{self._count()} decided, {self._agreed()}, {self._still_waiting()}.")

    def _count(self, *what: str) -> int:
        return sum(n for decision, n in self.decisions if not what or decision in what)

    def _agreed(self) -> str:
        changed = self._count("changed")
        return f"{self._count('accepted')} accepted" + (f", {changed} changed" if changed else "")

    def _still_waiting(self) -> str:
        left = len(self.study.suggestions.waiting(self.coder))
        return f"{left} still {'waits' if left == 1 else 'wait'}"

    def _page(self, page: list[Suggestion]) -> bool:
        left = list(page)
        while left:
            answer = self._ask(left)
            if answer == "q":
                return False
            if answer == "n":
                self.study.suggestions.refuse(self.coder, left, status="none of these")
                self.decisions.append(("none of these", len(left)))
                say(f"Turned down {len(left)}.")
                return True
            if answer == "u":
                self._undo(left)
            elif answer == "s" or self._decide(left[0], answer):
                left.pop(0)
                # A code changed to what was to be suggested next needs no second answer.
                still = self._open()
                left[:] = [one for one in left if one.id in still]
                self.waiting = [one for one in self.waiting if one.id in still]
        return True

    def _ask(self, left: Sequence[Suggestion]) -> str:
        one, place = left[0], self.of - len(left) - len(self.waiting) + 1
        keys = (
            f"a accept · w other words · c other code · r refuse · n none of these ({len(left)} left on this page)"
            " · s skip · u undo · q quit"
        )
        head = f"{place} of {self.of}   {one.document}, turn {one.turn}, {one.participant or '–'}   {one.code}"
        write("\n" + "\n".join(_screen(self.study, one, f"{head}   [{one.band}]", keys)))
        return self._answer(keys, _CHOICES)

    def _decide(self, one: Suggestion, answer: str) -> bool:
        try:
            done = {"r": self._refuse, "a": self._accept, "w": self._other_words, "c": self._other_code}[answer](one)
        except AnswersEnded:
            raise
        except QualcodeError as error:
            say(f"{error.message} Skip this one, or give other words or another code.")
            return False
        if done:
            self.decisions.append((done, 1))
        return bool(done)

    def _accept(self, one: Suggestion) -> str:
        made = self.study.suggestions.accept(self.coder, one, reason=self._why())
        self._told(f"Accepted: {one.document} with {one.code}", made)
        return "accepted"

    def _other_words(self, one: Suggestion) -> str:
        while words := self._line("Which words? (empty: back)"):
            try:
                place = _place(self.study, one, words)
                if place == (one.start, one.end):
                    return self._accept(one)
                made = self.study.suggestions.accept(self.coder, one, place=place, reason=self._why())
            except AnswersEnded:
                raise
            except QualcodeError as error:
                say(error.message)
                continue
            self._told(f"Changed: {made.document} “{' '.join(made.words.split())}” with {made.code}", made)
            return "changed"
        return ""

    def _other_code(self, one: Suggestion) -> str:
        while name := self._line("Which code? (empty: back)"):
            try:
                code = self.study.codes.named(name).name
                if code == one.code:
                    return self._accept(one)
                made = self.study.suggestions.accept(self.coder, one, code=code, reason=self._why())
            except AnswersEnded:
                raise
            except QualcodeError as error:
                near = (error.hint or "").partition(" All of them:")[0]
                say(f"{error.message} {near if near.startswith('Did you mean') else ''}".rstrip())
                continue
            self._told(f"Changed: {one.document} with {code} instead of {one.code}", made)
            return "changed"
        return ""

    def _told(self, what: str, made: Coding) -> None:
        from qualcode.study.levels import remarks_on_level

        for line in (what, *remarks_on_level(self.study, made)):
            say(line)

    def _why(self) -> str | None:
        return (self._line("Why? (may stay empty)") or None) if self.chance.random() < 0.1 else None

    def _refuse(self, one: Suggestion) -> str:
        told = " · ".join(f"{key} {words[0]}" for key, words in _REASONS.items() if words[0])
        answer = self._answer(f"{told} · b back", _REASONS)
        if answer == "b":
            return ""
        reason = REASONS[int(answer) - 1]
        self.study.suggestions.refuse(self.coder, [one], reason=reason)
        say(f"Turned down: {one.document} with {one.code} ({reason})")
        return "refused"

    def _undo(self, left: list[Suggestion]) -> None:
        if not self.decisions:
            say("Nothing has been decided in this sitting. Earlier changes: quit, then qualcode undo")
            return
        before = self._open()
        try:
            done = self.study.history.undo(self.coder)
        except QualcodeError as error:
            say(f"{error.message} {error.hint or ''}")
            return
        say(f"{done.actor} {done.story}")
        self.decisions.pop()
        back = [one for name, one in self._open().items() if name not in before]
        self.study.suggestions.mark_shown(self.coder, back)
        left[:0] = back

    def _open(self) -> dict[str, Suggestion]:
        return {one.id: one for one in self.study.suggestions.waiting(self.coder)}

    def _go_on(self) -> bool:
        decided = self._count()
        if decided - self.asked_at < SITTING or not self.waiting:
            return True
        self.asked_at = decided
        return self._answer(f"Enough for today? {self._agreed()} of {decided}.   y yes · g go on", _ENOUGH) == "g"

    def _answer(self, question: str, choices: Mapping[str, Sequence[str]]) -> str:
        return choice_typed(question, choices, _GO_ON)

    def _line(self, question: str) -> str:
        return line_typed(question, _GO_ON)


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


def _screen(study: "Project", one: Suggestion, head: str, keys: str) -> list[str]:
    """All there is to see of a suggestion, in no more rows than a screen has with its question."""
    code = study.codes.named(one.code)
    top = lines_of(head, "")
    below = _few(f"{code.label}: {code.brief}", "  ", _ASIDE)
    if one.nearest:
        below += _few(f"Most alike among your own: “{' '.join(one.nearest.split())}”", "  ", _ASIDE)
    # An empty row before, a row to type in, and what was said about the decision before.
    room = _rows() - len(top) - len(below) - len(lines_of(keys, "")) - 4
    turns = study.documents.turns(one.document)
    here = next((place for place, turn in enumerate(turns) if turn.start <= one.start < turn.end), None)
    if here is None:
        return [*top, *_few(f"【{one.words}】", "  ", room), *below]
    text = study.texts.of_document(one.document)
    before, after = _aside(text, turns[max(0, here - 1) : here]), _aside(text, turns[here + 1 : here + 2])
    marked = len(lines_of(f"  [{one.turn}] … 【{' '.join(one.words.split())}】 …", "  "))
    for aside in (after, before):
        if len(before) + len(after) + marked > room:
            aside.clear()
    spoken = _around(text, turns[here], one, max(3, room - len(before) - len(after)))
    return [*top, *before, *spoken, *after, *below]


def _rows() -> int:
    if not sys.stdout.isatty():
        return _ROWS
    import shutil

    return max(_ROWS, shutil.get_terminal_size((80, _ROWS)).lines)


def _aside(text: str, turns: Sequence[Turn]) -> list[str]:
    return [line for turn in turns for line in _few(f"[{turn.number}] {text[turn.start : turn.end]}", "  ", _ASIDE)]


def _around(text: str, turn: Turn, one: Suggestion, room: int) -> list[str]:
    """The turn with the suggested words marked, and as much before and after them as there is room for."""
    # In pieces of at most so many letters, for scripts that set no spaces.
    before = re.findall(r"\S{1,24}\s*", text[turn.start : one.start])
    after = re.findall(r"\s*\S{1,24}", text[one.end : turn.end])
    marked = f"【{one.words}】"
    first, last, grown = len(before), 0, True
    lines = _spoken(turn.number, before, marked, after, first, last)
    if len(lines) > room:
        return _few(f"[{turn.number}] … {marked}", "  ", room, ending="…】")
    while grown:
        grown = False
        for sooner, later in ((2, 0), (0, 2)):
            begin, end = max(0, first - sooner), min(len(after), last + later)
            tried = _spoken(turn.number, before, marked, after, begin, end)
            if (begin, end) != (first, last) and len(tried) <= room:
                first, last, lines, grown = begin, end, tried, True
    return lines


def _spoken(number: int, before: list[str], marked: str, after: list[str], first: int, last: int) -> list[str]:
    sooner, later = "… " if first else "", " …" if last < len(after) else ""
    said = f"[{number}] {sooner}{''.join(before[first:])}{marked}{''.join(after[:last])}{later}"
    return lines_of(" ".join(said.split()), "  ")


def _few(words: str, indent: str, rows: int, ending: str = "…") -> list[str]:
    """Words in at most so many rows, cut at a word's end."""
    lines = lines_of(" ".join(words.split()), indent)
    if len(lines) <= rows:
        return lines
    last = lines[rows - 1]
    while cells(f"{last} {ending}") > width_of(sys.stdout) and last.strip():
        last = last.rpartition(" ")[0] if " " in last.strip() else last[:-1]
    return [*lines[: rows - 1], f"{last} {ending}"]
