"""Taking transcripts into a project, one whole file at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.changes import sha256
from qualcode.project.documents import NewDocument
from qualcode.project.log import Transaction
from qualcode.study.originals import keep_original
from qualcode.study.who_is_who import Person, WhoIsWho, keep_people, name_after_speakers, name_interviewers
from qualcode.transcripts import LabelFound, Reading, read_transcripts
from qualcode.transcripts.numbering import count

SUFFIXES = (".txt", ".md", ".vtt", ".srt", ".docx")
"""What is taken from a folder; a file named by itself is read whatever it is called."""


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the person said about how the files are to be read."""

    read_as: str | None = None
    encoding: str | None = None
    speakers: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file."""

    file: str
    status: str
    """ok, warning, already imported or refused."""
    documents: tuple[str, ...]
    """Those it became, or became before: one, or one for each part of a file that holds several."""
    format: str | None
    encoding: str | None
    speakers: tuple[Mapping[str, object], ...]
    """label, turns, words, role and participant of each."""
    turns: int
    words: int
    duration: float | None
    """Seconds, where the file keeps times."""
    rejected_labels: tuple[str, ...]
    warnings: tuple[str, ...]
    reason: str | None
    first_turns: tuple[str, ...] = ()


def files_to_import(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The transcripts that paths stand for, folders opened, and what was left aside there; in order of name."""
    wanted: list[Path] = []
    aside: list[Path] = []
    for path in paths:
        if path.is_dir():
            for inside in sorted(path.iterdir(), key=lambda one: one.name.casefold()):
                if inside.is_file() and not inside.name.startswith("."):
                    taken = inside.suffix.casefold() in SUFFIXES and not inside.stem.casefold().startswith("readme")
                    (wanted if taken else aside).append(inside)
        else:
            wanted.append(path)
    return wanted, aside


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
    rows = []
    for path in paths:
        row = _import_file(project, coder, path, who, how or HowToRead(), dry_run)
        seen(row)
        rows.append(row)
    return rows


def _import_file(
    project: Project, coder: str, path: Path, who: WhoIsWho | None, how: HowToRead, dry_run: bool
) -> ImportedFile:
    try:
        data = _bytes_of(path)
        digest = sha256(data)
        standing = project.documents.with_bytes(digest)
        if standing:
            return _standing(project, coder, path, standing, how, dry_run)
        people = who.in_file(path.name) if who else {}
        asking = {person.label for person in people.values() if person.role == "interviewer"}
        readings = read_transcripts(
            data,
            path.name,
            read_as=how.read_as,
            encoding=how.encoding,
            speakers=(*how.speakers, *sorted(set(people) - {""} - asking)),
            interviewers=(*how.interviewers, *sorted(asking - {""})),
        )
        documents: tuple[str, ...] = ()
        if not dry_run:
            documents, people = _keep(project, coder, path, data, digest, readings, people)
    except QualcodeError as error:
        return _row(path, "refused", reason=f"{error.message} {error.hint or ''}".strip())
    warnings = [*_warnings(readings), *_strangers(readings, people, who)]
    return _row(
        path, "warning" if warnings else "ok", documents=documents, readings=readings, warnings=warnings, people=people
    )


def _standing(
    project: Project, coder: str, path: Path, standing: tuple[str, ...], how: HowToRead, dry_run: bool
) -> ImportedFile:
    """A file that was imported before; --interviewer still says who asks in it."""
    asking: list[str] = []
    for document in () if dry_run else standing:
        asking += name_interviewers(project, coder, document, how.interviewers)
    told = f" {', '.join(dict.fromkeys(asking))} asks the questions now." if asking else ""
    return _row(path, "already imported", documents=standing, reason=f"It is {', '.join(standing)}.{told}")


def _warnings(readings: Sequence[Reading]) -> Iterator[str]:
    """Each warning once, with the documents of the file it concerns where there are several."""
    told: dict[str, list[str]] = {}
    for reading in readings:
        for warning in reading.warnings:
            told.setdefault(warning, []).append(reading.part or "")
    for warning, parts in told.items():
        yield warning if len(parts) == len(readings) else f"{warning} (in {', '.join(parts)})"


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise QualcodeError(f"There is no file {path}.", hint="Check the name.") from error
    except OSError as error:
        raise QualcodeError(f"{path} cannot be read: {error.strerror}.") from error


