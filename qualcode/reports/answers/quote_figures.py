"""Figures of a theme report's quotes: on how many voices they rest, and who is never quoted."""

from collections.abc import Callable, Mapping

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.answers.voices import Voices, voices
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markers import Question


def _voices(answers: Answers, question: Question) -> Voices:
    chosen = theme_quotes(answers, question.get("to") or TEAM)
    return voices(answers, [one.place for quotes in chosen.values() for one in quotes])


QUOTE_FIGURES: Mapping[str, Callable[[Answers, Question], str]] = {
    "number voices": lambda answers, question: str(round(_voices(answers, question).about)),
    "number quoted": lambda answers, question: str(_voices(answers, question).people),
    "number neverquoted": lambda answers, question: str(len(_voices(answers, question).never)),
    "number paraphrased": lambda answers, question: str(len(_voices(answers, question).paraphrased)),
    "number withheld": lambda answers, question: str(len(_voices(answers, question).withheld)),
}
"""How each is found, by the kind of its marker and what it asks; `to` names the audience."""
