"""Commands about the people in the transcripts, and about what stands above them."""

from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_of, pairs, scoped
from qualcode.cli.output import say, show
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

NOBODY = "Nothing fits yet. To bring interviews in: qualcode import FILE-OR-FOLDER"
NO_CASES = (
    "There are no cases yet: schools, networks, organisations. To bring them in: qualcode import --cases cases.csv"
)


def participants(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the participants and their attributes."""
    from qualcode.study.listing import ParticipantRow, participant_rows, resolved

    with opened(project) as study:
        rows = participant_rows(study, resolved(study, scope))
    columns = None if any(row.cases for row in rows) else ("id", "attributes", "documents")
    show(ParticipantRow, rows, form, columns=columns, empty=NOBODY)


def edit(
    participant: Annotated[str, typer.Argument(help="The participant: P01.")],
    *,
    to: Annotated[
        list[str] | None, typer.Option("--set", help="An attribute, such as role=principal; may be repeated.")
    ] = None,
    unset: Annotated[list[str] | None, typer.Option("--unset", help="An attribute to take away.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Change what is known of a participant."""
    from qualcode.study.people import edit_participant

    if not to and not unset:
        raise QualcodeError("What is to change?", hint=f"qualcode participants edit {participant} --set role=principal")
    with opened(project) as study:
        given = pairs(to or [], "--set role=principal")
        changed = edit_participant(study, acting(study, coder), participant, given, unset or [])
    say(f"{participant} was changed." if changed else f"{participant} was so already.")


def cases(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the schools, networks and organisations that people belong to."""
    from qualcode.study.listing import CaseRow, case_rows, resolved

    with opened(project) as study:
        rows = case_rows(study, resolved(study, scope))
    show(CaseRow, rows, form, empty=NO_CASES)


participants_group = group_of(scoped("participant", "where")(participants), edit)
cases = scoped("case")(cases)
