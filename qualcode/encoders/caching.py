"""Vectors made once and kept."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.encoders.protocol import Encoder, StoredVector, Vectors, VectorStore, rows_of_length_one

CHARACTERS_AT_ONCE = 3_000
"""Characters per put for an encoder that does not say its own `characters_at_once`: about a second of work of
sentence-transformers, the most an interruption can lose."""


LONGEST_READ = 1_500
"""Characters of a text that a model reads, or somewhat more."""


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
        text_of = dict(zip(keys, texts, strict=True))
        kept = self.store.get(self.fingerprint, list(text_of))
        missing = [(key, text) for key, text in text_of.items() if key not in kept]
        kept.update(self._encode_new(missing))
        return rows_of_length_one(np.stack([kept[key] for key in keys]))

    def _encode_new(self, missing: Sequence[tuple[str, str]]) -> dict[str, StoredVector]:
        new: dict[str, StoredVector] = {}
        for shard in shards(missing, getattr(self.encoder, "characters_at_once", CHARACTERS_AT_ONCE)):
            vectors = self.encoder.encode([text for _, text in shard]).astype(np.float16)
            made = {key: vector for (key, _), vector in zip(shard, vectors, strict=True)}
            self.store.put(self.fingerprint, made)
            new.update(made)
            if self.progress:
                self.progress(len(new), len(missing))
        return new


def shards(missing: Sequence[tuple[str, str]], characters: int) -> list[list[tuple[str, str]]]:
    """New texts with their keys in the portions they are encoded and kept in, of about so many characters each.

    A portion holds texts of about one length, so that many can be read together.
    """
    found: list[list[tuple[str, str]]] = []
    left = 0
    for key, text in sorted(missing, key=lambda one: (len(one[1]), one[0])):
        if left <= 0:
            found.append([])
            left = characters
        found[-1].append((key, text))
        # What comes after the model's last token costs next to nothing, and an empty text costs something.
        left -= min(len(text), LONGEST_READ) + 20
    # Short and long portions in a mixed order, so that progress goes at one pace.
    return sorted(found, key=lambda shard: shard[0][0])
