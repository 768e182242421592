"""Which passages to look at again for which codes, and in what order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from qualcode.errors import QualcodeError
from qualcode.suggest.bands import Band, band_of
from qualcode.suggest.scores import Scores

FAR = 0.6
"""Passages whose closeness is less than this share of the study's median are far from every code.

A share, because closeness grows with the number of definitions and coded passages there are to be close to.
"""
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
    nearest: int | None
    """The most alike passage that carries the code."""
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
) -> tuple[Offer, ...]:
    """Passages that do not carry a code and perhaps should, code by code in turn, at most `limit`.

    Each code's own order is two likely passages, then one that could go either way, and so on. `among` and `codes`
    narrow the choice to some passages, such as those of one document, and some codes. Passages far from every
    code are offered for none. Raises QualcodeError where the scores are of other passages.
    """
    if len(scores.probabilities) != len(passages):
        raise QualcodeError(
            f"The scores are of {len(scores.probabilities)} passages, not of these {len(passages)}.",
            hint="Score these passages first",
        )
    open_to = sorted(set(range(len(passages))) & set(range(len(passages)) if among is None else among))
    near = _limit_of_near(scores, passages)
    open_to = [index for index in open_to if passages[index].strip() and scores.closeness[index] >= near]
    wanted = [column for column, code in enumerate(scores.codes) if codes is None or code in codes]
    queues = [list(_queue(scores, column, open_to, coded)) for column in wanted]
    turns = [(column, index) for turn in zip_longest(*queues) for column, index in zip(wanted, turn, strict=True)]
    pairs = [(column, index) for column, index in turns if index is not None]
    return tuple(_offer(scores, index, column, rank) for rank, (column, index) in enumerate(pairs[: max(limit, 0)], 1))


def far_from_every_code(
    scores: Scores, passages: Sequence[str], coded: Mapping[int, Collection[str]]
) -> tuple[int, ...]:
    """Passages without a code that are like nothing any code stands for, farthest first: perhaps a code is missing."""
    near = _limit_of_near(scores, passages)
    far = [
        index
        for index, words in enumerate(passages)
        if words.strip() and scores.closeness[index] < near and not coded.get(index)
    ]
    return tuple(sorted(far, key=lambda index: (scores.closeness[index], index)))


def _limit_of_near(scores: Scores, passages: Sequence[str]) -> float:
    spoken = [index for index, words in enumerate(passages) if words.strip()]
    return FAR * float(np.median(scores.closeness[spoken])) if spoken else 0.0


def _queue(scores: Scores, column: int, open_to: Sequence[int], coded: Mapping[int, Collection[str]]) -> Iterator[int]:
    """One code's passages in the order of review, each once."""
    code, chances = scores.codes[column], scores.probabilities[:, column]
    fitting = [
        index for index in open_to if code not in coded.get(index, ()) and _is_worth_a_look(scores, index, column)
    ]
    likely = iter(sorted(fitting, key=lambda index: (-chances[index], index)))
    unsure = iter(sorted(fitting, key=lambda index: (abs(chances[index] - 0.5), index)))
    seen: set[int] = set()
    for place in range(len(fitting)):
        turn = unsure if place % 3 == 2 else likely
        chosen = next(index for index in turn if index not in seen)
        seen.add(chosen)
        yield chosen


def _is_worth_a_look(scores: Scores, index: int, column: int) -> bool:
    row = scores.probabilities[index]
    if scores.calibrated[column]:
        return bool(row[column] >= UNLIKELY)
    return int(np.count_nonzero(row > row[column])) < CODES_PER_PASSAGE


def _offer(scores: Scores, index: int, column: int, rank: int) -> Offer:
    probability = float(scores.probabilities[index, column]) if scores.calibrated[column] else None
    nearest = int(scores.nearest[index, column])
    return Offer(
        index, scores.codes[column], probability, band_of(probability), nearest if nearest >= 0 else None, rank
    )
