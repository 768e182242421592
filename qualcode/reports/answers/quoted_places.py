"""Which slice of which text a quote's marker names."""

import re

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import Place
from qualcode.reports.content.markers import Question

_AT = re.compile(r"(\d{1,12}):(\d{1,12})", re.ASCII)


def quoted_place(question: Question, answers: Answers) -> Place | None:
    """Document, start and end of a quote; None where the project has no such slice."""
    document, at = question.get("in") or "", _AT.fullmatch(question.get("at") or "")
    text = answers.material.texts.get(document, "")
    if at is None or not int(at[1]) < int(at[2]) <= len(text):
        return None
    return document, int(at[1]), int(at[2])
