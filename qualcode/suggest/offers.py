"""Which passages to look at again for which codes, and in what order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.errors import QualcodeError
from qualcode.suggest.bands import Band, band_of
from qualcode.suggest.far import best_fit, limit_of_near
from qualcode.suggest.orders import ORDERS, Order, Ranking, in_turns, least_known_first
from qualcode.suggest.scores import Scores
from qualcode.suggest.spread import Spread, spread_of

UNLIKELY = 0.15
"""Where there are probabilities, passages below this are not worth a second look."""
CODES_PER_PASSAGE = 3
"""Where there is only a ranking, a passage is offered for its best codes, so many."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A passage to look at again for a code; no coding, and no verdict."""

    index: int
    """The passage, counted from 0."""
    code: str
    probability: float | None
    """How likely a coder gives the code; None where too few decisions bear it out."""
    band: Band
    rank: int
    """1 is looked at first."""


def offers(
    scores: Scores,
    passages: Sequence[str],
    coded: Mapping[int, Collection[str]],
    *,
    among: Collection[int] | None = None,
    codes: Collection[str] | None = None,
    limit: int = 20,
    order: Order = "mixed",
    groups: Sequence[str] | None = None,
    vectors: Any = None,
    seed: int = 0,
) -> tuple[Offer, ...]:
    """Passages that do not carry a code and perhaps should, code by code in turn, at most `limit`.

    The codes that fewest passages carry begin. `order` says which of a code's passages come first: likely ones, those
    that could go either way (uncertain), those far from what was read and from each other (diverse, spread over
    `groups`), random ones (by `seed`), or a mix after which the next scores are best. `vectors`, one per passage, say
    what is far; without them the words do. `among` and `codes` narrow the choice to some passages, such as those of
    one document, and some codes. Passages far from every code are offered for none. Raises QualcodeError where the
    scores are of other passages, or for an order there is not.
    """
    _refuse_unfit(scores, passages, order)
    open_to = np.zeros(len(passages), dtype=bool)
    open_to[sorted(range(len(passages)) if among is None else set(among) & set(range(len(passages))))] = True
    open_to &= np.array([bool(words.strip()) for words in passages], dtype=bool)
    open_to &= best_fit(scores) >= limit_of_near(scores, passages)
    fitting = worth_a_look(scores) & open_to[:, None]
    column_of = {code: column for column, code in enumerate(scores.codes)}
    for index, given in coded.items():
        fitting[index, [column_of[code] for code in given if code in column_of]] = False
    wanted = [column for code, column in column_of.items() if codes is None or code in codes]

    def spread() -> Spread:
        known = spread_of(passages, np.flatnonzero(fitting[:, wanted].any(axis=1)), vectors)
        known.take_read(sorted(coded))
        return known

    turns = least_known_first(scores, wanted)
    ranking = Ranking(order, scores, passages, turns, spread=spread, groups=groups, seed=seed)
    pairs = in_turns(fitting, turns, ranking, max(limit, 0))
    return tuple(_offer(scores, index, column, rank) for rank, (index, column) in enumerate(pairs, 1))


def codes_for(scores: Scores, index: int, limit: int = 3) -> tuple[Offer, ...]:
    """The codes that fit one passage best, best first, at most `limit`; those not worth a look are left out."""
    worth = np.flatnonzero(worth_a_look(scores)[index])
    best = sorted((int(column) for column in worth), key=lambda column: (-scores.probabilities[index, column], column))
    return tuple(_offer(scores, index, column, rank) for rank, column in enumerate(best[: max(limit, 0)], 1))


def worth_a_look(scores: Scores) -> NDArray[np.bool_]:
    """Shape (passages, codes): whether the code is likely enough, or without a probability among the passage’s best."""
    chances = scores.probabilities
    if not chances.shape[1]:
        return np.zeros(chances.shape, dtype=bool)
    place = max(chances.shape[1] - CODES_PER_PASSAGE, 0)
    among_best = chances >= np.partition(chances, place, axis=1)[:, [place]]
    return np.asarray(np.where(np.array(scores.calibrated, dtype=bool), chances >= UNLIKELY, among_best), dtype=bool)


def _refuse_unfit(scores: Scores, passages: Sequence[str], order: str) -> None:
    if len(scores.probabilities) != len(passages):
        raise QualcodeError(
            f"The scores are of {len(scores.probabilities)} passages, not of these {len(passages)}.",
            hint="Score these passages first",
        )
    if order not in ORDERS:
        raise QualcodeError(f"There is no order “{order}”.", hint=f"Choose one of {', '.join(ORDERS)}")


def _offer(scores: Scores, index: int, column: int, rank: int) -> Offer:
    probability = float(scores.probabilities[index, column]) if scores.calibrated[column] else None
    code = scores.codes[column]
    return Offer(index, code, probability, band_of(probability), rank)
