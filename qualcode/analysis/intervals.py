"""Between which bounds a share lies that was seen in so many of so many."""

from dataclasses import dataclass
from statistics import NormalDist

from qualcode.errors import QualcodeError

LEVEL = 0.95
"""How often an interval is to hold the truth."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most that what was seen leaves room for."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much it leaves open."""
        return self.high - self.low

    def holds(self, value: float) -> bool:
        """Whether a value lies within."""
        return self.low <= value <= self.high


def wilson(k: float, n: float, level: float = LEVEL) -> Interval:
    """The score interval of a share, k of n (Wilson 1927); 0 to 1 where n is 0. QualcodeError unless 0 <= k <= n.

    k and n need not be whole. Examples of Newcombe 1998, Statistics in Medicine 17:857, table I, method 3:

    >>> [(round(one.low, 4), round(one.high, 4)) for one in (wilson(81, 263), wilson(15, 148), wilson(0, 20))]
    [(0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611)]
    """
    _refuse_impossible(k, n)
    if n == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = k / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / spread
    half = z / spread * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return Interval(0.0 if k == 0 else max(0.0, middle - half), 1.0 if k == n else min(1.0, middle + half))


def clopper_pearson(k: float, n: float, level: float = LEVEL) -> Interval:
    """The exact interval of a share, k of n (Clopper & Pearson 1934); it holds the truth at least as often as it says.

    k and n need not be whole: a sample of unequal chances counts for fewer passages than it has.
    0 to 1 where n is 0; QualcodeError unless 0 <= k <= n. Examples of Newcombe 1998, table I, method 5:

    >>> exact = [clopper_pearson(81, 263), clopper_pearson(15, 148), clopper_pearson(0, 20), clopper_pearson(1, 29)]
    >>> [(round(one.low, 4), round(one.high, 4)) for one in exact]
    [(0.2527, 0.3676), (0.0578, 0.1617), (0.0, 0.1684), (0.0009, 0.1776)]
    """
    from scipy.special import betaincinv

    _refuse_impossible(k, n)
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(betaincinv(k, n - k + 1, tail))
    high = 1.0 if k == n else float(betaincinv(k + 1, n - k, 1 - tail))
    return Interval(low, high)


def difference(first: tuple[float, float], second: tuple[float, float], level: float = LEVEL) -> Interval:
    """The interval of one share less another, each as (k, n): Newcombe's score interval, without a correction.

    The example of Newcombe 1998, Statistics in Medicine 17:873, table II, 56/70 less 48/80, method 10:

    >>> found = difference((56, 70), (48, 80))
    >>> round(found.low, 4), round(found.high, 4)
    (0.0524, 0.3339)
    """
    one, two = wilson(*first, level), wilson(*second, level)
    share, other = (k / n if n else 0.5 for k, n in (first, second))
    below = ((share - one.low) ** 2 + (two.high - other) ** 2) ** 0.5
    above = ((one.high - share) ** 2 + (other - two.low) ** 2) ** 0.5
    return Interval(max(-1.0, share - other - below), min(1.0, share - other + above))


def _refuse_impossible(k: float, n: float) -> None:
    if not 0 <= k <= n:
        raise QualcodeError(f"{k} of {n} is no share.", hint="The first must lie between 0 and the second")
