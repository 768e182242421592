"""Whom the labels in transcripts stand for: participants.csv."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ProblemsInFile
from qualcode.project import Project
from qualcode.project.log import Transaction
from qualcode.study.csv_files import TableRow, read_table

OTHER_ROLES = ("interviewer", "other")
_OWN_COLUMNS = frozenset({"file", "label", "participant", "id"})


@dataclass(frozen=True, slots=True)
class Person:
    """Whom one label in one file stands for."""

    line: int
    """In participants.csv; 0 where nobody wrote it."""
    file: str
    label: str
    participant: str | None
    """P01; None for interviewers and others."""
    role: str
    """participant, interviewer or other: part in the conversation."""
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """A filled-in participants.csv."""

    name: str
    people: tuple[Person, ...]

    def in_file(self, file: str) -> dict[str, Person]:
        """The people of one transcript by label."""
        return {person.label: person for person in self.people if person.file.casefold() == file.casefold()}

    def unmatched(self, known: Mapping[str, frozenset[str]]) -> list[str]:
        """Rows that name no transcript, or nobody who speaks in it; `known` has the labels by file in lower case."""
        told = []
        for person in self.people:
            labels = known.get(person.file.casefold())
            if labels is None:
                told.append(f"{self.name}:{person.line}: {person.file} is no imported transcript")
            elif person.label not in labels:
                told.append(f"{self.name}:{person.line}: nobody called “{person.label}” speaks in {person.file}")
        return told


def read_who_is_who(path: Path) -> WhoIsWho:
    """Read participants.csv: a row per file and label; ProblemsInFile with all that is wrong."""
    rows = read_table(path, ("file", "label"))
    people = [_person(row) for row in rows]
    problems = [
        *_nameless(path.name, rows),
        *_doubled(path.name, rows, people),
        *_contradicting(path.name, rows, people),
        *_odd_ids(path.name, people),
    ]
    if problems:
        raise ProblemsInFile(f"{path.name} cannot be used:", problems, hint="Mend these rows and import again.")
    return WhoIsWho(path.name, tuple(people))


def apply_who_is_who(
    project: Project, coder: str, who: WhoIsWho, *, strict: bool = False
) -> tuple[list[str], list[str]]:
    """Bring what a file says about people to documents that are imported already.

    Gives back the documents it named, and the rows that match nothing here; these are an error where `strict`.
    """
    changed: list[str] = []
    speaking = project.documents.speakers()
    known = {
        version.original.casefold(): frozenset(one.label for one in speaking if one.document == version.document)
        for version in project.documents.versions()
    }
    unmatched = who.unmatched(known)
    if strict and unmatched:
        raise ProblemsInFile(f"{who.name} cannot be used:", unmatched, hint="Mend these rows; nothing was changed.")
    with project.change(coder, "participants.import") as transaction:
        for version in project.documents.versions():
            people = who.in_file(version.original)
            if people:
                labels = [
                    speaker.label for speaker in project.documents.speakers() if speaker.document == version.document
                ]
                keep_people(project, transaction, project.documents.key_of(version.document), labels, people)
                name_after_speakers(project, transaction, version.document)
                changed.append(version.document)
        project.participants.remove_unheard(transaction)
    return changed, unmatched


def name_interviewers(project: Project, coder: str, document: str, labels: Sequence[str]) -> list[str]:
    """Say that labels of a document stand for those who ask, and give back which; who spoke only there goes."""
    asking = [one.label for one in project.documents.speakers() if one.document == document and one.label in labels]
    if not asking:
        return []
    with project.change(coder, "participants.import") as transaction:
        key = project.documents.key_of(document)
        for speaker in project.documents.speakers():
            if speaker.document == document and speaker.label in asking:
                project.documents.set_speaker(transaction, key, speaker.label, "interviewer", None)
        project.participants.remove_unheard(transaction)
        name_after_speakers(project, transaction, document)
    return asking


def name_after_speakers(project: Project, transaction: Transaction, document: str) -> None:
    """Give a document the title and the source that its speakers make it."""
    speaking = sorted(
        {one.participant for one in project.documents.speakers() if one.document == document and one.participant}
    )
    several = len(speaking) > 1
    transaction.update(
        "documents",
        project.documents.key_of(document),
        title=f"{'Focus group' if several else 'Interview'} with {', '.join(speaking)}" if speaking else document,
        source="focus group" if several else "interview",
    )


def keep_people(
    project: Project, transaction: Transaction, document: str, labels: list[str], people: Mapping[str, Person]
) -> None:
    """Record whom the labels of a document stand for; `document` is a stored id."""
    for label in labels:
        person = people.get(label)
        if person is None:
            continue
        participant = None
        if person.participant:
            participant = project.participants.keep(transaction, person.participant, person.attributes)
        project.documents.set_speaker(transaction, document, label, person.role, participant)


def _person(row: TableRow) -> Person:
    participant = row.get("participant") or row.get("id") or None
    spoken = row.get("role").casefold()
    part = spoken if spoken in OTHER_ROLES else "participant" if participant else "other"
    attributes = {name: cell for name, cell in row.cells.items() if name and name not in _OWN_COLUMNS and cell}
    return Person(row.line, row.get("file"), row.get("label"), participant, part, attributes)


def _nameless(name: str, rows: list[TableRow]) -> list[str]:
    return [f"{name}:{row.line}: the file is not named" for row in rows if not row.get("file")]


def _odd_ids(name: str, people: list[Person]) -> list[str]:
    return [
        f"{name}:{one.line}: “{one.participant}” is no participant’s id; it begins with a letter, as P04 does"
        for one in people
        if one.participant and not (one.participant[0].isalpha() and one.participant.isalnum())
    ]


def _doubled(name: str, rows: list[TableRow], people: list[Person]) -> list[str]:
    seen: dict[tuple[str, str], int] = {}
    problems = []
    for row, person in zip(rows, people, strict=True):
        key = (person.file.casefold(), person.label)
        if key in seen:
            problems.append(
                f"{name}:{row.line}: {person.file}, label “{person.label}” stands in line {seen[key]} already"
            )
        seen.setdefault(key, row.line)
    return problems


def _contradicting(name: str, rows: list[TableRow], people: list[Person]) -> list[str]:
    known: dict[str, tuple[int, Mapping[str, str]]] = {}
    problems = []
    for row, person in zip(rows, people, strict=True):
        if person.participant is None:
            continue
        line, first = known.setdefault(person.participant, (row.line, person.attributes))
        for attribute in sorted(set(first) & set(person.attributes)):
            if first[attribute] != person.attributes[attribute]:
                problems.append(
                    f"{name}:{row.line}: {person.participant} has {attribute} “{person.attributes[attribute]}” here"
                    f" and “{first[attribute]}” in line {line}"
                )
    return problems
