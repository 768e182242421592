"""What people see of a probability: a band, and a sentence on how such passages fared."""

from types import MappingProxyType
from typing import Literal

Band = Literal["strong", "some", "weak", "cannot say"]

STRONG = 2 / 3
SOME = 1 / 3
"""Thirds, because a few dozen decisions cannot tell finer steps apart."""

BANDS: MappingProxyType[Band, str] = MappingProxyType(
    {
        "strong": "at least two in three passages scored like this were accepted",
        "some": "between one and two in three passages scored like this were accepted",
        "weak": "fewer than one in three passages scored like this were accepted",
        "cannot say": "too few decisions on this code for a probability; only the order means something",
    }
)
"""The bands, and what each means."""


def band_of(probability: float | None) -> Band:
    """The band of a probability; without one, nobody can say.

    >>> [band_of(probability) for probability in (0.9, 0.5, 0.1, None)]
    ['strong', 'some', 'weak', 'cannot say']
    """
    if probability is None:
        return "cannot say"
    return "strong" if probability >= STRONG else "some" if probability >= SOME else "weak"


def said(probability: float | None) -> str:
    """A probability in a sentence, in tenths; without one, why there is none.

    >>> said(0.72)
    'Of passages scored like this, about 7 in 10 were accepted.'
    >>> said(0.02)
    'Of passages scored like this, fewer than 1 in 10 were accepted.'
    """
    if probability is None:
        return "Too few decisions on this code to say how often passages like this were accepted."
    if probability < 0.05:
        share = "fewer than 1"
    elif probability > 0.95:
        share = "more than 9"
    else:
        share = f"about {min(9, max(1, round(probability * 10)))}"
    return f"Of passages scored like this, {share} in 10 were accepted."
