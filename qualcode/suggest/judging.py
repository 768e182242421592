"""What the definitions say and what was learned, as one weight per feature and code."""

from dataclasses import dataclass

import numpy as np

from qualcode.codebook import Code
from qualcode.suggest.learning import Learned, Rows, dual
from qualcode.suggest.likeness import Features
from qualcode.suggest.scores import Matrix

MEANING_OF_DEFINITION = 2.0
WORDS_OF_DEFINITION = 8.0
"""What likeness to the definition counts before anyone has coded, in logits per unit of cosine."""
_BLOCK = 4096
"""Passages judged at once, to bound memory."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of features, one column per code, and an offset per code."""

    meaning: Matrix
    words: Matrix
    manner: Matrix
    offsets: Matrix

    def logits(self, features: Features) -> Matrix:
        """How well each code fits, before codes compete; shape (passages, codes)."""
        found = np.empty((len(features.meaning), len(self.offsets)))
        for start in range(0, len(found), _BLOCK):
            block = slice(start, start + _BLOCK)
            found[block] = features.meaning[block] @ self.meaning + features.words[block] @ self.words
            found[block] += features.manner[block] @ self.manner + self.offsets
        return found

    def column(self, code: int) -> "Judge":
        """The weights of one code."""
        only = slice(code, code + 1)
        return Judge(self.meaning[:, only], self.words[:, only], self.manner[:, only], self.offsets[only])

    def with_column(self, code: int, other: "Judge") -> "Judge":
        """These weights, those of one code taken from another judge of that code alone."""
        parts = [part.copy() for part in (self.meaning, self.words, self.manner, self.offsets)]
        for part, new in zip(parts, (other.meaning, other.words, other.manner, other.offsets), strict=True):
            part[..., code] = new[..., 0]
        return Judge(*parts)


def definition_of(code: Code) -> str:
    """All that a code says of when it applies, as one text."""
    parts = [code.label, code.brief, code.full, code.key_question, *code.when]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in (part.strip() for part in parts) if part)


def prior(passages: Features, definitions: Features) -> Matrix:
    """What the definitions alone say: logits, shape (passages, codes)."""
    meaning = passages.meaning @ definitions.meaning.T
    return MEANING_OF_DEFINITION * meaning + WORDS_OF_DEFINITION * passages.shared_words(definitions)


def judge_of(rows: Rows, learned: Learned, shown: Features, definitions: Features) -> Judge:
    """The definitions' weights with what the rows of evidence added to them."""
    per_row = dual(rows, learned)
    return Judge(
        meaning=MEANING_OF_DEFINITION * definitions.meaning.T + shown.meaning.T @ per_row,
        words=np.asarray(WORDS_OF_DEFINITION * definitions.words.T.toarray() + shown.words.T @ per_row),
        manner=shown.manner.T @ per_row,
        offsets=learned.offsets,
    )
