"""A table of themes or codes across groups of people, for reports and for live references."""

from collections.abc import Sequence

from qualcode.analysis.cross_table import Column, CrossTable
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.crosstab_figures import (
    EVERYBODY,
    PARTICIPANT,
    TEAM,
    WAVE,
    cross_table,
    told_of_outside,
    way_to_group,
)
from qualcode.reports.content.draft import SPONSOR
from qualcode.reports.content.markdown import escape, table
from qualcode.reports.content.markers import ask
from qualcode.reports.kinds.figures import code_name, figure
from qualcode.reports.kinds.legend import WHO_RAISED_IT
from qualcode.reports.kinds.numbered_tables import NumberedTables
from qualcode.reports.kinds.theme_chapter import other_roles

THEMES, CODES = "theme", "code"
"""All themes; all codes that anybody used."""
_TOO_FEW = "too few people"


def crosstab_table(
    answers: Answers,
    rows: str | Sequence[tuple[str, str]],
    by: str,
    unit: str = PARTICIPANT,
    audience: str = SPONSOR,
    tables: NumberedTables | None = None,
) -> list[str]:
    """The blocks of a table: a picture’s place, the table, what it needs to be read.

    `rows` are “theme” for all themes, “code” for all codes used, or pairs such as ("theme", name) and ("code", id).
    QualcodeError where there is nothing to tell people by, or to count, of that name.
    """
    by, unit = way_to_group(answers, by), way_to_group(answers, unit)
    if audience != TEAM and not told_of_outside(answers, by):
        return [f"A table by {escape(by)} is for the team, as it would tell who said what."]
    subjects = _subjects(answers, rows) if isinstance(rows, str) else list(rows)
    if not subjects:
        return ["Nothing to compare yet: no theme has been named and no code counts."]
    first = cross_table(answers, ask("count", "crosstab", **_about(subjects[0], by, unit, audience)))
    heads = [_head(answers, one, by, audience) if one.shown else _TOO_FEW for one in first.columns]
    places = [str(place) for place in range(1, len(heads) + 1)]
    if first.totals and by != PARTICIPANT:
        heads, places = [*heads, "All"], [*places, EVERYBODY]
    if not any(one.shown for one in first.columns) and not first.totals:
        return ["Not told apart here: too few people were interviewed."]
    body = [
        [_named(answers, *one), *(_cell(answers, one, by, unit, audience, place) for place in places)]
        for one in subjects
    ]
    word = "Theme" if all(kind == THEMES for kind, _ in subjects) else "Code"
    if tables is None:
        drawn = ["<!-- picture heat -->", table([word, *heads], body)]
    else:
        drawn = tables.blocks(f"{word}s by", [word, *heads], body, of=by, picture="heat")
    return [*drawn, *_remarks(answers, by, unit, first), WHO_RAISED_IT]


def _head(answers: Answers, column: Column, by: str, audience: str) -> str:
    """What a group is called; roles put together go by the name they have in the chapters of themes."""
    put_together = by.casefold() == "role" and column.together and audience != TEAM
    return other_roles(answers) if put_together else escape(column.name)


def _subjects(answers: Answers, rows: str) -> list[tuple[str, str]]:
    if rows == THEMES:
        return [(THEMES, name) for name in answers.themes]
    labels, used = answers.material.code_labels, {one.code for one in answers.counted.codings}
    known = [*labels, *sorted(used - labels.keys())]
    return [(CODES, code) for code in known if any(one == code or one.startswith(f"{code}.") for one in used)]


def _about(subject: tuple[str, str], by: str, unit: str, audience: str) -> dict[str, str]:
    kind, name = subject
    return {kind: name, "by": by, "unit": unit, "audience": audience}


def _named(answers: Answers, kind: str, name: str) -> str:
    return escape(name) if kind == THEMES else code_name(answers, name)


def _cell(answers: Answers, subject: tuple[str, str], by: str, unit: str, audience: str, column: str) -> str:
    about = {**_about(subject, by, unit, audience), "column": column}
    said = figure(answers, "count", "crosstab", **about)
    if unit == PARTICIPANT:
        return said
    voices = figure(answers, "number", "onevoice", **about)
    return said if voices.startswith(("0<", "not")) else f"{said}, one voice: {voices}"


def _remarks(answers: Answers, by: str, unit: str, first: CrossTable) -> list[str]:
    """What the columns and the cells mean, where that does not go without saying."""
    fewest, remarks = answers.material.k_anonymity, []
    if unit != PARTICIPANT:
        remarks.append(
            f"Counted by {escape(unit)}: it takes two voices for one to have said something; “one voice” stands apart."
        )
    if any(one.together for one in first.columns):
        remarks.append(
            f"Groups of fewer than {fewest} people are put together, so that nobody can be told from a figure."
        )
    if not all(one.shown for one in first.columns):
        remarks.append(f"Not shown: groups of fewer than {fewest} people, and those that would give one away.")
    if by == WAVE:
        remarks.append("The same people may stand in several waves, so no total stands beside them.")
    return [" ".join(remarks)] if remarks else []
