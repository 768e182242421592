"""What each participant said under each code, and why a blank is blank."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.counting import Counted, excerpts, lies_under
from qualcode.analysis.prevalence import chance_to_say, heard_in
from qualcode.model import Document, Participant

SAID = "said"
NOT_ASKED = "not asked"
NOTHING_SAID = "asked, nothing said"
NOT_CODED = "not coded yet"
NOT_RECORDED = "nothing said; whether asked is not recorded"
NO_INTERVIEW = "no interview"

_BLANKS = {"asked": NOTHING_SAID, "not asked": NOT_ASKED, "not recorded": NOT_RECORDED}
_SO_FAR = {
    NOTHING_SAID: "asked, nothing said so far",
    NOT_ASKED: "not asked so far",
    NOT_RECORDED: "nothing said so far; whether asked is not recorded",
}
"""The same of somebody who also speaks in documents not coded yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One participant under one code (with the codes below it)."""

    participant: str
    code: str
    state: str
    """said, or which kind of blank: not asked; asked, nothing said; not coded yet; nothing said; whether asked is not
    recorded; no interview. With “so far” where more of theirs is still to be coded."""
    excerpts: int


def cells(counted: Counted, participants: Iterable[Participant], codes: Iterable[str]) -> tuple[Cell, ...]:
    """A cell for every participant and code, participants in the order given, then codes in theirs."""
    coded, waiting = heard_in(counted.finished), heard_in(counted.unfinished)
    shown = tuple(codes)
    table: list[Cell] = []
    for person in participants:
        own = [coding for coding in counted.codings if coding.participant == person.id]
        for code in shown:
            number = excerpts(coding for coding in own if lies_under(coding.code, {code}))
            state = SAID if number else blank(coded.get(person.id, []), person.id in waiting, code)
            table.append(Cell(person.id, code, state, number))
    return tuple(table)


def blank(coded: Iterable[Document], waiting: bool, *codes: str) -> str:
    """Why nothing stands under some codes for someone heard in the `coded` documents, or `waiting` to be coded."""
    heard = list(coded)
    if not heard:
        return NOT_CODED if waiting else NO_INTERVIEW
    kind = _BLANKS[chance_to_say(heard, set(codes))]
    return _SO_FAR[kind] if waiting else kind
