"""What the words of a quote were coded with, for the margin of a report."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model import Coding
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quoted_places import quoted_place
from qualcode.reports.answers.quotes import Place, remarks
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markers import Question


@dataclass(frozen=True, slots=True)
class CodedAs:
    """One coding of a quote's words, as far as an audience may know of it."""

    label: str
    """What people call the code."""
    coder: str = ""
    """Empty outside the team."""
    memo: str | None = None
    """The coder's; None outside the team."""
    modifiers: str = ""
    """What the coder noted besides the code, in words; empty outside the team."""


def coded_as(answers: Answers, question: Question, audience: str) -> tuple[CodedAs, ...]:
    """The codings of the words a quote's marker names, in the order of the codebook; none where there is no such quote.

    Those that count, and those a person put against the theme it is quoted for; of codings that begin or end elsewhere
    those that cover the whole quote or lie within it. Outside the team each code comes once, by name alone.
    """
    place = quoted_place(question, answers)
    if place is None:
        return ()
    order = {code: number for number, code in enumerate(answers.material.code_labels)}
    labels = answers.material.code_labels
    found = sorted(
        {one.id: one for one in _codings(answers, question, place)}.values(),
        key=lambda one: (order.get(one.code, len(order)), one.coder, one.start, one.end, one.id),
    )
    if audience != TEAM:
        return tuple(dict.fromkeys(CodedAs(labels.get(one.code, one.code)) for one in found))
    return tuple(
        CodedAs(labels.get(one.code, one.code), one.coder, one.memo or None, ", ".join(remarks([one]))) for one in found
    )


def _codings(answers: Answers, question: Question, place: Place) -> Iterator[Coding]:
    theme = question.get("theme")
    if theme in answers.themes:
        yield from answers.quoted(theme, question.get("stance") or "", place)
    document, start, end = place
    for one in answers.counted_by_document.get(document, ()):
        covers, lies_within = one.start <= start and end <= one.end, start <= one.start and one.end <= end
        if covers or lies_within:
            yield one
