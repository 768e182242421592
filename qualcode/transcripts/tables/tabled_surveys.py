"""Surveys: a respondent per row with a question per column, or an answer per row."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.transcripts.rendering import Piece
from qualcode.transcripts.tables.headings import Grid, Rows, cell, filled, heading_key, is_number, names_role
from qualcode.transcripts.tables.questionnaires import (
    ANSWER,
    PERSON_CODE,
    QUESTION,
    RESPONDENT,
    first_named,
    is_doubtful,
    is_open_ended,
    is_private,
    is_survey,
    respondent_id,
    who_answers,
    who_answers_again,
    without_previews,
)
from qualcode.transcripts.tables.survey_headings import Questionnaire, questionnaire
from qualcode.transcripts.tables.table_parts import Part, listed

_DATES = frozenset(("recordeddate", "timestamp", "date"))


@dataclass(frozen=True, slots=True)
class _Respondent:
    id: str
    answers: Sequence[tuple[str, str]]
    """Question and answer."""
    attributes: Mapping[str, str]
    date: str | None = None
    wave: str = ""


def surveys_in(grid: Grid, *, sure: bool = False) -> list[Part]:
    """A document for each respondent of a survey; none where the table is no survey, unless that is `sure`."""
    return _answer_per_row(grid) or _respondent_per_row(grid, sure=sure)


def _parts(respondents: Sequence[_Respondent], told: Sequence[str]) -> list[Part]:
    answering = [one for one in respondents if one.answers]
    silent = len(respondents) - len(answering)
    warnings = [*told]
    if silent:
        warnings.append(f"{silent} of {len(respondents)} respondents answered no open question and were left out.")
    seen: Counter[str] = Counter()
    parts: list[Part] = []
    for one in answering:
        seen[one.id] += 1
        name = one.id if seen[one.id] == 1 else f"{one.id} ({seen[one.id]})"
        parts.append(_part(one, name if len(answering) > 1 else None, () if parts else tuple(warnings)))
    return parts


def _part(one: _Respondent, name: str | None, warnings: tuple[str, ...]) -> Part:
    label = f"Respondent {one.id}" if is_number(one.id) else one.id
    pieces: list[Piece] = []
    for question, answer in one.answers:
        pieces += [Piece(question, outside=True, heading=2), Piece(answer, label)]
    facts = {"source": "survey"} | ({"date": one.date} if one.date else {}) | ({"wave": one.wave} if one.wave else {})
    about = dict(one.attributes) | ({"id": one.id} if PERSON_CODE.fullmatch(one.id) else {})
    return Part(name, pieces, facts, {label: about} if about else {}, warnings)


def _answer_per_row(grid: Grid) -> list[Part]:
    headings = [" ".join(text.split()) for text in grid.rows[0]]
    keys = [heading_key(heading) for heading in headings]
    question, answer = first_named(keys, QUESTION), first_named(keys, ANSWER)
    rows = [row for row in grid.rows[1:] if cell(row, answer)]
    if question is None or answer is None or not rows:
        return []
    who = first_named(keys, RESPONDENT)
    groups, told = _by_respondent(rows, who, question)
    rest = [column for column in range(len(headings)) if column not in {question, answer, who}]
    kept = [column for column in rest if headings[column] and not is_private(headings[column], keys[column])]
    steady = [column for column in kept if all(_one_value(found, column) for found in groups.values())]
    told += _left_out(headings[column] for column in rest if column not in steady and filled(rows, column))
    respondents = [
        _Respondent(
            name,
            [(cell(row, question) or headings[answer], cell(row, answer)) for row in found],
            {headings[column]: value for column in steady if (value := _one_value(found, column).strip())},
        )
        for name, found in groups.items()
    ]
    return _parts(respondents, told)


def _by_respondent(rows: Rows, who: int | None, question: int) -> tuple[Mapping[str, Rows], list[str]]:
    """Rows by who answers, and what is doubtful about it; an empty cell means the respondent of the row before."""
    several = len({cell(row, question) for row in rows}) < len(rows)
    ids = [respondent_id(cell(row, who)) for row in rows]
    told = []
    if who is None:
        ids = [str(number) if several else "1" for number in range(1, len(rows) + 1)]
        whose = "each row was taken as another person’s answer" if several else "all answers were taken as one person’s"
        told.append(f"No column names the respondents; {whose}.")
    elif len(set(ids)) == len(ids) > 1:
        told.append("No respondent has more than one row; each row was taken as another person’s answer.")
    groups: dict[str, list[Sequence[str]]] = {}
    name = "1"
    for row, found in zip(rows, ids, strict=True):
        name = found or name
        groups.setdefault(name, []).append(row)
    return groups, told


def _one_value(rows: Rows, column: int) -> str:
    """The value that rows agree on, a space where they have none; empty where they differ."""
    values = {value for row in rows if (value := cell(row, column))}
    return next(iter(values), " ") if len(values) < 2 else ""


def _respondent_per_row(grid: Grid, *, sure: bool) -> list[Part]:
    survey = questionnaire(grid)
    if not survey.rows:
        return []
    once = who_answers(survey)
    who = who_answers_again(survey) if once is None else once
    columns = [column for column in range(len(survey.headings)) if column != who and filled(survey.rows, column)]
    private = [column for column in columns if is_private(survey.headings[column], survey.keys[column])]
    open_ended = [column for column in columns if column not in private and is_open_ended(survey, column)]
    if not open_ended or not (sure or is_survey(survey, once, open_ended)):
        return []
    closed = [column for column in columns if column not in {*private, *open_ended} and survey.headings[column]]
    told = [_taken(survey, open_ended, closed), *_left_out(survey.headings[column] for column in private)]
    told += [_doubt(survey.headings[column]) for column in open_ended if is_doubtful(survey, column)]
    told += [f"The lines above the headings were left out: {listed(survey.above)}."] if any(survey.above) else []
    if who is not None and once is None:
        column = listed([survey.headings[who]])
        told.append(f"{column} names some respondents in several rows; each row became a document of that person.")
    rows, previews = without_previews(survey)
    if previews:
        told.append(f"Respondents that only tried the survey out were left out: {previews}.")
    respondents = [_respondent(survey, row, number, who, open_ended, closed) for number, row in enumerate(rows, 1)]
    return _parts(respondents, told)


def _respondent(
    survey: Questionnaire, row: Sequence[str], number: int, who: int | None, open_ended: Sequence[int],
    closed: Sequence[int],
) -> _Respondent:  # fmt: skip
    answers = [(survey.headings[column], answer) for column in open_ended if (answer := cell(row, column))]
    waves = [column for column in closed if names_role(survey.headings[column], "wave")]
    attributes = {
        survey.headings[column]: value for column in closed if column not in waves and (value := cell(row, column))
    }
    dates = (cell(row, column)[:10] for column, key in enumerate(survey.keys) if key in _DATES)
    date = next((text for text in dates if re.fullmatch(r"\d{4}-\d\d-\d\d", text)), None)
    return _Respondent(
        respondent_id(cell(row, who)) or str(number), answers, attributes, date, cell(row, next(iter(waves), None))
    )


def _taken(survey: Questionnaire, open_ended: Sequence[int], closed: Sequence[int]) -> str:
    answers = listed(survey.headings[column] for column in open_ended)
    about = f"attributes of the respondents: {listed(survey.headings[column] for column in closed)}"
    return f"Taken as answers: {answers}; {about if closed else 'nothing as attributes of the respondents'}."


def _doubt(heading: str) -> str:
    return f"Answers to {listed([heading])} are few and brief; if they were choices, head that column without asking."


def _left_out(headings: Iterable[str]) -> list[str]:
    names = list(headings)
    return [f"Columns left out: {listed(names)}."] if names else []
