"""The orders in which passages are laid before a coder, code by code in turn."""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.scores import Matrix, Scores
from qualcode.suggest.spread import Spread

Order = Literal["mixed", "likely", "uncertain", "diverse", "random"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""mixed is the default, chosen for what the next scores learn from twenty answers."""

_MIXED: tuple[Order, ...] = ("diverse", "diverse", "uncertain")
"""Of each code: twice what is unlike all that was read or offered, among its likelier half, then what may go either
way, where there is a probability; measured in rounds of twenty on human-coded studies
(benchmarks/suggestions_orders.py)."""

LIKELIER = 0.1
"""What being the likeliest counts in the mix, where being nothing like the others counts 1; more finds more passages
in the same reading, and the next scores learn less from them."""

Indexes = NDArray[np.int64]


def in_turns(
    fitting: NDArray[np.bool_], columns: Sequence[int], ranking: "Ranking", limit: int
) -> list[tuple[int, int]]:
    """Pairs (passage, column): each code's passage of most worth in turn, until `limit` or nothing fits any more.

    Worth is asked anew for every turn, since it changes with what was chosen. Of passages of equal worth the one
    first by its words comes first, so that their order in the study does not matter.
    """
    left, waiting = fitting.copy(), list(columns)
    chosen: list[tuple[int, int]] = []
    while waiting and len(chosen) < limit:
        waiting = [column for column in waiting if left[:, column].any()]
        for column in waiting[: limit - len(chosen)]:
            fits = ranking.by_words[left[ranking.by_words, column]]
            index = int(fits[ranking.worth(column, fits).argmax()])
            left[index, column] = False
            chosen.append((index, column))
            ranking.took(index, column)
    return chosen


def least_known_first(scores: Scores, columns: Sequence[int]) -> list[int]:
    """Columns by how few passages carry the code, since a first example teaches more than a tenth."""
    return sorted(columns, key=lambda column: (scores.accepted[column], column))


class Ranking:
    """What passages are worth in one of the orders, as passages are chosen."""

    def __init__(
        self,
        order: Order,
        scores: Scores,
        passages: Sequence[str],
        columns: Sequence[int],
        *,
        spread: Callable[[], Spread],
        groups: Sequence[str] | None,
        seed: int,
    ) -> None:
        self._order = order
        self._chances = scores.probabilities
        self._calibrated = scores.calibrated
        self._spread = spread() if order in {"mixed", "diverse"} else None
        self._groups = _numbered(groups if groups is not None else [""] * len(passages))
        self._taken_of = np.zeros(int(self._groups.max(initial=-1)) + 1)
        self._texts = _numbered(passages)
        self.by_words: Indexes = np.argsort(self._texts, kind="stable")
        """The passages in the order of their words."""
        self._seed = seed
        self._turn = {column: place for place, column in enumerate(columns)}

    def worth(self, column: int, fits: Indexes) -> Matrix:
        """What looking at each of some passages next is worth for a code."""
        chances = self._chances[fits, column]
        order = self._order
        if order == "mixed":
            # What has only a rank cannot be said to go either way.
            order = _MIXED[self._turn[column] % len(_MIXED)] if self._calibrated[column] else "diverse"
        if order == "uncertain":
            return np.asarray(-np.abs(chances - 0.5), dtype=np.float64)
        if order == "random":
            drawn = np.random.default_rng([self._seed, column]).random(int(self._texts.max(initial=-1)) + 1)
            return np.asarray(drawn[self._texts[fits]], dtype=np.float64)
        if order == "likely" or self._spread is None:
            return np.asarray(chances, dtype=np.float64)
        unlike = 1.0 - np.clip(self._spread.near[fits], 0.0, 1.0)
        if self._order == "mixed":
            likelier = np.argsort(np.argsort(chances, kind="stable"), kind="stable") / max(len(chances) - 1, 1)
            return np.where(chances >= np.median(chances), unlike + LIKELIER * likelier, -1.0)
        return np.asarray(unlike - 2.0 * self._taken_of[self._groups[fits]], dtype=np.float64)

    def took(self, index: int, column: int) -> None:
        """Count a passage as chosen for a code."""
        self._turn[column] += 1
        self._taken_of[self._groups[index]] += 1
        if self._spread is not None:
            self._spread.take([index])


def _numbered(names: Sequence[str]) -> Indexes:
    """Names as numbers in the order of their spelling, so that no order of passages matters."""
    number = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.array([number[name] for name in names], dtype=np.int64)
