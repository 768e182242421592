"""Vectors made once and kept."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.encoders.protocol import Encoder, StoredVector, Vectors, VectorStore, rows_of_length_one

SHARD = 16
"""Texts per put: about half a second of work, the most an interruption can lose."""


def key_of(text: str) -> str:
    """The key a text's vector is kept under: the sha256 of its UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def cached(encoder: Encoder, store: VectorStore, progress: Callable[[int, int], None] | None = None) -> Encoder:
    """An encoder that encodes each text once and keeps its vector; `progress` hears (done, new texts)."""
    return _CachedEncoder(encoder, store, progress)


@dataclass(frozen=True)
class _CachedEncoder:
    encoder: Encoder
    store: VectorStore
    progress: Callable[[int, int], None] | None

    @property
    def fingerprint(self) -> str:
        return self.encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors as the store keeps them, so that a first and a second run give the same bits."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        keys = [key_of(text) for text in texts]
        kept = self.store.get(self.fingerprint, sorted(set(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        kept.update(self._encode_new(missing))
        return rows_of_length_one(np.stack([kept[key] for key in keys]))

    def _encode_new(self, missing: dict[str, str]) -> dict[str, StoredVector]:
        new: dict[str, StoredVector] = {}
        order = sorted(missing)
        for start in range(0, len(order), SHARD):
            shard = order[start : start + SHARD]
            vectors = self.encoder.encode([missing[key] for key in shard]).astype(np.float16)
            made = dict(zip(shard, vectors, strict=True))
            self.store.put(self.fingerprint, made)
            new.update(made)
            if self.progress:
                self.progress(len(new), len(order))
        return new
