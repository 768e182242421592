"""Where excerpts lie: directions that matter, neighbours pulled together, many excerpts as fewer grains."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.themes.spoken import EMPTY, words_of

Vectors = NDArray[np.float64]

DIRECTIONS = 50
"""Beyond the first 50 directions MiniLM vectors of interview talk hold more noise than meaning."""
NEIGHBOURS = 10
GRAINS = 600
"""Above 1,200 different excerpts as many grains stand for them, so that 100 re-draws stay a matter of seconds."""
_BLOCK = 65_536
"""Vectors read at once, to bound memory."""


def directions(vectors: NDArray[Any]) -> Vectors:
    """Rows centred on the corpus, on their main directions, each of length 1 (or 0 where nothing sets it apart).

    Vectors may lie on disk in half precision: they are read in blocks, and only the directions are kept.
    """
    middle = _mean(unit(block) for block in _blocks(vectors))
    turned = _mean(unit(unit(block) - middle) for block in _blocks(vectors))
    centred = (unit(unit(block) - middle) - turned for block in _blocks(vectors))
    strength, axes = np.linalg.eigh(sum(block.T @ block for block in centred))
    kept = axes[:, ::-1][:, : min(DIRECTIONS, len(vectors) - 1)]
    kept = kept[:, strength[::-1][: kept.shape[1]] > 1e-9]
    return np.concatenate([unit((unit(unit(block) - middle) - turned) @ kept) for block in _blocks(vectors)])


def _blocks(vectors: NDArray[Any]) -> Iterator[Vectors]:
    for start in range(0, len(vectors), _BLOCK):
        yield vectors[start : start + _BLOCK].astype(np.float64)


def _mean(blocks: Iterable[Vectors]) -> Vectors:
    total, count = 0.0, 0
    for block in blocks:
        total, count = total + block.sum(axis=0), count + len(block)
    return np.asarray(total / max(count, 1), dtype=np.float64)


def smoothed(points: Vectors, neighbours: int = NEIGHBOURS) -> Vectors:
    """Each point moved towards the mean of itself and its nearest: one graph convolution."""
    alike = points @ points.T
    # At most a fifth of the points: in a small study the ten nearest would be half of everything.
    near = max(1, min(neighbours, len(points) // 5)) + 1
    if near >= len(points):
        return points
    nearest = np.argpartition(-alike, near - 1, axis=1)[:, :near]
    pulled: Vectors = unit(points + unit(points[nearest].mean(axis=1)))
    return pulled


def grains(points: Vectors, seed: int) -> NDArray[np.int64]:
    """Which grain each point is in: itself in a study of ordinary size, else one of a few hundred neighbourhoods."""
    if len(points) <= 1_200:
        return np.arange(len(points))
    from sklearn.cluster import MiniBatchKMeans

    model = MiniBatchKMeans(GRAINS, n_init=1, batch_size=4_096, max_iter=20, random_state=seed, init_size=3 * GRAINS)
    found: NDArray[np.int64] = np.unique(model.fit_predict(points), return_inverse=True)[1]
    return found


def unit(rows: NDArray[Any]) -> Vectors:
    """Rows of length 1; a row of zeros stays one.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    scaled: Vectors = rows / np.where(length > 1e-9, length, np.inf)
    return scaled


def vectors_of_words(passages: Sequence[str], seed: int) -> Vectors:
    """Vectors from shared words alone (TF-IDF, then its main directions); zeros where a passage shares none."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    bags = [words_of(passage) for passage in passages]
    seen = Counter(word for bag in bags for word in set(bag) - EMPTY)
    shared = sorted(word for word, count in seen.items() if count > 1)
    if len(shared) < 3:
        return np.zeros((len(passages), 1))
    weighted = TfidfVectorizer(analyzer=list, vocabulary=shared, sublinear_tf=True).fit_transform(bags)
    size = min(100, weighted.shape[0] - 1, weighted.shape[1] - 1)
    if size < 2:
        return np.asarray(weighted.toarray(), dtype=np.float64)
    return np.asarray(TruncatedSVD(size, random_state=seed).fit_transform(weighted), dtype=np.float64)
