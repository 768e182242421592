"""Options that the commands about themes share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.output import say

if TYPE_CHECKING:
    from qualcode.project import Project


def theme_names(incomplete: str) -> list[str]:
    """The themes of the project one is in whose name begins so; for completion, which must never fail."""
    return _offered(lambda project: [theme.name for theme in project.themes.all()], incomplete)


def map_names(incomplete: str) -> list[str]:
    """The theme maps of the project one is in whose name begins so."""
    return _offered(lambda project: project.themes.maps(), incomplete)


Name = Annotated[str, typer.Argument(help="The theme’s name, or words of it.", autocompletion=theme_names)]
MapOption = Annotated[
    str | None,
    typer.Option("--map", help="In this theme map; else the main one comes first.", autocompletion=map_names),
]


def say_what_is_not_counted(study: "Project", viewer: str | None, excerpts: int) -> None:
    """Say why a theme that something was put to may show fewer excerpts, or none."""
    from qualcode.study.keeping_back import hidden_from

    hidden = hidden_from(study, viewer)
    if hidden:
        say(f"Left out until you have finished them: {', '.join(sorted(hidden))}.")
    if excerpts:
        say(
            "Some excerpts put to a theme do not count: their interview is not finished, or another coder’s codings"
            " count there. Who finished what: qualcode documents"
        )


def _offered(names: "Callable[[Project], list[str]]", incomplete: str) -> list[str]:
    from qualcode.errors import QualcodeError
    from qualcode.project import find_project, open_project

    try:
        with open_project(find_project(Path.cwd())) as project:
            return [one for one in names(project) if one.casefold().startswith(incomplete.casefold())]
    except (QualcodeError, OSError):
        return []
