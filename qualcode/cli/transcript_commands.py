"""Commands about transcripts and the people in them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import lines_of, number, progress, say, show, write
from qualcode.cli.working import EVERYBODY, acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.importing import ImportedFile
    from qualcode.study.transcript_view import TurnRow
    from qualcode.study.who_is_who import WhoIsWho

_NOBODY = "Nothing fits yet. To bring interviews in: qualcode import FILE-OR-FOLDER"
Document = Annotated[str, typer.Argument(help="The document: D01.")]


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
        show(ImportedFile, rows, form, columns=("file", "status", "document", "format", "turns", "words"))
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
    elif kept := [row.document for row in rows if row.document and row.status != "already imported"]:
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


def documents(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the documents."""
    from qualcode.study.listing import DocumentRow, document_rows, resolved

    with opened(project) as study:
        rows = document_rows(study, resolved(study, scope))
    show(DocumentRow, rows, form, empty=_NOBODY)


def participants(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the participants and their attributes."""
    from qualcode.study.listing import ParticipantRow, participant_rows, resolved

    with opened(project) as study:
        rows = participant_rows(study, resolved(study, scope))
    show(ParticipantRow, rows, form, empty=_NOBODY)


def read(
    document: Document,
    *,
    positions: Annotated[
        bool, typer.Option("--positions", help="Show where each turn starts and ends, for --at.")
    ] = False,
    coder: Annotated[str | None, typer.Option("--coder", help="Whose codings to show, or all; else your own.")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Show a transcript turn by turn, with codings beside it."""
    from qualcode.study.transcript_view import TurnRow, transcript

    with opened(project) as study:
        viewer = acting_or_none(study)
        named = coder or viewer
        coders = frozenset() if named in (None, EVERYBODY) else frozenset({named})
        for name in coders:
            study.coders.id_of(name)
        shown = transcript(study, document, viewer, coders)
    if form is not Format.table:
        show(TurnRow, shown.turns, form)
    else:
        for row in shown.turns:
            _write_turn(row, positions)
    if shown.kept_back:
        say("Others have coded this interview too; their codings show once you have finished it.")
    say_what_was_seen(shown.newly_seen)


def _write_turn(row: "TurnRow", positions: bool) -> None:
    time = "" if row.begins is None else f"  {int(row.begins) // 60:d}:{int(row.begins) % 60:02d}"
    place = f"  {row.start}:{row.end}" if positions else ""
    write(f"[{row.turn}] {row.speaker}{time}{place}")
    for line in lines_of(row.words, "    "):
        write(line)
    for coding in row.codings:
        for line in lines_of(f"▸ {coding}", "    "):
            write(line)
    write("")


def search(
    words: Annotated[list[str], typer.Argument(help="Words that all must stand in a turn; “a phrase”; beginn*.")],
    *,
    everyone: Annotated[bool, typer.Option("--everyone", help="Interviewers’ turns too.")] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Find words in every transcript, by participant."""
    from qualcode.study.listing import resolved
    from qualcode.study.searching import FoundTurn
    from qualcode.study.searching import search as search_for

    with opened(project) as study:
        found = search_for(study, " ".join(words), resolved(study, scope), everyone=everyone)
    show(FoundTurn, found.turns, form, columns=("participant", "document", "turn", "words"), empty="Nobody says that.")
    say(f"{found.participants} of {found.of} participants, {number(len(found.turns), 'turn')}")


def finish(
    document: Document,
    *,
    lead: Annotated[
        bool, typer.Option("--lead", help="Your codings of it count, even if somebody else finished first.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Say that you have coded an interview once through."""
    with opened(project) as study:
        who, name = acting(study, coder), study.documents.current(document).document
        if lead and name in study.finishes.by(who):
            study.documents.set_lead(who, name, who)
        else:
            study.finishes.finish(who, name, lead=lead)
        codings = study.codings.counts(who).get(name, 0)
    say(f"{who} has finished {name} ({number(codings, 'coding')}).")
    if lead:
        say(f"From now on {who}’s codings of {name} count.")
    say("Suggestions for it may show now: qualcode suggest")


def reopen(document: Document, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take a finished interview up again."""
    with opened(project) as study:
        who, name = acting(study, coder), study.documents.current(document).document
        study.finishes.reopen(who, name)
    say(f"{who} codes {name} again.")


documents = scoped("document", "participant", "where")(documents)
participants = scoped("participant", "where")(participants)
search = scoped("document", "participant", "where")(search)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
