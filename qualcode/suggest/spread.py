"""How near passages lie to what was read or chosen already."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.scores import Matrix

_AT_ONCE = 512
"""Passages compared with all others at once, to bound memory."""
_STEADYING = 5
"""Imagined passages of no particular meaning, so that the average of a few is no passage's own."""


class Spread:
    """The likeness of passages that may be offered to the nearest of those taken so far, 0 before any is taken."""

    def __init__(self, rows: Any, asked: NDArray[np.int64]) -> None:
        self._rows = rows
        self._asked = asked
        self._asked_rows = rows[asked]
        self.near: Matrix = np.zeros(rows.shape[0])
        """Per passage; only those asked about are kept up."""

    def take(self, indexes: Sequence[int]) -> None:
        """Count some passages as known from now on."""
        for start in range(0, len(indexes), _AT_ONCE):
            alike = self._asked_rows @ self._rows[list(indexes[start : start + _AT_ONCE])].T
            if not isinstance(alike, np.ndarray):
                alike = alike.toarray()
            # To five decimals, so that how a machine adds up does not choose between equals.
            alike = np.round(alike, 5)
            self.near[self._asked] = np.maximum(self.near[self._asked], alike.max(axis=1, initial=0.0))

    def take_read(self, read: Sequence[int]) -> None:
        """Count passages as known that somebody read, some of which may be looked at once more.

        These would be nearest to themselves; they count as no nearer than the middle of what is open and unread.
        """
        self.take(read)
        unread = np.setdiff1d(self._asked, np.array(read, dtype=np.int64))
        self.near[list(read)] = float(np.median(self.near[unread])) if len(unread) else 0.0


def spread_of(passages: Sequence[str], asked: NDArray[np.int64], vectors: Any = None) -> Spread:
    """The passages by their meanings, one vector each, seen from the average; without vectors by their words.

    `asked` are the passages that may be offered.
    """
    if vectors is not None and np.size(vectors):
        return Spread(_from_average(np.nan_to_num(np.asarray(vectors, dtype=np.float32))), asked)
    return Spread(_words(passages), asked)


def _from_average(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    average = (vectors.sum(axis=0, dtype=np.float64) / (len(vectors) + _STEADYING)).astype(np.float32)
    moved = np.where(vectors.any(axis=1, keepdims=True), vectors - average, np.float32(0))
    lengths = np.sqrt((moved * moved).sum(axis=1, keepdims=True))
    return np.asarray(moved / np.where(lengths > 1e-6, lengths, 1.0), dtype=np.float32)


def _words(passages: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english")
    analyse = counter.build_analyzer()
    if not any(analyse(text) for text in passages):
        return csr_matrix((len(passages), 1), dtype=np.float64)
    return counter.fit_transform(passages)
