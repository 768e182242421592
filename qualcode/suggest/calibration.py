"""Probabilities that mean what they say: judged on passages of people the fit had not seen."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.learning import logistic
from qualcode.suggest.scores import Matrix

ENOUGH_DECISIONS = 10
"""Below this many decisions on a code there is a ranking, and no probability."""
ENOUGH_OF_EACH = 2
"""Of these, so many have to say yes and so many no."""
_FOLDS = 5
_HOLD_ON_SLOPE = 10.0


def folds(groups: Sequence[str], texts: Sequence[str]) -> list[NDArray[np.int64]]:
    """Rows in at most five parts of like size, never splitting a group; a lone group is parted by its texts.

    >>> [part.tolist() for part in folds(["P01", "P01", "P02"], ["a", "b", "c"])]
    [[0, 1], [2]]
    """
    keys = list(groups) if len(set(groups)) > 1 else list(texts)
    sizes = Counter(keys)
    loads = [0] * min(_FOLDS, len(sizes))
    part_of = {}
    for key in sorted(sizes, key=lambda key: (-sizes[key], key)):
        part_of[key] = loads.index(min(loads))
        loads[part_of[key]] += sizes[key]
    parts = np.array([part_of[key] for key in keys], dtype=np.int64)
    return [np.flatnonzero(parts == part) for part in range(len(loads))]


def is_enough(signs: NDArray[np.int8], groups: Sequence[str]) -> bool:
    """Whether decisions on a code (1 yes, -1 no, 0 none) allow a probability."""
    decided_in = {group for group, sign in zip(groups, signs, strict=True) if sign}
    yes, no = int((signs > 0).sum()), int((signs < 0).sum())
    return yes + no >= ENOUGH_DECISIONS and min(yes, no) >= ENOUGH_OF_EACH and len(decided_in) > 1


def slope_and_offset(logits: Matrix, yes: NDArray[np.bool_]) -> tuple[float, float]:
    """The line through logits that gives probabilities, its slope held to 1 where decisions are few.

    Platt (1999), “Probabilistic outputs for support vector machines”: targets (n₊+1)/(n₊+2) and 1/(n₋+2), logistic
    loss, plus 5 (slope - 1)². The slope stays positive, so that no ranking turns round.
    """
    from scipy.optimize import minimize

    count = int(yes.sum())
    target = np.where(yes, (count + 1) / (count + 2), 1 / (len(yes) - count + 2))

    def loss(line: Matrix) -> tuple[float, Matrix]:
        at = line[0] * logits + line[1]
        slope = logistic(at) - target
        missed = (np.logaddexp(0.0, at) - target * at).sum() + _HOLD_ON_SLOPE / 2 * (line[0] - 1) ** 2
        return float(missed), np.array([slope @ logits + _HOLD_ON_SLOPE * (line[0] - 1), slope.sum()])

    bounds = [(0.05, 5.0), (-40.0, 40.0)]
    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.x[0]), float(found.x[1])
