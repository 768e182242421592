"""What turns texts into vectors of meaning, offline."""

from qualcode.encoders.built_graph import Proof, kept_proof
from qualcode.encoders.caching import cached
from qualcode.encoders.choice import WORDS_ONLY, best_encoder
from qualcode.encoders.packaged_graph import PackagedGraph
from qualcode.encoders.protocol import Encoder, VectorStore
from qualcode.encoders.sentence_model import PackagedModel, SentenceModel, folder_model

__all__ = [
    "WORDS_ONLY",
    "Encoder",
    "PackagedGraph",
    "PackagedModel",
    "Proof",
    "SentenceModel",
    "VectorStore",
    "best_encoder",
    "cached",
    "folder_model",
    "kept_proof",
]