def _keep(
    project: Project,
    coder: str,
    path: Path,
    data: bytes,
    digest: str,
    readings: Sequence[Reading],
    people: Mapping[str, Person],
) -> tuple[tuple[str, ...], dict[str, Person]]:
    """Keep all documents of a file in one step; gives back their ids and whom its labels stand for."""
    original = keep_original(project.folder / "transcripts", path, data)
    documents: list[str] = []
    everybody: dict[str, Person] = {}
    with project.change(coder, "document.import") as transaction:
        twins = project.documents.with_bytes(digest)
        if twins:
            raise QualcodeError(f"Somebody else has just imported it: it is {', '.join(twins)}.")
        for reading in readings:
            key, document = project.documents.add(transaction, _new_document(reading, original, digest))
            here = _everybody(project, transaction, path, reading, people, everybody)
            keep_people(project, transaction, key, list(here), here)
            name_after_speakers(project, transaction, document)
            documents.append(document)
            everybody |= here
    return tuple(documents), everybody


def _new_document(reading: Reading, original: str, digest: str) -> NewDocument:
    return NewDocument(
        title=reading.facts.get("title", ""),
        source=reading.facts.get("source", "interview"),
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
        date=reading.facts.get("date"),
        wave=reading.facts.get("wave"),
        media=reading.facts.get("media"),
    )


def _everybody(
    project: Project,
    transaction: Transaction,
    path: Path,
    reading: Reading,
    people: Mapping[str, Person],
    before: Mapping[str, Person],
) -> dict[str, Person]:
    """Whom the labels of a document stand for: as somebody said, as in the file's other documents, or as guessed."""
    parts = {found.label: found.role for found in reading.labels} or {"": "participant"}
    return {
        label: people.get(label) or before.get(label) or _guessed(project, transaction, path, reading, label, part)
        for label, part in parts.items()
    }


def _guessed(project: Project, transaction: Transaction, path: Path, reading: Reading, label: str, part: str) -> Person:
    told = dict(reading.people.get(label, {}))
    if part != "participant":
        return Person(0, path.name, label, None, part, {})
    participant = told.pop("id", "") or (label if label[:1] == "P" and label[1:].isdigit() else "")
    if not participant:
        participant = project.participants.next_id()
        project.participants.keep(transaction, participant, told)
    return Person(0, path.name, label, participant, part, told)


def _strangers(readings: Sequence[Reading], people: Mapping[str, Person], who: WhoIsWho | None) -> list[str]:
    if who is None:
        return []
    if not people:
        return [f"{who.name} has no row for this file"]
    here = {found.label for reading in readings for found in reading.labels} or {""}
    return [f"{who.name} does not say who “{label}” is" for label in sorted(here - set(people))]


def _row(
    path: Path,
    status: str,
    *,
    documents: tuple[str, ...] = (),
    readings: Sequence[Reading] = (),
    warnings: Sequence[str] = (),
    reason: str | None = None,
    people: Mapping[str, Person] | None = None,
) -> ImportedFile:
    if not readings:
        return ImportedFile(path.name, status, documents, None, None, (), 0, 0, None, (), tuple(warnings), reason)
    first = readings[0]
    durations = [reading.duration for reading in readings if reading.duration is not None]
    said = [
        f"{turn.label or '–'}: {reading.text[turn.start : turn.end]}"
        for reading in readings
        for turn in reading.turns[:3]
    ]
    return ImportedFile(
        file=path.name,
        status=status,
        documents=documents,
        format=first.format,
        encoding=first.encoding,
        speakers=tuple(_speakers(readings, people or {})),
        turns=sum(count(reading.turns) for reading in readings),
        words=sum(len(reading.text[turn.start : turn.end].split()) for reading in readings for turn in reading.turns),
        duration=sum(durations) if durations else None,
        rejected_labels=tuple(
            dict.fromkeys(f"{label.label} ({label.reason})" for reading in readings for label in reading.rejected)
        ),
        warnings=tuple(warnings),
        reason=reason,
        first_turns=tuple(said[:3]),
    )


def _speakers(readings: Sequence[Reading], people: Mapping[str, Person]) -> Iterator[Mapping[str, object]]:
    """Each label of a file once, with its turns and words in all of its documents."""
    found: dict[str, list[LabelFound]] = {}
    for reading in readings:
        for label in reading.labels:
            found.setdefault(label.label, []).append(label)
    for name, counts in found.items():
        person = people.get(name)
        yield {
            "label": name,
            "turns": sum(one.turns for one in counts),
            "words": sum(one.words for one in counts),
            "role": person.role if person else counts[0].role,
            "participant": person.participant if person else None,
        }
