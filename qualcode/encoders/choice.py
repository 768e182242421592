"""Which encoder a project uses, and what to say when there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from qualcode.encoders.built_graph import NEEDED, GraphRefused, Precision, Proof
from qualcode.encoders.packaged_graph import PackagedGraph
from qualcode.encoders.protocol import Encoder, Vectors
from qualcode.encoders.sentence_model import PackagedModel, folder_model, library_is_there
from qualcode.errors import QualcodeError


@dataclass(frozen=True, slots=True)
class _WordsOnly:
    fingerprint: str = "words only"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of no dimension: no text means like another."""
        return np.zeros((len(texts), 0), dtype=np.float32)


WORDS_ONLY: Encoder = _WordsOnly()
"""No model at all: what uses it goes by the words of the texts."""


PACKAGED: Mapping[str | None, tuple[Precision, ...]] = {
    None: ("float32",),
    "": ("float32",),
    "packaged": ("float32",),
    "packaged int8": ("int8", "float32"),
}
"""What `encoder:` may say of the model that comes with qualcode, and the precisions to try in turn."""
_NO_LIBRARIES = "The libraries that run the language model are not installed, so only words are compared."


def best_encoder(setting: str | None = None) -> tuple[Encoder | None, str | None]:
    """The encoder that `encoder:` in project.yaml asks for, and one sentence where there is another or none.

    None or “packaged” is the model that comes with qualcode, “packaged int8” its quick and rougher form, “words” goes
    without a model, anything else is a folder with a sentence-transformers model.
    """
    if setting == "words":
        return WORDS_ONLY, None
    if not can_run():
        return None, _NO_LIBRARIES
    try:
        if setting in PACKAGED:
            return _packaged(PACKAGED[setting])
        if not library_is_there():
            return None, _NO_LIBRARIES
        encoder = folder_model(str(setting))
        _ = encoder.fingerprint
    except QualcodeError as problem:
        return None, f"{problem.message} Only words are compared."
    return encoder, None


def can_run() -> bool:
    """Whether anything that runs a model is installed; loads nothing of it."""
    return all(find_spec(name) for name in NEEDED) or library_is_there()


def _packaged(precisions: Sequence[Precision]) -> tuple[Encoder | None, str | None]:
    refused = []
    for precision in precisions:
        graph = PackagedGraph(precision)
        try:
            built = graph.built
        except GraphRefused as problem:
            refused.append(problem.message)
            continue
        if refused:
            return graph, f"“packaged int8” cannot be used ({refused[0]}), so full precision is."
        return graph, agreement(built.proof) if built.new else None
    if not library_is_there():
        return None, f"The language model cannot run ({refused[-1]}), so only words are compared."
    model = PackagedModel()
    _ = model.fingerprint
    return model, f"The quick engine cannot be used ({refused[-1]}); sentence-transformers serves, and takes longer."


def agreement(proof: Proof) -> str | None:
    """How near int8 comes to full precision, in one sentence; None of full precision itself."""
    if proof.neighbours is None:
        return None
    return (
        f"“packaged int8” finds {10 * proof.neighbours:.1f} of the ten nearest passages that full precision finds "
        f"(measured here on {proof.sentences} sentences of the example interviews)."
    )
