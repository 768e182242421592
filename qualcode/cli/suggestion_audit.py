"""Commands that ask what suggestions did, and how much the coding missed."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.audit_tables import show_audit
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import number, say, show, write
from qualcode.cli.working import EVERYBODY, acting, acting_or_none, opened
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.suggesting.sampling import Drawn


def sample(
    *,
    size: Annotated[
        str, typer.Option("--n", help="How many passages, or auto: as many as it takes to show --recall.")
    ] = "auto",
    recall: Annotated[
        float, typer.Option(min=0.5, max=0.99, help="The share of what there is to mark that is to be shown as marked.")
    ] = 0.8,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Draw passages you left unmarked, to read again: how much was missed?"""
    from qualcode.study.suggesting.sampling import DrawnRow, draw_sample

    with opened(project) as study:
        found = draw_sample(study, acting(study, coder), size=_size(size), recall=recall)
    show(DrawnRow, found.rows, form)
    say(_planned(found))
    say("Read them, and give each the codes that fit or none: qualcode review")


def audit(
    *,
    last: Annotated[int, typer.Option("--last", min=1, help="Of how many last decisions to tell the precision.")] = 50,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Tell what became of suggestions, and how much was missed."""
    from qualcode.study.listing import resolved
    from qualcode.study.suggesting.audit_figures import AuditFigure, audit_figures
    from qualcode.study.suggesting.auditing import audit as ask
    from qualcode.study.suggesting.second_reading import end_of_sitting

    with opened(project) as study:
        viewer, asked = acting_or_none(study), resolved(study, _without_all(scope))
        for told in end_of_sitting(study, viewer) if viewer else ():
            say(told)
        found = [ask(study, one, viewer, scope=asked, last=last) for one in _coders(study, scope, viewer)]
        rereads = study.settings.read().withheld > 0
    if form in (Format.csv, Format.json):
        show(AuditFigure, [row for one in found for row in audit_figures(one)], form)
    for place, one in enumerate(found):
        if form in (Format.table, Format.md):
            if place and form is Format.table:
                write("")
            show_audit(one, form, rereads=rereads)
        for question in one.questions if one.coder == viewer else ():
            say(question)
        if one.left_out:
            say(f"Left out until you have finished them: {', '.join(one.left_out)}.")


audit = scoped("code", "coder")(audit)


def _size(given: str) -> int | None:
    if given.casefold() == "auto":
        return None
    if given.isdecimal() and int(given) > 0:
        return int(given)
    raise QualcodeError(f"“{given}” is no number of passages.", hint="qualcode suggest sample --n auto   (or --n 150)")


def _planned(found: "Drawn") -> str:
    """The size that was planned, and why."""
    drawn, goal = len(found.sample.passages), f"{100 * found.recall:.4g}"
    why = (
        f"{number(found.planned, 'passage')}, because if none of them was missed you have marked at least {goal} in 100"
        f" of what there is to mark, 19 times in 20 (3 × {found.unmarked} unmarked × {found.recall:g}, divided by"
        f" {found.marked} marked × {1 - found.recall:.4g})."
    )
    if drawn == found.unmarked:
        every = f"All {drawn} unmarked passages are" if drawn > 1 else "The only unmarked passage is"
        return f"{every} drawn; after that nothing is left to chance."
    if drawn == found.planned:
        return f"Drawn: {why}"
    return f"Drawn: {number(drawn, 'passage')}, as asked. Planned would be {why}"


def _without_all(scope: Scope) -> Scope:
    return Scope(codes=scope.codes, coders=scope.coders - {EVERYBODY})


def _coders(study: "Project", scope: Scope, viewer: str | None) -> list[str]:
    """Whose audit: those named, everybody, or who works here."""
    if EVERYBODY in scope.coders:
        return list(study.coders.names())
    return sorted(scope.coders) or [viewer or acting(study, None)]
