"""Commands that count, report, and prove a report true."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import number, say, show, write
from qualcode.cli.project_commands import as_typed
from qualcode.cli.working import EVERYBODY, acting_or_none, opened, say_what_was_seen
from qualcode.scope import Scope


def frequencies(
    *,
    by_participant: Annotated[
        bool, typer.Option("--by-participant", help="A row for each participant and code, with the kind of each blank.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Count how many participants raised each code."""
    from qualcode.analysis.blanks import Cell
    from qualcode.analysis.frequencies import Frequency
    from qualcode.study.counting import what_counts
    from qualcode.study.listing import resolved

    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = replace(scope, coders=coders)
        found = what_counts(study, resolved(study, asked), acting_or_none(study), by_participant=by_participant)
    if by_participant:
        show(Cell, found.by_participant(), form)
    else:
        show(
            Frequency,
            found.by_code(),
            form,
            columns=("code", "participants", "of", "schools", "excerpts"),
            empty="The codebook has no code yet.",
        )
    if not by_participant:
        say(_WHO_IS_IN_OF)
    say(found.counted.rule)
    if found.coded_in_part:
        say(f"Only some of their interviews are coded so far: {_some(found.coded_in_part)}.")
    if found.counted.asking:
        say(f"Left out, because an interviewer says them: {number(len(found.counted.asking), 'coding')}.")
    if found.counted.unfinished:
        say(f"Not coded yet, so not counted: {', '.join(one.id for one in found.counted.unfinished)}.")
    if found.kept_back:
        say(f"Left out until you have finished them: {', '.join(sorted(found.kept_back))}.")
    say_what_was_seen(found.newly_seen)
    say("A count says who raised it, not who would agree if asked.")


_WHO_IS_IN_OF = (
    "“of” counts the participants coded so far who were asked, or raised it unasked; where nobody recorded who was "
    "asked, everyone interviewed or surveyed and coded so far."
)


def _some(ids: tuple[str, ...], most: int = 10) -> str:
    """The first ids of a list, and how many more there are."""
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return f"{', '.join(ids[:most])}{more}"


frequencies = scoped("document", "participant", "code", "coder", "where", "modifier")(frequencies)


def report_themes(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")] = None,
    audience: Annotated[str, typer.Option(help="team (sponsor and public will follow).")] = "team",
    project: ProjectPath = None,
) -> None:
    """Write the theme report as Markdown."""
    from qualcode.study.reporting import note_report, put_report, theme_report

    with opened(project) as study:
        viewer = acting_or_none(study)
        text = theme_report(study, viewer, audience=audience)
        newly_seen = note_report(study, viewer)
        put = put_report(study, output, text) if output is not None else None
    say_what_was_seen(newly_seen)
    if put is None:
        write(text)
        return
    say(f"{put.told}   To prove it: qualcode verify {as_typed(put.path)}")


def verify(
    file: Annotated[Path, typer.Argument(help="A report, or any text with quotations and counts.")],
    *,
    everything: Annotated[bool, typer.Option("--all", help="Lines that are in order too.")] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Hold a text against the project: each quote, each count."""
    from qualcode.reports.verify import VerifiedLine, failed
    from qualcode.study.reporting import verify_file

    with opened(project) as study:
        lines = verify_file(study, file)
    wrong = [line for line in lines if failed([line])]
    worth_a_look = [line for line in lines if failed([line]) or line.status == "missing"]
    whole = everything or form in (Format.json, Format.csv)
    show(VerifiedLine, lines if whole else worth_a_look, form, empty="No line is wrong.")
    counts = Counter(line.status for line in lines)
    gone = f", {number(counts['missing'], 'part')} of the report not in this text" if counts["missing"] else ""
    say(
        f"{counts['ok']} ok, {len(wrong)} changed or not backed,"
        f" {counts['not checked']} not checked (text added by hand){gone}."
    )
    if wrong:
        raise typer.Exit(1)
