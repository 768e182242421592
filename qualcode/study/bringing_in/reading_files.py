"""Reading the files of an import, by what the person and their tables say of them."""

import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project.version_rows import NewDocument
from qualcode.study.bringing_in.document_facts import FACTS, checked_fact
from qualcode.study.bringing_in.imported_files import missed
from qualcode.study.bringing_in.new_speakers import labels_of
from qualcode.study.bringing_in.originals import shown_name
from qualcode.study.bringing_in.who_is_who import WhoIsWho, named_by
from qualcode.study.csv_files import how_to_use, is_guide, own_table
from qualcode.transcripts import Reading, read_transcripts
from qualcode.transcripts.decoding import LARGEST_FILE
from qualcode.transcripts.reading import folded


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


def read_file(
    path: Path, data: bytes, who: WhoIsWho | None, how: HowToRead, *, source: str = ""
) -> tuple[Reading, ...]:
    """The documents in a file, read with what tables and the person say of it and its speakers.

    `source` is what it was before, where it takes the place of a document.
    """
    told = {**how.facts, **(who.facts_of(path.name, None) if who else {})}
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
        source=told.get("source") or source,
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


def refuse_own_file(path: Path) -> None:
    """Stop at one of qualcode’s own tables, or a guide, which other options take."""
    table = own_table(path)
    if table:
        raise QualcodeError(
            f"“{shown_name(path)}” is a table such as {table}, no transcript.", hint=how_to_use(table, path)
        )
    if is_guide(path):
        raise QualcodeError(
            f"“{shown_name(path)}” is an interview guide, no transcript.", hint=f'qualcode import --guide "{path}"'
        )


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


def is_needless(warning: str, readings: Sequence[Reading], who: WhoIsWho | None) -> bool:
    """Whether a warning misses somebody who speaks in another document of the file, or need not be in this file."""
    label = missed(warning)
    if label is None or who is None:
        return False
    here = {folded(label) for reading in readings for label in labels_of(reading)}
    return label in here | {folded(person.label) for person in who.named_anywhere()}


def strangers(path: Path, readings: Sequence[Reading], who: WhoIsWho | None) -> list[str]:
    """Doubts about labels of a file of which a table says nothing."""
    if who is None:
        return []
    known = {label: person for reading in readings for label, person in who.in_file(path.name, reading.part).items()}
    here = {label for reading in readings for label in labels_of(reading)}
    unknown = sorted(label for label in here if named_by(known, label) is None)
    if len(unknown) == len(here) and not who.named_in(path.name):
        return [f"{who.name} has no row for this file"]
    return [f"{who.name} does not say who “{label}” is" for label in unknown]
