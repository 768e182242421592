"""Commands about codes and the YAML they stand in."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import laid_out, number, say, show, write
from qualcode.cli.working import acting, acting_or_none, opened


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
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Find every problem of codebook files, and its mend."""
    from qualcode.study.codebook_view import CodebookFinding, check_files

    if files:
        rows = check_files(files)
    else:
        with opened(project) as study:
            rows = check_files(sorted((study.folder / "codebooks").glob("*.yaml")))
    show(CodebookFinding, rows, form, empty="Nothing is wrong.")
    problems = sum(row.level == "problem" for row in rows)
    advice = number(len(rows) - problems, "piece of advice", "pieces of advice")
    say(f"{number(problems, 'problem')}, {advice}.")
    if problems:
        raise typer.Exit(1)


def show_(
    code: Annotated[str | None, typer.Argument(help="A code, or the last part of its name; all if left out.")] = None,
    *,
    modifiers: Annotated[bool, typer.Option("--modifiers", help="Only the modifiers a coding may carry.")] = False,
    project: ProjectPath = None,
) -> None:
    """Show what a code means: when to use it, when not, examples."""
    from qualcode.study.codebook_view import code_sheet, modifier_sheet

    with opened(project) as study:
        write(laid_out(modifier_sheet(study) if modifiers else code_sheet(study, code)))


def update(
    *,
    discard: Annotated[
        bool, typer.Option("--discard", help="Put the files back as last applied; edits are kept beside them.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Apply codebooks and project.yaml as edited by hand."""
    from qualcode.project import find_project, open_project
    from qualcode.study.updating import UpdateRow
    from qualcode.study.updating import update as apply

    with open_project(project or find_project(Path.cwd())) as study:
        if discard:
            for name, kept in study.files.discard_edits():
                say(f"{name} is as it was last applied." + (f" The edited one is in {kept}." if kept else ""))
            return
        who = acting(study, coder)
        rows = apply(study, who)
        stale = sum(one.stale for one in study.suggestions.of(who, status="open"))
    show(UpdateRow, rows, form)
    say("Applied. To take it back: qualcode history, then qualcode undo --event ID" if rows else "Nothing was edited.")
    if rows and stale:
        say(f"Out of date now: {number(stale, 'suggestion')}. Ask anew: qualcode suggest")
