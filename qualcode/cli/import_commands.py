"""The command that brings transcripts in, and what it tells."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import number, progress, say, show
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.importing import ImportedFile
    from qualcode.study.who_is_who import WhoIsWho


def import_(
    files: Annotated[list[Path] | None, typer.Argument(help="Transcripts, or folders of them.")] = None,
    *,
    participants: Annotated[Path | None, typer.Option(help="participants.csv: who speaks under which label.")] = None,
    guide: Annotated[
        Path | None, typer.Option(help="guide.yaml: which questions were asked in which interviews.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show how the files would be read.")] = False,
    read_as: Annotated[str | None, typer.Option(help="Read as this format, whatever the file looks like.")] = None,
    encoding: Annotated[str | None, typer.Option(help="How the characters are encoded, for instance cp1252.")] = None,
    speakers: Annotated[str | None, typer.Option(help="The speakers’ labels, separated by commas.")] = None,
    interviewer: Annotated[str | None, typer.Option(help="Labels of interviewers, separated by commas.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Bring transcripts in, each whole or not at all."""
    from qualcode.study.importing import HowToRead, ImportedFile, files_to_import, import_files
    from qualcode.study.who_is_who import read_who_is_who

    if not files and participants is None and guide is None:
        raise QualcodeError("Which files?", hint="qualcode import FILE-OR-FOLDER   (or only --participants people.csv)")
    who = read_who_is_who(participants) if participants else None
    wanted, aside = files_to_import(files or [])
    how = HowToRead(read_as, encoding, _listed(speakers), _listed(interviewer))
    rows: list[ImportedFile] = []
    with opened(project) as study, progress("Reading transcripts") as hear:
        acts = acting(study, coder)

        def seen(row: ImportedFile) -> None:
            rows.append(row)
            hear(len(rows), len(wanted))

        import_files(study, acts, wanted, who=who, how=how, dry_run=dry_run, seen=seen)
        told = [] if dry_run else _applied(study, acts, who, guide, alone=not wanted)
    if wanted:
        show(ImportedFile, rows, form, columns=("file", "status", "documents", "format", "turns", "words"))
    elif files:
        say("There is no transcript in there.")
    if aside:
        say(f"Left aside: {', '.join(path.name for path in aside)}")
    table = next((path for path in aside if path.name.casefold() == "participants.csv"), None)
    if table and who is None:
        say(f'To say who is who: qualcode import --participants "{table}"')
    for line in told:
        say(line)
    _tell(rows, dry_run, how.interviewers)


def _applied(study: "Project", coder: str, who: "WhoIsWho | None", guide: Path | None, *, alone: bool) -> list[str]:
    """Apply the tables about people and questions; gives back what to say of it."""
    from qualcode.study.guide import import_guide
    from qualcode.study.who_is_who import apply_who_is_who

    told = []
    if who:
        named, unmatched = apply_who_is_who(study, coder, who, strict=alone)
        told += [*unmatched, f"Who is who is known for {number(len(named), 'document')}: qualcode participants"]
    if guide:
        asked = import_guide(study, coder, guide)
        told.append(f"Who was asked is recorded for {number(len(asked), 'document')}.")
    return told


def _tell(rows: "list[ImportedFile]", dry_run: bool, interviewers: tuple[str, ...]) -> None:
    for row in rows:
        for warning in row.warnings:
            say(f"{row.file}: {warning}")
        if row.rejected_labels:
            say(f"{row.file}: not taken for speakers: {', '.join(row.rejected_labels)}")
        if dry_run:
            for turn in row.first_turns:
                say(f"  {turn[:100]}")
    _tell_who_counts(rows)
    _tell_who_asks(rows, interviewers)
    refused = [row for row in rows if row.status == "refused"]
    for row in refused:
        say(str(row.reason) if row.file in str(row.reason) else f"{row.file}: {row.reason}")
    if dry_run:
        say("Nothing was imported.")
    elif kept := [one for row in rows if row.status != "already imported" for one in row.documents]:
        say(f"Next: qualcode read {kept[0]}")
    if refused:
        raise typer.Exit(1)


def _tell_who_asks(rows: "list[ImportedFile]", interviewers: tuple[str, ...]) -> None:
    """What --interviewer did to files that were imported already."""
    changed = [row for row in rows if row.status == "already imported" and "asks the questions now" in str(row.reason)]
    for row in changed:
        say(f"{row.file}: {row.reason}")
    if interviewers and not changed and all(row.status == "already imported" for row in rows):
        say(f"Nobody in these files is called {' or '.join(interviewers)}: qualcode import --dry-run shows the labels.")


def _tell_who_counts(rows: "list[ImportedFile]") -> None:
    """Where several labels of a file count as participants, one of them may be somebody who asks."""
    files: dict[str, int] = {}
    for row in rows:
        labels = [str(one["label"]) for one in row.speakers if one["role"] == "participant"]
        for label in labels if len(labels) > 1 else ():
            files[label] = files.get(label, 0) + 1
    if not files:
        return
    often = sorted(files, key=lambda label: (-files[label], label))
    shown = ", ".join(f"{label} ({number(files[label], 'file')})" for label in often[:8])
    more = f" and {len(often) - 8} more" if len(often) > 8 else ""
    say(f"These speak beside others and count as participants: {shown}{more}.")
    say('  Whoever asks the questions: the same command with --interviewer "NAME"   (several: "NAME, NAME")')


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
