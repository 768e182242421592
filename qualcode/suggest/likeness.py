"""How alike passages are: in meaning, in words, in manner, in how they take up what came before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qualcode.encoders import WORDS_ONLY, Encoder
from qualcode.suggest.evidence import Place
from qualcode.suggest.scores import Matrix
from qualcode.suggest.wording import Wording, wording_of

MANNER = 0.35
BEFORE = 0.3
"""Weights, squared in the likeness, that did best over human-coded studies; half or double changes little."""
_STEADYING = 5
"""Imagined passages of no particular meaning, so that the average of a few is no passage's own."""


@dataclass(frozen=True, slots=True)
class Features:
    """Passages as rows whose inner products are likenesses."""

    meaning: Matrix
    """Rows of length 1 (or 0): meaning, seen from the study's average."""
    words: Any
    """Sparse rows of length 1 (or 0): words and pieces of words, rare ones counting more."""
    manner: Matrix
    """Length, asking, and how the passage takes up what came before."""

    def rows(self, chosen: Any) -> "Features":
        """Some of the passages, by slice or positions."""
        return Features(self.meaning[chosen], self.words[chosen], self.manner[chosen])

    def with_row(self, row: "Features") -> "Features":
        """These passages and one more."""
        from scipy.sparse import vstack

        words = vstack([self.words, row.words], format="csr")
        return Features(np.vstack([self.meaning, row.meaning]), words, np.vstack([self.manner, row.manner]))

    def likeness(self, other: "Features") -> Matrix:
        """The kernel between two sets of passages, shape (these, those): meaning, words and manner together."""
        return self.cosines(other) + self.manner @ other.manner.T

    def cosines(self, other: "Features") -> Matrix:
        """Likeness of meaning and of words, summed."""
        return self.meaning @ other.meaning.T + self.shared_words(other)

    def shared_words(self, other: "Features") -> Matrix:
        """Likeness of words alone."""
        return np.asarray((self.words @ other.words.T).toarray(), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What makes texts comparable within one study: its words, and the averages that its passages are seen from."""

    encoder: Encoder
    wording: Wording
    average: Matrix
    average_before: Matrix
    average_manner: Matrix
    takes_up: bool
    """Whether anything is known of what came before."""

    def features(self, places: Sequence[Place], *, definitions: bool = False) -> Features:
        """The features of texts; as definitions they are read without words too common to mean anything."""
        words = self.wording.rows([text for text, _ in places], without_common=definitions)
        meanings = _vectors(places, self.encoder if len(self.average) else WORDS_ONLY)
        meaning = _from(self.average, [meanings[text] for text, _ in places])
        before = _from(self.average_before, [meanings[came] for _, came in places])
        manner = _manner(places)
        if self.takes_up:
            came = self.wording.rows([came for _, came in places])
            taken_up = [np.asarray(words.multiply(came).sum(axis=1)).ravel(), (meaning * before).sum(axis=1)]
            manner = np.column_stack([manner, *taken_up])
        manner = manner - self.average_manner
        return Features(
            meaning, words, np.column_stack([manner, np.sqrt(BEFORE) * before]) if self.takes_up else manner
        )


def laid_to(places: Sequence[Place], definitions: Sequence[str], encoder: Encoder) -> tuple[Yardstick, Features]:
    """The yardstick that different passages make for definitions, examples and new texts, and their own features."""
    meanings = _vectors(places, encoder)
    texts, before = sorted({text for text, _ in places}), sorted({came for _, came in places})
    takes_up = any(came.strip() for came in before)
    yardstick = Yardstick(
        encoder,
        wording_of(texts, definitions),
        _average([meanings[text] for text in texts]),
        _average([meanings[text] for text in before]),
        np.zeros(4 if takes_up else 2),
        takes_up,
    )
    seen = yardstick.features(places)
    counted = len(yardstick.average_manner)
    average = seen.manner[:, :counted].sum(axis=0) / (len(places) + _STEADYING)
    manner = np.column_stack([seen.manner[:, :counted] - average, seen.manner[:, counted:]])
    return replace(yardstick, average_manner=average), Features(seen.meaning, seen.words, manner)


def _vectors(places: Sequence[Place], encoder: Encoder) -> dict[str, Matrix]:
    """The meaning of each text and of what came before; nothing where nothing is said."""
    every = {text for place in places for text in place} | {""}
    said = sorted(text for text in every if text.strip())
    vectors = np.nan_to_num(np.asarray(encoder.encode(said), dtype=np.float64)) if said else np.zeros((0, 0))
    found: dict[str, Matrix] = dict.fromkeys(every, np.zeros(vectors.shape[1]))
    return found | dict(zip(said, vectors, strict=True))


def _average(vectors: Sequence[Matrix]) -> Matrix:
    """The average meaning, drawn to nothing in particular where little is said."""
    return np.asarray(np.sum(vectors, axis=0) / (len(vectors) + _STEADYING) if vectors else np.zeros(0))


def _from(average: Matrix, vectors: Sequence[Matrix]) -> Matrix:
    """Meanings seen from an average, as rows of length 1; what says nothing stays nothing."""
    rows = np.array(vectors, dtype=np.float64).reshape(len(vectors), len(average))
    moved = np.where(rows.any(axis=1, keepdims=True), rows - average, 0.0)
    lengths = np.sqrt((moved * moved).sum(axis=1, keepdims=True))
    return np.asarray(moved / np.where(lengths > 1e-9, lengths, 1.0), dtype=np.float64)


def _manner(places: Sequence[Place]) -> Matrix:
    """Things other than the subject that tell codes apart: how long, and whether something is asked."""
    columns = [
        np.log1p([len(text.split()) for text, _ in places]),
        np.array([float(any(mark in text for mark in "?？")) for text, _ in places]),
    ]
    return MANNER * np.stack(columns, axis=1)
