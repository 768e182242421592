"""What import says of the files it read: doubts first, the table last."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.options import Format
from qualcode.cli.output import number, say, show

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.bringing_in.importing import HowToRead, ImportedFile

_WIDTH = 76
"""Letters that are shown of a turn in a preview."""
_ROWS = 18
"""Lines of a table that still fit on a screen."""
_FEW = 3
_SOME = 8
_PERHAPS_SOMEBODY = ("(occurs only once)", "(names too few of the cues)")
"""Why a label was not taken that may be a person all the same."""
_COLUMNS = ("file", "status", "documents", "format", "turns", "words")


def labels_of(study: "Project", rows: "Sequence[ImportedFile]") -> list[str]:
    """The labels in documents that files of an import have become."""
    documents = {document for row in rows for document in row.documents}
    return [one.label for one in study.documents.speakers() if one.document in documents]


def tell(
    rows: "Sequence[ImportedFile]",
    paths: Sequence[Path],
    how: "HowToRead",
    form: Format,
    *,
    known: Sequence[str],
    dry_run: bool,
) -> None:
    """Say what to look at, show what became of each file, and end with the next step; exit 1 where something failed."""
    _tell_warnings(rows)
    for row in rows:
        _tell_labels(row, dry_run)
    _tell_who_counts(rows)
    _tell_changes(rows)
    failed = _nobody_asks(rows, how.interviewers, known)
    failed = _not_read_again(rows, paths, how) or failed
    refused = [row for row in rows if row.status == "refused"]
    for row in refused:
        say(str(row.reason) if row.file in str(row.reason) else f"{row.file}: {row.reason}")
    if rows:
        _table(rows, form)
    if dry_run:
        say("Nothing was imported.")
    elif kept := [one for row in rows if row.status != "already imported" for one in row.documents]:
        say(f"Next: qualcode read {kept[0]}")
    if refused or failed:
        raise typer.Exit(1)


def _table(rows: "Sequence[ImportedFile]", form: Format) -> None:
    """The rows; on a terminal only those to look at where all of them would scroll away."""
    from qualcode.study.bringing_in.importing import ImportedFile

    shown = rows
    if form is Format.table and len(rows) > _ROWS and sys.stdout.isatty():
        shown = [row for row in rows if row.status in {"warning", "refused"}][:_ROWS]
    if shown:
        show(ImportedFile, shown, form, columns=_COLUMNS)
    if len(shown) < len(rows):
        say(f"{number(len(rows), 'file')}: {_counted(rows)}")


def _counted(rows: "Sequence[ImportedFile]") -> str:
    found: dict[str, int] = {}
    for row in rows:
        found[row.status] = found.get(row.status, 0) + 1
    return ", ".join(f"{count} {status}" for status, count in found.items())


def _tell_warnings(rows: "Sequence[ImportedFile]") -> None:
    """Each warning once, with the files it is about."""
    files: dict[str, list[str]] = {}
    for row in rows:
        for warning in row.warnings:
            files.setdefault(warning, []).append(row.file)
    _tell_by_file(files)


def _tell_by_file(files: Mapping[str, Sequence[str]]) -> None:
    for told, names in files.items():
        more = f" and {number(len(names) - 1, 'more file')}" if len(names) > 1 else ""
        say(f"{names[0]}{more}: {told}")


def _tell_labels(row: "ImportedFile", dry_run: bool) -> None:
    perhaps = [one for one in row.rejected_labels if one.endswith(_PERHAPS_SOMEBODY)]
    if perhaps:
        more = f" and {len(perhaps) - _FEW} more (all: --format json)" if len(perhaps) > _FEW else ""
        say(f"{row.file}: not taken for speakers: {', '.join(perhaps[:_FEW])}{more}")
    if not dry_run:
        return
    if row.speakers:
        shown = [f"{one['label']} ({one['role']}, {one['turns']})" for one in row.speakers[:_SOME]]
        more = f" and {len(row.speakers) - _SOME} more" if len(row.speakers) > _SOME else ""
        say(f"{row.file}: the labels, with their turns: {', '.join(shown)}{more}")
    if row.first_turns:
        say(f"{row.file} begins:")
        for turn in row.first_turns:
            say(f"  {_short(turn)}")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _WIDTH else f"{flat[: _WIDTH - 1]}…"


def _tell_changes(rows: "Sequence[ImportedFile]") -> None:
    """What --interviewer, --date and the like did to files that were imported already."""
    files: dict[str, list[str]] = {}
    for row in rows:
        _, _, changed = str(row.reason).partition(". ")
        if row.status == "already imported" and changed:
            files.setdefault(changed, []).append(row.file)
    _tell_by_file(files)


def _nobody_asks(rows: "Sequence[ImportedFile]", interviewers: Sequence[str], known: Sequence[str]) -> bool:
    """Whether somebody was named who speaks in none of the files; says so."""
    from qualcode.study.bringing_in.who_is_who import did_you_mean
    from qualcode.transcripts.reading import folded

    labels = [*known, *(str(one["label"]) for row in rows for one in row.speakers)]
    here = {folded(label) for label in labels}
    lost = [one for one in interviewers if folded(one) not in here]
    if not lost or all(row.status == "refused" for row in rows):
        return False
    for one in lost:
        say(f"Nobody in these files is called {one}{did_you_mean(one, labels) or '.'}")
    say(f"  Their labels: {_listed(sorted({label for label in labels if label}))}")
    return True


def _listed(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - 3 * _SOME} more" if len(labels) > 3 * _SOME else ""
    return f"{'; '.join(labels[: 3 * _SOME])}{more}"


def _not_read_again(rows: "Sequence[ImportedFile]", paths: Sequence[Path], how: "HowToRead") -> bool:
    """Whether files were imported before and no file was read as it was asked; says how to read one again."""
    before = [
        (row, path)
        for row, path in zip(rows, paths, strict=True)
        if row.status == "already imported" and not row.speakers
    ]
    if not before or not how.reads_otherwise:
        return False
    row, path = before[0]
    options = {"--read-as": how.read_as, "--encoding": how.encoding, "--speakers": "; ".join(how.speakers)}
    given = " ".join(f'{name} "{value}"' for name, value in options.items() if value)
    were = f"{row.file} was" if len(before) == 1 else f"{len(before)} files were"
    say(f"{were} imported before and not read again. To read one again in this way:")
    say(f'  qualcode import --replace {row.documents[0]} "{path}" {given}')
    return len(before) == len(rows)


def _tell_who_counts(rows: "Sequence[ImportedFile]") -> None:
    """Where several labels of a file count as participants, one of them may be somebody who asks."""
    files: dict[str, int] = {}
    for row in rows:
        labels = [str(one["label"]) for one in row.speakers if one["role"] == "participant"]
        asked = row.source in {"interview", "focus group"} and row.status != "already imported"
        for label in labels if asked and len(labels) > max(1, len(row.documents)) else ():
            files[label] = files.get(label, 0) + 1
    if not files:
        return
    often = sorted(files, key=lambda label: (-files[label], label))
    several = sum(count > 1 for count in files.values())
    most = min(several or _SOME, _SOME)
    shown = ", ".join(f"{label} ({number(files[label], 'file')})" for label in often[:most])
    more = f" and {len(often) - most} more" if len(often) > most else ""
    say(f"These speak beside others and count as participants: {shown}{more}.")
    say('  Whoever asks the questions: the same command with --interviewer "NAME"   (several: "NAME, NAME")')
