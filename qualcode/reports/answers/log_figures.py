"""Figures of how a study was done, counted again from its log each time."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from qualcode.analysis.ledger import Entry
from qualcode.errors import QualcodeError
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.log_questions import (
    SPOKEN,
    being_coded,
    code_changes,
    codings_in,
    finishes_in,
    in_period,
    interview_dates,
    minutes,
    new_codes_in,
    notes_in,
    origin_of,
    recorded_consent,
    reworded_in,
    unchallenged,
)
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
_BECAME: Mapping[str, Callable[[Entry], int]] = {
    "shown": lambda one: one.shown,
    "accepted": lambda one: one.accepted,
    "changed": lambda one: one.changed,
    "refused": lambda one: one.rejected + one.none_of_these,
    "none": lambda one: one.none_of_these,
    "open": lambda one: one.open,
}


def _suggestions(answers: Answers, question: Question) -> str:
    coder, became = question.get("coder"), question.get("became") or "shown"
    if became not in _BECAME:
        raise QualcodeError(f"The marker asks for suggestions “{became}”, which means nothing here.")
    return str(sum(_BECAME[became](one) for one in answers.material.log().ledger if coder in (None, one.coder)))


def _blind(answers: Answers, question: Question) -> str:
    log = answers.material.log()
    blind = sum(origin_of(one, log) == "blind" for one in answers.counted.codings)
    return f"{blind} of {len(answers.counted.codings)}"


def _claimed(answers: Answers, question: Question) -> str:
    """Of the codings that count and were made blind, those that are so on the word of a file."""
    log = answers.material.log()
    return str(sum(one.id in log.blind_by_claim and origin_of(one, log) == "blind" for one in answers.counted.codings))


def _first_pass(answers: Answers, question: Question) -> str:
    done = finishes_in(answers, question)
    return f"{sum(one.blind for one in done)} of {len(done)}"


def _through(answers: Answers, question: Question) -> str:
    """Of the documents that were there at a moment, those that somebody had coded once through."""
    log, until = answers.material.log(), question.get("until") or "9999"
    there = {document for document, made in log.brought_in.items() if made <= until}
    done = {one.document for one in log.finishes if one.made <= until}
    return f"{len(done & there)} of {len(there)}"


def _clusterings(answers: Answers, question: Question) -> str:
    log, when = answers.material.log(), question.get("when")
    looked = [one.made for one in log.theme_acts if one.action == "discover"]
    before = [made for made in looked if not log.first_draft or made < log.first_draft]
    return str({"before": len(before), "after": len(looked) - len(before)}.get(when or "", len(looked)))


def _acts(answers: Answers, question: Question) -> str:
    became = question.get("became")
    return str(sum(one.action == became for one in answers.material.log().theme_acts if in_period(one.made, question)))


def _searches(answers: Answers, question: Question) -> str:
    verdict = question.get("verdict")
    every = [one for theme in answers.themes.values() for one in theme.challenges]
    return str(sum(verdict in (None, one.verdict) for one in every))


def _challenged(answers: Answers, question: Question) -> str:
    return f"{len(answers.themes) - len(unchallenged(answers))} of {len(answers.themes)}"


def _read_again(what: str) -> Callable[[Answers, Question], str]:
    def number(answers: Answers, question: Question) -> str:
        coder = question.get("coder")
        return str(sum(getattr(one, what) for one in answers.material.log().read_again if coder in (None, one.coder)))

    return number


def _consenting(answers: Answers, question: Question) -> str:
    wanted = question.get("consent")
    given = (recorded_consent(person.attributes) for person in answers.material.participants)
    return str(sum(one == wanted for one in given))


def _applied(answers: Answers, question: Question) -> str:
    """The day on which a codebook came to say what it says now."""
    codebook = question.get("codebook")
    return _day(
        max((one.made for one in answers.material.log().applied if codebook in (None, one.codebook)), default="")
    )


def _doubles(answers: Answers, question: Question) -> str:
    """Documents that more than one coder has coded once through."""
    done: dict[str, set[str]] = {}
    for one in answers.material.log().finishes:
        done.setdefault(one.document, set()).add(one.coder)
    return str(sum(len(coders) > 1 for coders in done.values()))


def _format(answers: Answers, question: Question) -> str:
    wanted = question.get("format")
    return str(sum(one.documents for one in answers.material.log().texts if wanted in (None, one.format)))


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
    "number events": lambda answers, _: str(answers.material.log().events),
    "number began": lambda answers, _: _day(answers.material.log().began),
    "number coders": lambda answers, _: str(len({one.coder for one in answers.material.codings})),
    "number finished": lambda answers, question: str(len(finishes_in(answers, question))),
    "count through": _through,
    "count firstpass": _first_pass,
    "number doubles": _doubles,
    "number made": lambda answers, question: str(len(codings_in(answers, question))),
    "count blind": _blind,
    "number claimed": _claimed,
    "number suggestions": _suggestions,
    "number decoys": lambda answers, _: str(answers.material.log().decoys),
    "number rereads": lambda answers, _: str(answers.material.log().rereads),
    "number rules": lambda answers, _: str(answers.material.log().rule_changes),
    "number codes": lambda answers, _: str(len(answers.material.code_labels) - len(answers.material.retired)),
    "number versions": lambda answers, question: str(
        sum(question.get("codebook") in (None, one.codebook) for one in answers.material.log().applied)
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
    "number searches": _searches,
    "number doublesopen": lambda answers, question: str(len(being_coded(answers, question.get("until")))),
    "number memos": lambda answers, question: str(len(notes_in(answers, question))),
    "number guide": lambda answers, _: str(answers.material.log().guide),
    "number consenting": _consenting,
    "number applied": _applied,
    "number texts": _format,
    "number corrected": lambda answers, _: str(answers.material.log().corrected),
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
