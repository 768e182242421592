"""The question above a quote, as far as a reader may see it."""

import re
from typing import cast

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import Place, asked_before, words_at
from qualcode.reports.answers.theme_quotes import theme_quotes
from qualcode.reports.content.draft import TEAM

_NAME = re.compile(r"[^\W\d_]{3,}")
_NO_NAMES = frozenset(
    {"interviewee", "participant", "respondent", "speaker", "teacher", "principal", "leader", "coach"}
)
"""What people without a name are called in transcripts."""


def question_told(answers: Answers, place: Place, audience: str) -> Place | None:
    """The question that a quote answers, where a report tells it; None where there is none, or where it gives away who
    speaks: outside the team none that calls a participant of the study by the name of their transcript, and none that
    stands above another quote already, as a question of which both are answers says that one person gave both.
    """
    before = asked_before(answers.material, place)
    if before is None or audience == TEAM:
        return before
    if _first_above(answers, audience).get(before, place) != place:
        return None
    said = set(_NAME.findall(words_at(answers.material, before)))
    return None if said & _names(answers) else before


def _first_above(answers: Answers, audience: str) -> dict[Place, Place]:
    """Of each question the first quote of the theme report that answers it."""
    name = f"questions told to the {audience}"
    if name not in answers.once:
        found: dict[Place, Place] = {}
        for quotes in theme_quotes(answers, audience).values():
            for one in quotes:
                before = asked_before(answers.material, one.place)
                if before is not None:
                    found.setdefault(before, one.place)
        answers.once[name] = found
    return cast("dict[Place, Place]", answers.once[name])


def _names(answers: Answers) -> set[str]:
    """The names in transcripts, as people write them."""
    labels = (one.label for one in answers.material.speakers if one.role == "participant")
    words = (word for label in labels for word in _NAME.findall(label))
    return {word.capitalize() if word.isupper() else word for word in words if word.casefold() not in _NO_NAMES}
