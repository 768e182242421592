"""What coders are called: by their names in the team, by a number outside it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from qualcode.reports.answers.answers import Answers
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markers import Question

_NUMBERED = re.compile(r"(?:unnamed )*coder \d+")


def coder_told(answers: Answers, coder: str, audience: str) -> str:
    """What an audience reads for a coder: their name in the team, “coder 1” outside it.

    Numbers go by who first had coded a document once through, then by name.
    """
    if audience == TEAM:
        return coder
    return next((told for told, name in _numbered(answers).items() if name == coder), "a coder")


def coders_told(answers: Answers, coders: Iterable[str], audience: str) -> list[str]:
    """Each of some coders once, as an audience reads of them; outside the team in the order of numbers."""
    told = list(dict.fromkeys(coder_told(answers, one, audience) for one in coders))
    return told if audience == TEAM else sorted(told, key=lambda one: (len(one), one))


def naming_coders(answers: Answers, question: Question) -> Question:
    """A question with the name of the coder it calls by a number."""
    coder = question.get("coder")
    if coder is None or not _NUMBERED.fullmatch(coder):
        return question
    name = _numbered(answers).get(coder, coder)
    return replace(question, about=tuple((key, name if key == "coder" else value) for key, value in question.about))


def _numbered(answers: Answers) -> dict[str, str]:
    """Each coder's name by what outsiders read for it."""
    if "coders by number" not in answers.once:
        answers.once["coders by number"] = _by_number(answers)
    found: dict[str, str] = answers.once["coders by number"]
    return found


def _by_number(answers: Answers) -> dict[str, str]:
    log, codings = answers.material.log(), answers.material.codings
    finishes = sorted(log.finishes, key=lambda one: (one.made, one.coder))
    others = {*log.coders, *(one.coder for one in codings), *(one.coder for one in log.ledger)}
    names = dict.fromkeys([*(one.coder for one in finishes), *sorted(others)])
    word = "coder"
    while any(name.casefold().startswith(f"{word} ") for name in names):  # no number may be read as somebody's name
        word = f"unnamed {word}"
    return {f"{word} {number}": name for number, name in enumerate(names, 1)}
