"""Taking transcripts into a project, one whole file at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.changes import sha256
from qualcode.study.bringing_in.document_facts import checked_fact, keep_facts
from qualcode.study.bringing_in.folders import files_to_import
from qualcode.study.bringing_in.imported_before import BEFORE, imported_before, tell_of_those_before
from qualcode.study.bringing_in.imported_files import (
    ImportedFile,
    as_read,
    warnings_of,
    without_needless,
    without_reading,
)
from qualcode.study.bringing_in.naming_speakers import keep_people
from qualcode.study.bringing_in.new_speakers import labels_of, new_speakers
from qualcode.study.bringing_in.originals import keep_original
from qualcode.study.bringing_in.people_table import refresh_people_table
from qualcode.study.bringing_in.reading_files import (
    HowToRead,
    document_read,
    facts_of,
    file_bytes,
    is_needless,
    read_file,
    refuse_own_file,
    strangers,
)
from qualcode.study.bringing_in.who_is_who import Person, WhoIsWho, checked
from qualcode.transcripts import Reading

__all__ = ["HowToRead", "ImportedFile", "files_to_import", "import_files", "preview_files"]


def preview_files(
    paths: Sequence[Path],
    *,
    who: WhoIsWho | None = None,
    how: HowToRead | None = None,
    seen: Callable[[ImportedFile], None] = lambda _: None,
) -> list[ImportedFile]:
    """How files would be read where there is no project yet."""
    rows, how = [], how or HowToRead()
    for path in paths:
        try:
            refuse_own_file(path)
            row = _row(path, read_file(path, file_bytes(path), who, how), who, how)
        except QualcodeError as error:
            row = _refused(path, error)
        seen(row)
        rows.append(row)
    return without_needless(rows)


def import_files(
    project: Project,
    coder: str,
    paths: Sequence[Path],
    *,
    who: WhoIsWho | None = None,
    how: HowToRead | None = None,
    dry_run: bool = False,
    seen: Callable[[ImportedFile], None] = lambda _: None,
) -> list[ImportedFile]:
    """Read files and keep each as a document, or only look with `dry_run`; a refused file does not stop the others."""
    who, how = checked(project, who) if who else None, how or HowToRead()
    for fact, value in how.facts.items():
        checked_fact(fact, value)
    rows = []
    for path in paths:
        row = _import_file(project, coder, path, who, how, dry_run)
        seen(row)
        rows.append(row)
    rows = without_needless(rows)
    if dry_run:
        return rows
    rows = tell_of_those_before(project, coder, rows, how.interviewers, how.facts)
    refresh_people_table(project)
    return rows


def _import_file(
    project: Project, coder: str, path: Path, who: WhoIsWho | None, how: HowToRead, dry_run: bool
) -> ImportedFile:
    try:
        data = file_bytes(path)
        digest = sha256(data)
        standing = project.documents.with_bytes(digest)
        if standing and not dry_run:
            return imported_before(path, standing)
        if not standing:
            refuse_own_file(path)
        readings = read_file(path, data, who, how)
        if standing:
            return replace(_row(path, readings, who, how), status=BEFORE, documents=standing)
        documents: tuple[str, ...] = ()
        people: dict[str, Person] = {}
        doubts: list[str] = []
        if not dry_run:
            documents, people = _keep(project, coder, path, data, digest, readings, who, how, doubts)
    except QualcodeError as error:
        return _refused(path, error)
    return _row(path, readings, who, how, documents, people, doubts)


def _refused(path: Path, error: QualcodeError) -> ImportedFile:
    return without_reading(path, "refused", reason=f"{error.message} {error.hint or ''}".strip())


def _row(
    path: Path,
    readings: Sequence[Reading],
    who: WhoIsWho | None,
    how: HowToRead,
    documents: tuple[str, ...] = (),
    people: Mapping[str, Person] = MappingProxyType({}),
    doubts: Sequence[str] = (),
) -> ImportedFile:
    warnings = [one for one in warnings_of(readings) if not is_needless(one, readings, who)]
    warnings += [*strangers(path, readings, who), *doubts]
    source = facts_of(path, readings[0], who, how).get("source", "interview")
    return as_read(path, readings, warnings, documents, people, source)


def _keep(
    project: Project,
    coder: str,
    path: Path,
    data: bytes,
    digest: str,
    readings: Sequence[Reading],
    who: WhoIsWho | None,
    how: HowToRead,
    doubts: list[str],
) -> tuple[tuple[str, ...], dict[str, Person]]:
    """Keep all documents of a file in one step; gives back their ids and whom its labels stand for, adds to doubts."""
    original = keep_original(project.folder / "transcripts", path, data)
    documents: list[str] = []
    everybody: dict[str, Person] = {}
    with project.change(coder, "document.import") as transaction:
        twins = project.documents.with_bytes(digest)
        if twins:
            raise QualcodeError(f"Somebody else has just imported it: it is {', '.join(twins)}.")
        for reading in readings:
            key, document = project.documents.add(transaction, document_read(reading, original, digest))
            facts = facts_of(path, reading, who, how)
            people = {**everybody, **(who.in_file(path.name, reading.part) if who else {})}
            here = new_speakers(project, transaction, reading, people, facts.get("source", "interview"), doubts)
            keep_people(project, transaction, key, labels_of(reading), here)
            keep_facts(project, transaction, key, facts, heard_before=())
            documents.append(document)
            everybody |= here
    return tuple(documents), everybody
