"""Commands that write data for other programs."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.options import ProjectPath, scoped
from qualcode.cli.output import number, say, write
from qualcode.cli.project_commands import as_typed
from qualcode.cli.working import EVERYBODY, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.reporting.export_rows import Sheet

_Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.", dir_okay=False)
]
_Matrix = Annotated[bool, typer.Option("--matrix", help="1 and 0: who bears which code, a column for each code.")]
_Unit = Annotated[str | None, typer.Option(help="What a row of --matrix is: participant, document, turn or passage.")]


def export_csv(
    *,
    output: _Output = None,
    matrix: _Matrix = False,
    unit: _Unit = None,
    excel: Annotated[bool, typer.Option("--excel", help="So that Excel opens it by a double click.")] = False,
    project: ProjectPath = None,
    scope: Scope,
) -> None:
    """Write codings as CSV, a row for each; or with --matrix who bears which code."""
    from qualcode.study.reporting.exporting import sheet_as_csv

    with opened(project) as study:
        sheet = _sheet(study, scope, matrix=matrix, unit=unit)
        _hand_over(study, sheet_as_csv(sheet, for_excel=excel), output)
    _tell(sheet, matrix=matrix)


def export_json(
    *,
    output: _Output = None,
    matrix: _Matrix = False,
    unit: _Unit = None,
    project: ProjectPath = None,
    scope: Scope,
) -> None:
    """Write codings as JSON, an object for each; or with --matrix who bears which code."""
    from qualcode.study.reporting.exporting import sheet_as_json

    with opened(project) as study:
        sheet = _sheet(study, scope, matrix=matrix, unit=unit)
        _hand_over(study, sheet_as_json(sheet), output)
    _tell(sheet, matrix=matrix)


def export_sqlite(
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write: study.db", dir_okay=False)],
    project: ProjectPath = None,
) -> None:
    """Write the study as a SQLite file, for Datasette and other programs; its tables are described in itself."""
    from qualcode.study.reporting.export_database import exported_study
    from qualcode.study.reporting.exporting import put_export

    with opened(project) as study:
        if output.absolute() == study.folder / "project.db":
            raise QualcodeError("That is the project itself.", hint="qualcode export sqlite -o study.db")
        found = exported_study(study, acting_or_none(study))
        say(put_export(study, output, found.data).told)
    say("What its tables, views and columns mean stands in its table “descriptions”.")
    say(f"To look: datasette {as_typed(output)}")
    _tell(replace(found.sheet, newly_seen=found.newly_seen), matrix=False)


export_csv = scoped("document", "participant", "code", "coder", "where", "modifier")(export_csv)
export_json = scoped("document", "participant", "code", "coder", "where", "modifier")(export_json)


def _sheet(study: "Project", scope: Scope, *, matrix: bool, unit: str | None) -> "Sheet":
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.reporting.export_rows import coding_sheet

    if unit is not None and not matrix:
        raise QualcodeError("A unit is that of a matrix.", hint=f"qualcode export csv --matrix --unit {unit}")
    coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
    asked, viewer = resolved(study, replace(scope, coders=coders)), acting_or_none(study)
    say_what_it_is_called_now(called_now(study, scope.codes))
    if not matrix:
        return coding_sheet(study, asked, viewer)
    from qualcode.study.reporting.export_matrix import code_matrix

    found = code_matrix(study, asked, viewer, unit or "participant")
    say(found.counts.counted.rule)
    return found.sheet


def _hand_over(study: "Project", text: str, output: Path | None) -> None:
    from qualcode.study.reporting.exporting import put_export

    if output is None:
        write(text)
    else:
        say(put_export(study, output, text).told)


def _tell(sheet: "Sheet", *, matrix: bool) -> None:
    if matrix:
        say("1: said; 0: nothing said. Empty: not asked, or not coded yet. A code includes the codes below it.")
    else:
        say(f"{number(len(sheet.rows), 'coding')}; “counted” says which of them count.")
    if sheet.kept_back:
        say(f"Left out until you have finished them: others’ codings of {', '.join(sorted(sheet.kept_back))}.")
    if sheet.guarded:
        say(
            f"For the team alone: it holds words of people who did not consent to be quoted"
            f" ({', '.join(sheet.guarded)}; column consent)."
        )
    say_what_was_seen(sheet.newly_seen)
