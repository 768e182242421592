"""Labels that carry the number of a question rather than of a person: Q1 and A1, Q2 and A2."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.transcripts.labelled.labels import Candidate, Stamp

_ASKS = r"q|question|pregunta|pergunta|frage|domanda|вопрос|問|问"
_ANSWERS = r"a|answer|respuesta|resposta|antwort|risposta|réponse|ответ|答"
_NUMBERED = re.compile(
    rf"(?P<word>(?P<asks>{_ASKS})|{_ANSWERS})(?:(?:(?<=\w{{3}})|(?<=[问問答]))[ ]|[ .#-]?)(?P<number>\d{{1,3}})?",
    re.IGNORECASE,
)
_FEWEST = 3
"""Questions that are numbered one by one, at least."""


def by_letter(looks: Sequence[Candidate | Stamp | None]) -> list[Candidate | Stamp | None]:
    """Looks in which Q1, Q2 … are one speaker, Q, where questions bear rising numbers and an answer follows each."""
    found = [
        (place, look, match)
        for place, look in enumerate(looks)
        if isinstance(look, Candidate) and (match := _NUMBERED.fullmatch(look.label))
    ]
    asked = [int(match["number"]) for _, _, match in found if match["asks"] and match["number"]]
    one_by_one = len(asked) >= _FEWEST and all(after == before + 1 for before, after in pairwise(asked))
    if not one_by_one or not _answers_follow([match for _, _, match in found]):
        return list(looks)
    joined = list(looks)
    for place, look, match in found:
        joined[place] = replace(look, label=match["word"])
    return joined


def _answers_follow(matches: Sequence[re.Match[str]]) -> bool:
    """Whether every question has a number and an answer of the same number, or of none, right after it."""
    if not all(match["number"] for match in matches if match["asks"]) or not matches[0]["asks"]:
        return False
    words = Counter(match["word"] for match in matches)
    follow = sum(
        bool(before["asks"]) and not after["asks"] and after["number"] in {before["number"], None}
        for before, after in pairwise(matches)
    )
    return len(words) == 2 and follow == sum(1 for match in matches if match["asks"])


def joined_labels(looks: Sequence[Candidate | Stamp | None]) -> list[str]:
    """The labels as written that were taken for one speaker’s though their numbers differ."""
    return [
        look.written
        for look in looks
        if isinstance(look, Candidate) and look.written != look.label and _NUMBERED.fullmatch(look.label)
        and (match := _NUMBERED.fullmatch(look.written)) and match["number"]
    ]  # fmt: skip
