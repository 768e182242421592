"""Figures of one person, for the pages that only the team sees."""

from collections.abc import Callable, Mapping
from typing import cast

from qualcode.analysis.counting import excerpts, lies_under
from qualcode.analysis.cycles import in_sense
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markers import Question


def codings_of(answers: Answers, person: str, code: str | None = None, sense: str | None = None) -> tuple[Coding, ...]:
    """A person's codings that count; those under a code, with the codes below it, in a sense of value."""
    return tuple(
        one
        for one in _by_person(answers).get(person, ())
        if (code is None or lies_under(one.code, {code})) and (sense is None or in_sense(one, sense))
    )


def _by_person(answers: Answers) -> Mapping[str, list[Coding]]:
    name = "codings by person"
    if name not in answers.once:
        found: dict[str, list[Coding]] = {}
        for one in answers.counted.codings:
            found.setdefault(one.participant or "", []).append(one)
        answers.once[name] = found
    return cast("Mapping[str, list[Coding]]", answers.once[name])


def _excerpts(answers: Answers, question: Question) -> str:
    person = question.get("person")
    if person is None or person not in answers.people:
        raise QualcodeError(f"There is no participant “{person or ''}” in this project.")
    return str(excerpts(codings_of(answers, person, question.get("code"), question.get("sense"))))


def _exactly(answers: Answers, question: Question) -> str:
    """Excerpts with the code itself, without the codes below it."""
    person = question.get("person") or ""
    return str(excerpts(one for one in codings_of(answers, person) if one.code == question.get("code")))


PERSON_FIGURES: Mapping[str, Callable[[Answers, Question], str]] = {
    "number said": _excerpts,
    "number given": _exactly,
}
"""How each figure is found, by the kind of its marker and what it asks."""
