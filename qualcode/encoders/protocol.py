"""What an encoder is, and what keeps its vectors."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row per text, each of length 1 (or all zero where a text has no meaning to the model)."""
StoredVector = NDArray[np.float16]
"""One text's vector as it is kept."""


_BLOCK = 1024


class Encoder(Protocol):
    """Turns texts into vectors that lie close together when the texts mean alike."""

    @property
    def fingerprint(self) -> str:
        """What made the vectors; vectors of two fingerprints must not be compared."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts: float32, shape (texts, dimensions), rows of length 1."""
        ...


class VectorStore(Protocol):
    """Keeps vectors by the encoder that made them and by the sha256 of their text."""

    def get(self, fingerprint: str, keys: Sequence[str]) -> dict[str, StoredVector]:
        """The vectors it has of these texts; those it lacks are left out."""
        ...

    def put(self, fingerprint: str, vectors: Mapping[str, StoredVector]) -> None:
        """Keep vectors for good, so that an interrupted run goes on from here."""
        ...


def rows_of_length_one(vectors: NDArray[np.floating]) -> Vectors:
    """The vectors as float32 rows of length 1; rows of zeros, and values that are no numbers, become zeros.

    >>> rows_of_length_one(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    found = np.empty(vectors.shape, dtype=np.float32)
    # In blocks, because 100,000 vectors in float64 are slower to find room for than to compute.
    for start in range(0, len(vectors), _BLOCK):
        block = np.asarray(vectors[start : start + _BLOCK], dtype=np.float64)
        lengths = np.sqrt((block * block).sum(axis=1, keepdims=True))
        if not np.isfinite(lengths).all():
            block = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
            lengths = np.sqrt((block * block).sum(axis=1, keepdims=True))
        found[start : start + _BLOCK] = block / np.where(lengths > 0, lengths, 1.0)
    return found
