"""Which columns of a survey hold answers in people's own words, and which tell of the respondents."""

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.transcripts.tables.asking import asks, given, recurs, were_chosen
from qualcode.transcripts.tables.headings import (
    Grid,
    Rows,
    cell,
    filled,
    heading_key,
    is_number,
    mean_words,
    names_role,
)
from qualcode.transcripts.tables.survey_headings import ADMIN, Questionnaire, questionnaire, set_of
from qualcode.transcripts.tables.timing import is_time

_PERSONAL = re.compile(
    r"\be-?mails?\b|\bphone\b|\b(?:full|first|last|middle|your|family|sur|nick)[ _-]?names?\b|^names?$|\bip address\b",
    re.IGNORECASE,
)
RESPONDENT = (
    "respondentid", "respondent", "participantid", "participant", "pseudonym", "personid", "person", "subjectid",
    "caseid", "recordid", "responseid", "submissionid", "userid", "externalreference", "id", "token", "", "no", "nr",
)  # fmt: skip
_NAMES_RESPONDENTS = frozenset(RESPONDENT[: RESPONDENT.index("token")])
_PEOPLE = frozenset(RESPONDENT[: RESPONDENT.index("responseid")])
QUESTION = ("question", "questiontext", "prompt", "surveyquestion", "questiontitle", "questionname", "item", "frage")
ANSWER = (
    "answer", "answertext", "response", "responsetext", "reply", "openresponse", "verbatim", "text", "comment",
    "antwort", "answers", "responses",
)  # fmt: skip
_NO_ANSWERS = set_of(
    "description definition title abstract summary notes note memo memos label examples example url link citation "
    "rights subject address location keywords tags codes code theme themes source full when whennot"
)
_REMARKS = set_of("comment comments feedback suggestion suggestions remarks othercomments additionalcomments explain")
_STAMPS = (
    "timestamp", "submittedat", "submitdate", "completiontime", "zeitstempel", "horodateur", "marcatemporal",
)  # fmt: skip
_STAMP = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\D+\d", re.ASCII)
PERSON_CODE = re.compile(r"[A-Za-z]{1,4}[-_ ]?\d{1,4}")
"""A respondent's id that can serve as a participant's."""

_PREVIEWS = frozenset(("survey preview", "preview", "survey test", "test response"))


def first_named(keys: Sequence[str], names: Sequence[str]) -> int | None:
    """The column with the most usual of some names."""
    return next((keys.index(name) for name in names if name in keys), None)


def respondent_id(text: str) -> str:
    """What a respondent is called; numbers as they were before a program made them decimal."""
    return " ".join(re.sub(r"^(\d+)\.0$", r"\1", text).split())


def who_answers(survey: Questionnaire) -> int | None:
    """The column that names each respondent once."""
    for name in RESPONDENT:
        for column, key in enumerate(survey.keys):
            values = [respondent_id(cell(row, column)) for row in survey.rows] if key == name else []
            if values and all(values) and len(set(values)) > 0.9 * len(values) and mean_words(values) <= 3:
                return column
    return next((column for column in range(len(survey.headings)) if _are_codes(survey, column)), None)


def who_answers_again(survey: Questionnaire) -> int | None:
    """The column whose codes name respondents that fill in several rows, as in several waves."""
    for column, key in enumerate(survey.keys):
        values = [respondent_id(cell(row, column)) for row in survey.rows] if key in _PEOPLE else []
        coded = all(PERSON_CODE.fullmatch(value) or is_number(value) for value in values)
        if values and coded and 2 < len(set(values)) < len(values):
            return column
    return None


def _are_codes(survey: Questionnaire, column: int) -> bool:
    """Whether a column gives each row a code of its own, such as P07."""
    values = [cell(row, column) for row in survey.rows]
    if is_private(survey.headings[column], survey.keys[column]):
        return False
    return len(set(values)) == len(values) > 1 and all(map(PERSON_CODE.fullmatch, values))


def is_private(heading: str, key: str) -> bool:
    """Whether a column is the survey program's own, or names a person; it is neither an answer nor an attribute."""
    return key in ADMIN or bool(_PERSONAL.search(heading))


