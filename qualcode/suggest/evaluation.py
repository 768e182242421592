"""How good suggestions would have been for people they learned nothing from."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook import Codebook
from qualcode.encoders import WORDS_ONLY, Encoder, best_encoder
from qualcode.errors import QualcodeError
from qualcode.suggest.evaluation_calibration import Calibration, calibration
from qualcode.suggest.evaluation_codes import CodeEvaluation, Judged, OverCodes, code_evaluations, judged, over_codes
from qualcode.suggest.evaluation_folds import HeldOut, Material, folds, held_out, taught_by
from qualcode.suggest.evaluation_learning import Learning, LearningPoint, learning
from qualcode.suggest.remembering import Remembering

REDRAWS = 1000
"""Of participants, with replacement, for every interval."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good suggestions would have been for each participant, learned from the others' codings alone."""

    codes: tuple[CodeEvaluation, ...]
    """The codes in use, in the order of the codebook."""
    passages: int
    """That a person read."""
    coded: int
    """Of these, given a code."""
    participants: int
    folds: int
    """Parts of the participants; each part was scored by what was learned from the others."""
    first_right: float | None
    """Share of the coded passages whose best suggestion is a code the person gave; ties count as wrong."""
    first_three_right: float | None
    """The same for one of the best three."""
    average_precision: float | None
    """The mean over the codes of which enough is known."""
    low: float | None
    high: float | None
    """In 95 of 100 re-draws of participants it lies between these."""
    lift: float | None
    """The median over these codes."""
    reading: float | None
    """The mean over these codes."""
    reading_at_random: float | None
    calibration: Calibration
    learning: Learning
    encoder: str
    """Fingerprint of what compared the meanings."""
    notice: str | None
    """What a reader has to know of how meanings were compared; None where nothing is amiss."""


def evaluate(
    passages: Sequence[str],
    codebook: Codebook,
    coded: Mapping[int, Collection[str]],
    *,
    considered: Mapping[int, Collection[str]] | None = None,
    contexts: Sequence[str] | None = None,
    groups: Sequence[str],
    encoder: Encoder | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """How well `score` does on participants whose codings it was not given, cross-validated by participant.

    The arguments are those of `score`; `coded` must hold what people gave without having seen a suggestion. Each of
    at most five parts of the groups is scored by what was learned from the others. Figures are of passages that were
    read; `progress` hears (done, of all). Raises QualcodeError for passages of fewer than two groups.
    """
    if len(groups) != len(passages) or any(not 0 <= index < len(passages) for index in coded):
        raise QualcodeError(
            f"There are {len(passages)} passages; groups, and what was coded, do not fit them.",
            hint="Give a participant or document for every passage, and count passages from 0",
        )
    parts = folds([groups[index] for index in coded])
    if len(parts) < 2:
        raise QualcodeError(
            "Suggestions can be tried out once at least two participants have been coded.",
            hint="Code another interview first",
        )
    encoder, notice = (encoder, None) if encoder is not None else best_encoder()
    material = Material(passages, codebook, coded, considered, contexts, groups, Remembering(encoder or WORDS_ONLY))
    steps = taught_by(parts, seed)
    done = 0

    def heard() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, len(steps) * len(parts))

    tried = [held_out(material, parts, step, heard) for step in steps]
    return _evaluation(material, tried, len(parts), seed, notice)


def _evaluation(material: Material, tried: Sequence[HeldOut], parts: int, seed: int, notice: str | None) -> Evaluation:
    best = tried[-1]
    decided = judged(material, best.rows)
    draws = _draws(decided.participants, seed)
    means = [over_codes(decided, one.chances[:, decided.columns], draws) for one in tried]
    chances, calibrated = best.chances[:, decided.columns], best.calibrated[:, decided.columns]
    codes = code_evaluations(decided, chances, draws)
    told = [code for code in codes if code.enough]
    return Evaluation(
        codes=codes,
        passages=len(best.rows),
        coded=int(decided.given.any(axis=1).sum()),
        participants=decided.participants,
        folds=parts,
        first_right=_right_within(chances, decided, 1),
        first_three_right=_right_within(chances, decided, 3),
        average_precision=means[-1].average_precision,
        low=means[-1].low,
        high=means[-1].high,
        lift=float(np.median([code.lift for code in told])) if told else None,
        reading=float(np.mean([code.reading for code in told])) if told else None,
        reading_at_random=float(np.mean([code.reading_at_random for code in told])) if told else None,
        calibration=calibration(
            chances[decided.in_mind], decided.given[decided.in_mind], calibrated[decided.in_mind], seed
        ),
        learning=_learning(tried, means),
        encoder=best.encoder,
        notice=notice,
    )


def _learning(tried: Sequence[HeldOut], means: Sequence[OverCodes]) -> Learning:
    points = [
        LearningPoint(*one.learned, mean.average_precision)
        for one, mean in zip(tried, means, strict=True)
        if mean.average_precision is not None
    ]
    return learning(points, [mean.redrawn for mean in means])


def _draws(participants: int, seed: int) -> NDArray[np.float64]:
    """How often each participant is drawn when as many are drawn with replacement, shape (REDRAWS, participants)."""
    rng = np.random.default_rng([seed, participants])
    return rng.multinomial(participants, np.full(participants, 1 / participants), size=REDRAWS).astype(np.float64)


def _right_within(chances: NDArray[np.float64], decided: Judged, first: int) -> float | None:
    """Share of coded passages of which fewer than `first` wrong codes fit as well as the best right one."""
    among = np.where(decided.in_mind, chances, -1.0)
    coded = decided.given.any(axis=1)
    if not coded.any():
        return None
    best_right = np.where(decided.given, among, -1.0).max(axis=1, keepdims=True)
    wrong = ((among >= best_right) & decided.in_mind & ~decided.given).sum(axis=1)
    return float((wrong[coded] < first).mean())
