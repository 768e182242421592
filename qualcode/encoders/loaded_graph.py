"""A graph that onnxruntime has loaded, with the model's own way of cutting texts into tokens."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.encoders.equal_lengths import BATCH_TOKENS, batches, in_turn
from qualcode.encoders.fused_graph import MOST_TOKENS
from qualcode.encoders.protocol import Vectors, rows_of_length_one

Tokens = NDArray[np.int32]


class LoadedGraph:
    """Reads texts; one thread per batch, because sums split over threads round differently."""

    def __init__(self, graph: Path | bytes, model: Path, *, together: bool) -> None:
        # The library would start threads of its own, which gain nothing here and warn when a program forks.
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        from tokenizers import Tokenizer

        self._session = _session(graph)
        self._tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._batch_tokens = BATCH_TOKENS if together else 1

    def encode(self, texts: Sequence[str], heard: Callable[[int], None] = lambda done: None) -> Vectors:
        """The vectors of one text or more, shape (texts, dimensions); `heard` gets the number of texts read so far."""
        tokens = self.tokens(texts)
        totals: list[NDArray[np.float64] | None] = [None] * len(texts)

        def read(batch: list[int]) -> None:
            found = self.totals(np.stack([tokens[position] for position in batch]))
            for position, total in zip(batch, found, strict=True):
                totals[position] = total

        in_turn(batches([len(one) for one in tokens], self._batch_tokens), read, heard)
        return rows_of_length_one(np.stack([total for total in totals if total is not None]))

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The numbers of each text's tokens, cut after the last one that the model reads."""
        # Half a character (a lone surrogate) cannot be written in UTF-8, and the tokenizer would refuse the text.
        whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [np.array(one.ids, dtype=np.int32) for one in self._tokenizer.encode_batch_fast(whole)]

    def totals(self, tokens: Tokens) -> NDArray[np.float64]:
        """The sum of each text's token vectors; dividing by their number would not change the direction."""
        found: NDArray[np.float32] = self._session.run(None, {"ids": tokens})[0]
        sums: NDArray[np.float64] = found.sum(axis=1, dtype=np.float64)
        return sums

    def reads_alike_together(self) -> bool:
        """Whether texts of equal length get the same bits together and alone, as they do where this was measured."""
        some = np.random.default_rng(0)
        for length in (2, 7, 24, 65):
            tokens = some.integers(1000, 30000, (5, length)).astype(np.int32)
            alone = np.concatenate([self.totals(tokens[one : one + 1]) for one in range(5)])
            if any((self.totals(tokens[:several]) != alone[:several]).any() for several in (2, 3, 5)):
                return False
        return True


def _session(graph: Path | bytes) -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    onnxruntime.set_default_logger_severity(3)
    how = onnxruntime.SessionOptions()
    how.intra_op_num_threads = how.inter_op_num_threads = 1
    how.log_severity_level = 3
    source = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(source, how, providers=["CPUExecutionProvider"])
