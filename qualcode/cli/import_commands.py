"""The command that brings transcripts in, and what it tells."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.correction_commands import replace as replace_document
from qualcode.cli.import_tables import apply_cases, apply_people, listed, offer_people, tell_what_was_left, who_speaks
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import number, progress, say, show
from qualcode.cli.working import acting, opened_unless
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.guide import ImportedGuide
    from qualcode.study.importing import ImportedFile
    from qualcode.study.who_is_who import WhoIsWho

_WIDTH = 76
"""Letters that are shown of a turn in a preview."""


def import_(
    files: Annotated[list[Path] | None, typer.Argument(help="Transcripts, or folders of them.")] = None,
    *,
    participants: Annotated[Path | None, typer.Option(help="participants.csv: who speaks under which label.")] = None,
    cases: Annotated[Path | None, typer.Option(help="cases.csv: schools, networks and what stands above them.")] = None,
    guide: Annotated[
        Path | None, typer.Option(help="guide.yaml: which questions were asked in which interviews.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show how the files would be read.")] = False,
    read_as: Annotated[str | None, typer.Option(help="Read as this format, whatever the file looks like.")] = None,
    encoding: Annotated[str | None, typer.Option(help="How the characters are encoded, for instance cp1252.")] = None,
    speakers: Annotated[
        str | None, typer.Option(help="The speakers’ labels, separated by commas; or speakers.csv: who they are.")
    ] = None,
    interviewer: Annotated[str | None, typer.Option(help="Labels of interviewers, separated by commas.")] = None,
    replace: Annotated[str | None, typer.Option(help="The document that the one file is a new text of: D03.")] = None,
    source: Annotated[
        str | None, typer.Option(help="interview, focus group, field note, program record or survey.")
    ] = None,
    date: Annotated[str | None, typer.Option(help="When it was: 2026-05-03, 2026-05 or 2026.")] = None,
    wave: Annotated[str | None, typer.Option(help="Which round of interviews it belongs to.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Bring transcripts in, each whole or not at all."""
    from qualcode.study.importing import HowToRead, ImportedFile, files_to_import, import_files, preview_files

    who, labels = who_speaks(participants, speakers)
    if not files and who is None and cases is None and guide is None:
        raise QualcodeError("Which files?", hint="qualcode import FILE-OR-FOLDER   (or only --participants people.csv)")
    wanted, aside = files_to_import(files or [])
    facts = {"source": source, "date": date, "wave": wave}
    given = {fact: value for fact, value in facts.items() if value is not None}
    how = HowToRead(read_as, encoding, labels, listed(interviewer), given)
    rows: list[ImportedFile] = []
    told: list[str] = []
    with opened_unless(project, absent=dry_run and not replace) as study, progress("Reading transcripts") as hear:

        def seen(row: ImportedFile) -> None:
            rows.append(row)
            hear(len(rows), len(wanted))

        if study is None:
            preview_files(wanted, who=who, how=how, seen=seen)
        else:
            acts = acting(study, coder)
            if replace:
                replace_document(study, acts, replace, files or [], how, dry_run=dry_run, form=form)
                return
            told = apply_cases(study, acts, cases) if cases and not dry_run else []
            import_files(study, acts, wanted, who=who, how=how, dry_run=dry_run, seen=seen)
            if not dry_run:
                told += _applied(study, acts, who, guide, alone=not wanted)
                told += offer_people(study, rows, aside) if who is None else []
    if wanted:
        show(ImportedFile, rows, form, columns=("file", "status", "documents", "format", "turns", "words"))
    elif files:
        say("There is no transcript in there.")
    tell_what_was_left(aside, used=[path for path in (participants, cases) if path])
    for line in told:
        say(line)
    _tell(rows, dry_run, how.interviewers)


def _applied(study: "Project", coder: str, who: "WhoIsWho | None", guide: Path | None, *, alone: bool) -> list[str]:
    """Apply the tables about people and questions; gives back what to say of it."""
    from qualcode.study.guide import import_guide

    told = apply_people(study, coder, who, alone=alone) if who else []
    if guide:
        told += _guide_told(import_guide(study, coder, guide))
    return told


def _guide_told(imported: "ImportedGuide") -> list[str]:
    told = [f"The guide has {number(len(imported.questions), 'question')}: qualcode questions"]
    if imported.reworded:
        told.append(f"Reworded: {', '.join(imported.reworded)}; what was said of them stays.")
    told += [f"Removed with what was said of it: {one.id} “{one.words}”" for one in imported.removed]
    if imported.open:
        told.append(f"{number(imported.open, 'asking')} to confirm: qualcode questions confirm")
    return told


def _tell(rows: "list[ImportedFile]", dry_run: bool, interviewers: tuple[str, ...]) -> None:
    for row in rows:
        for warning in row.warnings:
            say(f"{row.file}: {warning}")
        if row.rejected_labels:
            say(f"{row.file}: not taken for speakers: {', '.join(row.rejected_labels)}")
        if dry_run and row.first_turns:
            say(f"{row.file} begins:")
            for turn in row.first_turns:
                say(f"  {_short(turn)}")
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


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _WIDTH else f"{flat[: _WIDTH - 1]}…"


def _tell_who_asks(rows: "list[ImportedFile]", interviewers: tuple[str, ...]) -> None:
    """What --interviewer did to files that were imported already."""
    already = [row for row in rows if row.status == "already imported"]
    changed = [row for row in already if str(row.reason).endswith((" now.", " changed."))]
    for row in changed:
        say(f"{row.file}: {row.reason}")
    if interviewers and not changed and all(row.status == "already imported" for row in rows):
        say(f"Nobody in these files is called {' or '.join(interviewers)}: qualcode import --dry-run shows the labels.")


def _tell_who_counts(rows: "list[ImportedFile]") -> None:
    """Where several labels of a file count as participants, one of them may be somebody who asks."""
    files: dict[str, int] = {}
    for row in rows:
        labels = [str(one["label"]) for one in row.speakers if one["role"] == "participant"]
        for label in labels if len(labels) > max(1, len(row.documents)) else ():
            files[label] = files.get(label, 0) + 1
    if not files:
        return
    often = sorted(files, key=lambda label: (-files[label], label))
    shown = ", ".join(f"{label} ({number(files[label], 'file')})" for label in often[:8])
    more = f" and {len(often) - 8} more" if len(often) > 8 else ""
    say(f"These speak beside others and count as participants: {shown}{more}.")
    say('  Whoever asks the questions: the same command with --interviewer "NAME"   (several: "NAME, NAME")')
