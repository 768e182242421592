"""Whether coding more interviews would make suggestions better."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.03
"""A gain in average precision from twice the participants that is not worth their coding."""

Outlook = Literal["more would help", "levelled off", "cannot tell"]


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """How good the order of passages is, learned from so many of the other participants."""

    participants: int
    passages: int
    """Of these participants, on average over the folds; read with or without a code given."""
    average_precision: float
    """The mean over the codes of which enough is known."""


@dataclass(frozen=True, slots=True)
class Learning:
    """What learning from more and more participants gave, and what that says of coding more."""

    points: tuple[LearningPoint, ...]
    gain: float | None
    """From the last step, the last doubling where there were participants enough; None where there was no step."""
    low: float | None
    high: float | None
    """In 95 of 100 re-draws of participants the gain lies between these."""
    outlook: Outlook

    @property
    def said(self) -> str:
        """What the figures say, in a sentence."""
        if self.outlook == "cannot tell":
            return "Too little is coded to tell whether coding more interviews would make suggestions better."
        few, many = self.points[-2].participants, self.points[-1].participants
        than = f"Suggestions learned from {many} participants are"
        if self.outlook == "levelled off":
            return f"{than} hardly better than those learned from {few}: the gain from more coding has levelled off."
        return f"{than} better than those learned from {few}: more coding would still help."


def learning(points: Sequence[LearningPoint], redrawn: Sequence[NDArray[np.float64]]) -> Learning:
    """What points say, least learned first; `redrawn` has each point's value in the same re-draws of participants."""
    if len(points) < 2 or not len(redrawn[-1]):
        return Learning(tuple(points), None, None, None, "cannot tell")
    low, high = (float(edge) for edge in np.percentile(redrawn[-1] - redrawn[-2], (2.5, 97.5)))
    outlook: Outlook = "more would help" if low > 0 else "levelled off" if high < LEVEL else "cannot tell"
    gain = points[-1].average_precision - points[-2].average_precision
    return Learning(tuple(points), gain, low, high, outlook)
