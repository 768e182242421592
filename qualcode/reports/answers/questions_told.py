"""The question above a quote, as far as a reader may see it."""

import re

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import Place, asked_before, words_at
from qualcode.reports.content.draft import TEAM

_NAME = re.compile(r"[^\W\d_]{3,}")
_NO_NAMES = frozenset(
    {"interviewee", "participant", "respondent", "speaker", "teacher", "principal", "leader", "coach"}
)
"""What people without a name are called in transcripts."""


def question_told(answers: Answers, place: Place, audience: str) -> Place | None:
    """The question that a quote answers, where a report tells it; None where there is none, or where it gives away who
    speaks: outside the team none that calls a participant of the study by the name of their transcript.
    """
    before = asked_before(answers.material, place)
    if before is None or audience == TEAM:
        return before
    said = set(_NAME.findall(words_at(answers.material, before)))
    return None if said & _names(answers) else before


def _names(answers: Answers) -> set[str]:
    """The names in transcripts, as people write them."""
    labels = (one.label for one in answers.material.speakers if one.role == "participant")
    words = (word for label in labels for word in _NAME.findall(label))
    return {word.capitalize() if word.isupper() else word for word in words if word.casefold() not in _NO_NAMES}
