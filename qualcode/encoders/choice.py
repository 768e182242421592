"""Which encoder a project uses, and what to say when there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.encoders.protocol import Encoder, Vectors
from qualcode.encoders.sentence_model import PackagedModel, can_run, folder_model
from qualcode.errors import QualcodeError


@dataclass(frozen=True, slots=True)
class _WordsOnly:
    fingerprint: str = "words only"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of no dimension: no text means like another."""
        return np.zeros((len(texts), 0), dtype=np.float32)


WORDS_ONLY: Encoder = _WordsOnly()
"""No model at all: what uses it goes by the words of the texts."""


def best_encoder(setting: str | None = None) -> tuple[Encoder | None, str | None]:
    """The encoder that `encoder:` in project.yaml asks for, or None and one sentence why there is none.

    None or “packaged” is the model that comes with qualcode, “words” goes without a model, anything else is a
    folder with a sentence-transformers model.
    """
    if setting == "words":
        return WORDS_ONLY, None
    if not can_run():
        return None, "The libraries that run the language model are not installed, so only words are compared."
    try:
        encoder = PackagedModel() if setting in (None, "", "packaged") else folder_model(str(setting))
        _ = encoder.fingerprint
    except QualcodeError as problem:
        return None, f"{problem.message} Only words are compared."
    return encoder, None
