"""The words of a study, and the pieces of words, as features that can be compared and told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_PIECES = (3, 5)
"""Letters in a piece of a word: enough to tell, few enough to be shared by the forms of a word."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that occur in a study, and their pieces of three to five letters; rare ones count more."""

    words: Any
    pieces: Any
    """Fitted counters of scikit-learn; None where the study has no words."""

    @property
    def size(self) -> int:
        """How many words and pieces there are."""
        return sum(len(counter.vocabulary_) for counter in (self.words, self.pieces) if counter is not None)

    def rows(self, texts: Sequence[str], *, without_common: bool = False) -> Any:
        """Sparse rows of length 1 (or 0), half of words and half of their pieces; shape (texts, words and pieces)."""
        from scipy.sparse import csr_matrix, hstack

        if self.words is None:
            return csr_matrix((len(texts), 0), dtype=np.float64)
        if not texts:
            return csr_matrix((0, self.size), dtype=np.float64)
        if without_common:
            texts = [_without_common(text) for text in texts]
        halves = [counter.transform(texts) * np.sqrt(0.5) for counter in (self.words, self.pieces)]
        return hstack(halves, format="csr")

    def weights_of(self, text: str, weights: NDArray[np.float64]) -> list[tuple[str, float]]:
        """Each word of a text, as it stands there, with what it adds of some weights per word and piece."""
        found = list(dict.fromkeys(match.group() for match in _WORD.finditer(text)))
        if not found or self.words is None:
            return []
        return list(zip(found, np.asarray(self.rows(found) @ weights, dtype=np.float64).tolist(), strict=True))


def wording_of(texts: Sequence[str], definitions: Sequence[str]) -> Wording:
    """The wording of a study: of what is said in it and of the definitions it is compared with."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    spoken = sorted({*texts, *map(_without_common, definitions)})
    words = TfidfVectorizer(sublinear_tf=True)
    pieces = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=_PIECES)
    analyse = words.build_analyzer()
    if not any(analyse(text) for text in spoken):
        return Wording(None, None)
    return Wording(words.fit(spoken), pieces.fit(spoken))


def _without_common(text: str) -> str:
    """A text in small letters without words such as “the” and “of”: they say nothing of what a definition is about."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return " ".join(word for word in _WORD.findall(text.lower()) if word not in ENGLISH_STOP_WORDS)
