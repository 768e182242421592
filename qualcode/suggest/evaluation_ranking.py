"""How good an order of passages is for finding those that carry a code."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.scores import Matrix

Scored = NDArray[np.float64]
"""One score per passage."""
Marks = NDArray[np.bool_]
"""Per passage, whether it carries the code."""
Places = NDArray[np.int64]
"""Per passage, whose it is: the participant's place, counted from 0."""
_AT_ONCE = 4_000_000
"""Numbers held at once while participants are drawn again, to bound memory."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A code's passages in order, passages scored alike being one step; only steps that find something are kept."""

    found: Matrix
    """Shape (steps, participants): passages found at the step that carry the code."""
    read: Matrix
    """Shape (steps, participants): passages read up to and with the step."""


def ranking(scores: Scored, carrying: Marks, whose: Places, participants: int) -> Ranking:
    """Passages from the highest score down, by participant."""
    different, step = np.unique(-scores, return_inverse=True)
    hits, every = np.zeros((len(different), participants)), np.zeros((len(different), participants))
    np.add.at(every, (step, whose), 1.0)
    np.add.at(hits, (step[carrying], whose[carrying]), 1.0)
    kept = hits.any(axis=1)
    return Ranking(hits[kept], np.cumsum(every, axis=0)[kept])


def average_precisions(ranked: Ranking, draws: Matrix) -> tuple[Scored, Marks]:
    """Average precision when each participant counts as often as each draw says, shape (draws, participants).

    Second, whether anybody drawn carries the code; where nobody does the value is 0 and means nothing.
    """
    values, known = np.zeros(len(draws)), np.zeros(len(draws), dtype=bool)
    block = max(1, _AT_ONCE // max(1, len(ranked.found)))
    for start in range(0, len(draws), block):
        some = draws[start : start + block]
        hits = some @ ranked.found.T
        total = hits.sum(axis=1)
        precision = np.cumsum(hits, axis=1) / np.maximum(some @ ranked.read.T, 1.0)
        values[start : start + block] = (hits * precision).sum(axis=1) / np.maximum(total, 1.0)
        known[start : start + block] = total > 0
    return values, known


def average_precision(scores: Scored, carrying: Marks) -> float | None:
    """Precision averaged over the passages that carry a code, in the order of their scores; None where none does.

    AP = Σ (Rₙ - Rₙ₋₁) Pₙ over the distinct scores from the highest down, as scikit-learn defines it (after Zhu 2004,
    “Recall, precision and average precision”); the example is the one in its documentation.

    >>> round(average_precision(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])), 2)
    0.83
    """
    everyone = np.zeros(len(scores), dtype=np.int64)
    values, known = average_precisions(ranking(scores, carrying, everyone, 1), np.ones((1, 1)))
    return float(values[0]) if known[0] else None


def average_precision_at_random(passages: int, carrying: int) -> float:
    """The average precision of random order: above the share that carries the code, the more so the fewer do.

    E[AP] = ((m - 1) / (N - 1) (N - H) + H) / N, H = 1 + 1/2 + … + 1/N (Bestgen 2015, “Exact expected average precision
    of the random baseline for system evaluation”). Of two passages one that carries comes first or second: 1 or 1/2.

    >>> average_precision_at_random(2, 1)
    0.75
    """
    if passages == carrying:
        return 1.0
    harmonic = float((1.0 / np.arange(1, passages + 1)).sum())
    return ((carrying - 1) / (passages - 1) * (passages - harmonic) + harmonic) / passages


def to_be_met(carrying: int) -> int:
    """Four in five passages that carry a code, rounded up."""
    return -(-4 * carrying // 5)


def reading_needed(scores: Scored, carrying: Marks) -> float:
    """How many passages one reads on average, from the highest score down, until four in five that carry are met.

    Passages scored alike are read in any order: among N of which m carry, the j-th is met after j (N + 1) / (m + 1)
    (the mean of the negative hypergeometric distribution). At least one passage has to carry the code.

    >>> reading_needed(np.array([0.9, 0.8, 0.7, 0.1]), np.array([True, False, True, False]))
    3.0
    """
    wanted = to_be_met(int(carrying.sum()))
    _, step = np.unique(-scores, return_inverse=True)
    sizes, hits = np.bincount(step), np.bincount(step, weights=carrying)
    last = int(np.searchsorted(np.cumsum(hits), wanted))
    lacking = wanted - hits[:last].sum()
    return float(sizes[:last].sum() + lacking * (sizes[last] + 1) / (hits[last] + 1))


def reading_at_random(passages: int, carrying: int) -> float:
    """The same in random order.

    >>> reading_at_random(99, 9)
    80.0
    """
    return to_be_met(carrying) * (passages + 1) / (carrying + 1)
