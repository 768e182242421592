"""How alike texts are in their words alone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def shared_words(these: Sequence[str], those: Sequence[str]) -> NDArray[np.float64]:
    """Cosines of one- and two-word phrases, rare ones counting more: shape (these, those), 0 where none is shared."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [*these, *those]
    counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english")
    analyse = counter.build_analyzer()
    if not any(analyse(text) for text in texts):
        return np.zeros((len(these), len(those)))
    rows = counter.fit_transform(texts)
    return np.asarray((rows[: len(these)] @ rows[len(these) :].T).toarray(), dtype=np.float64)
