"""Figures of how a study was done, counted again from its log each time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from qualcode.analysis.ledger import Entry
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.log_facts import CodeStep, Finish, LogFacts, Note
from qualcode.reports.content.markers import Question

LOG_NAMES = frozenset(
    {
        "coder",
        "day",
        "since",
        "until",
        "became",
        "origin",
        "codebook",
        "verdict",
        "consent",
        "when",
        "about",
        "format",
        "person",
        "item",
    }
)
"""What a marker of these figures may name."""
SPOKEN = ("interview", "focus group")
"""Documents in which people are heard."""
CONSENTS = ("quote", "paraphrase", "none")

_BECAME: Mapping[str, Callable[[Entry], int]] = {
    "shown": lambda one: one.shown,
    "accepted": lambda one: one.accepted,
    "changed": lambda one: one.changed,
    "refused": lambda one: one.rejected + one.none_of_these,
    "none": lambda one: one.none_of_these,
    "open": lambda one: one.open,
}


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
    through = {(one.document, one.coder) for one in _log(answers).finishes if one.made <= moment}
    return frozenset(
        document
        for document, coders in begun.items()
        if len(coders) > 1 and any((document, coder) not in through for coder in coders)
    )


def finishes_in(answers: Answers, question: Question) -> tuple[Finish, ...]:
    """The finishes of a coder, or of any, in the period a question names."""
    coder = question.get("coder")
    return tuple(one for one in _log(answers).finishes if coder in (None, one.coder) and in_period(one.made, question))


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
        and origin in (None, origin_of(one, _log(answers)))
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
        for one in _log(answers).notes
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
    log, when, became = _log(answers), question.get("when"), question.get("became")
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


def _log(answers: Answers) -> LogFacts:
    return answers.material.log()


def _by_code(answers: Answers, question: Question) -> dict[str, list[CodeStep]]:
    steps: dict[str, list[CodeStep]] = {}
    for one in _log(answers).code_steps:
        if in_period(one.made, question):
            steps.setdefault(one.key, []).append(one)
    return steps


def _suggestions(answers: Answers, question: Question) -> str:
    coder, became = question.get("coder"), question.get("became") or "shown"
    if became not in _BECAME:
        raise QualcodeError(f"The marker asks for suggestions “{became}”, which means nothing here.")
    return str(sum(_BECAME[became](one) for one in _log(answers).ledger if coder in (None, one.coder)))


def _blind(answers: Answers, question: Question) -> str:
    log = _log(answers)
    blind = sum(origin_of(one, log) == "blind" for one in answers.counted.codings)
    return f"{blind} of {len(answers.counted.codings)}"


def _claimed(answers: Answers, question: Question) -> str:
    """Of the codings that count and were made blind, those that are so on the word of a file."""
    log = _log(answers)
    return str(sum(one.id in log.blind_by_claim and origin_of(one, log) == "blind" for one in answers.counted.codings))


def _first_pass(answers: Answers, question: Question) -> str:
    done = finishes_in(answers, question)
    return f"{sum(one.blind for one in done)} of {len(done)}"


def _clusterings(answers: Answers, question: Question) -> str:
    log, when = _log(answers), question.get("when")
    looked = [one.made for one in log.theme_acts if one.action == "discover"]
    before = [made for made in looked if not log.first_draft or made < log.first_draft]
    return str({"before": len(before), "after": len(looked) - len(before)}.get(when or "", len(looked)))


def _acts(answers: Answers, question: Question) -> str:
    became = question.get("became")
    return str(sum(one.action == became for one in _log(answers).theme_acts if in_period(one.made, question)))


def _searches(answers: Answers, question: Question) -> str:
    verdict = question.get("verdict")
    every = [one for theme in answers.themes.values() for one in theme.challenges]
    return str(sum(verdict in (None, one.verdict) for one in every))


def _challenged(answers: Answers, question: Question) -> str:
    return f"{len(answers.themes) - len(unchallenged(answers))} of {len(answers.themes)}"


def _read_again(what: str) -> Callable[[Answers, Question], str]:
    def number(answers: Answers, question: Question) -> str:
        coder = question.get("coder")
        return str(sum(getattr(one, what) for one in _log(answers).read_again if coder in (None, one.coder)))

    return number


def _consenting(answers: Answers, question: Question) -> str:
    wanted = question.get("consent")
    given = (consent_of(person.attributes) for person in answers.material.participants)
    return str(sum(one == wanted for one in given))


def _applied(answers: Answers, question: Question) -> str:
    """The day on which a codebook came to say what it says now."""
    codebook = question.get("codebook")
    return _day(max((one.made for one in _log(answers).applied if codebook in (None, one.codebook)), default=""))


def _doubles(answers: Answers, question: Question) -> str:
    """Documents that more than one coder has coded once through."""
    done: dict[str, set[str]] = {}
    for one in _log(answers).finishes:
        done.setdefault(one.document, set()).add(one.coder)
    return str(sum(len(coders) > 1 for coders in done.values()))


def _format(answers: Answers, question: Question) -> str:
    wanted = question.get("format")
    return str(sum(one.documents for one in _log(answers).texts if wanted in (None, one.format)))


def _repeated(answers: Answers, question: Question) -> str:
    """People who are heard in several interviews."""
    heard = Counter(
        person for one in answers.material.documents if one.source in SPOKEN for person in set(one.participants)
    )
    return str(sum(times > 1 for times in heard.values()))


def _length(count: Callable[[Iterable[int]], int]) -> Callable[[Answers, Question], str]:
    return lambda answers, _: str(count(minutes(answers) or (0,)))


def _middle(values: Iterable[int]) -> int:
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def _day(moment: str) -> str:
    return moment[:10] or "–"


LOG_FIGURES: Mapping[str, Callable[[Answers, Question], str]] = {
    "number events": lambda answers, _: str(_log(answers).events),
    "number began": lambda answers, _: _day(_log(answers).began),
    "number coders": lambda answers, _: str(len({one.coder for one in answers.material.codings})),
    "number finished": lambda answers, question: str(len(finishes_in(answers, question))),
    "count firstpass": _first_pass,
    "number doubles": _doubles,
    "number made": lambda answers, question: str(len(codings_in(answers, question))),
    "count blind": _blind,
    "number claimed": _claimed,
    "number suggestions": _suggestions,
    "number decoys": lambda answers, _: str(_log(answers).decoys),
    "number rereads": lambda answers, _: str(_log(answers).rereads),
    "number rules": lambda answers, _: str(_log(answers).rule_changes),
    "number codes": lambda answers, _: str(len(answers.material.code_labels) - len(answers.material.retired)),
    "number versions": lambda answers, question: str(
        sum(question.get("codebook") in (None, one.codebook) for one in _log(answers).applied)
    ),
    "number changes": lambda answers, question: str(len(code_changes(answers, question))),
    "number newcodes": lambda answers, question: str(len(new_codes_in(answers, question))),
    "number reworded": lambda answers, question: str(len(reworded_in(answers, question))),
    "number drawn": _read_again("drawn"),
    "number reread": _read_again("read"),
    "number missed": _read_again("missed"),
    "number clusterings": _clusterings,
    "number acts": _acts,
    "number themes": lambda answers, _: str(len(answers.themes)),
    "count challenged": _challenged,
    "number unchallenged": lambda answers, _: str(len(unchallenged(answers))),
    "number searches": _searches,
    "number doublesopen": lambda answers, question: str(len(being_coded(answers, question.get("until")))),
    "number memos": lambda answers, question: str(len(notes_in(answers, question))),
    "number guide": lambda answers, _: str(_log(answers).guide),
    "number consenting": _consenting,
    "number applied": _applied,
    "number texts": _format,
    "number corrected": lambda answers, _: str(_log(answers).corrected),
    "number repeated": _repeated,
    "number dated": lambda answers, _: str(len(interview_dates(answers))),
    "number earliest": lambda answers, _: next(iter(interview_dates(answers)), "–"),
    "number latest": lambda answers, _: next(iter(interview_dates(answers)[::-1]), "–"),
    "number timed": lambda answers, _: str(len(minutes(answers))),
    "number shortest": _length(min),
    "number longest": _length(max),
    "number median": _length(_middle),
}
"""How each figure is found, by the kind of its marker and what it asks."""
