"""How much of what lies near stays near when vectors are made in another way."""

import re
from collections.abc import Iterator

import numpy as np

from qualcode.encoders.protocol import Vectors
from qualcode.shipped import shipped

NEAREST = 10
_LABEL = re.compile(r"^[\w .’'()-]{1,30}:\s+")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def neighbours_kept(vectors: Vectors, others: Vectors, nearest: int = NEAREST) -> float:
    """The share of each text's nearest texts by `vectors` that are nearest by `others` too, averaged over texts.

    Both have shape (texts, dimensions) and rows of length 1; there must be more than `nearest` texts.

    >>> line = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]], dtype=np.float32)
    >>> neighbours_kept(line, line[:, ::-1], nearest=1)
    1.0
    """
    one, other = _nearest(vectors, nearest), _nearest(others, nearest)
    return float(np.mean([len(set(a) & set(b)) / nearest for a, b in zip(one, other, strict=True)]))


def _nearest(vectors: Vectors, nearest: int) -> list[list[int]]:
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -np.inf)
    found: list[list[int]] = np.argsort(-likeness, axis=1, kind="stable")[:, :nearest].tolist()
    return found


def example_sentences() -> list[str]:
    """Every third different sentence of six words or more of the example interviews that are text files.

    Raises QualcodeError when the installation lacks them.
    """
    return sorted(set(_sentences()))[::3]


def _sentences() -> Iterator[str]:
    for path in sorted(shipped("transcripts_example").iterdir()):
        if path.suffix in {".txt", ".vtt", ".srt"}:
            for line in path.read_text(encoding="utf-8-sig").splitlines():
                if "-->" not in line:
                    yield from (one for one in _SENTENCE.split(_LABEL.sub("", line.strip())) if len(one.split()) >= 6)
