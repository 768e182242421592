"""Taking transcripts into a project, one whole file at a time."""

import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.changes import sha256
from qualcode.project.version_rows import NewDocument
from qualcode.study.csv_files import how_to_use, is_guide, own_table
from qualcode.study.document_facts import FACTS, checked_fact, keep_facts
from qualcode.study.folders import files_to_import
from qualcode.study.imported_before import BEFORE, imported_before, tell_of_those_before
from qualcode.study.imported_files import (
    ImportedFile,
    as_read,
    missed,
    warnings_of,
    without_needless,
    without_reading,
)
from qualcode.study.naming_speakers import keep_people
from qualcode.study.new_speakers import labels_of, new_speakers
from qualcode.study.originals import keep_original, shown_name
from qualcode.study.people_table import refresh_people_table
from qualcode.study.who_is_who import Person, WhoIsWho, checked, named_by
from qualcode.transcripts import Reading, read_transcripts
from qualcode.transcripts.decoding import LARGEST_FILE
from qualcode.transcripts.reading import folded

__all__ = [
    "HowToRead",
    "ImportedFile",
    "document_read",
    "file_bytes",
    "files_to_import",
    "import_files",
    "preview_files",
]


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the person said about the files and how they are to be read."""

    read_as: str | None = None
    encoding: str | None = None
    speakers: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    """Source, date or wave of all of them."""

    @property
    def reads_otherwise(self) -> bool:
        """Whether a file would be read otherwise than it is by itself; whoever asks does not change its words."""
        return bool(self.read_as or self.encoding or self.speakers)


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
            _refuse_own_file(path)
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
            _refuse_own_file(path)
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
    warnings = [one for one in warnings_of(readings) if not _needless(one, readings, who)]
    warnings += [*_strangers(path, readings, who), *doubts]
    source = facts_of(path, readings[0], who, how).get("source", "interview")
    return as_read(path, readings, warnings, documents, people, source)


def read_file(path: Path, data: bytes, who: WhoIsWho | None, how: HowToRead) -> tuple[Reading, ...]:
    """The documents in a file, read with what tables and the person say of its speakers."""
    named = who.named_in(path.name) if who else []
    named += [person for person in who.named_anywhere() if person.label.encode() in data] if who else []
    asking = {person.label for person in named if person.role == "interviewer"}
    return read_transcripts(
        data,
        shown_name(path),
        read_as=how.read_as,
        encoding=how.encoding,
        speakers=(*how.speakers, *sorted({person.label for person in named} - {""} - asking)),
        interviewers=(*how.interviewers, *sorted(asking - {""})),
    )


def file_bytes(path: Path) -> bytes:
    """The bytes of a file; QualcodeError when it cannot be read."""
    name = shown_name(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise QualcodeError(f"“{name}” is no file.", hint="Name a transcript, or a folder of them.")
        if about.st_size > LARGEST_FILE:
            raise QualcodeError(f"“{name}” is larger than 100 MB.", hint="Import transcripts one interview to a file.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise QualcodeError(f"There is no file {path}.", hint="Check the name.") from error
    except OSError as error:
        raise QualcodeError(f"“{name}” cannot be read: {error.strerror}.", hint="May you read it?") from error


def _refuse_own_file(path: Path) -> None:
    table = own_table(path)
    if table:
        raise QualcodeError(
            f"“{shown_name(path)}” is a table such as {table}, no transcript.", hint=how_to_use(table, path)
        )
    if is_guide(path):
        raise QualcodeError(
            f"“{shown_name(path)}” is an interview guide, no transcript.", hint=f'qualcode import --guide "{path}"'
        )


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


def document_read(reading: Reading, original: str, digest: str) -> NewDocument:
    """What is kept of a document that was read from an original in transcripts/ with this sha256."""
    return NewDocument(
        title="",
        source="interview",
        original=original,
        bytes_sha256=digest,
        text=reading.text,
        format=reading.format,
        reader=f"{reading.reader} {reading.reader_version}",
        encoding=reading.encoding,
        turns=reading.turns,
        front=reading.front,
        sections=reading.sections,
        part=reading.part,
        media=reading.facts.get("media"),
    )


def facts_of(path: Path, reading: Reading, who: WhoIsWho | None, how: HowToRead) -> dict[str, str]:
    """What is known of a document: what the table says of it, else what was said of all files, else the file itself."""
    told = who.facts_of(path.name, reading.part) if who else {}
    return {**_checked(reading.facts), **_checked(how.facts), **told}


def _checked(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts as they are kept; what a file says of itself and nobody can understand is left out."""
    kept = {}
    for fact in FACTS:
        try:
            kept[fact] = checked_fact(fact, facts.get(fact, ""))
        except QualcodeError:
            continue
    return {fact: value for fact, value in kept.items() if value}


def _needless(warning: str, readings: Sequence[Reading], who: WhoIsWho | None) -> bool:
    """Whether a warning misses somebody who speaks in another document of the file, or need not be in this file."""
    label = missed(warning)
    if label is None or who is None:
        return False
    here = {folded(label) for reading in readings for label in labels_of(reading)}
    return label in here | {folded(person.label) for person in who.named_anywhere()}


def _strangers(path: Path, readings: Sequence[Reading], who: WhoIsWho | None) -> list[str]:
    if who is None:
        return []
    known = {label: person for reading in readings for label, person in who.in_file(path.name, reading.part).items()}
    here = {label for reading in readings for label in labels_of(reading)}
    unknown = sorted(label for label in here if named_by(known, label) is None)
    if len(unknown) == len(here) and not who.named_in(path.name):
        return [f"{who.name} has no row for this file"]
    return [f"{who.name} does not say who “{label}” is" for label in unknown]
