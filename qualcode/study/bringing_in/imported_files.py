"""What became of the files of an import."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.study.bringing_in.originals import shown_name
from qualcode.study.bringing_in.who_is_who import Person, folded_label
from qualcode.transcripts import LabelFound, Reading
from qualcode.transcripts.numbering import count
from qualcode.transcripts.reading import folded

_MISSED = re.compile("Nobody in this file is labelled “(.*)”", re.DOTALL)


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
    source: str = "interview"
    """What the file, the person or a table says it is."""


def without_reading(path: Path, status: str, *, reason: str, documents: tuple[str, ...] = ()) -> ImportedFile:
    """The row of a file that was not read now: refused, or imported before."""
    return ImportedFile(shown_name(path), status, documents, None, None, (), 0, 0, None, (), (), reason)


def as_read(
    path: Path,
    readings: Sequence[Reading],
    warnings: Sequence[str],
    documents: tuple[str, ...],
    people: Mapping[str, Person],
    source: str,
) -> ImportedFile:
    """The row of a file that was read; `people` are by folded label."""
    durations = [reading.duration for reading in readings if reading.duration is not None]
    said = [
        f"{turn.label or '–'}: {reading.text[turn.start : turn.end]}"
        for reading in readings[:3]
        for turn in reading.turns[:3]
    ]
    return ImportedFile(
        file=shown_name(path),
        status="warning" if warnings else "ok",
        documents=documents,
        format=readings[0].format,
        encoding=readings[0].encoding,
        speakers=tuple(_speakers(readings, people)),
        turns=sum(count(reading.turns) for reading in readings),
        words=sum(len(reading.text[turn.start : turn.end].split()) for reading in readings for turn in reading.turns),
        duration=sum(durations) if durations else None,
        rejected_labels=tuple(
            dict.fromkeys(f"{label.label} ({label.reason})" for reading in readings for label in reading.rejected)
        ),
        warnings=tuple(warnings),
        reason=None,
        first_turns=tuple(said[:3]),
        source=source,
    )


def without_needless(rows: Sequence[ImportedFile]) -> list[ImportedFile]:
    """The same without warnings that miss somebody in one file who speaks in another."""
    here = {folded(str(one["label"])) for row in rows for one in row.speakers}
    return [
        _warned(row, [one for one in row.warnings if missed(one) is None or missed(one) not in here]) for row in rows
    ]


def missed(warning: str) -> str | None:
    """Whom a warning misses, folded; None where it says something else."""
    found = _MISSED.match(warning)
    return folded(found[1]) if found else None


def _warned(row: ImportedFile, warnings: Sequence[str]) -> ImportedFile:
    if len(warnings) == len(row.warnings):
        return row
    status = "ok" if row.status == "warning" and not warnings else row.status
    return replace(row, warnings=tuple(warnings), status=status)


def warnings_of(readings: Sequence[Reading]) -> Iterator[str]:
    """Each warning once, with the documents of the file it concerns where there are several."""
    told: dict[str, list[str]] = {}
    for reading in readings:
        for warning in reading.warnings:
            told.setdefault(warning, []).append(reading.part or "")
    for warning, parts in told.items():
        if len(parts) == len(readings):
            yield warning
        else:
            more = f" and {len(parts) - 5} more" if len(parts) > 5 else ""
            yield f"{warning} (in {', '.join(parts[:5])}{more})"


def _speakers(readings: Sequence[Reading], people: Mapping[str, Person]) -> Iterator[Mapping[str, object]]:
    """Each label of a file once, with its turns and words in all of its documents."""
    found: dict[str, list[LabelFound]] = {}
    for reading in readings:
        for label in reading.labels:
            found.setdefault(label.label, []).append(label)
    for name, counts in found.items():
        person = people.get(folded_label(name))
        yield {
            "label": name,
            "turns": sum(one.turns for one in counts),
            "words": sum(one.words for one in counts),
            "role": person.role if person else counts[0].role,
            "participant": person.participant if person else None,
        }
