"""Tables that could be a survey or a conversation."""

from qualcode.errors import QualcodeError
from qualcode.transcripts.labelled.roles import asks as interviews
from qualcode.transcripts.tables.asking import asks
from qualcode.transcripts.tables.columns import Columns
from qualcode.transcripts.tables.headings import Grid, ends_like_words, filled, heading_key, names_role
from qualcode.transcripts.tables.questionnaires import (
    is_dated,
    is_remark,
    is_stamped,
    names_respondents,
    who_answers,
    who_answers_again,
)
from qualcode.transcripts.tables.survey_headings import Questionnaire, questionnaire
from qualcode.transcripts.tables.table_parts import listed

_NUMBERS = frozenset(("id", "no", "nr", ""))
"""Headings of what may number respondents, or rows."""


def is_talk(grid: Grid, columns: Columns, name: str) -> bool:
    """Whether people speak in turns in a table with a column of names or roles, rather than answer once each.

    Raises QualcodeError where both could be.
    """
    survey = questionnaire(grid)
    who = who_answers(survey)
    numbered = who is not None and survey.keys[who] in _NUMBERS
    words = columns.heading(columns.words)
    named = names_role(words, "words", "words maybe") or ends_like_words(words)
    spoken = named and not is_remark(heading_key(words))
    stamped = survey.marked or is_stamped(survey)
    if columns.speaker is None:
        return numbered and spoken and not stamped and _is_timed(grid, columns)
    labels = filled(grid.rows[columns.first :], columns.speaker)
    if any(map(interviews, labels)):
        return True
    if len(set(labels)) > len(labels) / 2:
        return False
    if stamped or (names_respondents(survey, who) and not numbered) or _in_waves(survey):
        return False
    if names_role(columns.heading(columns.speaker), "speaker"):
        return True
    roles = names_role(columns.heading(columns.speaker), "person")
    if roles and ((numbered and spoken) or is_remark(heading_key(words))):
        raise _undecided(columns, name)
    if not roles and any(map(asks, survey.headings)) and not spoken:
        raise _undecided(columns, name)
    return numbered and not roles and spoken


def _in_waves(survey: Questionnaire) -> bool:
    """Whether respondents with codes answer in several waves."""
    waves = any(names_role(heading, "wave") for heading in survey.headings)
    return waves and who_answers_again(survey) is not None and any(map(asks, survey.headings))


def _is_timed(grid: Grid, columns: Columns) -> bool:
    """Whether rows have a time within a recording, rather than a day."""
    return columns.begins is not None and not any(map(is_dated, filled(grid.rows[columns.first :], columns.begins)))


def _undecided(columns: Columns, name: str) -> QualcodeError:
    who = listed([columns.heading(columns.speaker or 0)])
    return QualcodeError(
        f"“{name}” could be a survey or a conversation: {who} recurs from row to row, as speakers do and as"
        " attributes do.",
        hint="If people speak in turns, head the columns “speaker” and “text”. If it is a survey, give each row an id"
        " of its own in a column “respondent”, and head the answers with their questions.",
    )
