"""How often each code was used with each value of a modifier, people first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.blanks import blank
from qualcode.analysis.counting import Counted, excerpts, lies_under
from qualcode.analysis.cycles import HOPED_FOR, is_hope
from qualcode.analysis.prevalence import heard_in, prevalence
from qualcode.model import Coding, Participant

NOT_SAID = "not said"
"""Of codings that do not carry the modifier."""
SAID, SAID_OTHERWISE = "said", "said otherwise"


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many participants raised a code in one sense, and in how many excerpts."""

    code: str
    label: str
    modifier: str
    value: str
    """One of the modifier's, `not said` of codings without it, or by valence `hoped for` of aspirations."""
    participants: int
    """Who raised it, or a code below it, in this sense; one person may stand under several values."""
    of: int
    """Participants coded so far who had the chance to raise the code in whatever sense."""
    schools: int
    excerpts: int


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One participant under one code in one sense."""

    participant: str
    code: str
    modifier: str
    value: str
    state: str
    """said; said otherwise, where they raised the code in another sense only; or which kind of blank."""
    excerpts: int


@dataclass(frozen=True, slots=True)
class Senses:
    """Codes that are counted side by side, by the values their codings may carry."""

    modifier: str
    values: tuple[str, ...]
    """Every value that has a column, in the codebook's order; the last is `not said`."""
    codes: Mapping[str, str]
    """Labels by code."""
    own: bool = False
    """Whether each code stands for itself alone, as levels are those of one code, and not for the codes below it."""

    def holds(self, coding: Coding, code: str) -> bool:
        """Whether a coding is counted under a code."""
        return coding.code == code if self.own else lies_under(coding.code, {code})


def senses(modifier: str, declared: Sequence[str], codings: Iterable[Coding], codes: Mapping[str, str]) -> Senses:
    """The senses in which codes may be used: as declared, then any others that codings carry, then `not said`."""
    return _senses(modifier, declared, [one for one in codings if lies_under(one.code, codes)], codes, own=False)


def senses_by_level(
    modifier: str, scales: Mapping[str, Sequence[str]], codings: Iterable[Coding], codes: Mapping[str, str]
) -> tuple[Senses, ...]:
    """The same for levels, codes of the same scale together; codes without one only where codings carry a level."""
    every = tuple(codings)
    by_scale: dict[tuple[str, ...], dict[str, str]] = {}
    for code, label in codes.items():
        scale = tuple(scales.get(code, ()))
        if scale or any(one.code == code and modifier in one.modifiers for one in every):
            by_scale.setdefault(scale, {})[code] = label
    return tuple(
        _senses(modifier, scale, [one for one in every if one.code in some], some, own=True)
        for scale, some in by_scale.items()
    )


def sense_of(coding: Coding, modifier: str) -> str:
    """The value under which a coding is counted."""
    if modifier == "valence" and is_hope(coding):
        return HOPED_FOR
    return coding.modifiers.get(modifier, NOT_SAID)


def value_counts(chosen: Senses, counted: Counted, participants: Iterable[Participant]) -> tuple[ValueCount, ...]:
    """A row for every code and value, those nobody used too; the n of a code is the same for all its values."""
    people = tuple(participants)
    rows: list[ValueCount] = []
    for code, label in chosen.codes.items():
        codings = [one for one in counted.codings if chosen.holds(one, code)]
        of = prevalence({code}, counted, people, raised=codings).n
        for value in chosen.values:
            some = [one for one in codings if sense_of(one, chosen.modifier) == value]
            found = prevalence({code}, counted, people, raised=some)
            rows.append(ValueCount(code, label, chosen.modifier, value, found.k, of, found.schools, excerpts(some)))
    return tuple(rows)


def value_cells(chosen: Senses, counted: Counted, participants: Iterable[Participant]) -> tuple[ValueCell, ...]:
    """A cell for every participant, code and value, and why a blank is blank."""
    coded, waiting = heard_in(counted.finished), heard_in(counted.unfinished)
    table: list[ValueCell] = []
    for person in participants:
        own = [one for one in counted.codings if one.participant == person.id]
        for code in chosen.codes:
            said = [one for one in own if chosen.holds(one, code)]
            silent = SAID_OTHERWISE if said else blank(coded.get(person.id, []), person.id in waiting, code)
            for value in chosen.values:
                number = excerpts(one for one in said if sense_of(one, chosen.modifier) == value)
                state = SAID if number else silent
                table.append(ValueCell(person.id, code, chosen.modifier, value, state, number))
    return tuple(table)


def _senses(
    modifier: str, declared: Sequence[str], codings: Iterable[Coding], codes: Mapping[str, str], *, own: bool
) -> Senses:
    used = {sense_of(one, modifier) for one in codings} - {NOT_SAID}
    others = sorted(used - {*declared, HOPED_FOR})
    hopes = [HOPED_FOR] if HOPED_FOR in used and HOPED_FOR not in declared else []
    return Senses(modifier, tuple(dict.fromkeys([*declared, *others, *hopes, NOT_SAID])), codes, own)
