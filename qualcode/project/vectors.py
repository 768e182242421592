"""Vectors of texts, packed in half precision, per encoder."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.project.family import Family
from qualcode.project.vectors_gone import KEY, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKED = 4096
"""Vectors in one row at most: measured as the fastest layout to read whole."""


class Vectors(Family):
    """The store that an encoder keeps its work in."""

    def get(self, fingerprint: str, keys: Sequence[str]) -> "dict[str, NDArray[np.float16]]":
        """The vectors there are for texts, by the sha256 of each text."""
        wanted = set(keys)
        return {key: vector for key, vector in self._kept(fingerprint) if key in wanted}

    def every(self, fingerprint: str) -> "dict[str, NDArray[np.float16]]":
        """All vectors an encoder made here, by the sha256 of each text."""
        return dict(self._kept(fingerprint))

    def _kept(self, fingerprint: str) -> "Iterator[tuple[str, NDArray[np.float16]]]":
        import numpy as np

        for row in self.rows(
            "SELECT dimensions, keys, vectors FROM vectors WHERE fingerprint = ? ORDER BY n", fingerprint
        ):
            matrix = np.frombuffer(row["vectors"], dtype="<f2").reshape(-1, row["dimensions"])
            yield from zip(keys_of(row), matrix, strict=True)

    def put(self, fingerprint: str, vectors: "Mapping[str, NDArray[np.float16]]") -> None:
        """Keep new vectors.

        Raises QualcodeError when the file cannot be written, or another program holds it for long.
        """
        import numpy as np

        keys = list(vectors)
        with self.store.held():
            for first in range(0, len(keys), PACKED):
                part = keys[first : first + PACKED]
                matrix = np.stack([vectors[key] for key in part]).astype("<f2")
                self.store.connection.execute(
                    "INSERT INTO vectors (fingerprint, dimensions, keys, vectors) VALUES (?, ?, ?, ?)",
                    (fingerprint, matrix.shape[1], bytes.fromhex("".join(part)), matrix.tobytes()),
                )

    def count(self) -> int:
        """How many vectors are kept."""
        return sum(row["bytes"] // KEY for row in self.rows("SELECT length(keys) AS bytes FROM vectors"))
