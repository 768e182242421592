"""Commands that take stories in and out of a file."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Acting, ProjectPath
from qualcode.cli.output import number, say, write
from qualcode.cli.working import acting, acting_or_none, opened


def import_(
    file: Annotated[Path, typer.Argument(help="stories.yaml")], *, project: ProjectPath = None, coder: Acting = None
) -> None:
    """Take stories in from a file; a known one is changed to what the file says, others stay."""
    from qualcode.study.storytelling.story_files import import_stories

    with opened(project) as study:
        before = {one.id: one for one in study.stories.all()}
        taken = import_stories(study, acting(study, coder), file)
    new = sum(one.id not in before for one in taken)
    changed = sum(before.get(one.id, one) != one for one in taken)
    same = len(taken) - new - changed
    say(f"{number(len(taken), 'story', 'stories')}: {new} new, {changed} changed, {same} as before.")


def export(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")] = None,
    project: ProjectPath = None,
) -> None:
    """Write the stories as stories.yaml, to edit and import again."""
    from qualcode.study.reporting.reports import put_report
    from qualcode.study.storytelling.story_files import export_stories

    with opened(project) as study:
        text = export_stories(study, acting_or_none(study))
        put = put_report(study, output, text) if output is not None else None
    if put is None:
        write(text)
    else:
        say(f"{put.told}   To bring it back when edited: qualcode stories import {put.path}")
