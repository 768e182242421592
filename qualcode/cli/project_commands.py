"""Commands about the project as a whole."""

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import confirmed, number, progress, say, show, write
from qualcode.cli.working import acting, acting_or_none, opened
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.settings import Settings


def init(
    folder: Annotated[
        Path | None, typer.Argument(help="Where the project goes; the current folder if left out.")
    ] = None,
    *,
    codebook: Annotated[str, typer.Option(help="A shipped codebook, or the path of a YAML file.")] = "value-creation",
    coder: Annotated[str | None, typer.Option(help="Your name as a coder; else $QUALCODE_CODER.")] = None,
    mode: Annotated[str, typer.Option(help="codebook, content or reflexive.")] = "codebook",
    title: Annotated[str, typer.Option(help="What the study is called; the folder’s name if left out.")] = "",
    question: Annotated[str, typer.Option(help="The question the study asks.")] = "",
) -> None:
    """Make a project, with a codebook and its first coder."""
    from qualcode.study.setting_up import set_up

    name = coder or os.environ.get("QUALCODE_CODER")
    if not name:
        raise QualcodeError("Who codes?", hint="qualcode init --codebook value-creation --coder YOUR-NAME")
    where = folder or Path.cwd()
    with set_up(where, codebook=codebook, coder=name, title=title, question=question, mode=mode) as project:
        codes = len(project.codes.all())
    say(f"Project made in {where} with {number(codes, 'code')}; {name} codes.")
    say(
        "Next: qualcode import FILE-OR-FOLDER"
        if folder is None
        else f"Next: cd {as_typed(folder)} && qualcode import FILE-OR-FOLDER"
    )


def as_typed(path: Path, *, windows: bool = os.name == "nt") -> str:
    """A path as it can be typed after a command, whatever stands in its name.

    >>> as_typed(Path("two words"), windows=False), as_typed(Path("plain"))
    ("'two words'", 'plain')
    """
    if windows:
        return f'"{path}"' if re.search(r"[ &()^;,=%!]", str(path)) else str(path)
    return shlex.quote(f"./{path}" if str(path).startswith("-") else str(path))


def status(*, project: ProjectPath = None, coder: Acting = None, form: FormatOption = Format.table) -> None:
    """Show what there is, what is left, and the next command."""
    from qualcode.study.standing import DocumentStanding, standing_of

    with opened(project) as study:
        standing = standing_of(study, acting_or_none(study, coder), viewer=acting_or_none(study))
    if form is not Format.table:
        show(DocumentStanding, standing.documents, form)
        return
    finished = sum(one.finished for one in standing.documents)
    write(standing.settings.title)
    if standing.settings.question:
        write(standing.settings.question)
    write("")
    write(f"Coders        {', '.join(standing.coders)}" + (f" (you: {standing.coder})" if standing.coder else ""))
    write(f"Documents     {len(standing.documents)}, {number(standing.participants, 'participant')}")
    write(f"Coded         {finished} of {len(standing.documents)} finished{' by you' if standing.coder else ''}")
    if standing.pace is not None and standing.pace.each is not None:
        write(f"Pace          {standing.pace.told}   (only you see this)")
    write(f"Codes         {standing.codes}")
    if standing.questions:
        left = f", {number(standing.open_askings, 'asking')} to confirm" if standing.open_askings else ""
        write(f"Questions     {standing.questions} in the guide{left}")
    write(f"Memos         {standing.memos}")
    write(f"Themes        {standing.themes}")
    write(f"Suggestions   {standing.open_suggestions} to look at; shown {_shown_when(standing.settings)}")
    begun = [
        f"{one.document} ({number(one.codings, 'coding')})"
        for one in standing.documents
        if one.codings and not one.finished
    ]
    if begun:
        write(f"In progress   {', '.join(begun)}")
    if standing.new_codes:
        write(f"New codes     {', '.join(standing.new_codes)}: newer than some finished interviews")
    if standing.provisional_codes:
        write(f"Provisional   {', '.join(standing.provisional_codes)}: write them out when they have settled")
    if standing.retired_codes:
        kept = [f"{code} ({number(count, 'coding')})" for code, count in standing.retired_codes.items()]
        write(f"Retired       {', '.join(kept)}")
    for document, count in standing.left_behind.items():
        stand = number(count, "coding stands", "codings stand")
        write(f"Left behind   {stand} on words that an older version of {document} had: {_LEFT_BEHIND}")
    write("")
    write(f"Next: {standing.next_command}   ({standing.why})")


