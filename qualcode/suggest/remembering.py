"""An encoder that is asked for the same texts again and again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qualcode.encoders import Encoder


@dataclass(slots=True)
class Remembering:
    """An encoder that keeps the vectors it made, for as long as it lives, so that each text is encoded once."""

    encoder: Encoder
    vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """What made the vectors."""
        return self.encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts, those not seen before made anew."""
        new = [text for text in dict.fromkeys(texts) if text not in self.vectors]
        if new:
            self.vectors |= dict(zip(new, self.encoder.encode(new), strict=True))
        if not texts:
            return self.encoder.encode([])
        return np.array([self.vectors[text] for text in texts], dtype=np.float32)
