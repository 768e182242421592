"""How often each code was used, people first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.counting import Counted, excerpts, lies_under
from qualcode.analysis.prevalence import prevalence
from qualcode.model import Participant


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many participants raised a code, and in how many excerpts."""

    code: str
    label: str
    participants: int
    """Who raised it, or a code below it; each person once."""
    of: int
    """Participants coded so far who had the chance to."""
    schools: int
    excerpts: int
    coders: tuple[str, ...]
    """Whose codings these are."""
    codes_below: int
    """Codes below this one whose excerpts are counted in; 0 for a code that stands alone."""
    status: str = "active"
    """Of the code: active, provisional or retired."""


def frequencies(
    counted: Counted, participants: Iterable[Participant], code_labels: Mapping[str, str]
) -> tuple[Frequency, ...]:
    """A row for every code in codebook order, unused ones too; codes no longer in the codebook follow."""
    people = tuple(participants)
    former = sorted({coding.code for coding in counted.codings} - code_labels.keys())
    codes = {**code_labels, **{code: code for code in former}}
    return tuple(_frequency(code, codes, counted, people) for code in codes)


def _frequency(code: str, codes: Mapping[str, str], counted: Counted, people: tuple[Participant, ...]) -> Frequency:
    codings = [coding for coding in counted.codings if lies_under(coding.code, {code})]
    found = prevalence({code}, counted, people, raised=codings)
    return Frequency(
        code=code,
        label=codes[code],
        participants=found.k,
        of=found.n,
        schools=found.schools,
        excerpts=excerpts(codings),
        coders=tuple(sorted({coding.coder for coding in codings})),
        codes_below=sum(1 for other in codes if other != code and lies_under(other, {code})),
    )