_LEFT_BEHIND = "qualcode codings --left-behind"
_POLICY = {
    "after_document": "for an interview once you have finished it",
    "after_question": "for an answer once you are past it, else after finishing",
    "open": "from the start",
}


def _shown_when(settings: "Settings") -> str:
    among = ["decoys"] if settings.decoys else []
    among += ["passages to be read again plainly"] if settings.withheld else []
    agreed = f"\n              among them {' and '.join(among)}, as this study agreed" if among else ""
    return f"{_POLICY[settings.suggestions]}{agreed}"


def coder(
    name: Annotated[
        str | None, typer.Argument(help="Who works in this folder from now on; left out, lists the coders.")
    ] = None,
    *,
    add: Annotated[bool, typer.Option("--add", help="Let somebody new take part.")] = False,
    project: ProjectPath = None,
) -> None:
    """Say who works in this folder, or list the coders."""
    from qualcode.study.setting_up import add_coder, remember_coder

    with opened(project) as study:
        if name is None:
            here = acting_or_none(study)
            for one in study.coders.names():
                write(f"{one} (works here)" if one == here else one)
            return
        if add:
            add_coder(study, acting(study, None), name)
            say(f"{name} may code now. To work as {name} in this folder: qualcode coder {name}")
            return
        try:
            remember_coder(study, name)
        except QualcodeError as error:
            raise QualcodeError(
                error.message, hint=f"If somebody new takes part: qualcode coder {name} --add"
            ) from error
    say(f"{name} works in this folder now.")


