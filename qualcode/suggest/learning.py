"""What the evidence adds to the definitions: one logistic regression per code, all fitted together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.scores import Matrix

PENALTY = 0.2
"""How strongly a code's weights are held to its definition; .1 to .3 do about as well on human-coded studies."""
_OFFSET_PENALTY = 1.0
"""Keeps the offset finite where all evidence points one way."""
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of evidence, made ready to be learned from again and again."""

    factor: Matrix
    """Lower Cholesky factor of the rows' likeness to each other."""
    prior: Matrix
    """Logits the definitions give the rows, shape (rows, codes)."""
    signs: NDArray[np.int8]
    weights: Matrix


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights (rows, codes) in the space of the factor, and an offset per code."""

    weights: Matrix
    offsets: Matrix

    def of_code(self, code: int) -> "Learned":
        """What was learned of one code."""
        return Learned(self.weights[:, [code]], self.offsets[[code]])

    def with_code(self, code: int, new: "Learned") -> "Learned":
        """The same, with one code learned anew."""
        weights, offsets = self.weights.copy(), self.offsets.copy()
        weights[:, code], offsets[code] = new.weights[:, 0], new.offsets[0]
        return Learned(weights, offsets)

    def with_row(self) -> "Learned":
        """The same, with a row more of which nothing has been learned."""
        return Learned(np.vstack([self.weights, np.zeros(len(self.offsets))]), self.offsets)


def made_ready(likeness: Matrix, prior: Matrix, signs: NDArray[np.int8], weights: Matrix) -> Rows:
    """Rows with the factor of their likeness; passages alike to the last bit are told apart by a hair."""
    factor = np.asarray(np.linalg.cholesky(likeness + _HAIR * np.eye(len(likeness))), dtype=np.float64)
    return Rows(factor, prior, signs, weights)


def extended(rows: Rows, likeness: Matrix, itself: float, prior: Matrix) -> Rows:
    """Rows and one more, by its likeness to them and to itself; its signs and weights are nothing yet."""
    from scipy.linalg import solve_triangular

    across = solve_triangular(rows.factor, likeness, lower=True)
    below = np.append(across, np.sqrt(max(itself + _HAIR - across @ across, _HAIR)))
    factor = np.vstack([np.column_stack([rows.factor, np.zeros(len(rows.factor))]), below])
    nothing = np.zeros((1, rows.signs.shape[1]))
    signs = np.vstack([rows.signs, nothing]).astype(np.int8)
    return Rows(factor, np.vstack([rows.prior, prior]), signs, np.vstack([rows.weights, nothing]))


def of_code(rows: Rows, code: int) -> Rows:
    """The rows as they bear on one code."""
    return Rows(rows.factor, rows.prior[:, [code]], rows.signs[:, [code]], rows.weights[:, [code]])


def learn(rows: Rows, using: NDArray[np.bool_], start: Learned | None = None, steps: int = 300) -> Learned:
    """The likeliest weights given the definitions and the chosen rows, in at most so many steps from the start.

    Maximum a posteriori logistic regression, the yes and the no of each code weighing the same: for each code,
    least sum of w_i log(1 + exp(-y_i z_i)) + PENALTY/2 |v|², z = prior + F v + offset, F Fᵀ = likeness.
    """
    from scipy.optimize import minimize

    size = rows.prior.shape
    balance = balanced(rows.signs, rows.weights, using)
    if not balance.any():
        return Learned(np.zeros(size), np.zeros(size[1]))
    yes = (rows.signs > 0).astype(np.float64)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights, offsets = flat[: -size[1]].reshape(size), flat[-size[1] :]
        logits = rows.prior + rows.factor @ weights + offsets
        slope = balance * (logistic(logits) - yes)
        missed = (balance * np.logaddexp(0.0, np.where(yes > 0, -logits, logits))).sum()
        held = PENALTY * (weights * weights).sum() + _OFFSET_PENALTY * (offsets * offsets).sum()
        downhill = rows.factor.T @ slope + PENALTY * weights
        return float(missed + held / 2), np.concatenate(
            [downhill.ravel(), slope.sum(axis=0) + _OFFSET_PENALTY * offsets]
        )

    first = np.concatenate([start.weights.ravel(), start.offsets]) if start else np.zeros(size[0] * size[1] + size[1])
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": steps, "gtol": 1e-5, "ftol": 1e-12})
    return Learned(found.x[: -size[1]].reshape(size), found.x[-size[1] :])


def row_logits(rows: Rows, learned: Learned) -> Matrix:
    """Logits of the rows themselves."""
    return np.asarray(rows.prior + rows.factor @ learned.weights + learned.offsets, dtype=np.float64)


def dual(rows: Rows, learned: Learned) -> Matrix:
    """What each row adds to a passage per unit of likeness, shape (rows, codes)."""
    from scipy.linalg import solve_triangular

    return np.asarray(solve_triangular(rows.factor, learned.weights, lower=True, trans="T"), dtype=np.float64)


def balanced(signs: NDArray[np.int8], weights: Matrix, using: NDArray[np.bool_]) -> Matrix:
    """Weights under which the yes of a code count as much together as its no; 0 for rows that are not used.

    >>> balanced(np.array([[1], [-1], [-1]], dtype=np.int8), np.ones((3, 1)), np.array([True] * 3)).ravel().tolist()
    [1.5, 0.75, 0.75]
    """
    yes = np.where((signs > 0) & using[:, None], weights, 0.0)
    no = np.where((signs < 0) & using[:, None], weights, 0.0)
    together = yes.sum(axis=0) + no.sum(axis=0)
    return np.asarray(sum(part * (together / 2 / np.maximum(part.sum(axis=0), 1e-12)) for part in (yes, no)))


def logistic(logits: Matrix) -> Matrix:
    """1 / (1 + exp(-x)), finite for every x."""
    return np.exp(-np.logaddexp(0.0, -logits))
