"""Passages in an order that depends on their content alone, each wording once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """The different passages among those given, sorted by what they say."""

    first: NDArray[np.int64]
    """For each different passage, one position among those given."""
    which: NDArray[np.int64]
    """For each passage given, its place among the different ones; -1 where it has no word or cannot be placed."""

    def __len__(self) -> int:
        return len(self.first)

    def only(self, kept: NDArray[np.bool_]) -> "Distinct":
        """The same without the different passages that are not kept."""
        place = np.where(kept, np.cumsum(kept) - 1, -1)
        return Distinct(self.first[kept], np.where(self.which >= 0, place[self.which], -1))


def distinct(
    passages: Sequence[str], groups: Sequence[str] | None = None, vectors: NDArray[Any] | None = None
) -> Distinct:
    """Find the different passages; two are the same when words, and vectors where given, are equal.

    >>> found = distinct(["Time.", "Trust.", "Time.", "…"])
    >>> len(found), bool(found.which[0] == found.which[2]), int(found.which[3])
    (2, True, -1)
    """
    owner = groups if groups is not None else [""] * len(passages)
    by_content: dict[bytes, list[int]] = {}
    for position, words in enumerate(passages):
        if _WORD.search(words):
            by_content.setdefault(_content(words, None if vectors is None else vectors[position]), []).append(position)
    which = np.full(len(passages), -1, dtype=np.int64)
    first = np.empty(len(by_content), dtype=np.int64)
    for place, content in enumerate(sorted(by_content)):
        positions = by_content[content]
        which[positions] = place
        first[place] = min(positions, key=lambda position: (owner[position], position))
    return Distinct(first, which)


def _content(words: str, vector: NDArray[Any] | None) -> bytes:
    digest = sha256(words.encode("utf-8", "surrogatepass")).digest()
    return digest if vector is None else digest + sha256(np.ascontiguousarray(vector).tobytes()).digest()
