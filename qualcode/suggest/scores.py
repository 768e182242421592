"""How well each code fits each passage, as a value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


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
    nearest: NDArray[np.int64]
    """Shape (passages, codes): the most alike other passage that carries the code; -1 where none does."""
    closeness: Matrix
    """Per passage: likeness (a cosine) to the nearest definition, example or coded passage of any code."""
    encoder: str
    """Fingerprint of what compared the meanings."""
    notice: str | None = None
    """What a reader of the scores has to know, in plain sentences; None where nothing is amiss."""
