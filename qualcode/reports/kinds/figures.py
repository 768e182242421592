"""Figures with the comments that prove them."""

from qualcode.analysis.counting import lies_under
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.figures import answered
from qualcode.reports.content.markdown import escape
from qualcode.reports.content.markers import ask, write_marker


def code_name(answers: Answers, code: str) -> str:
    """A code as people call it, whether it is retired, and whether it stands for others below it."""
    labels = answers.material.code_labels
    below = any(one != code and lies_under(one, {code}) for one in labels)
    retired = " (retired)" if code in answers.material.retired else ""
    return escape(labels.get(code, code)) + retired + (" (with codes below)" if below else "")


def figure(answers: Answers, kind: str, what: str, **about: str | None) -> str:
    """A figure with the comment that names the question it answers."""
    question = ask(kind, what, **about)
    return f"{answered(answers, question)}{write_marker(question)}"
