"""How near clusters come to the themes of human coders, and how fast, beside the obvious methods.

    python benchmarks/themes.py FOLDER --peers peers/bin/python > benchmarks/themes.md

FOLDER holds human-coded studies (items.jsonl, codebook.yaml). UMAP with KMeans is told the true number of themes;
qualcode and BERTopic are not. All see the same vectors. How to make the venv of the peers: benchmarks/themes_peers.py.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score

from qualcode.encoders import WORDS_ONLY, best_encoder
from qualcode.suggest.remembering import Remembering
from qualcode.themes import discover
from qualcode.themes.cut import Detail

MOST, FEWEST = 1000, 5
SEEDS = (0, 1, 2)
PARTS, HALVES = 12, 6
STABLE = 0.90


@dataclass(frozen=True)
class Themed:
    """Excerpts that carry exactly one human theme."""

    name: str
    texts: list[str]
    documents: list[str]
    themes: list[str]
    vectors: np.ndarray


def themed(folder: Path, name: str, encoder: Remembering) -> Themed:
    items = [json.loads(line) for line in (folder / name / "items.jsonl").read_text("utf-8").splitlines() if line]
    level = "themes" if any("themes" in item for item in items) else "codes"
    single = [item for item in items if len(item.get(level) or []) == 1]
    counts = Counter(item[level][0] for item in single)
    kept = [item for item in single if counts[item[level][0]] >= FEWEST]
    if len(kept) > MOST:
        kept = [kept[n] for n in sorted(np.random.default_rng(0).choice(len(kept), MOST, replace=False))]
    texts = [item["text"] for item in kept]
    return Themed(
        name, texts, [str(item["document"]) for item in kept], [item[level][0] for item in kept], encoder.encode(texts)
    )


def agreement(themes: Sequence[str], labels: np.ndarray) -> float:
    """Adjusted mutual information; what is in no group is a group of its own."""
    told = [f"c{label}" if label >= 0 else f"alone {place}" for place, label in enumerate(labels.tolist())]
    return float(adjusted_mutual_info_score(themes, told))


def peers(python: str | None, vectors: np.ndarray, texts: Sequence[str], k: int, seeds: Sequence[int]) -> dict:
    if python is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        given, answered = Path(folder) / "given.npz", Path(folder) / "answered.npz"
        np.savez(given, vectors=vectors, texts=np.array(texts), k=k, seeds=np.array(seeds))
        program = Path(__file__).with_name("themes_peers.py")
        subprocess.run([python, str(program), str(given), str(answered)], check=True, capture_output=True)
        with np.load(answered) as found:
            return dict(found)


def row(name: str, study: Themed, runs: Sequence[np.ndarray]) -> None:
    agreements = [agreement(study.themes, labels) for labels in runs]
    clusters = np.mean([len(set(labels.tolist()) - {-1}) for labels in runs])
    covered = np.mean([(labels >= 0).mean() for labels in runs])
    print(f"| {study.name} | {name} | {clusters:.0f} | {covered:.0%} | {np.mean(agreements):.3f} |", flush=True)


def quality(study: Themed, python: str | None) -> None:
    k = len(set(study.themes))
    centred = study.vectors - study.vectors.mean(axis=0)
    row("KMeans, told the number", study, [KMeans(k, n_init=10, random_state=s).fit_predict(centred) for s in SEEDS])
    answered = peers(python, study.vectors, study.texts, k, SEEDS)
    for name, told in (("umap", "UMAP and KMeans, told the number"), ("bertopic", "BERTopic")):
        if answered:
            row(told, study, [answered[f"{name}-{seed}"] for seed in SEEDS])
    for detail in ("broad", "fine"):
        runs = [
            discover(study.texts, detail=detail, groups=study.documents, vectors=study.vectors, seed=seed).labels
            for seed in SEEDS
        ]
        row(f"**qualcode**, {detail}", study, runs)


def part_of(study: Themed, number: int) -> Themed:
    """A study of its own: some of the participants, from half of them to nearly all; the first part is the whole."""
    documents = sorted(set(study.documents))
    if number == 0 or len(documents) <= 8:
        return study
    wanted = max(8, round(len(documents) * (0.5 + 0.4 * number / PARTS)))
    drawn = np.random.default_rng(500 + number).choice(documents, wanted, replace=False)
    return only(study, np.flatnonzero(np.isin(study.documents, drawn)))


def only(study: Themed, places: np.ndarray) -> Themed:
    texts, documents, themes = (
        [every[place] for place in places.tolist()] for every in (study.texts, study.documents, study.themes)
    )
    return Themed(study.name, texts, documents, themes, study.vectors[places])


def recurring(study: Themed) -> dict[str, list[tuple[float, bool]]]:
    """For each cluster and fresh half of the participants its stability, and whether the half has it too."""
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for detail in ("broad", "fine"):
        for number in range(PARTS):
            whole = part_of(study, number)
            if number == 0 or whole is not study:
                found[detail] += _recurring(whole, detail)
    return found


def _recurring(study: Themed, detail: Detail) -> Iterator[tuple[float, bool]]:
    documents = sorted(set(study.documents))
    whole = discover(study.texts, detail=detail, groups=study.documents, vectors=study.vectors)
    for half in range(HALVES):
        drawn = np.random.default_rng(900 + half).choice(documents, (len(documents) + 1) // 2, replace=False)
        places = np.flatnonzero(np.isin(study.documents, drawn))
        fresh = only(study, places)
        part = discover(fresh.texts, detail=detail, groups=fresh.documents, vectors=fresh.vectors, seed=half + 1)
        for label, stability in enumerate(whole.stability):
            here = whole.labels[places] == label
            if here.sum() >= 3:
                shared = [_jaccard(here, part.labels == other) for other in range(len(part.clusters))]
                yield stability, max(shared, default=0.0) > 0.5


def _jaccard(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / max((one | other).sum(), 1))


def speed(study: Themed, python: str | None, excerpts: int) -> None:
    """Processor and clock seconds for as many excerpts, beside BERTopic on the same vectors."""
    random = np.random.default_rng(0)
    picked = random.integers(0, len(study.texts), excerpts)
    noise = random.standard_normal((excerpts, study.vectors.shape[1])) * 0.02
    vectors = (study.vectors[picked] + noise).astype(np.float32)
    texts = [f"{study.texts[place]} {number}" for number, place in enumerate(picked.tolist())]
    people = [study.documents[place] for place in picked.tolist()]
    began, worked = time.perf_counter(), time.process_time()
    discover(texts, groups=people, vectors=vectors)
    ours = (time.perf_counter() - began, time.process_time() - worked)
    print(f"\n{excerpts:,} excerpts: qualcode {ours[0]:.1f} s ({ours[1]:.1f} of a processor).", end=" ")
    answered = peers(python, vectors, texts, 0, (0,))
    if answered:
        theirs = answered["bertopic-0-seconds"]
        print(f"BERTopic {theirs[0]:.1f} s ({theirs[1]:.1f}): {theirs[0] / ours[0]:.0f} times as long.", end="")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", help="Python of a venv with bertopic and umap-learn.")
    parser.add_argument("--sets", default="pdpilot,sight,talkmoves")
    parser.add_argument("--excerpts", type=int, default=5000)
    given = parser.parse_args()
    encoder = Remembering(best_encoder()[0] or WORDS_ONLY)
    studies = [themed(given.folder, name, encoder) for name in given.sets.split(",")]
    print("# How near clusters come to human themes\n")
    print("Written by `python benchmarks/themes.py FOLDER`; do not edit by hand.\n")
    print("Adjusted mutual information with human themes; what is in no group counts as a group of its own.\n")
    print("| study | method | clusters | in a group | agreement |\n| --- | --- | --- | --- | --- |")
    for study in studies:
        quality(study, given.peers)
    together: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for study in studies:
        for detail, found in recurring(study).items():
            together[detail] += found
    print("\n## Does stability foretell\n\n| view | stability | clusters in fresh halves | recur |")
    print("| --- | --- | --- | --- |")
    for detail, found in together.items():
        for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, STABLE), (STABLE, 1.01)):
            within = [came for stability, came in found if low <= stability < high]
            if within:
                print(f"| {detail} | {low:.2f} to {min(high, 1):.2f} | {len(within)} | {np.mean(within):.0%} |")
    print("\n## Speed")
    speed(studies[-1], given.peers, given.excerpts)


if __name__ == "__main__":
    main()
