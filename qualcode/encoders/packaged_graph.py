"""The packaged model on onnxruntime: the same vectors as sentence-transformers gives, far sooner."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qualcode.encoders.built_graph import Built, Precision, built_graph
from qualcode.encoders.fused_graph import BUILDER
from qualcode.encoders.protocol import Vectors
from qualcode.encoders.sentence_model import PackagedModel, installed_version
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.encoders.loaded_graph import LoadedGraph


class PackagedGraph:
    """all-MiniLM-L6-v2 as a graph in float32 or int8, whose vector of a text depends on that text alone.

    The graph is built when `fingerprint` is first asked for on this machine, which takes about two seconds.
    """

    def __init__(self, precision: Precision = "float32") -> None:
        self.precision = precision
        self.characters_at_once = 25_000 if precision == "float32" else 60_000
        self._model = PackagedModel()

    @cached_property
    def built(self) -> Built:
        """The graph with what is known of it.

        Raises GraphRefused where it cannot be built, QualcodeError where the model is missing or damaged.
        """
        return built_graph(self._model.folder, self._model.content_hash(), self.precision)

    @cached_property
    def fingerprint(self) -> str:
        """The model's bytes, the engine with its versions, and the precision; loads nothing once the graph is built.

        Raises GraphRefused where it cannot be built, QualcodeError where the model is missing or damaged.
        """
        _ = self.built
        engine = " ".join(f"{name}={installed_version(name)}" for name in ("onnxruntime", "tokenizers"))
        return f"{self._model.content_hash()} {self.precision} {engine} graph={BUILDER}"

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """The vectors of texts, shape (texts, 384); `progress` hears (done, different texts).

        Raises QualcodeError when the graph cannot be loaded.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        different = sorted(set(texts))
        loaded = _loaded(self.built.graph, self._model.folder, self.built.proof.together)
        vectors = loaded.encode(different, lambda done: progress(done, len(different)) if progress else None)
        row_of = {text: row for row, text in enumerate(different)}
        return vectors[[row_of[text] for text in texts]]


@lru_cache(maxsize=2)
def _loaded(graph: Path | bytes, model: Path, together: bool) -> "LoadedGraph":
    # All encoders of a process share what is loaded, because nothing of it changes.
    try:
        from qualcode.encoders.loaded_graph import LoadedGraph

        return LoadedGraph(graph, model, together=together)
    except Exception as problem:
        raise QualcodeError(
            f"The language model could not be loaded: {(str(problem) or type(problem).__name__).splitlines()[0]}",
            hint="Install qualcode anew, or set “encoder: words” in project.yaml",
        ) from problem
