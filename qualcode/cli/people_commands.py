"""Commands about the people in the transcripts."""

from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import show
from qualcode.cli.working import opened
from qualcode.scope import Scope

NOBODY = "Nothing fits yet. To bring interviews in: qualcode import FILE-OR-FOLDER"


def participants(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the participants and their attributes."""
    from qualcode.study.listing import ParticipantRow, participant_rows, resolved

    with opened(project) as study:
        rows = participant_rows(study, resolved(study, scope))
    show(ParticipantRow, rows, form, empty=NOBODY)


participants = scoped("participant", "where")(participants)
