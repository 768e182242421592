"""Commands about the interview guide: which question was asked where."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import lines_of, number, say, show, write
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.bringing_in.asking import QuestionRow

_STATE = 19
"""Columns for how a question stands in a document."""
_QuestionId = Annotated[str | None, typer.Argument(help="The question: Q02.")]
_DocumentId = Annotated[str | None, typer.Argument(help="The document: D05.")]


def questions(
    context: typer.Context,
    *,
    question: Annotated[list[str] | None, typer.Option("--question", "-q", help="Only this question (Q02).")] = None,
    document: Annotated[list[str] | None, typer.Option("--document", "-d", help="Only this document (D01).")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Show the questions of the interview guide, and where each was asked or may have been."""
    if context.invoked_subcommand:
        return
    from qualcode.study.bringing_in.asking import QuestionRow, question_rows

    with opened(project) as study:
        rows = question_rows(
            study,
            questions={study.questions.named(one).id for one in question or ()},
            documents={study.documents.current(one).document for one in document or ()},
        )
        guide = study.questions.all()
    if form is not Format.table:
        show(QuestionRow, rows, form)
        return
    for one in guide:
        own = [row for row in rows if row.question == one.id]
        if own or not (question or document):
            _write_question(f"{one.id}  {one.words}   ({', '.join(one.codes) or 'no code'})", own)
    _tell_open(sum(row.state == "open" for row in rows))


