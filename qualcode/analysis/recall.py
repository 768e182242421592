"""How much of what a coder would mark the coding has marked, from a random sample of what it left unmarked."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from qualcode.analysis.intervals import LEVEL, Interval, clopper_pearson

FEWEST_MARKED = 10
"""Of a code with fewer marked passages no recall is told: one missed passage more or less would turn it over."""
WIDEST = 0.5
"""An interval that leaves more open than this is not told: it would only seem to reassure."""
RULE_OF_THREE = 3
"""Where none of n was missed, at most about 3 of n are, 19 times in 20."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A document's unmarked passages: how many there were, were read once more, and turned out missed."""

    unmarked: int
    read: int
    missed: int


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of what a coder would mark on rereading everything that was marked the first time."""

    marked: int
    unmarked: int
    read: int
    missed: int
    """Of those read once more, to how many the coder then gave the code."""
    value: float
    interval: Interval
    doubt: str = ""
    """Why it is not to be told; empty where it may be."""

    @property
    def estimable(self) -> bool:
        """Whether it may be told."""
        return not self.doubt


def planning_size(marked: int, unmarked: int, recall: float = 0.8) -> int:
    """How many unmarked passages to read so that finding none of them missed shows at least this recall.

    n = 3 N R / (T (1 - R)) for T marked and N unmarked passages, rounded up, at most N: with none of n missed the
    share missed is below 3/n 19 times in 20 (Hanley & Lippman-Hand 1983, JAMA 249:1743), one-sided.

    >>> planning_size(70, 1200), planning_size(70, 1200, recall=0.9)
    (206, 463)
    """
    if marked <= 0 or recall >= 1:
        return unmarked
    wanted = RULE_OF_THREE * unmarked * recall / (marked * (1 - recall))
    return min(unmarked, ceil(round(wanted, 9)))


def recall(marked: int, unmarked: int, read: int, missed: int, level: float = LEVEL) -> Recall:
    """T / (T + p N) for T marked and N unmarked passages, of which `missed` of `read` (p) had been missed.

    The interval carries that of p, which is exact (Clopper & Pearson); T and N are counted, not drawn. What is
    estimated is this coding's recall, by its own coder's second reading, and not how well the coder codes elsewhere.
    Where every unmarked passage was read nothing is left to chance. Vectors of elusion sampling:

    >>> for given in ((70, 1200, 150, 2), (70, 1200, 150, 0), (70, 1200, 300, 0), (140, 1600, 200, 3)):
    ...     found = recall(*given)
    ...     print(f"{found.value:.3f} [{found.interval.low:.3f}, {found.interval.high:.3f}]")
    0.814 [0.552, 0.973]
    1.000 [0.706, 1.000]
    1.000 [0.827, 1.000]
    0.854 [0.669, 0.966]
    """
    return recall_of(marked, [Stratum(unmarked, read, missed)], level)


def recall_of(marked: int, strata: Sequence[Stratum], level: float = LEVEL) -> Recall:
    """The same from a sample by document, whether or not every document was read in its fair share.

    A sample in fair shares (each within one passage of proportional) counts as it is: every passage had the same
    chance. Else each document's share of misses counts by its unmarked passages, documents of which none was read
    are taken to be like the others together, and the interval is that of the smaller sample of equal chances that
    tells as much (Kish's effective size, in the interval of Korn & Graubard 1998, Survey Methodology 24:193).
    """
    unmarked, read, missed = (sum(getattr(one, name) for one in strata) for name in ("unmarked", "read", "missed"))
    share, size = _miss_rate(strata)
    between = _missed_between(unmarked, read, missed, clopper_pearson(share * size, size, level))
    value = _share(marked, share * unmarked)
    interval = Interval(_share(marked, between.high), _share(marked, between.low))
    return Recall(marked, unmarked, read, missed, value, interval, _doubt(marked, unmarked, read, interval))


def _miss_rate(strata: Sequence[Stratum]) -> tuple[float, float]:
    """The share missed, and of how many passages of equal chance it tells."""
    unmarked, read = sum(one.unmarked for one in strata), sum(one.read for one in strata)
    if not read:
        return 0.0, 0.0
    if all(abs(one.read - read * one.unmarked / unmarked) < 1 for one in strata):
        return sum(one.missed for one in strata) / read, float(read)
    seen = [one for one in strata if one.read]
    every = sum(one.unmarked for one in seen)
    share = sum(one.unmarked * one.missed / one.read for one in seen) / every
    return share, every * every / sum(one.unmarked**2 / one.read for one in seen)


def _missed_between(unmarked: int, read: int, missed: int, share: Interval) -> Interval:
    """How many of all unmarked passages were missed, at least and at most; no more than were not read can be open."""
    if read == unmarked:
        return Interval(missed, missed)
    return Interval(share.low * unmarked, min(share.high * unmarked, unmarked - read + missed))


def _share(marked: int, missed: float) -> float:
    return marked / (marked + missed) if marked + missed else 1.0


def _doubt(marked: int, unmarked: int, read: int, interval: Interval) -> str:
    if not read and unmarked:
        return "none of the unmarked passages was read once more yet"
    if marked < FEWEST_MARKED:
        return f"fewer than {FEWEST_MARKED} passages are marked"
    if interval.width > WIDEST:
        return f"it could be anything from {interval.low:.2f} to {interval.high:.2f}"
    return ""
