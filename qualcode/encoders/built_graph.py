"""The graph of the packaged model, built once, proven, and kept in the cache."""

import hashlib
import json
import logging
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from qualcode.encoders.sentence_model import installed_version
from qualcode.encoders.weights import cache_folder, file_hash
from qualcode.errors import QualcodeError

Precision = Literal["float32", "int8"]
NEEDED = ("onnxruntime", "tokenizers")
NEEDED_TO_BUILD = (*NEEDED, "onnx", "safetensors")
WORTHLESS = 0.5
"""Below this share of neighbours kept, int8 has gone wrong on this processor."""
APART = 1e-4
"""The largest difference from the reference vectors that rounding explains on any processor."""


class GraphRefused(QualcodeError):
    """The graph cannot be built here, or does not give the model's vectors."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found when the graph was built."""

    sha256: str = ""
    """of the graph's bytes."""
    refused: str = ""
    """why it must not be used; empty when it may."""
    together: bool = False
    """whether texts of equal length may be read together."""
    neighbours: float | None = None
    """int8 only: the share of the ten nearest texts that full precision finds too."""
    sentences: int = 0
    """int8 only: of how many sentences."""


@dataclass(frozen=True, slots=True)
class Built:
    """A graph that may be used."""

    graph: Path | bytes
    """bytes where the cache cannot be written."""
    proof: Proof
    new: bool
    """whether it was built just now."""


def built_graph(model: Path, content: str, precision: Precision) -> Built:
    """The graph of a model folder whose bytes hash to `content`, built now unless the cache has it.

    Raises GraphRefused where it cannot be built or does not give the model's vectors.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise GraphRefused(f"{missing[0]} is not installed", hint=f"pip install {missing[0]}")
    path = _path(content, precision)
    proof = kept_proof(content, precision)
    if proof is None:
        return _new(model, content, precision, path)
    if proof.refused:
        raise GraphRefused(proof.refused)
    return Built(path, proof, new=False)


def kept_proof(content: str, precision: Precision) -> Proof | None:
    """What is known of a graph that was built before; None when it was not, or was damaged since."""
    path = _path(content, precision)
    with suppress(OSError, ValueError, TypeError):
        proof = Proof(**json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        return proof if proof.refused or file_hash(path) == proof.sha256 else None
    return None


def _path(content: str, precision: Precision) -> Path:
    # What the bits of a vector may depend on, so that a cache on a shared disk serves every machine rightly.
    from qualcode.encoders.fused_graph import BUILDER

    made_by = f"graph{BUILDER}-onnxruntime{installed_version('onnxruntime')}-{platform.system()}-{platform.machine()}"
    return cache_folder() / f"model-{content[:16]}-{made_by}-{precision}.onnx".lower()


@lru_cache(maxsize=4)
def _new(model: Path, content: str, precision: Precision, path: Path) -> Built:
    # Remembered for the process, which is all there is where the cache cannot be written.
    if missing := [name for name in NEEDED_TO_BUILD if find_spec(name) is None]:
        raise GraphRefused(f"{missing[0]} is not installed", hint=f"pip install {missing[0]}")
    try:
        graph, proof = _full(model) if precision == "float32" else _int8(model, content)
    except GraphRefused:
        raise
    except Exception as problem:
        # The libraries raise bare exceptions. Not kept as a refusal: a full disk may be emptied.
        raise GraphRefused(f"it cannot be built: {_first_line(problem)}") from problem
    kept = _keep(path, graph, proof)
    if proof.refused:
        raise GraphRefused(proof.refused)
    return Built(path if kept else graph, proof, new=True)


def _full(model: Path) -> tuple[bytes, Proof]:
    from qualcode.encoders.fused_graph import fused_graph
    from qualcode.encoders.loaded_graph import LoadedGraph
    from qualcode.encoders.reference_vectors import difference

    graph = fused_graph(model).SerializeToString()
    loaded = LoadedGraph(graph, model, together=False)
    if (apart := difference(loaded.encode)) > APART:
        return graph, Proof(refused=f"it gives other vectors than the model (by {apart:.0e})")
    return graph, Proof(_sha256(graph), together=loaded.reads_alike_together())


def _int8(model: Path, content: str) -> tuple[bytes, Proof]:
    from qualcode.encoders.loaded_graph import LoadedGraph
    from qualcode.encoders.neighbours import example_sentences, neighbours_kept

    full = built_graph(model, content, "float32")
    graph = _quantized(model)
    sentences = example_sentences()
    # Never together: the scale of int8 is taken from everything that is read at once.
    rough = LoadedGraph(graph, model, together=False).encode(sentences)
    kept = neighbours_kept(LoadedGraph(full.graph, model, together=full.proof.together).encode(sentences), rough)
    if kept < WORTHLESS:
        return graph, Proof(refused=f"it keeps only {10 * kept:.1f} of the ten nearest neighbours")
    return graph, Proof(_sha256(graph), neighbours=kept, sentences=len(sentences))


def _quantized(model: Path) -> bytes:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from qualcode.encoders.fused_graph import fused_graph

    with TemporaryDirectory() as folder, _no_warnings():
        path = Path(folder) / "int8.onnx"
        # The fused operations tell onnx nothing about their types; 1 is onnx's number for float32.
        how = {"DefaultTensorType": 1}
        quantize_dynamic(fused_graph(model), path, per_channel=True, weight_type=QuantType.QInt8, extra_options=how)
        return path.read_bytes()


@contextmanager
def _no_warnings() -> Iterator[None]:
    """onnxruntime recommends preparations, to the root logger, that a fused graph does not need."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _keep(path: Path, graph: bytes, proof: Proof) -> bool:
    """Write graph and proof into the cache, the proof last; False where that cannot be."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not proof.refused:
            _replace(path, graph)
        _replace(path.with_suffix(".json"), json.dumps(asdict(proof), indent=1).encode())
        return True
    return False


def _replace(path: Path, data: bytes) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _first_line(problem: BaseException) -> str:
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]
