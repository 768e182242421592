"""What kind of value people spoke of, cycle by cycle, and whether it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.counting import Counted, lies_under
from qualcode.analysis.prevalence import prevalence
from qualcode.model import Coding, Participant

HOPED_FOR = "hoped for"
"""Of a hope or a plan, whatever valence it was given: it tells of no value that came or went."""
SENSES = ("positive", "mixed", "negative", "absent", HOPED_FOR, "not stated")
"""How value turned out: four valences (`absent`: hoped for, did not come), hoped for still, or not stated."""
NOT_STEPS = "The cycles are not steps or grades."


@dataclass(frozen=True, slots=True)
class CycleCount:
    """Participants who spoke of one value cycle; a person may stand in several columns."""

    code: str
    cycle: str
    participants: int
    """Who raised it, in whatever sense."""
    of: int
    positive: int
    mixed: int
    negative: int
    absent: int
    hoped_for: int
    """Who spoke of it as a hope or a plan; never counted as value created."""
    not_stated: int
    """Who raised it without saying how it turned out, as far as the coder recorded."""


def by_cycle(
    counted: Counted, participants: Iterable[Participant], cycles: Mapping[str, str]
) -> tuple[CycleCount, ...]:
    """A row for every cycle in its order; cycles nobody raised have zeros, and no row sums up others."""
    people = tuple(participants)
    return tuple(_count(code, label, counted, people) for code, label in cycles.items())


def in_sense(coding: Coding, sense: str) -> bool:
    """Whether a coding says that value came in this sense: a valence, `hoped for` or `not stated`."""
    if is_hope(coding):
        return sense == HOPED_FOR
    return coding.modifiers.get("valence", "not stated") == sense


def is_hope(coding: Coding) -> bool:
    """Whether a coding tells of a hope or a plan, which is never value created."""
    return coding.modifiers.get("narrative") == "aspiration"


def _count(code: str, label: str, counted: Counted, people: tuple[Participant, ...]) -> CycleCount:
    codings = [coding for coding in counted.codings if lies_under(coding.code, {code})]
    found = prevalence({code}, counted, people, raised=codings)

    def who(sense: str) -> int:
        return prevalence({code}, counted, people, raised=[one for one in codings if in_sense(one, sense)]).k

    return CycleCount(
        code=code,
        cycle=label,
        participants=found.k,
        of=found.n,
        positive=who("positive"),
        mixed=who("mixed"),
        negative=who("negative"),
        absent=who("absent"),
        hoped_for=who(HOPED_FOR),
        not_stated=who("not stated"),
    )
