"""Figures of interviews, themes and codes: who raised what, of how many."""

from collections.abc import Callable, Mapping

from qualcode.analysis.blanks import NO_INTERVIEW, NOT_ASKED, NOT_CODED
from qualcode.analysis.counting import excerpts
from qualcode.analysis.prevalence import INTERVIEWS, SCHOOL, SURVEY
from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.markers import Question

NO_SCHOOLS = "not recorded"


def _coded(answers: Answers, question: Question) -> str:
    source = question.get("source")
    kind = [document for document in answers.material.documents if source in (None, document.source)]
    coded = [document for document in answers.counted.finished if source in (None, document.source)]
    return f"{len(coded)} of {len(kind)}"


def _documents(answers: Answers, question: Question) -> str:
    return _coded(answers, question).partition(" ")[0]


def _participants(answers: Answers, question: Question) -> str:
    found = answers.prevalence(question)
    return f"{found.k} of {found.n}" if found.n else _blank(answers, question)


def _participants_alone(answers: Answers, question: Question) -> str:
    found = answers.prevalence(question)
    return str(found.k) if found.n else _blank(answers, question)


def _schools(answers: Answers, question: Question) -> str:
    found = answers.prevalence(question)
    return f"{found.schools} of {found.of_schools}" if found.of_schools else NO_SCHOOLS


def _excerpts(answers: Answers, question: Question) -> str:
    return str(excerpts(answers.codings(question)))


def _interviewed(answers: Answers, question: Question) -> str:
    asked_about = {person.id for person in answers.group(question)}
    return str(len(asked_about.intersection(_met(answers, *INTERVIEWS))))


def _heard(answers: Answers, question: Question) -> str:
    interviews = (one for one in answers.counted.finished if one.source in INTERVIEWS)
    coded = {person for interview in interviews for person in interview.participants}
    return str(len(coded.intersection(person.id for person in answers.group(question))))


def _respondents(answers: Answers, question: Question) -> str:
    return str(len(_met(answers, SURVEY)))


def _both(answers: Answers, question: Question) -> str:
    return str(len({*_met(answers, *INTERVIEWS)} & {*_met(answers, SURVEY)}))


def _schools_interviewed(answers: Answers, question: Question) -> str:
    people = (answers.people[one] for one in _met(answers, *INTERVIEWS))
    return str(len({person.attributes[SCHOOL] for person in people if person.attributes.get(SCHOOL)}))


def _examined(answers: Answers, question: Question) -> str:
    theme, place = question.get("theme"), question.get("search") or "1"
    if theme is None or not place.isdecimal() or not 0 < int(place) <= len(answers.themes[theme].challenges):
        raise QualcodeError("There is no such search for what speaks against the theme.")
    return str(answers.themes[theme].challenges[int(place) - 1].examined)


def _uncounted(answers: Answers, question: Question) -> str:
    return str(len(answers.uncounted(_theme(question), finished=question.what == "uncounted")))


def _asking(answers: Answers, question: Question) -> str:
    return str(len(answers.asking(_theme(question))))


def _unasked(answers: Answers, question: Question) -> str:
    return str(len(answers.prevalence(question).unasked))


def _supporting(answers: Answers, question: Question) -> str:
    coder = question.get("coder")
    return str(sum(coder in (None, one.coder) for one in answers.supporting(_theme(question))))


def _shared(answers: Answers, question: Question) -> str:
    one, other = _theme(question), question.get("beside")
    if other not in answers.themes:
        raise QualcodeError(f"There is no theme “{other}” in this project.")
    both = ({coding.participant for coding in answers.supporting(name)} for name in (one, other))
    return str(len(set.intersection(*both) - {None}))


def _theme(question: Question) -> str:
    theme = question.get("theme")
    if theme is None:
        raise QualcodeError("The marker names no theme.")
    return theme


def _blank(answers: Answers, question: Question) -> str:
    ids = {person.id for person in answers.group(question)}
    if any(ids.intersection(document.participants) for document in answers.counted.finished):
        return NOT_ASKED
    met = any(ids.intersection(document.participants) for document in answers.material.documents)
    return NOT_CODED if met else NO_INTERVIEW


def _met(answers: Answers, *sources: str) -> tuple[str, ...]:
    """The participants who speak in documents of some kinds."""
    kind = (document for document in answers.material.documents if document.source in sources)
    return tuple(answers.people.keys() & {person for document in kind for person in document.participants})


STUDY_FIGURES: Mapping[str, Callable[[Answers, Question], str]] = {
    "count coded": _coded,
    "count participants": _participants,
    "count schools": _schools,
    "number participants": _participants_alone,
    "number interviewed": _interviewed,
    "number heard": _heard,
    "number respondents": _respondents,
    "number both": _both,
    "number schools": _schools_interviewed,
    "number documents": _documents,
    "number excerpts": _excerpts,
    "number examined": _examined,
    "number uncounted": _uncounted,
    "number unfinished": _uncounted,
    "number asking": _asking,
    "number unasked": _unasked,
    "number supporting": _supporting,
    "number shared": _shared,
}
"""How each figure is found, by the kind of its marker and what it asks."""
