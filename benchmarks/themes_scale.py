"""Clustering very many excerpts whose vectors lie on disk in half precision: time and memory.

    python benchmarks/themes_scale.py [--counts 10000,50000,200000,1000000]

Vectors are invented: forty middles of 384 numbers with noise around them; words are drawn per middle; 2,000 invented
participants. Each count runs in a process of its own, so that its memory is its own. Not part of `make bench`.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

MIDDLES, SIZE, PEOPLE, PART = 40, 384, 2000, 50_000


def invented(folder: Path, count: int) -> None:
    random = np.random.default_rng(0)
    middles = random.standard_normal((MIDDLES, SIZE))
    shape = (count, SIZE)
    vectors = np.lib.format.open_memmap(folder / "vectors.npy", mode="w+", dtype=np.float16, shape=shape)
    about = random.integers(0, MIDDLES, count)
    for start in range(0, count, PART):
        part = about[start : start + PART]
        rows = middles[part] + 2.0 * random.standard_normal((len(part), SIZE))
        vectors[start : start + PART] = rows / np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    vectors.flush()
    np.save(folder / "about.npy", about)


def measured(folder: Path) -> None:
    from sklearn.metrics import adjusted_mutual_info_score

    from qualcode.themes import discover

    vectors, about = np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "about.npy")
    words = [
        f"said {kind} of it again {number}" for number, kind in enumerate(f"matter{one}" for one in about.tolist())
    ]
    people = [f"P{number % PEOPLE:04d}" for number in range(len(words))]
    began, worked = time.perf_counter(), time.process_time()
    found = discover(words, detail="fine", groups=people, vectors=vectors)
    taken = (time.perf_counter() - began, time.process_time() - worked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
    near = adjusted_mutual_info_score(about[:100_000], found.labels[:100_000])
    print(json.dumps([*taken, memory, len(found.clusters), near]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="10000,50000,200000,1000000")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measured(given.measure)
        return
    print("| excerpts | seconds | of a processor | microseconds each | memory | clusters | agreement |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count in map(int, given.counts.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            invented(Path(folder), count)
            run = [sys.executable, __file__, "--measure", folder]
            answer = subprocess.run(run, check=True, capture_output=True, text=True).stdout
        clock, processor, memory, clusters, near = json.loads(answer)
        each = processor / count * 1e6
        print(
            f"| {count:,} | {clock:.1f} | {processor:.1f} | {each:.0f} | {memory:,.0f} MB | {clusters} | {near:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