def undo(
    *,
    event: Annotated[
        str | None, typer.Option("--event", help="Take back this one change, project-wide ones too.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Bring everything back to right after this event.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before taking back everyone’s changes.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Take back your latest change, or a named one."""
    from qualcode.study.bringing_in.people_table import refresh_people_table

    with opened(project) as study:
        who = acting(study, coder)
        if to is not None:
            _go_back(study, who, to, yes)
            return
        if event is None:
            _refuse_to_reach_behind(study, who)
        done = study.history.undo_event(who, event) if event else study.history.undo(who)
        refresh_people_table(study)
    say(f"{done.actor} {done.sentence}")


def _refuse_to_reach_behind(study: "Project", who: str) -> None:
    """Undo means the latest change; where that concerns everyone, it wants to be named."""
    latest = study.history.latest(who)
    if latest is None or latest.personal:
        return
    raise QualcodeError(
        f"The latest change of {who} ({latest.sentence}) concerns the whole project, so it is undone by name only.",
        hint=f"qualcode undo --event {latest.id[:10]}   (for an earlier one, see qualcode history)",
    )


def _go_back(study: "Project", who: str, to: str, yes: bool) -> None:
    from qualcode.study.bringing_in.people_table import refresh_people_table
    from qualcode.study.keeping_back import told_events

    changes = study.history.since(to)
    told = {event.id: sentence for event, sentence in told_events(study, who)}
    for one in changes[-20:]:
        say(f"  {one.time[:16].replace('T', ' ')}  {one.actor} {told[one.id]}")
    if len(changes) > 20:
        say(f"  and {len(changes) - 20} earlier ones")
    if not yes and not confirmed(f"Take back these {len(changes)} changes?"):
        raise QualcodeError("Nothing was taken back.", hint="To do it without being asked: --yes")
    done = study.history.undo_to(who, to)
    refresh_people_table(study)
    say(f"{done.actor} {done.sentence}")


def redo(
    *,
    event: Annotated[str | None, typer.Option("--event", help="Bring back this one change, also after others.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Bring back what you undid last, or a named change."""
    from qualcode.study.bringing_in.people_table import refresh_people_table

    with opened(project) as study:
        who = acting(study, coder)
        done = study.history.redo_event(who, event) if event else study.history.redo(who)
        refresh_people_table(study)
    say(f"{done.actor} {done.sentence}")


def history(
    *,
    last: Annotated[int | None, typer.Option(min=1, help="Only so many.")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Tell what happened, newest first."""
    from dataclasses import replace

    from qualcode.study.listing import HistoryRow, history_rows

    with opened(project) as study:
        rows = history_rows(study, acting_or_none(study), last)
    if form in (Format.table, Format.md):
        rows = tuple(replace(row, time=row.time[:16].replace("T", " ")) for row in rows)
    show(HistoryRow, rows, form)


def check(
    *,
    installation: Annotated[bool, typer.Option("--installation", help="Check qualcode itself, not a project.")] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Prove that the project, or the installation, is sound."""
    if installation:
        from qualcode.study.installation import PartRow, installed_parts

        parts = installed_parts()
        show(PartRow, parts, form)
        if any(one.state == "missing" for one in parts):
            raise typer.Exit(1)
        return
    from qualcode.project.soundness import CheckRow, check_project

    with opened(project) as study:
        rows = check_project(study)
    show(CheckRow, rows, form)
    broken, notes = (sum(row.result == result for row in rows) for result in ("broken", "note"))
    noted = f", with {number(notes, 'note')}" if notes else ""
    say(f"{number(broken, 'thing is', 'things are')} broken." if broken else f"The project is sound{noted}.")
    if broken:
        raise typer.Exit(1)


def backup(*, project: ProjectPath = None) -> None:
    """Copy the project file into backups/."""
    from qualcode.project.backups import write_backup

    with opened(project) as study:
        path = write_backup(study, "by-hand")
    say(f"Backup written: {path}")


def restore(
    backup: Annotated[Path | None, typer.Argument(help="The copy to take: backups/….db")] = None,
    *,
    listing: Annotated[bool, typer.Option("--list", help="List the copies there are.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    project: ProjectPath = None,
) -> None:
    """Put a backup in the place of what stands now."""
    from qualcode.project import find_project
    from qualcode.project.backups import backups
    from qualcode.project.connection import DamagedFile, MissingFile

    folder = project if project is not None else find_project(Path.cwd(), lost=True)
    if listing or backup is None:
        for path in backups(folder):
            write(str(path.relative_to(folder)))
        return
    path = backup if backup.is_file() else folder / backup
    if not yes and not confirmed(f"Replace what stands now with {path.name}?"):
        raise QualcodeError("Nothing was restored.", hint="To do it without being asked: --yes")
    try:
        safe: Path | None = _restored(folder, path)
    except (DamagedFile, MissingFile):
        from qualcode.project.backups import put_back

        safe = put_back(folder, path)
    say(f"Restored {path.name}." + (f" What stood before is in backups/{safe.name}." if safe else ""))


def _restored(folder: Path, path: Path) -> Path:
    from qualcode.project import open_project
    from qualcode.project.backups import restore

    with open_project(folder) as study:
        return restore(study, path)


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the demo study goes; must be new or empty.")] = Path(
        "qualcode-demo"
    ),
) -> None:
    """Run an invented study, from transcripts to a report."""
    from qualcode.study.demo import run_demo

    with progress("Comparing passages") as hear:
        report = run_demo(folder, say, hear)
    write(str(report))
    say(f"""
Look around:
  cd {as_typed(folder)}
  qualcode read D05
  qualcode frequencies
  qualcode review --coder ana
and open reports/study.html in a browser.""")
