"""Who took part in a study, role by role."""

from qualcode.reports.answers.answers import Answers
from qualcode.reports.kinds.figures import figure
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.theme_chapter import role_columns

SAMPLE = "Participants by role"


def sample(answers: Answers, audience: str, tables: NumberedTables) -> list[str]:
    """How many were met and from how many schools, and the roles an audience may see told apart."""
    people, schools = figure(answers, "number", "interviewed"), figure(answers, "number", "schools")
    where = "" if schools.startswith("0<") else f" Schools: {schools}."
    line = f"Participants interviewed: {people}.{where}"
    rows = [
        [head, figure(answers, "number", "interviewed", **about), figure(answers, "number", "heard", **about)]
        for head, about in role_columns(answers, audience)
    ]
    if not rows:
        return [line]
    return [line, *tables.blocks(SAMPLE, ["Role", "Interviewed", "Coded so far"], rows)]
