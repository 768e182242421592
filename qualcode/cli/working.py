"""Which project a command works on, and who is working."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.output import say
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.project import Project

EVERYBODY = "all"


@contextmanager
def opened(path: Path | None) -> "Iterator[Project]":
    """The project of `--project` or of the current folder; says in a line when edited YAML waits to be applied."""
    from qualcode.project import find_project, open_project

    with open_project(path if path is not None else find_project(Path.cwd())) as project:
        waiting = project.files.edited()
        if waiting:
            were = (
                "was edited or removed since it was" if len(waiting) == 1 else "were edited or removed since they were"
            )
            say(f"Note: {', '.join(waiting)} {were} applied (qualcode codebook update).")
        yield project
        for name in project.files.awaiting():
            say(f"{name} could not be written now; what was done is kept, and the next command writes the file.")


@contextmanager
def opened_unless(path: Path | None, *, absent: bool) -> "Iterator[Project | None]":
    """The same; None where there is no project and that is all right, since nothing is to be kept."""
    from qualcode.project.connection import MissingFile

    if absent and path is None:
        from qualcode.project import find_project

        try:
            find_project(Path.cwd())
        except MissingFile:
            yield None
            return
    with opened(path) as project:
        yield project


def acting(project: "Project", given: str | None) -> str:
    """Who acts: named, or $QUALCODE_CODER, or who works in this folder, or the only coder.

    Raises QualcodeError listing the coders when that leaves nobody.
    """
    coder = acting_or_none(project, given)
    if coder is None:
        raise QualcodeError(
            f"Several people code here ({', '.join(project.coders.names())}); who are you?",
            hint="qualcode coder YOUR-NAME   (or --coder YOUR-NAME)",
        )
    return coder


def acting_or_none(project: "Project", given: str | None = None) -> str | None:
    """The same, without an error where nobody can be told."""
    from qualcode.study.setting_up import remembered_coder

    named = given or os.environ.get("QUALCODE_CODER") or remembered_coder(project)
    if named is None:
        names = project.coders.names()
        return names[0] if len(names) == 1 else None
    project.coders.id_of(named)
    return named


def say_what_was_seen(documents: Sequence[str]) -> None:
    """Say that the coder has now seen others' codings of interviews they have not finished."""
    if documents:
        say(
            f"You have now seen others’ codings of {', '.join(documents)}, which you have not finished:"
            " your later codings there will not count as blind."
        )


def whose(project: "Project", scope: Scope) -> tuple[Scope, str | None]:
    """For listings: the scope with whose codings to show, and who is looking."""
    from qualcode.study.listing import resolved

    viewer = acting_or_none(project)
    coders = scope.coders
    if EVERYBODY in coders:
        coders = frozenset()
    elif not coders and viewer:
        coders = frozenset({viewer})
    narrowed = replace(scope, coders=coders)
    return resolved(project, narrowed), viewer
