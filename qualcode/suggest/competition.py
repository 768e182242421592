"""How codes compete for a passage: fully where coders give one each, less where they give several."""

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.evidence import Evidence
from qualcode.suggest.scores import Matrix

_IMAGINED = 4
"""Passages with one code each that are imagined before any are coded."""


def rivalry(evidence: Evidence, related: NDArray[np.bool_]) -> float:
    """How far a code that fits speaks against the others: the share of coded passages with one line of codes.

    A code together with codes above or below it is one line.
    """
    given = evidence.signs[evidence.read] > 0
    carrying = given[given.any(axis=1)]
    others = carrying.astype(np.float64) @ (~related).astype(np.float64)
    several = int(((others > 0) & carrying).any(axis=1).sum())
    return (len(carrying) - several + _IMAGINED) / (len(carrying) + _IMAGINED)


def competing(logits: Matrix, related: NDArray[np.bool_], strength: float) -> Matrix:
    """Each code's logit, lowered by how well the unrelated codes fit, “none of them” among these with logit 0.

    At strength 1 the probabilities are a softmax over the codes and “none of them”; at 0 codes are independent.

    >>> competing(np.array([[0.0, 0.0]]), np.eye(2, dtype=bool), 1.0).round(3).tolist()
    [[-0.693, -0.693]]
    """
    if not logits.shape[1]:
        return logits
    top = np.maximum(logits.max(axis=1, keepdims=True), 0.0)
    rest = np.exp(logits - top) @ (~related).astype(np.float64) + np.exp(-top)
    lowered = logits - strength * (np.log(np.maximum(rest, 1e-300)) + top)
    return np.asarray(np.clip(lowered, -30.0, 30.0), dtype=np.float64)
