"""What a codebook and some codings come to: how well each code fits each passage, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.competition import competing
from qualcode.suggest.evidence import Evidence, Place
from qualcode.suggest.judging import Judge, judge_of, prior
from qualcode.suggest.learning import Learned, Rows, extended, learn, logistic, of_code
from qualcode.suggest.likeness import Features, Yardstick
from qualcode.suggest.scores import Matrix

Positions = NDArray[np.int64]
STEPS_ANEW = 10
"""Steps of learning after one decision, from where it stood: a person waits, and `score` takes all of them later."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The line per code that turns how well it fits into how likely a coder gives it."""

    slopes: Matrix
    offsets: Matrix

    def probabilities(self, logits: Matrix) -> Matrix:
        """Shape as the logits, finite, between 0 and 1."""
        return logistic(self.slopes * logits + self.offsets)


@dataclass(frozen=True, slots=True)
class Learning:
    """The rows of evidence, made ready, and what was learned from them."""

    evidence: Evidence
    shown: Features
    """The rows of evidence."""
    definitions: Features
    rows: Rows
    learned: Learned

    @property
    def judge(self) -> Judge:
        """What was learned, as weights of features."""
        return judge_of(self.rows, self.learned, self.shown, self.definitions)

    def judge_of_code(self, code: int) -> Judge:
        """What was learned of one code."""
        rows, learned = of_code(self.rows, code), self.learned.of_code(code)
        return judge_of(rows, learned, self.shown, self.definitions.rows([code]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was learned, and what it says of the passages."""

    codes: tuple[str, ...]
    related: NDArray[np.bool_]
    places: tuple[Place, ...]
    """The different passages, in an order of their own."""
    position: Positions
    """Which of these each passage is."""
    yardstick: Yardstick
    seen: Features
    """Of the different passages."""
    learning: Learning
    judge: Judge
    fit: Matrix
    """Logits of the passages before codes compete; those that were read are judged without their group."""
    strength: float
    """How far a code that fits speaks against the others."""
    calibration: Calibration

    @property
    def probabilities(self) -> Matrix:
        """How likely a coder gives each code, shape (passages, codes)."""
        return self.calibration.probabilities(competing(self.fit, self.related, self.strength))

    def nearest(self, index: int, code: str) -> int | None:
        """The most alike other passage that carries a code, of equals the first by its words."""
        if code not in self.codes:
            return None
        evidence = self.learning.evidence
        carrying = (evidence.signs[:, self.codes.index(code)] > 0) & (evidence.passages >= 0)
        rows = np.flatnonzero(carrying & (evidence.passages != index))
        if not len(rows):
            return None
        alike = self.seen.rows(self.position[[index]]).cosines(self.learning.shown.rows(rows))
        return int(evidence.passages[rows[alike[0].argmax()]])

    def word_weights(self, index: int, code: str) -> list[tuple[str, float]]:
        """What each word of a passage, taken alone, adds for a code (above 0) or against it."""
        text, _ = self.places[self.position[index]]
        return self.yardstick.wording.weights_of(text, self.judge.words[:, self.codes.index(code)])

    def fits(self, texts: Sequence[str], contexts: Sequence[str], code: str) -> Matrix:
        """How likely a code applies to texts that are no passages, shape (texts,)."""
        features = self.yardstick.features(list(zip(texts, contexts, strict=True)))
        logits = competing(self.judge.logits(features), self.related, self.strength)
        return np.asarray(self.calibration.probabilities(logits)[:, self.codes.index(code)], dtype=np.float64)

    def decided(self, index: int, code: str, applies: bool) -> "Judgement":
        """The judgement after one more decision: that code learned anew, all else and the calibration kept."""
        column = self.codes.index(code)
        learning = self._with_decision(index, column, applies)
        before, after = self.judge.column(column), learning.judge_of_code(column)
        moved = after.logits(self.seen) - before.logits(self.seen)
        fit = self.fit.copy()
        fit[:, column] += moved[self.position, 0]
        return replace(self, learning=learning, judge=self.judge.with_column(column, after), fit=fit)

    def _with_decision(self, index: int, column: int, applies: bool) -> Learning:
        known, sign = self.learning, 1 if applies else -1
        rows, shown, start = known.rows, known.shown, known.learned
        evidence = known.evidence.with_decision(index, self.places[self.position[index]], column, sign)
        if len(evidence.places) > len(known.evidence.places):
            new = self.seen.rows(self.position[[index]])
            rows = extended(rows, new.likeness(shown)[0], float(new.likeness(new)[0, 0]), prior(new, known.definitions))
            shown, start = shown.with_row(new), start.with_row()
        rows = replace(rows, signs=evidence.signs, weights=evidence.weights)
        every = np.ones(len(evidence.places), dtype=bool)
        one = learn(of_code(rows, column), every, start.of_code(column), STEPS_ANEW)
        return replace(known, evidence=evidence, shown=shown, rows=rows, learned=start.with_code(column, one))