def is_open_ended(survey: Questionnaire, column: int) -> bool:
    """Whether a column holds answers in people's own words."""
    cells = filled(survey.rows, column)
    if survey.keys[column] in _NO_ANSWERS or sum(is_number(text) or is_time(text) for text in cells) > len(cells) / 2:
        return False
    if asks(survey.headings[column]):
        return not were_chosen(survey.headings[column], cells)
    if survey.keys[column] in _REMARKS:
        return not all(map(is_number, given(cells)))
    named = survey.keys[column] in ANSWER
    words = mean_words(cells)
    if len(cells) < 4:
        return words >= (3 if named else 8)
    choices = Counter(part.strip() for text in cells for part in re.split("[;,]", text) if part.strip())
    if sum(choices.values()) > 2.5 * len(choices) and sum(len(part.split()) for part in choices) < 7 * len(choices):
        return False
    return len(set(cells)) > len(cells) / 2 and words >= (2.5 if named else 5)


def is_doubtful(survey: Questionnaire, column: int) -> bool:
    """Whether answers taken for people's own words are as few and as brief as choices are."""
    answers = given(filled(survey.rows, column))
    return recurs(answers) and mean_words(answers) <= 3


def asks_respondents(grid: Grid) -> bool:
    """Whether headings alone show a survey: its program's, or questions beside who answered, when, or each other."""
    if not grid.rows or any(is_time(text) and ":" in text for text in grid.rows[0]):
        return False
    survey = questionnaire(grid)
    if not survey.rows or any(names_role(heading, "speaker", "words") for heading in grid.rows[0]):
        return False
    asking = sum(asks(heading) for heading in survey.headings)
    if survey.marked or asking > 1:
        return True
    return asking == 1 and (who_answers(survey) is not None or is_stamped(survey))


def is_stamped(survey: Questionnaire) -> bool:
    """Whether each row has the day and time at which a form was sent."""
    column = first_named(survey.keys, _STAMPS)
    stamps = filled(survey.rows, column) if column is not None else []
    return bool(stamps) and all(map(is_dated, stamps))


def is_dated(text: str) -> bool:
    """Whether a cell names a day and a time of it."""
    return bool(_STAMP.match(text))


def is_survey(survey: Questionnaire, who: int | None, open_ended: Sequence[int]) -> bool:
    """Whether a table with open columns is a survey: by its program, its questions, or a column of respondents."""
    if survey.marked or any(_is_question(survey, column) for column in open_ended):
        return True
    if is_stamped(survey) and not any(map(_tells_of_talk, survey.headings)):
        return True
    return names_respondents(survey, who) and not any(key in _NO_ANSWERS for key in survey.keys)


def _tells_of_talk(heading: str) -> bool:
    """Whether a heading is a usual one for who speaks or what is said; a role and comments may be a survey's."""
    if is_remark(heading_key(heading)) or names_role(heading, "person"):
        return False
    return names_role(heading, "speaker", "speaker maybe", "words", "words maybe")


def is_remark(key: str) -> bool:
    """Whether a heading, as it is compared, is that of remarks people may add: comments, feedback."""
    return key in _REMARKS


def names_respondents(survey: Questionnaire, column: int | None) -> bool:
    """Whether the heading of the column with each respondent once says that it is that."""
    return column is not None and survey.keys[column] in _NAMES_RESPONDENTS


def _is_question(survey: Questionnaire, column: int) -> bool:
    """Whether a heading is a question, and not the first thing that somebody asks in a conversation."""
    cells = filled(survey.rows, column)
    return asks(survey.headings[column]) and sum(text.endswith("?") for text in cells) <= len(cells) / 6


def without_previews(survey: Questionnaire) -> tuple[Rows, int]:
    """The rows of people, and how many were tests of the questionnaire."""
    status = first_named(survey.keys, ("status", "responsetype"))
    kept = [row for row in survey.rows if cell(row, status).casefold() not in _PREVIEWS]
    return kept, len(survey.rows) - len(kept)
