"""Commands about codes and the YAML they stand in."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import number, say, show
from qualcode.cli.working import acting


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