def confirm(
    question: _QuestionId = None,
    document: _DocumentId = None,
    *,
    turn: Annotated[int | None, typer.Option("--turn", "-t", min=1, help="The turn in which it was asked.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Confirm whatever is very alike, without asking.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Confirm where questions were asked: one by one, one question in one document, or all that is very alike."""
    from qualcode.study.bringing_in.asking import confirm as say_asked
    from qualcode.study.bringing_in.asking import likely_turn, question_rows, settle_very_alike

    with opened(project) as study:
        who = acting(study, coder)
        if question and document:
            place = turn if turn is not None else likely_turn(study, question, document)
            said = say_asked(study, who, question, document, place)
            where = f", turn {place}" if place is not None else "; nobody says where"
            say(f"{said.question} was asked in {said.document}{where}.")
            return
        if turn is not None:
            raise QualcodeError("A turn of which document?", hint="qualcode questions confirm Q02 D05 --turn 14")
        named = {study.questions.named(question).id} if question else frozenset[str]()
        rows = question_rows(study, questions=named)
        if yes:
            say(f"{number(settle_very_alike(study, who, rows), 'asking')} confirmed.")
            _tell_open(study.questions.open_count())
            return
        Sitting(study, who, [row for row in rows if row.state == "open"]).run()


def deny(
    question: _QuestionId = None,
    document: _DocumentId = None,
    *,
    not_found: Annotated[
        bool, typer.Option("--not-found", help="Every question that no turn is like was not asked there.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Say that a question was not asked in a document; it is not proposed there again."""
    from qualcode.study.bringing_in.asking import deny as say_not_asked
    from qualcode.study.bringing_in.asking import deny_not_found, question_rows

    with opened(project) as study:
        who = acting(study, coder)
        if question and document:
            said = say_not_asked(study, who, question, document)
            say(f"{said.question} was not asked in {said.document}.")
            return
        if not not_found:
            raise QualcodeError(
                "Which question, in which document?",
                hint="qualcode questions deny Q02 D05   (or, for all that no turn is like: --not-found)",
            )
        named = {study.questions.named(question).id} if question else frozenset[str]()
        denied = deny_not_found(study, who, question_rows(study, questions=named))
        left = study.questions.open_count()
    say(f"{number(denied, 'time')} a question was not asked.")
    _tell_open(left)


class Sitting:
    """A walk through what is open; every answer is on disk before the next question."""

    def __init__(self, study: "Project", coder: str, waiting: Sequence["QuestionRow"]) -> None:
        self.study = study
        self.coder = coder
        self.waiting = list(waiting)
        self.of = len(self.waiting)
        self.settled = 0

    def run(self) -> None:
        """Ask until nothing is open, or the person stops."""
        try:
            while self.waiting and self._one(self.waiting[0]):
                pass
        finally:
            say(f"{self.settled} settled.")
            _tell_open(self.study.questions.open_count())

    def _one(self, row: "QuestionRow") -> bool:
        """Whether to go on after this one was answered, or skipped."""
        from qualcode.study.bringing_in.asking import confirm as say_asked
        from qualcode.study.bringing_in.asking import deny as say_not_asked

        self._write(row)
        while True:
            answer = self._line(row)
            if answer == "q":
                return False
            if answer == "l":
                self._look(row)
                continue
            if answer == "a" and self._very_alike(row):
                return True
            if answer in {"y", "n", "s"} or answer.isdecimal():
                break
            say(f"“{answer[:30]}” is none of the choices. Nothing has changed; type y, n, a turn’s number, l, s or q.")
        try:
            if answer == "n":
                say_not_asked(self.study, self.coder, row.question, row.document)
            elif answer != "s":
                turn = int(answer) if answer.isdecimal() else row.turn
                say_asked(self.study, self.coder, row.question, row.document, turn)
        except QualcodeError as error:
            say(error.message)
            return True
        self.settled += answer != "s"
        self.waiting.pop(0)
        return True

    def _write(self, row: "QuestionRow") -> None:
        from qualcode.study.bringing_in.asking import answer_begins

        write(f"\n{self.of - len(self.waiting) + 1} of {self.of}")
        for line in lines_of(f"{row.question}  {row.words}", ""):
            write(line)
        if row.turn is None:
            write(f"  {row.document}: no turn is like it")
            return
        answer = answer_begins(self.study, row.document, row.turn)
        _write_few(f"{row.document} [{row.turn}] {row.asked_with}   ({row.how})", "  ", 4)
        if answer:
            _write_few(f"→ {answer}", "    ", 1)

    def _line(self, row: "QuestionRow") -> str:
        alike = sum(one.question == row.question and one.how == "very alike" for one in self.waiting)
        every = f" · a all {alike} of {row.question} that are very alike" if alike > 1 else ""
        yes = "y asked there" if row.turn is not None else "y asked, nobody says where"
        say(f"{yes} · n not asked in {row.document} · NUMBER asked at that turn · l look · s skip{every} · q stop")
        line = sys.stdin.readline()
        if not line:
            raise QualcodeError(
                "The answers ended; what was settled is kept.", hint="To go on: qualcode questions confirm"
            )
        return line.strip().casefold()

    def _look(self, row: "QuestionRow") -> None:
        from qualcode.study.bringing_in.asking import interviewer_turns

        turns = interviewer_turns(self.study, row.document)
        for turn, words in turns:
            _write_few(f"[{turn}] {words}", "  ", 2)
        if not turns:
            say(f"Nobody in {row.document} is known to ask: qualcode read {row.document}")

    def _very_alike(self, row: "QuestionRow") -> bool:
        from qualcode.study.bringing_in.asking import settle_very_alike

        alike = [one for one in self.waiting if one.question == row.question and one.how == "very alike"]
        self.settled += settle_very_alike(self.study, self.coder, alike)
        self.waiting = [one for one in self.waiting if one not in alike]
        return bool(alike)


def _write_question(head: str, rows: Sequence["QuestionRow"]) -> None:
    for line in lines_of(head, ""):
        write(line)
    settled: dict[str, list[str]] = {}
    for row in rows:
        if row.state != "open":
            by = " (guide)" if row.how == "said by the guide" else ""
            place = f"{row.document} turn {row.turn}" if row.turn else row.document
            settled.setdefault(f"{row.state}{by}", []).append(place)
    for state, places in sorted(settled.items()):
        _write_places(state, places)
    for how in ("very alike", "alike"):
        for row in rows:
            if row.how == how:
                _write_few(f"{f'{how}?':<{_STATE}}{row.document} turn {row.turn} “{row.asked_with}”", "  ", 1)
    _write_places("not found", [row.document for row in rows if row.how == "not found"])
    write("")


def _write_places(state: str, places: Sequence[str]) -> None:
    if places:
        for line in lines_of(f"{state:<{_STATE}}{', '.join(places)}", "  "):
            write(line)


def _write_few(words: str, indent: str, most: int) -> None:
    lines = lines_of(words, indent)
    for place, line in enumerate(lines[:most], start=1):
        write(f"{line} …" if place == most < len(lines) else line)


def _tell_open(left: int) -> None:
    if left:
        are = "is open" if left == 1 else "are open"
        say(f"{left} {are}; until then who was asked counts as not recorded there: qualcode questions confirm")
