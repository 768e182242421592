"""Taking transcripts into a project, one whole file at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.changes import sha256
from qualcode.project.documents import NewDocument
from qualcode.project.log import Transaction
from qualcode.project.private_files import appear, make_folder, replace_whole
from qualcode.study.who_is_who import Person, WhoIsWho, keep_people, name_after_speakers, name_interviewers
from qualcode.transcripts import Reading, read_transcript

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
    document: str | None
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
        if standing is not None:
            now_asking = [] if dry_run else name_interviewers(project, coder, standing, how.interviewers)
            told = f" {', '.join(now_asking)} asks the questions now." if now_asking else ""
            return _row(path, "already imported", document=standing, reason=f"It is {standing}.{told}")
        people = who.in_file(path.name) if who else {}
        asking = {person.label for person in people.values() if person.role == "interviewer"}
        reading = read_transcript(
            data,
            path.name,
            read_as=how.read_as,
            encoding=how.encoding,
            speakers=(*how.speakers, *sorted(set(people) - {""} - asking)),
            interviewers=(*how.interviewers, *sorted(asking - {""})),
        )
        warnings, document = [*reading.warnings, *_strangers(reading, people, who)], None
        if not dry_run:
            document, people = _keep(project, coder, path, data, digest, reading, people)
    except QualcodeError as error:
        return _row(path, "refused", reason=f"{error.message} {error.hint or ''}".strip())
    return _row(
        path, "warning" if warnings else "ok", document=document, reading=reading, warnings=warnings, people=people
    )


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
    reading: Reading,
    people: dict[str, Person],
) -> tuple[str, dict[str, Person]]:
    original = _keep_original(project.folder / "transcripts", path, data)
    labels = [found.label for found in reading.labels] or [""]
    with project.change(coder, "document.import") as transaction:
        twin = project.documents.with_bytes(digest)
        if twin is not None:
            raise QualcodeError(f"Somebody else has just imported it: it is {twin}.")
        key, document = project.documents.add(
            transaction,
            NewDocument(
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
            ),
        )
        parts = {found.label: found.role for found in reading.labels} or {"": "participant"}
        everybody = {
            label: people.get(label) or _guessed(project, transaction, path, label, parts[label]) for label in labels
        }
        keep_people(project, transaction, key, labels, everybody)
        name_after_speakers(project, transaction, document)
    return document, everybody


def _guessed(project: Project, transaction: Transaction, path: Path, label: str, part: str) -> Person:
    if part != "participant":
        return Person(0, path.name, label, None, part, {})
    if label[:1] == "P" and label[1:].isdigit():
        return Person(0, path.name, label, label, part, {})
    participant = project.participants.next_id()
    project.participants.keep(transaction, participant, {})
    return Person(0, path.name, label, participant, part, {})


def _keep_original(folder: Path, path: Path, data: bytes) -> str:
    """Put the bytes into transcripts/ unless they are there; gives back the name they have there."""
    make_folder(folder)
    with TemporaryDirectory(prefix=".", dir=folder) as aside:
        whole = Path(aside) / "original"
        replace_whole(whole, data)
        for name in _possible_names(path):
            there = next((one for one in folder.iterdir() if one.name.casefold() == name.casefold()), None)
            if there is None:
                try:
                    appear(whole, folder / name)
                except FileExistsError:  # another process has just taken the name
                    there = folder / name
                else:
                    return name
            if there.is_file() and there.read_bytes() == data:
                there.chmod(0o600)
                return there.name
    raise AssertionError


def _possible_names(path: Path) -> Iterator[str]:
    yield path.name
    n = 1
    while True:
        n += 1
        yield f"{path.stem} ({n}){path.suffix}"


def _strangers(reading: Reading, people: dict[str, Person], who: WhoIsWho | None) -> list[str]:
    if who is None:
        return []
    if not people:
        return [f"{who.name} has no row for this file"]
    here = {found.label for found in reading.labels} or {""}
    return [f"{who.name} does not say who “{label}” is" for label in sorted(here - set(people))]


def _row(
    path: Path,
    status: str,
    *,
    document: str | None = None,
    reading: Reading | None = None,
    warnings: Sequence[str] = (),
    reason: str | None = None,
    people: dict[str, Person] | None = None,
) -> ImportedFile:
    if reading is None:
        return ImportedFile(path.name, status, document, None, None, (), 0, 0, None, (), tuple(warnings), reason)
    known = people or {}
    speakers: tuple[Mapping[str, object], ...] = tuple(
        {
            "label": found.label,
            "turns": found.turns,
            "words": found.words,
            "role": known[found.label].role if found.label in known else found.role,
            "participant": known[found.label].participant if found.label in known else None,
        }
        for found in reading.labels
    )
    return ImportedFile(
        file=path.name,
        status=status,
        document=document,
        format=reading.format,
        encoding=reading.encoding,
        speakers=speakers,
        turns=len(reading.turns),
        words=sum(len(reading.text[turn.start : turn.end].split()) for turn in reading.turns),
        duration=reading.duration,
        rejected_labels=tuple(f"{rejected.label} ({rejected.reason})" for rejected in reading.rejected),
        warnings=tuple(warnings),
        reason=reason,
        first_turns=tuple(f"{turn.label or '–'}: {reading.text[turn.start : turn.end]}" for turn in reading.turns[:3]),
    )
