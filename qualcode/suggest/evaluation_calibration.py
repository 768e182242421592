"""Whether probabilities mean what they say, on passages of people nothing was learned from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.bands import Band, band_of

BINS = 10
ENOUGH_DECISIONS = 100
"""Fewer decisions cannot tell a fault of the probabilities from chance."""
_SIMULATED = 200
_AT_MOST = 20_000_000
"""Numbers drawn in all, to bound time where decisions are very many."""


@dataclass(frozen=True, slots=True)
class BandEvaluation:
    """What became of the passages in one band of probability; each passage counts once for every code."""

    band: Band
    decisions: int
    """Passages times codes in the band."""
    carrying: int
    """How many of these a person gave the code."""
    expected: float | None
    """How many would carry it if the probabilities were exact; None where there is no probability."""
    share: float | None
    """carrying / decisions; None where there are no decisions."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities are from what came true, over all codes together."""

    bands: tuple[BandEvaluation, ...]
    decisions: int
    """Passages times codes that had a probability."""
    error: float | None
    """Expected calibration error beyond chance, at least 0; None for fewer than ENOUGH_DECISIONS decisions."""
    error_seen: float | None
    """The same with what chance alone brings."""
    error_by_chance: float | None
    """What a perfect forecaster of as many decisions would show, on average over simulated ones."""


def calibration(
    chances: NDArray[np.float64], carrying: NDArray[np.bool_], calibrated: NDArray[np.bool_], seed: int
) -> Calibration:
    """The calibration of decisions, one value each: the chance, what came true, whether the chance is a probability."""
    meant, true = chances[calibrated], carrying[calibrated]
    names: tuple[Band, ...] = ("strong", "some", "weak", "cannot say")
    sure = zip(chances.tolist(), calibrated.tolist(), strict=True)
    which = np.array([band_of(chance if is_sure else None) for chance, is_sure in sure], dtype=object)
    bands = tuple(_band(name, chances[which == name], carrying[which == name]) for name in names)
    if len(meant) < ENOUGH_DECISIONS:
        return Calibration(bands, len(meant), None, None, None)
    seen, lucky = expected_calibration_error(meant, true), error_by_chance(meant, seed)
    return Calibration(bands, len(meant), max(0.0, seen - lucky), seen, lucky)


def expected_calibration_error(chances: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    """How far what was foretold lies from what came true, in ten bins of as many decisions each.

    ECE = Σ_b n_b/n |mean probability - share true| (Naeini, Cooper & Hauskrecht 2015, “Obtaining well calibrated
    probabilities using Bayesian binning”), bins of equal mass. Decisions of one probability go into bins in the
    order given.

    >>> expected_calibration_error(np.array([0.2] * 5 + [0.8] * 5), np.array([False] * 4 + [True] * 6)).__round__(2)
    0.26
    """
    order = np.argsort(chances, kind="stable")
    return float(_errors(chances[order], true[order][None, :])[0])


def error_by_chance(chances: NDArray[np.float64], seed: int) -> float:
    """The mean error of a perfect forecaster: what comes true is drawn with just these probabilities."""
    ordered = np.sort(chances)
    rng = np.random.default_rng(seed)
    rounds = max(10, min(_SIMULATED, _AT_MOST // len(ordered)))
    errors = [float(_errors(ordered, rng.random((1, len(ordered))) < ordered)[0]) for _ in range(rounds)]
    return float(np.mean(errors))


def _errors(ordered: NDArray[np.float64], true: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Per row of what came true, the error; the probabilities ascend."""
    edges = np.unique(np.linspace(0, len(ordered), BINS + 1).round().astype(np.int64))[:-1]
    missed = np.add.reduceat(true - ordered, edges, axis=1)
    return np.asarray(np.abs(missed).sum(axis=1) / len(ordered), dtype=np.float64)


def _band(band: Band, chances: NDArray[np.float64], carrying: NDArray[np.bool_]) -> BandEvaluation:
    n, found = len(chances), int(carrying.sum())
    expected = None if band == "cannot say" else float(chances.sum())
    return BandEvaluation(band, n, found, expected, found / n if n else None)
