"""What no code of a codebook fits."""

from collections.abc import Sequence

import numpy as np
import pytest

from qualcode.codebook import Code, Codebook
from qualcode.suggest import far_from_every_code, score

SUBJECTS = {
    "trust": "we count on our colleagues and say what worries us",
    "money": "the budget was cut and nobody paid for the bus",
    "family": "my mother taught here and my sister still does",
}
BOOK = Codebook(codes=tuple(Code(id=name, full=about) for name, about in SUBJECTS.items()))


class Subjects:
    """An encoder that knows the three subjects and is a little unsure of each text."""

    fingerprint = "subjects"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = []
        for text in texts:
            random = np.random.default_rng(sum(map(ord, text)))
            about = np.array([float(any(word in text for word in words.split())) for words in SUBJECTS.values()])
            row = np.concatenate([about, np.zeros(9)]) + 0.25 * random.standard_normal(12)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows, dtype=np.float32)


def said(number: int) -> tuple[str, str]:
    """A passage about one of the subjects in words of its own, and which."""
    subject = sorted(SUBJECTS)[number % 3]
    words = SUBJECTS[subject].split()
    random = np.random.default_rng(number)
    return " ".join([*random.permutation(words)[:4], f"n{number}", f"m{number % 17}"]), subject


STUDY = [said(number) for number in range(120)]


@pytest.mark.parametrize("missing", sorted(SUBJECTS))
def test_passages_of_a_code_that_is_missing_are_far_more_often_than_others(missing: str) -> None:
    book = Codebook(codes=tuple(code for code in BOOK.codes if code.id != missing))
    coded = {index: [STUDY[index][1]] if STUDY[index][1] != missing else [] for index in range(60)}
    passages = [words for words, _ in STUDY]

    scores = score(passages, book, coded, groups=[f"P{index % 6}" for index in range(120)], encoder=Subjects())
    far = far_from_every_code(scores, passages, coded)

    of_missing = sum(STUDY[index][1] == missing for index in far)
    without_code = [index for index in range(120) if not coded.get(index)]
    share = sum(STUDY[index][1] == missing for index in without_code) / len(without_code)
    assert far
    assert of_missing / len(far) > 1.3 * share
    assert not any(coded.get(index) for index in far)
