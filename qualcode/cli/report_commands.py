"""Commands that report, and prove a report true."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.counting_commands import frequencies
from qualcode.cli.options import Format, FormatOption, ProjectPath
from qualcode.cli.output import number, say, show, write
from qualcode.cli.project_commands import as_typed
from qualcode.cli.working import acting_or_none, opened, say_what_was_seen


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
    from qualcode.reports.verifying.verify import VerifiedLine, failed
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


__all__ = ["frequencies", "report_themes", "verify"]
