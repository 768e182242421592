"""participants.csv as a table to fill in: everybody who speaks, with what is known of them."""

from collections.abc import Mapping
from pathlib import Path

from qualcode.model import Document, Participant, Speaker
from qualcode.project import Project
from qualcode.project.documents import CurrentVersion
from qualcode.study.csv_files import write_table

NAME = "participants.csv"
_TO_BEGIN_WITH = ("role", "school", "level")
"""Columns that stand there before anything is known, because nearly every study fills them in."""


def write_people_table(project: Project) -> tuple[Path, bool]:
    """Write participants.csv into the project, beside one that somebody edited; and whether anything in it is new."""
    return project.written.put(project.folder / NAME, people_table(project))


def refresh_people_table(project: Project) -> None:
    """Bring participants.csv in step with who is who, where one stands in the project that nobody has edited."""
    path = project.folder / NAME
    if path.is_file() and project.written.unedited(path):
        write_people_table(project)


def offered_people_table(project: Project) -> Path:
    """The participants.csv to fill in: the one that every change keeps in step, or a new one."""
    path = project.folder / NAME
    return path if path.is_file() and project.written.unedited(path) else write_people_table(project)[0]


def people_table(project: Project) -> str:
    """A row for each document and label; imported again unchanged, it changes nothing."""
    people, documents = project.participants.by_id(), {one.id: one for one in project.documents.all()}
    versions = {one.document: one for one in project.documents.versions()}
    columns = _columns(project, people, list(documents.values()), list(versions.values()))
    said = project.cases.members()
    rows = []
    for speaker in project.documents.speakers():
        known = _known(speaker, people.get(speaker.participant or ""), said.get(speaker.participant or "", []))
        known |= _about(documents[speaker.document], versions[speaker.document])
        rows.append([known.get(column, "") for column in columns])
    return write_table(columns, rows)


def _columns(
    project: Project,
    people: Mapping[str, Participant],
    documents: list[Document],
    versions: list[CurrentVersion],
) -> list[str]:
    known = {name for person in people.values() for name in person.attributes}
    declared = [name for name in project.settings.read().attributes if name not in _TO_BEGIN_WITH]
    more = sorted(known - {*_TO_BEGIN_WITH, *declared, "consent"})
    return [
        "file",
        *(["part"] if any(one.part for one in versions) else []),
        "label",
        "id",
        *_TO_BEGIN_WITH,
        *declared,
        *more,
        *(["cases"] if project.cases.all() else []),
        "consent",
        *(["date"] if any(one.date for one in documents) else []),
        *(["wave"] if any(one.wave for one in documents) else []),
    ]


def _known(speaker: Speaker, person: Participant | None, cases: list[str]) -> dict[str, str]:
    if person is None:
        return {"label": speaker.label, "role": speaker.role if speaker.role != "participant" else ""}
    return {**person.attributes, "label": speaker.label, "id": person.id, "cases": "; ".join(cases)}


def _about(document: Document, version: CurrentVersion) -> dict[str, str]:
    return {
        "file": version.original,
        "part": version.part or "",
        "date": document.date or "",
        "wave": document.wave or "",
    }
