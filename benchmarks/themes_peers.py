"""UMAP with KMeans, and BERTopic with its defaults, on given vectors; run by benchmarks/themes.py in their own venv.

    python -m venv peers && peers/bin/pip install bertopic umap-learn
    python benchmarks/themes.py FOLDER --peers peers/bin/python

Reads a file of numpy arrays (vectors, texts, k) and writes one with labels and processor seconds of each method.
"""

import sys
import time

import numpy as np


def umap_and_kmeans(vectors: np.ndarray, k: int, seed: int) -> np.ndarray:
    from sklearn.cluster import KMeans
    from umap import UMAP

    near = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed).fit_transform(vectors)
    return np.asarray(KMeans(k, n_init=10, random_state=seed).fit_predict(near))


def bertopic(vectors: np.ndarray, texts: list[str], seed: int) -> np.ndarray:
    from bertopic import BERTopic
    from umap import UMAP

    reducing = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(umap_model=reducing, calculate_probabilities=False, verbose=False)
    return np.asarray(model.fit_transform(texts, vectors)[0])


def main() -> None:
    given = np.load(sys.argv[1], allow_pickle=False)
    vectors, texts, k, seeds = given["vectors"], given["texts"].tolist(), int(given["k"]), given["seeds"].tolist()
    found: dict[str, np.ndarray] = {}
    for seed in seeds:
        for name, act in (
            ("umap", lambda seed=seed: umap_and_kmeans(vectors, k, seed)),
            ("bertopic", lambda seed=seed: bertopic(vectors, texts, seed)),
        ):
            if name == "umap" and k == 0:
                continue
            began, worked = time.perf_counter(), time.process_time()
            found[f"{name}-{seed}"] = act()
            found[f"{name}-{seed}-seconds"] = np.array([time.perf_counter() - began, time.process_time() - worked])
    np.savez(sys.argv[2], **found)


if __name__ == "__main__":
    main()
