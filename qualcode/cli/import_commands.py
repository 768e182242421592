"""The command that brings transcripts in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.correction_commands import replace as replace_document
from qualcode.cli.import_tables import (
    apply_cases,
    apply_people,
    listed,
    look_at_tables,
    offer_people,
    tell_what_was_left,
    who_speaks,
    with_all_problems,
)
from qualcode.cli.import_told import labels_of, tell
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import number, progress, say
from qualcode.cli.working import acting, opened_unless
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.bringing_in.guide import ImportedGuide
    from qualcode.study.bringing_in.who_is_who import WhoIsWho


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
        str | None,
        typer.Option(
            help="The speakers’ labels: “Dana, Rosa”, or “Whitlock, Dana; Ruiz, Rosa”;"
            " or speakers.csv, with a column label and who they are."
        ),
    ] = None,
    interviewer: Annotated[
        str | None, typer.Option(help="Labels of interviewers, separated by commas, or by semicolons.")
    ] = None,
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
    from qualcode.study.bringing_in.importing import HowToRead, files_to_import, import_files, preview_files

    with with_all_problems(project, alone=not files):
        who, labels = who_speaks(participants, speakers)
    if not files and who is None and cases is None and guide is None:
        raise QualcodeError("Which files?", hint="qualcode import FILE-OR-FOLDER   (or only --participants people.csv)")
    wanted, aside = files_to_import(files or [])
    facts = {"source": source, "date": date, "wave": wave}
    given = {fact: value for fact, value in facts.items() if value is not None}
    how = HowToRead(read_as, encoding, labels, listed(interviewer), given)
    told: list[str] = []
    known: Sequence[str] = ()
    with opened_unless(project, absent=dry_run and not replace) as study, progress("Reading transcripts") as hear:
        seen = iter(range(1, len(wanted) + 1))
        if dry_run and not replace:
            who, told = look_at_tables(study, who, cases, guide, alone=not wanted)
        if study is None:
            rows = preview_files(wanted, who=who, how=how, seen=lambda _: hear(next(seen), len(wanted)))
        else:
            acts = acting(study, coder)
            if replace:
                replace_document(study, acts, replace, files or [], how, who, dry_run=dry_run, form=form)
                return
            if cases and not dry_run:
                told = apply_cases(study, acts, cases)
            rows = import_files(
                study,
                acts,
                wanted,
                who=who,
                how=how,
                dry_run=dry_run,
                seen=lambda _: hear(next(seen), len(wanted)),
            )
            if not dry_run:
                told += _applied(study, acts, who, guide, alone=not wanted)
                told += offer_people(study, rows, aside) if who is None else []
            known = labels_of(study, rows)
    tell_what_was_left(aside, used=[path for path in (participants, cases) if path])
    for line in told:
        say(line)
    if files and not wanted:
        say("There is no transcript in there.")
    tell(rows, wanted, how, form, known=known, dry_run=dry_run)


def _applied(study: "Project", coder: str, who: "WhoIsWho | None", guide: Path | None, *, alone: bool) -> list[str]:
    """Apply the tables about people and questions; gives back what to say of it."""
    from qualcode.study.bringing_in.guide import import_guide

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
