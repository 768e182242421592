"""How well the passages that carry each code are found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.evaluation_folds import Material
from qualcode.suggest.evaluation_ranking import (
    Ranking,
    average_precision_at_random,
    average_precisions,
    ranking,
    reading_at_random,
    reading_needed,
)
from qualcode.suggest.scores import Matrix

ENOUGH_PASSAGES = 5
"""Of a code that fewer passages carry, or one participant's alone, nothing can be said."""
FEW_PARTICIPANTS = 5
"""With fewer participants under a code, re-drawing them tells too little of those not interviewed."""


@dataclass(frozen=True, slots=True)
class CodeEvaluation:
    """How well passages that carry a code are found."""

    code: str
    passages: int
    """Read with the code in mind."""
    carrying: int
    participants: int
    """Whose passages carry it."""
    enough: bool
    """Whether anything can be said; if not, all figures below are None."""
    average_precision: float | None
    """From 0 to 1: precision averaged over the passages that carry the code, in suggested order."""
    low: float | None
    high: float | None
    """In 95 of 100 re-draws of participants it lies between these."""
    few_participants: bool
    """Fewer than five participants carry it, so that the interval is narrower than it should be."""
    lift: float | None
    """How many times the average precision that random order brings."""
    reading: float | None
    """Share of the passages one reads in suggested order until four in five of those that carry the code are met."""
    reading_at_random: float | None
    """The same in random order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided on the passages that were read: shape (rows, codes), codes in use only."""

    columns: NDArray[np.int64]
    """The codes' places in the codebook."""
    codes: tuple[str, ...]
    given: NDArray[np.bool_]
    in_mind: NDArray[np.bool_]
    """Whether the code existed when the passage was read, or was given all the same."""
    whose: NDArray[np.int64]
    """Per row, the participant's place."""
    participants: int

    def carriers(self, column: int) -> int:
        """How many participants have passages that carry a code."""
        return len(set(self.whose[self.given[:, column]].tolist()))

    def is_enough(self, column: int) -> bool:
        """Whether so much carries a code that something can be said of it."""
        return int(self.given[:, column].sum()) >= ENOUGH_PASSAGES and self.carriers(column) > 1


@dataclass(frozen=True, slots=True)
class OverCodes:
    """Average precision, the mean over the codes of which enough is known."""

    average_precision: float | None
    low: float | None
    high: float | None
    redrawn: NDArray[np.float64]
    """In each re-draw of participants."""


def judged(material: Material, rows: NDArray[np.int64]) -> Judged:
    """What people decided, for the codes in use."""
    every = material.codebook.codes
    columns = [place for place, code in enumerate(every) if code.in_use]
    codes = tuple(every[place].id for place in columns)
    given = np.zeros((len(rows), len(codes)), dtype=bool)
    in_mind = np.ones_like(given)
    for row, index in enumerate(rows.tolist()):
        given[row] = [code in material.coded[index] for code in codes]
        known = None if material.considered is None else material.considered.get(index)
        if known is not None:
            in_mind[row] = [code in known for code in codes] | given[row]
    people = sorted({material.groups[index] for index in rows})
    whose = np.array([people.index(material.groups[index]) for index in rows], dtype=np.int64)
    return Judged(np.array(columns, dtype=np.int64), codes, given, in_mind, whose, len(people))


def code_evaluations(decided: Judged, scores: Matrix, draws: Matrix) -> tuple[CodeEvaluation, ...]:
    """The figures of every code, from scores (rows, codes) of all passages."""
    return tuple(_of_code(decided, column, scores[:, column], draws) for column in range(len(decided.codes)))


def over_codes(decided: Judged, scores: Matrix, draws: Matrix) -> OverCodes:
    """The mean over the codes; in a re-draw over those that anybody drawn carries."""
    told = [column for column in range(len(decided.codes)) if decided.is_enough(column)]
    if not told:
        return OverCodes(None, None, None, np.zeros(0))
    everyone = np.ones((1, draws.shape[1]))
    seen, sums, codes = [], np.zeros(len(draws)), np.zeros(len(draws))
    for column in told:
        ranked = _ranked(decided, column, scores[:, column])
        seen.append(float(average_precisions(ranked, everyone)[0][0]))
        values, known = average_precisions(ranked, draws)
        sums += np.where(known, values, 0.0)
        codes += known
    redrawn = sums[codes > 0] / codes[codes > 0]
    return OverCodes(float(np.mean(seen)), *_interval(redrawn), redrawn)


def _of_code(decided: Judged, column: int, scores: NDArray[np.float64], draws: Matrix) -> CodeEvaluation:
    within = decided.in_mind[:, column]
    carrying = decided.given[within, column]
    people, enough = decided.carriers(column), decided.is_enough(column)
    counts = (decided.codes[column], len(carrying), int(carrying.sum()), people, enough)
    if not enough:
        return CodeEvaluation(*counts, None, None, None, people < FEW_PARTICIPANTS, None, None, None)
    ranked = _ranked(decided, column, scores)
    precision = float(average_precisions(ranked, np.ones((1, draws.shape[1])))[0][0])
    values, known = average_precisions(ranked, draws)
    return CodeEvaluation(
        *counts,
        average_precision=precision,
        low=_interval(values[known])[0],
        high=_interval(values[known])[1],
        few_participants=people < FEW_PARTICIPANTS,
        lift=precision / average_precision_at_random(len(carrying), int(carrying.sum())),
        reading=reading_needed(scores[within], carrying) / len(carrying),
        reading_at_random=reading_at_random(len(carrying), int(carrying.sum())) / len(carrying),
    )


def _ranked(decided: Judged, column: int, scores: NDArray[np.float64]) -> Ranking:
    within = decided.in_mind[:, column]
    return ranking(scores[within], decided.given[within, column], decided.whose[within], decided.participants)


def _interval(redrawn: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(redrawn, (2.5, 97.5))
    return float(low), float(high)
