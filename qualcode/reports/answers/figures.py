"""The answer to the question that a marked figure asks, for writing a report and for checking it."""

from collections.abc import Callable, Mapping

from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.coder_names import naming_coders
from qualcode.reports.answers.crosstab_figures import CROSSTAB_FIGURES, CROSSTAB_NAMES
from qualcode.reports.answers.log_figures import LOG_FIGURES, LOG_NAMES
from qualcode.reports.answers.person_figures import PERSON_FIGURES
from qualcode.reports.answers.quote_figures import QUOTE_FIGURES
from qualcode.reports.answers.study_figures import STUDY_FIGURES
from qualcode.reports.answers.value_figures import VALUE_FIGURES, VALUE_NAMES
from qualcode.reports.content.markers import Question

Figure = Callable[[Answers, Question], str]

_FIGURES: Mapping[str, Figure] = {
    **STUDY_FIGURES,
    **CROSSTAB_FIGURES,
    **QUOTE_FIGURES,
    **LOG_FIGURES,
    **PERSON_FIGURES,
    **VALUE_FIGURES,
}
"""How each figure is found, by the kind of its marker and what it asks: “count participants”."""
_NAMES = (
    frozenset(
        {"theme", "code", "cycle", "sense", "role", "stance", "source", "search", "group", "coder", "beside", "to"}
    )
    | LOG_NAMES
    | VALUE_NAMES
    | CROSSTAB_NAMES
)


def answered(answers: Answers, question: Question) -> str:
    """The figure as a report shows it: “7 of 12”, “40”, or the words of a blank.

    Raises QualcodeError when the question names something the project lacks.
    """
    _refuse_unknown(answers, question)
    question = naming_coders(answers, question)
    figure = _FIGURES.get(f"{question.kind} {question.what}")
    if figure is None:
        raise QualcodeError(f"The marker asks for “{question.kind} {question.what}”, which is no question.")
    return figure(answers, question)


def _refuse_unknown(answers: Answers, question: Question) -> None:
    theme, code = question.get("theme"), question.get("code")
    unknown = [name for name, _ in question.about if name not in _NAMES]
    if unknown:
        raise QualcodeError(f"The marker names “{unknown[0]}”, which means nothing here.")
    if theme is not None and theme not in answers.themes:
        raise QualcodeError(f"There is no theme “{theme}” in this project.")
    if code is not None and code not in answers.material.code_labels and not answers.codings(question):
        raise QualcodeError(f"There is no code “{code}” in this project.")
