"""How alike passages and definitions are: in meaning, in words, in manner, in how they take up what came before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.codebook import Code, Codebook
from qualcode.encoders import Encoder
from qualcode.suggest.evidence import Place
from qualcode.suggest.scores import Matrix

MEANING_OF_DEFINITION = 2.0
WORDS_OF_DEFINITION = 8.0
"""What likeness to the definition counts before anyone has coded, in logits per unit of cosine."""
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
    """Sparse rows of length 1 (or 0): one- and two-word phrases, rare ones counting more."""
    manner: Matrix
    """Length, asking, and how the passage takes up what came before."""

    def rows(self, chosen: Any) -> "Features":
        """Some of the passages, by slice or positions."""
        return Features(self.meaning[chosen], self.words[chosen], self.manner[chosen])

    def likeness(self, other: "Features") -> Matrix:
        """The kernel between two sets of passages, shape (these, those): meaning, words and manner together."""
        return self.cosines(other) + self.manner @ other.manner.T

    def cosines(self, other: "Features") -> Matrix:
        """Likeness of meaning and of words, summed."""
        return self.meaning @ other.meaning.T + self.shared_words(other)

    def shared_words(self, other: "Features") -> Matrix:
        """Likeness of words alone."""
        return np.asarray((self.words @ other.words.T).toarray(), dtype=np.float64)

    def closest(self, other: "Features") -> Matrix:
        """Likeness of meaning or of words, whichever is greater."""
        return np.maximum(self.meaning @ other.meaning.T, self.shared_words(other))


def features(
    places: Sequence[Place], shown: Sequence[Place], codebook: Codebook, encoder: Encoder
) -> tuple[Features, Features, Features]:
    """Features of different passages, of the rows of evidence, and of the definitions, made alike."""
    definitions = [(definition_of(code), "") for code in codebook.codes]
    every = [*places, *shown, *definitions]
    studied = len(places)
    meaning, before = _meanings(every, studied, encoder)
    words = _words([text for text, _ in every], sorted({text for text, _ in (*places, *definitions)}))
    manner = _manner(every, studied, meaning, before)
    whole = Features(meaning, words, manner)
    end = studied + len(shown)
    return whole.rows(slice(studied)), whole.rows(slice(studied, end)), whole.rows(slice(end, len(every)))


def definition_of(code: Code) -> str:
    """All that a code says of when it applies, as one text."""
    parts = [code.label, code.brief, code.full, code.key_question, *code.when]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in (part.strip() for part in parts) if part)


def prior(passages: Features, definitions: Features) -> Matrix:
    """What the definitions alone say: logits, shape (passages, codes)."""
    meaning = passages.meaning @ definitions.meaning.T
    return MEANING_OF_DEFINITION * meaning + WORDS_OF_DEFINITION * passages.shared_words(definitions)


def _meanings(every: Sequence[Place], studied: int, encoder: Encoder) -> tuple[Matrix, Matrix]:
    """Meanings of the texts, and of what came before them, each seen from its average over the study."""
    different = sorted({text for place in every for text in place if text.strip()})
    vectors = np.asarray(encoder.encode(different), dtype=np.float64)
    silence = np.zeros((1, vectors.shape[1]))
    row_of = {text: row for row, text in enumerate(different)}
    vectors = np.concatenate([np.nan_to_num(vectors), silence])
    texts = [row_of.get(text, len(different)) for text, _ in every]
    before = [row_of.get(text, len(different)) for _, text in every]
    return _from_average(vectors, texts, studied), _from_average(vectors, before, studied)


def _from_average(vectors: Matrix, rows: list[int], studied: int) -> Matrix:
    seen = vectors[sorted(set(rows[:studied]))]
    average = seen.sum(axis=0) / (len(seen) + _STEADYING)
    there = vectors[rows].any(axis=1, keepdims=True)
    moved = np.where(there, vectors[rows] - average, 0.0)
    lengths = np.sqrt((moved * moved).sum(axis=1, keepdims=True))
    return np.asarray(moved / np.where(lengths > 1e-9, lengths, 1.0), dtype=np.float64)


def _words(texts: Sequence[str], vocabulary_of: Sequence[str], stop_words: str | None = "english") -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words=stop_words)
    analyse = counter.build_analyzer()
    if not any(analyse(text) for text in vocabulary_of):
        return csr_matrix((len(texts), 0), dtype=np.float64)
    return counter.fit(vocabulary_of).transform(texts)


def _manner(every: Sequence[Place], studied: int, meaning: Matrix, before: Matrix) -> Matrix:
    """Things other than the subject that tell codes apart; those of what came before only where any is given."""
    columns = [
        MANNER * np.log1p([len(text.split()) for text, _ in every]),
        MANNER * np.array([float(any(mark in text for mark in "?？")) for text, _ in every]),
    ]
    if any(came for _, came in every):
        counts = _words([*(text for text, _ in every), *(came for _, came in every)], _all_texts(every), None)
        taken_up = counts[: len(every)].multiply(counts[len(every) :]).sum(axis=1)
        columns += [np.asarray(taken_up, dtype=np.float64).ravel(), (meaning * before).sum(axis=1)]
    found = np.stack(columns, axis=1)
    found -= found[:studied].sum(axis=0) / (studied + _STEADYING)
    return np.concatenate([found, np.sqrt(BEFORE) * before], axis=1) if before.any() else found


def _all_texts(every: Sequence[Place]) -> list[str]:
    return sorted({text for place in every for text in place})
