"""Commands about the people in the transcripts, and about what stands above them."""

import re
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
    from qualcode.study.bringing_in.people_listing import ParticipantRow, participant_rows
    from qualcode.study.listing import resolved

    with opened(project) as study:
        rows = participant_rows(study, resolved(study, scope))
        anybody = bool(study.participants.ids())
    columns = None if any(row.cases for row in rows) else ("id", "attributes", "documents")
    show(ParticipantRow, rows, form, columns=columns, empty=nothing_fits(scope) if anybody else NOBODY)


def nothing_fits(scope: Scope) -> str:
    """What to say where a project has people or documents, and none of them is what was asked for."""
    asked = " and ".join(f"{one.attribute}{one.comparison}{one.value}" for one in scope.conditions)
    parts = [
        f"--where {asked}" if asked else "",
        *(f"--case {one}" for one in sorted(scope.cases)),
        *(f"--participant {one}" for one in sorted(scope.participants)),
        *(f"--document {one}" for one in sorted(scope.documents)),
    ]
    return f"Nobody fits {' '.join(part for part in parts if part)}: qualcode participants"


def edit(
    participant: Annotated[str, typer.Argument(help="The participant: P01.")],
    *,
    to: Annotated[
        list[str] | None, typer.Option("--set", help="An attribute, such as role=principal; role= takes it away.")
    ] = None,
    unset: Annotated[list[str] | None, typer.Option("--unset", help="An attribute to take away.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Change what is known of a participant."""
    from qualcode.study.bringing_in.people import edit_participant, mistyped

    if not to and not unset:
        raise QualcodeError("What is to change?", hint=f"qualcode participants edit {participant} --set role=principal")
    emptied = [one for one in to or () if re.fullmatch(r"\s*[^=\s][^=]*=\s*", one)]
    gone = [*(unset or ()), *(one.partition("=")[0].strip() for one in emptied)]
    given = pairs([one for one in to or () if one not in emptied], "--set role=principal   (or --unset role)")
    with opened(project) as study:
        changed = edit_participant(study, acting(study, coder), participant, given, gone)
        near = mistyped(study, participant, given)
    say(f"{participant} was changed." if changed else f"{participant} was so already.")
    for name, meant in near.items():
        say(
            f"Nobody else has “{name}”; did you mean “{meant}”? qualcode participants edit {participant} --unset {name}"
        )


def cases(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the schools, networks and organisations that people belong to."""
    from qualcode.study.bringing_in.people_listing import CaseRow, case_rows
    from qualcode.study.listing import resolved

    with opened(project) as study:
        rows = case_rows(study, resolved(study, scope))
    show(CaseRow, rows, form, empty=NO_CASES)


participants_group = group_of(scoped("participant", "where")(participants), edit)
cases = scoped("case")(cases)
