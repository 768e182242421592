"""Whether suggestions were accepted as often as their stated probability said."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.intervals import Interval, wilson

BANDS = ("strong", "some", "weak", "cannot say")
"""What people were shown of a probability."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decided suggestion: what was stated of it, and whether the coder gave the code."""

    band: str
    probability: float | None
    added: bool


@dataclass(frozen=True, slots=True)
class StatedAndAccepted:
    """Suggestions of one band, or of one tenth of stated probability, and how many were accepted."""

    stated: str
    """A band, or a tenth: 0.6–0.7."""
    mean: float | None
    """Mean stated probability; None where none was stated."""
    accepted: int
    decided: int
    interval: Interval
    """Of the accepted share (Wilson)."""


def by_band(verdicts: Iterable[Verdict]) -> tuple[StatedAndAccepted, ...]:
    """A row for each band with a decision, the surest first."""
    every = list(verdicts)
    bands = [*BANDS, *sorted({one.band for one in every} - set(BANDS))]
    return tuple(_row(band, some) for band in bands if (some := [one for one in every if one.band == band]))


def by_tenth(verdicts: Iterable[Verdict]) -> tuple[StatedAndAccepted, ...]:
    """A row for each tenth of stated probability with a decision, the highest first; 1 stands in the last tenth."""
    tenths: dict[int, list[Verdict]] = {}
    for one in verdicts:
        if one.probability is not None:
            tenths.setdefault(min(9, int(one.probability * 10)), []).append(one)
    return tuple(_row(f"{place / 10:.1f}–{(place + 1) / 10:.1f}", tenths[place]) for place in sorted(tenths)[::-1])


def _row(stated: str, some: list[Verdict]) -> StatedAndAccepted:
    stated_as = [one.probability for one in some if one.probability is not None]
    accepted = sum(one.added for one in some)
    mean = sum(stated_as) / len(stated_as) if stated_as else None
    return StatedAndAccepted(stated, mean, accepted, len(some), wilson(accepted, len(some)))
