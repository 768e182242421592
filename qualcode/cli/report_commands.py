"""Commands that count, report, and prove a report true."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import say, show, write
from qualcode.cli.working import EVERYBODY, acting_or_none, opened
from qualcode.scope import Scope


def frequencies(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """Count codes in participants, by the rule of whose codings count; --coder NAME counts hers as they stand."""
    from qualcode.analysis.frequencies import Frequency
    from qualcode.study.counting import code_frequencies
    from qualcode.study.listing import resolved

    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = Scope(scope.documents, scope.participants, coders, scope.codes, scope.attributes, scope.modifiers)
        rows, counted, hidden = code_frequencies(study, resolved(study, asked), acting_or_none(study))
    show(Frequency, rows, form, columns=("code", "participants", "of", "schools", "excerpts"))
    say(counted.rule)
    if counted.unfinished:
        say(f"Not coded yet, so not counted: {', '.join(one.id for one in counted.unfinished)}.")
    if hidden:
        say(f"Left out until you have finished them: {', '.join(sorted(hidden))}.")
    say("A count says who raised it, not who would agree if asked.")


frequencies = scoped("document", "participant", "code", "coder", "where", "modifier")(frequencies)


def report_themes(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")] = None,
    audience: Annotated[str, typer.Option(help="team (sponsor and public will follow).")] = "team",
    project: ProjectPath = None,
) -> None:
    """Write the theme report as Markdown."""
    from qualcode.study.reporting import theme_report, write_report

    with opened(project) as study:
        text = theme_report(study, audience=audience)
    if output is None:
        write(text)
        return
    write_report(output, text)
    say(f"Written: {output}   To prove it: qualcode verify {output}")


def verify(
    file: Annotated[Path, typer.Argument(help="A report, or any text with quotations and counts.")],
    *,
    everything: Annotated[bool, typer.Option("--all", help="Lines that are in order too.")] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Hold a text against the project: every quote, every count, line by line."""
    from qualcode.reports.verify import VerifiedLine, failed
    from qualcode.study.reporting import verify_file

    with opened(project) as study:
        lines = verify_file(study, file)
    wrong = [line for line in lines if failed([line])]
    show(VerifiedLine, lines if everything or form in (Format.json, Format.csv) else wrong, form)
    ok = sum(line.status == "ok" for line in lines)
    unchecked = sum(line.status == "not checked" for line in lines)
    say(f"{ok} ok, {len(wrong)} changed or not backed, {unchecked} not checked (text added by hand).")
    if wrong:
        raise typer.Exit(1)
