"""The questions of the interview guide, and where each one was asked."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualcode.project.asked import ASKABLE
from qualcode.project.changes import canonical
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown
from qualcode.project.store import Store

GUIDE, PERSON = "guide", "person"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interview guide."""

    id: str
    """Q01."""
    words: str
    codes: tuple[str, ...]
    """The codes it gives a chance for."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody said about a question in a document."""

    question: str
    document: str
    asked: bool
    said_by: str
    """guide or person."""
    start: int | None
    """The words that asked it, in the document's current version; None where nobody said where."""
    end: int | None


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question as a guide.yaml has it."""

    words: str
    codes: tuple[str, ...]
    asked_in: frozenset[str] | None = None
    """The documents the guide says it was asked in; None where it leaves that open."""
    known_as: str | None = None
    """The question of the project that it is, perhaps reworded: Q02; None for a new one."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A person's word on a question in a document."""

    question: str
    document: str
    asked: bool
    place: tuple[int, int] | None = None


class Questions(Family):
    """The guide of a study and its askings."""

    def __init__(self, store: Store, documents: Documents) -> None:
        super().__init__(store)
        self._documents = documents

    def all(self) -> list[Question]:
        """Every question, in guide order."""
        names = {row["id"]: row["name"] for row in self.rows("SELECT id, name FROM codes")}
        return [
            Question(
                row["label"], row["words"], tuple(names[code] for code in json.loads(row["codes"]) if code in names)
            )
            for row in self.rows("SELECT label, words, codes FROM questions ORDER BY position, label")
        ]

    def named(self, name: str) -> Question:
        """The question of that id, which may be written q2; QualcodeError when there is none."""
        wanted, number = name.strip().casefold(), name.strip().lstrip("Qq").lstrip("0")
        questions = self.all()
        for question in questions:
            if question.id.casefold() == wanted or (number.isdigit() and question.id.lstrip("Q0") == number):
                return question
        raise unknown("question", name, [question.id for question in questions], "qualcode questions")

    def askings(self) -> list[Asking]:
        """What was said about every question in every document; nothing stands for what is still open."""
        current = {version.document: version.id for version in self._documents.versions()}
        rows = self.rows(
            'SELECT q.label AS question, d.label AS document, a.asked, said_by, start, "end", version FROM askings a'
            " JOIN questions q ON q.id = question JOIN versions v ON v.id = version"
            " JOIN documents d ON d.id = v.document ORDER BY q.position, length(d.label), d.label, start"
        )
        found = []
        for row in rows:
            here = row["version"] == current[row["document"]]
            start, end = (row["start"], row["end"]) if here else (None, None)
            found.append(Asking(row["question"], row["document"], bool(row["asked"]), row["said_by"], start, end))
        return found

    def askable(self) -> list[str]:
        """The documents in which questions of a guide may have been asked: somebody is interviewed there."""
        return [row["label"] for row in self.rows(ASKABLE)]

    def open_count(self) -> int:
        """How often nobody has said yet whether a question was asked in a document."""
        row = self.row(
            f"SELECT (SELECT count(*) FROM questions) * (SELECT count(*) FROM ({ASKABLE}))"
            " - (SELECT count(DISTINCT question || v.document) FROM askings JOIN versions v ON v.id = version"
            f" WHERE v.document IN (SELECT id FROM ({ASKABLE}))) AS n"
        )
        return int(row["n"]) if row else 0

    def keep_guide(self, coder: str, guide: Sequence[GuideQuestion]) -> None:
        """Make the guide the project's: known questions change, others come and go; what persons said stays."""
        with self.store.change(coder, "questions.import") as transaction:
            standing = {row["label"]: row["id"] for row in self.rows("SELECT id, label FROM questions")}
            for label in standing.keys() - {one.known_as for one in guide}:
                transaction.delete_where("askings", "question", standing[label])
                transaction.delete("questions", standing[label])
            last = max((int(label[1:]) for label in standing), default=0)
            for position, one in enumerate(guide, start=1):
                codes = canonical(self._code_ids(one.codes))
                if one.known_as is None:
                    last += 1
                    key = transaction.insert(
                        "questions", label=f"Q{last:02}", position=position, words=one.words, codes=codes
                    )
                else:
                    key = standing[one.known_as]
                    transaction.update("questions", key, position=position, words=one.words, codes=codes)
                self._state(transaction, coder, key, one.asked_in)

    def settle(self, coder: str, settled: Iterable[Settled]) -> None:
        """Say of questions in documents whether they were asked, in place of whatever was said before."""
        said = list(settled)
        action = "questions.confirm" if any(one.asked for one in said) else "questions.deny"
        with self.store.change(coder, action) as transaction:
            for one in said:
                key, version = self._key(one.question), self._documents.current(one.document).id
                for row in self._standing(key, one.document):
                    transaction.delete("askings", row)
                self._say(transaction, coder, key, version, asked=one.asked, said_by=PERSON, place=one.place)

    def _state(self, transaction: Transaction, coder: str, question: str, asked_in: Collection[str] | None) -> None:
        """Replace what an earlier guide said of a question; what a person said stays."""
        wanted = {} if asked_in is None else {one: one in asked_in for one in self._documents.ids()}
        query = (
            "SELECT a.id, d.label, a.asked, said_by FROM askings a JOIN versions v ON v.id = version"
            " JOIN documents d ON d.id = v.document WHERE question = ?"
        )
        for row in self.rows(query, question):
            if row["said_by"] == PERSON or wanted.get(row["label"]) == bool(row["asked"]):
                wanted.pop(row["label"], None)
            else:
                transaction.delete("askings", row["id"])
        for document, asked in wanted.items():
            version = self._documents.current(document).id
            self._say(transaction, coder, question, version, asked=asked, said_by=GUIDE, place=None)

    def _say(
        self,
        transaction: Transaction,
        coder: str,
        question: str,
        version: str,
        *,
        asked: bool,
        said_by: str,
        place: tuple[int, int] | None,
    ) -> None:
        start, end = place or (None, None)
        transaction.insert(
            "askings",
            question=question,
            version=version,
            asked=int(asked),
            said_by=said_by,
            start=start,
            end=end,
            coder=self.store.coder_id(coder),
            made=transaction.now,
        )

    def _standing(self, question: str, document: str) -> list[str]:
        key = self._documents.key_of(document)
        query = "SELECT a.id FROM askings a JOIN versions v ON v.id = version WHERE question = ? AND v.document = ?"
        return [row["id"] for row in self.rows(query, question, key)]

    def _key(self, question: str) -> str:
        row = self.row("SELECT id FROM questions WHERE label = ?", question)
        if row is None:
            raise unknown("question", question, [one.id for one in self.all()], "qualcode questions")
        return str(row["id"])

    def _code_ids(self, names: Sequence[str]) -> list[str]:
        ids = {row["name"]: row["id"] for row in self.rows("SELECT id, name FROM codes")}
        return [ids[name] for name in dict.fromkeys(names)]
