"""Which questions of the guide were asked where: what is settled, and what the transcripts suggest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.model import Turn
from qualcode.project import Project
from qualcode.project.questions import GUIDE, Asking, Question, Settled
from qualcode.transcripts.questions.matching import VERY_ALIKE, LikelyAsking, Uttered, likely_askings
from qualcode.transcripts.questions.surroundings import said_in_passing, words_of

ASKED, NOT_ASKED, OPEN = "asked", "not asked", "open"
VERY, SOMEWHAT, NOT_FOUND = "very alike", "alike", "not found"
_FEW = 2
"""Words of somebody else that do not end what an interviewer is asking."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the guide in one document."""

    question: str
    """Q01."""
    words: str
    codes: tuple[str, ...]
    """The codes it gives a chance for."""
    document: str
    state: str
    """asked, not asked, or open while nobody has said."""
    how: str
    """confirmed, denied or said by the guide; while open, whether a turn is very alike, alike, or none was found."""
    turn: int | None
    """Where it was asked, or perhaps was; empty where nobody said where, or nothing is alike."""
    asked_with: str
    """The words of that turn."""


class _Spoken:
    """What was said in each document, turn by turn, and by whom it was asked."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._asking = {(one.document, one.label) for one in project.documents.speakers() if one.role == "interviewer"}
        self._turns: dict[str, dict[int, list[Turn]]] = {}
        self._texts: dict[str, str] = {}

    def numbers(self, document: str) -> list[int]:
        return list(self._of(document))

    def words(self, document: str, turn: int) -> str:
        return " ".join(words_of(self._text(document), self._of(document).get(turn, ())).split())

    def asks(self, document: str, turn: int) -> bool:
        return (document, self._of(document)[turn][0].label or "") in self._asking

    def turn_at(self, document: str, place: int) -> int | None:
        spans = ((number, one) for number, turns in self._of(document).items() for one in turns)
        return next((number for number, one in spans if one.start <= place < one.end), None)

    def uttered(self, document: str) -> list[Uttered]:
        """The turns of those who ask."""
        found: list[Uttered] = []
        words_since = 0
        for number in self.numbers(document):
            words = self.words(document, number)
            if self.asks(document, number):
                found.append(Uttered(number, words, goes_on=bool(found) and words_since <= _FEW))
                words_since = 0
            else:
                words_since += len(words.split())
        return found

    def _of(self, document: str) -> dict[int, list[Turn]]:
        if document not in self._turns:
            turns: dict[int, list[Turn]] = {}
            for turn in self._project.documents.turns(document):
                turns.setdefault(turn.number, []).append(turn)
            self._turns[document] = turns
        return self._turns[document]

    def _text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = self._project.texts.of_document(document)
        return self._texts[document]


def question_rows(
    project: Project,
    *,
    questions: Collection[str] = frozenset(),
    documents: Collection[str] = frozenset(),
) -> tuple[QuestionRow, ...]:
    """Every question in every document, of the named ones or all, in guide order.

    Raises QualcodeError in a project without a guide.
    """
    guide = project.questions.all()
    if not guide:
        raise QualcodeError(
            "This project has no interview guide yet.", hint="Bring one in: qualcode import --guide guide.yaml"
        )
    askings = {(one.question, one.document): one for one in project.questions.askings()}
    askable, spoken = project.questions.askable(), _Spoken(project)
    likely = _likely(guide, askable, spoken, askings)
    shown = project.documents.ids()
    return tuple(
        _row(question, document, askings.get((question.id, document)), likely.get((question.id, document)), spoken)
        for question in guide
        for document in shown
        # Where nobody is interviewed only what somebody said counts; nothing is left open there.
        if document in askable or (question.id, document) in askings
        if (not questions or question.id in questions) and (not documents or document in documents)
    )


def settle_very_alike(project: Project, coder: str, rows: Sequence[QuestionRow]) -> int:
    """Confirm every open question of `rows` at the turn that is very alike; gives back how many."""
    chosen = [_settled(project, row) for row in rows if row.state == OPEN and row.how == VERY]
    if chosen:
        project.questions.settle(coder, chosen)
    return len(chosen)


def likely_turn(project: Project, question: str, document: str) -> int | None:
    """The turn in which a question was asked, as far as that is known or some turn is like it."""
    named, place = project.questions.named(question).id, project.documents.current(document).document
    return next((row.turn for row in question_rows(project, questions={named}, documents={place})), None)


def confirm(project: Project, coder: str, question: str, document: str, turn: int | None) -> Settled:
    """Say that a question was asked in a document, at a turn or nobody says where.

    Raises QualcodeError when there is no such question, document or turn.
    """
    question, document = project.questions.named(question).id, project.documents.current(document).document
    settled = Settled(question, document, asked=True, place=None if turn is None else _place(project, document, turn))
    project.questions.settle(coder, [settled])
    return settled


def deny(project: Project, coder: str, question: str, document: str) -> Settled:
    """Say that a question was not asked in a document. Raises QualcodeError when there is no such one."""
    settled = Settled(project.questions.named(question).id, project.documents.current(document).document, asked=False)
    project.questions.settle(coder, [settled])
    return settled


def deny_not_found(project: Project, coder: str, rows: Sequence[QuestionRow]) -> int:
    """Say of every open question of `rows` that nothing was like that it was not asked; gives back how many."""
    chosen = [
        Settled(row.question, row.document, asked=False) for row in rows if row.state == OPEN and row.how == NOT_FOUND
    ]
    if chosen:
        project.questions.settle(coder, chosen)
    return len(chosen)


def answer_begins(project: Project, document: str, turn: int) -> str:
    """What was said next by somebody else than who asked in a turn."""
    spoken = _Spoken(project)
    numbers = [one for one in spoken.numbers(document) if one > turn and not spoken.asks(document, one)]
    return spoken.words(document, numbers[0]) if numbers else ""


def interviewer_turns(project: Project, document: str) -> list[tuple[int, str]]:
    """The turns of those who ask in a document, with their words; what only shows that they listen is left out."""
    spoken = _Spoken(project)
    return [(one.turn, one.words) for one in spoken.uttered(document) if not said_in_passing(one.words)]


def _row(
    question: Question, document: str, asking: Asking | None, likely: LikelyAsking | None, spoken: _Spoken
) -> QuestionRow:
    if asking is not None:
        state = ASKED if asking.asked else NOT_ASKED
        how = "said by the guide" if asking.said_by == GUIDE else "confirmed" if asking.asked else "denied"
        turn = None if asking.start is None else spoken.turn_at(document, asking.start)
    else:
        state, turn = OPEN, likely.turn if likely else None
        how = NOT_FOUND if likely is None else VERY if likely.likeness >= VERY_ALIKE else SOMEWHAT
    words = "" if turn is None else spoken.words(document, turn)
    return QuestionRow(question.id, question.words, question.codes, document, state, how, turn, words)


def _likely(
    guide: Sequence[Question], askable: Sequence[str], spoken: _Spoken, askings: Mapping[tuple[str, str], Asking]
) -> dict[tuple[str, str], LikelyAsking]:
    """The likeliest turn for every question that is open in a document, by question and document."""
    if all((question.id, document) in askings for question in guide for document in askable):
        return {}
    found = likely_askings([one.words for one in guide], [spoken.uttered(document) for document in askable])
    return {
        (guide[one.question].id, document): one for document, row in zip(askable, found, strict=True) for one in row
    }


def _place(project: Project, document: str, turn: int) -> tuple[int, int]:
    stretches = [one for one in project.documents.turns(document) if one.number == turn]
    if not stretches:
        raise QualcodeError(f"{document} has no turn {turn}.", hint=f"See its turns: qualcode read {document}")
    return stretches[0].start, stretches[-1].end


def _settled(project: Project, row: QuestionRow) -> Settled:
    place = None if row.turn is None else _place(project, row.document, row.turn)
    return Settled(row.question, row.document, asked=True, place=place)
