"""Commands that open a screen."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, ProjectPath
from qualcode.cli.output import say
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.tui.app import CodingApp


def code(
    document: Annotated[
        str | None, typer.Argument(help="The interview to code: D03; the list of all if left out.")
    ] = None,
    *,
    tour: Annotated[
        bool, typer.Option("--tour", help="Begin with the tour: in one minute, the keys that matter most.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Read and code interviews on the screen, from the keyboard; ? there shows the keys."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QualcodeError("The coding screen needs a terminal.", hint="In scripts: qualcode coding add --help")
    from qualcode.study.coding.first_tour import tour_begins
    from qualcode.tui.app import CodingApp

    with opened(project) as study:
        who = acting(study, coder)
        if not study.documents.ids():
            raise QualcodeError("There is no interview yet.", hint="Bring some in: qualcode import FOLDER")
        named = study.documents.current(document).document if document else None
        run_screen(CodingApp(study, who, named, touring=tour_begins(study) or tour))


def run_screen(screen: "CodingApp") -> None:
    """Show a screen until it is left, then say what it has to say; exit code 1 after a fault of the program."""
    if told := screen.run():
        say(told)
    if screen.return_code:
        raise typer.Exit(screen.return_code)
