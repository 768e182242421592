"""Files of an import that are documents already: who asks in them and what they are may still be said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.project import Project
from qualcode.study.bringing_in.document_facts import checked_fact, describe
from qualcode.study.bringing_in.imported_files import ImportedFile, without_reading
from qualcode.study.bringing_in.naming_speakers import name_interviewers

BEFORE = "already imported"


def imported_before(path: Path, documents: tuple[str, ...]) -> ImportedFile:
    """The row of a file that was imported before, of which nothing is said."""
    return without_reading(path, BEFORE, documents=documents, reason=f"It is {', '.join(documents)}.")


def tell_of_those_before(
    project: Project, coder: str, rows: Sequence[ImportedFile], interviewers: Sequence[str], facts: Mapping[str, str]
) -> list[ImportedFile]:
    """Record who asks in files that were imported before, and their date and the like, each as one event.

    Gives back all rows, those of such files with what changed.
    """
    documents = [document for row in rows if row.status == BEFORE for document in row.documents]
    asking: dict[str, list[str]] = {}
    if documents and interviewers:
        with project.change(coder, "participants.import") as transaction:
            asking = {one: name_interviewers(project, transaction, one, interviewers) for one in documents}
    changed = _described(project, coder, documents, facts) if documents and facts else {}
    return [_told(row, asking, changed) if row.status == BEFORE else row for row in rows]


def _described(
    project: Project, coder: str, documents: Sequence[str], given: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Which facts changed of each document."""
    facts = {fact: checked_fact(fact, value) for fact, value in given.items() if value}
    before = {one.id: one for one in project.documents.all()}
    with project.change(coder, "document.edit") as transaction:
        for document in documents:
            describe(project, transaction, document, facts)
    after = {one.id: one for one in project.documents.all()}
    return {
        document: tuple(fact for fact in facts if getattr(before[document], fact) != getattr(after[document], fact))
        for document in documents
    }


def _told(row: ImportedFile, asking: Mapping[str, Sequence[str]], changed: Mapping[str, Sequence[str]]) -> ImportedFile:
    labels = dict.fromkeys(label for document in row.documents for label in asking.get(document, ()))
    facts = dict.fromkeys(fact for document in row.documents for fact in changed.get(document, ()))
    ask = "asks" if len(labels) == 1 else "ask"
    told = f" {' and '.join(labels)} {ask} the questions now." if labels else ""
    told += f" Its {' and '.join(facts)} changed." if facts else ""
    return replace(row, reason=f"{row.reason}{told}")
