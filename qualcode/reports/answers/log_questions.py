"""What is asked of the log of a study by figures and by the sentences around them."""

from collections.abc import Mapping
from typing import cast

from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.log_facts import CodeStep, Finish, LogFacts, Note
from qualcode.reports.content.markers import Question

SPOKEN = ("interview", "focus group")
"""Documents in which people are heard."""
CONSENTS = ("quote", "paraphrase", "none")
UNRECORDED = "unrecorded"
"""What stands for the consent of somebody of whom none is recorded."""


def in_period(moment: str, question: Question) -> bool:
    """Whether something happened in the period or on the day a question names; always where it names none."""
    since, until, day = question.get("since"), question.get("until"), question.get("day")
    return (since or "") <= moment and (until is None or moment <= until) and moment.startswith(day or "")


def being_coded(answers: Answers, until: str | None = None) -> frozenset[str]:
    """Documents that several coders had begun by a moment and one of them had not finished: nothing is told of them.

    Nobody’s first reading of them may know of another’s.
    """
    name = f"being coded at {until}"
    if name not in answers.once:
        answers.once[name] = _being_coded(answers, until or "9999")
    return cast("frozenset[str]", answers.once[name])


def _being_coded(answers: Answers, moment: str) -> frozenset[str]:
    begun: dict[str, set[str]] = {}
    for coding in answers.material.codings:
        if coding.made <= moment:
            begun.setdefault(coding.document, set()).add(coding.coder)
    through = {(one.document, one.coder) for one in answers.material.log().finishes if one.made <= moment}
    return frozenset(
        document
        for document, coders in begun.items()
        if len(coders) > 1 and any((document, coder) not in through for coder in coders)
    )


def finishes_in(answers: Answers, question: Question) -> tuple[Finish, ...]:
    """The finishes of a coder, or of any, in the period a question names."""
    coder = question.get("coder")
    return tuple(
        one for one in answers.material.log().finishes if coder in (None, one.coder) and in_period(one.made, question)
    )


def codings_in(answers: Answers, question: Question) -> tuple[Coding, ...]:
    """The codings of a coder, or of any, made in the period a question names; without what is being coded blind."""
    coder, origin, left_out = question.get("coder"), question.get("origin"), frozenset[str]()
    if question.get("until") is not None:
        left_out = being_coded(answers, question.get("until"))
    return tuple(
        one
        for one in answers.material.codings
        if coder in (None, one.coder)
        and one.document not in left_out
        and in_period(one.made, question)
        and origin in (None, origin_of(one, answers.material.log()))
    )


def origin_of(coding: Coding, log: LogFacts) -> str:
    """How a coding came about: suggestion, blind, or later (by hand after suggestions or others' codings were seen)."""
    if coding.id in log.from_suggestions:
        return "suggestion"
    return "blind" if coding.blind else "later"


def notes_in(answers: Answers, question: Question) -> tuple[Note, ...]:
    """The memos on one kind of thing, or on any, in the period a question names."""
    about = question.get("about")
    left_out = being_coded(answers, question.get("until")) if question.get("until") is not None else frozenset[str]()
    return tuple(
        one
        for one in answers.material.log().notes
        if about in (None, one.about) and in_period(one.made, question) and one.document not in left_out
    )


def new_codes_in(answers: Answers, question: Question) -> tuple[CodeStep, ...]:
    """How the codes came that are new in a period and still there at its end."""
    steps = _by_code(answers, question)
    return tuple(some[0] for some in steps.values() if not some[0].before and some[-1].after)


def reworded_in(answers: Answers, question: Question) -> tuple[tuple[CodeStep, CodeStep], ...]:
    """The first and the last step of each code that means at the end of a period otherwise than at its beginning."""
    steps = _by_code(answers, question)
    there = (some for some in steps.values() if some[0].before and some[-1].after)
    return tuple((some[0], some[-1]) for some in there if some[0].before != some[-1].after)


def code_changes(answers: Answers, question: Question) -> tuple[CodeStep, ...]:
    """The changes that became of codes as a question asks, all of them or those after the first finished document."""
    log, when, became = answers.material.log(), question.get("when"), question.get("became")
    if when not in (None, "later"):
        raise QualcodeError(f"The marker asks for changes “{when}”, which means nothing here.")
    return tuple(
        one
        for one in log.code_steps
        if became in (None, one.what)
        and (when is None or (log.first_finish and one.made > log.first_finish))
        and in_period(one.made, question)
    )


def minutes(answers: Answers) -> tuple[int, ...]:
    """How long each interview is as far as its time stamps reach, shortest first; those without are left out."""
    found = []
    for document in answers.material.documents:
        seconds = [
            second
            for turn in answers.material.turns.get(document.id, ())
            for second in (turn.begins, turn.ends, *(mark for _, mark in turn.marks))
            if second is not None
        ]
        if document.source in SPOKEN and seconds and max(seconds) > 0:
            found.append(max(1, round(max(seconds) / 60)))
    return tuple(sorted(found))


def interview_dates(answers: Answers) -> tuple[str, ...]:
    """The dates of interviews as recorded, earliest first."""
    return tuple(sorted(one.date for one in answers.material.documents if one.source in SPOKEN and one.date))


def unchallenged(answers: Answers) -> tuple[str, ...]:
    """The themes of which nobody has decided yet what a search for what speaks against them came to."""
    return tuple(name for name, theme in answers.themes.items() if not theme.challenges)


def consent_of(given: Mapping[str, str]) -> str:
    """What somebody agreed to: quote, paraphrase or none; quote where nothing is recorded."""
    consent = given.get("consent", "quote").casefold()
    return consent if consent in CONSENTS else "none"


def recorded_consent(given: Mapping[str, str]) -> str:
    """The same, but “unrecorded” where nothing is recorded."""
    return consent_of(given) if "consent" in given else UNRECORDED


def _by_code(answers: Answers, question: Question) -> dict[str, list[CodeStep]]:
    steps: dict[str, list[CodeStep]] = {}
    for one in answers.material.log().code_steps:
        if in_period(one.made, question):
            steps.setdefault(one.key, []).append(one)
    return steps
