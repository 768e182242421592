"""How well each code fits each passage, as a value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


class Grounds(Protocol):
    """What scores rest on, for those who ask why."""

    def nearest(self, index: int, code: str) -> int | None:
        """The most alike other passage that carries a code."""
        ...

    def word_weights(self, index: int, code: str) -> list[tuple[str, float]]:
        """What each word of a passage adds for a code (above 0) or against it."""
        ...

    def fits(self, texts: Sequence[str], contexts: Sequence[str], code: str) -> Matrix:
        """How likely a code applies to texts that are no passages."""
        ...


@dataclass(frozen=True, slots=True)
class Scores:
    """How well each code fits each passage, judged without the passage's own codings."""

    codes: tuple[str, ...]
    """The codebook's codes, in its order: the columns."""
    probabilities: Matrix
    """Shape (passages, codes), finite: how likely a coder gives the code where `calibrated`, else only an order."""
    calibrated: tuple[bool, ...]
    """Per code: whether enough decisions, from more than one group, bear out the probabilities."""
    decisions: tuple[int, ...]
    """Per code: how many passages a person read with the code in mind."""
    accepted: tuple[int, ...]
    """Per code: how many of these carry it."""
    more_wanted: tuple[int, ...]
    """Per code: how many more passages that carry it would help before its suggestions mean much; 0 from there on."""
    encoder: str
    """Fingerprint of what compared the meanings."""
    notice: str | None = None
    """What a reader of the scores has to know, in plain sentences; None where nothing is amiss."""
    grounds: Grounds = field(kw_only=True, repr=False, compare=False)
    """What they rest on: nearest passages, weights of words, fit of other texts."""
