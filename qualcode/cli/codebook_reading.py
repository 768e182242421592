"""Commands that read codebooks: list, check, show, report; and tables that become codebooks."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import laid_out, lines_of, number, progress, say, show, write
from qualcode.cli.working import acting, acting_or_none, opened
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.study.codebooks.codebook_checking import CodebookFinding


def list_(*, project: ProjectPath = None, form: FormatOption = Format.table) -> None:
    """List the codes in force, with their short definitions."""
    from qualcode.study.listing import CodeRow, code_rows

    with opened(project) as study:
        rows = code_rows(study, acting_or_none(study))
    show(
        CodeRow,
        rows,
        form,
        empty="The codebook has no code yet: write one into codebooks/, then qualcode codebook update",
    )


def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Codebooks; those of the project if left out.")] = None,
    *,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Also compare meanings: definitions that are alike, examples that stray.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Find every problem of codebook files, and its mend."""
    from qualcode.study.codebooks.codebook_checking import CodebookFinding, check_files, codebook_files

    with progress("Comparing meanings") as hear:
        if files:
            found = check_files(files, meaning=meaning, progress=hear)
        else:
            with opened(project) as study:
                found = check_files(codebook_files(study), meaning=meaning, project=study, progress=hear)
    rows = found.findings
    if form is Format.table and rows:
        _write_findings(rows)
    else:
        show(CodebookFinding, rows, form, empty="Nothing is wrong.")
    problems = sum(row.level == "problem" for row in rows)
    advice = number(len(rows) - problems, "piece of advice", "pieces of advice")
    say(f"{number(problems, 'problem')}, {advice}.")
    if found.notice:
        say(found.notice)
    if problems:
        raise typer.Exit(1)


def show_(
    code: Annotated[str | None, typer.Argument(help="A code, or the last part of its name; all if left out.")] = None,
    *,
    modifiers: Annotated[bool, typer.Option("--modifiers", help="Only the modifiers a coding may carry.")] = False,
    history: Annotated[
        bool, typer.Option("--history", help="The definitions a code has had, and how many codings stand under each.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Show what a code means: when to use it, when not, examples; with --format csv or json every field."""
    if history:
        _show_history(code, project, form)
        return
    from qualcode.study.codebooks.codebook_view import (
        CodeInFull,
        ModifierRow,
        code_sheet,
        codes_as_table,
        codes_in_full,
        modifier_rows,
        modifier_sheet,
    )

    with opened(project) as study:
        if form is Format.table:
            write(_hanging(modifier_sheet(study) if modifiers else code_sheet(study, code)))
        elif modifiers:
            show(ModifierRow, modifier_rows(study), form)
        elif form is Format.csv:
            write(codes_as_table(study, code))
        else:
            show(CodeInFull, codes_in_full(study, code), form)


def import_(
    file: Annotated[Path, typer.Argument(help="A codebook as .csv, .xlsx or .yaml.")],
    *,
    name: Annotated[str, typer.Option("--name", help="What to call it: codebooks/NAME.yaml; else as the file.")] = "",
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Make a spreadsheet of codes (name, definition, parent …) a codebook of this project."""
    from qualcode.study.codebooks.codebook_tables import import_codebook

    with opened(project) as study:
        done = import_codebook(study, acting(study, coder), file, name)
    for note in done.notes:
        say(note)
    added = sum(row.change == "added" for row in done.rows)
    say(f"Written and applied: {done.file}, {number(added, 'code')}. What it still lacks: qualcode codebook check")
    say("To take it back: qualcode history, then qualcode undo --event ID")


def _write_findings(rows: "Sequence[CodebookFinding]") -> None:
    """A block for each place: editors and terminals open “file:line:column” at a click."""
    for (where, code, level), found in groupby(rows, key=lambda row: (row.where, row.code, row.level)):
        write(f"{where}: {level}{f', {code}' if code else ''}")
        for row in found:
            write("\n".join(lines_of(f"{row.message} → {row.mend}" if row.mend else row.message, "  ")))


def _hanging(sheet: str) -> str:
    """A sheet in lines that fit, in which the words of a “·” stand below each other."""
    lines: list[str] = []
    for line in sheet.splitlines():
        before, dot, words = line.partition("· ")
        if dot and not before.strip():
            first, *others = lines_of(words, f"{before}  ") or [""]
            lines += [f"{before}· {first.strip()}", *others]
        else:
            lines.append(laid_out(line))
    return "\n".join(lines)


def _show_history(code: str | None, project: Path | None, form: Format) -> None:
    from qualcode.study.codebooks.code_history import DefinitionRow, code_history

    if code is None:
        raise QualcodeError("--history needs a code.", hint="qualcode codebook show CODE --history")
    with opened(project) as study:
        rows = code_history(study, code, acting_or_none(study))
    show(DefinitionRow, rows, form)
