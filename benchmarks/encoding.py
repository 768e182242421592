"""How fast texts become vectors, beside sentence-transformers on the same texts in the same run."""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import numpy as np

from qualcode.encoders import PackagedGraph, PackagedModel, cached
from qualcode.encoders.caching import key_of
from qualcode.encoders.neighbours import neighbours_kept
from qualcode.project import Project
from qualcode.shipped import shipped
from qualcode.study.setting_up import set_up

FIRST = "What did the meetings give you?"
COLD = {
    "sentence-transformers": "import sys; from sentence_transformers import SentenceTransformer as S;"
    "S(sys.argv[1], device='cpu', local_files_only=True).encode([sys.argv[2]])",
    "qualcode": "import sys; from qualcode.encoders import best_encoder; best_encoder()[0].encode([sys.argv[2]])",
}
Times = dict[str, list[tuple[float, float]]]


def texts(count: int, seed: int = 0) -> list[str]:
    """Invented passages of 8 to 80 words, put together from the words of the example interviews and codebooks."""
    files = [*shipped("transcripts_example").iterdir(), *shipped("codebooks").glob("*.yaml")]
    read = (path.read_text(encoding="utf-8") for path in sorted(files) if path.suffix in {".txt", ".vtt", ".yaml"})
    words = [word for text in read for word in re.findall(r"[^\W\d_][\w’'-]*[,.?!]?", text)]
    draw, found = random.Random(seed), []
    for _ in range(count):
        length = min(80, max(8, int(draw.lognormvariate(2.95, 0.6))))
        starts = draw.randrange(len(words) - length), draw.randrange(len(words) - length)
        found.append(" ".join(words[starts[0] :][: length // 2] + words[starts[1] :][: length - length // 2]))
    return found


def timed(times: Times, name: str, work: Callable[[], Any]) -> Any:
    """Do some work and note its seconds, by the clock and of the processors."""
    clock, processor = time.perf_counter(), time.process_time()
    done = work()
    times.setdefault(name, []).append((time.perf_counter() - clock, time.process_time() - processor))
    return done


def in_portions(encode: Callable[[list[str]], Any], said: Sequence[str], size: int = 32) -> Any:
    return np.vstack([encode(list(said[start : start + size])) for start in range(0, len(said), size)])


def encoding(said: list[str], rounds: int) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(PackagedModel().folder), device="cpu", local_files_only=True)

    def peer(some: list[str]) -> Any:
        return model.encode(some, show_progress_bar=False)

    full, rough = PackagedGraph(), PackagedGraph("int8")
    for one in (peer, full.encode, rough.encode):
        one(said[:40])
    times: Times = {}
    for _ in range(rounds):
        theirs = timed(times, "sentence-transformers, whole list", lambda: peer(said))
        ours = timed(times, "qualcode, whole list", lambda: full.encode(said))
        timed(times, "sentence-transformers, 32 at a time", lambda: in_portions(peer, said))
        timed(times, "qualcode, 32 at a time", lambda: in_portions(full.encode, said))
        rounded = timed(times, "qualcode int8, whole list", lambda: rough.encode(said))
    table(times, len(said))
    print(f"largest difference {np.abs(theirs - ours).max():.1e}; of the ten nearest the same: ", end="")
    print(f"full precision {neighbours_kept(theirs, ours):.4f}, int8 {neighbours_kept(theirs, rounded):.3f}")


def table(times: Times, count: int) -> None:
    print(f"{'':38}{'clock s':>9}{'least':>8}{'texts/s':>9}{'processor s':>13}{'times as fast as its peer':>27}")
    middle = {name: [statistics.median(one) for one in zip(*taken, strict=True)] for name, taken in times.items()}
    for name, (clock, processor) in middle.items():
        of_peer = middle[f"sentence-transformers, {name.rsplit(', ', 1)[1]}"]
        ratios = f"{of_peer[0] / clock:.2f} ({of_peer[1] / processor:.2f} of processor)"
        least = min(one for one, _ in times[name])
        print(f"{name:38}{clock:9.2f}{least:8.2f}{count / clock:9.0f}{processor:13.2f}{ratios:>27}")
    best, slow = middle["qualcode, whole list"], middle["sentence-transformers, 32 at a time"]
    print(f"our whole list beside theirs 32 at a time: {slow[0] / best[0]:.2f} ({slow[1] / best[1]:.2f} of processor)")


def cold_starts(rounds: int) -> None:
    _ = PackagedGraph().built
    times: Times = {}
    for _ in range(rounds):
        for name, program in COLD.items():
            command = [sys.executable, "-W", "ignore", "-c", program, str(PackagedModel().folder), FIRST]
            timed(times, name, lambda c=command: subprocess.run(c, check=True, capture_output=True))
    clock = {name: [one for one, _ in taken] for name, taken in times.items()}
    for name, taken in clock.items():
        print(f"first vector from the shell, {name}: {statistics.median(taken):.2f} s, at least {min(taken):.2f} s")
    theirs, ours = clock["sentence-transformers"], clock["qualcode"]
    print(f"ratio {statistics.median(theirs) / statistics.median(ours):.1f}, of minima {min(theirs) / min(ours):.1f}")


class _NotAsked:
    fingerprint = "kept"

    def encode(self, texts: Sequence[str]) -> Any:
        raise AssertionError("everything is kept")


def kept(count: int, rounds: int) -> None:
    said = [f"{number} passages, each of some forty words, were kept here. " * 4 for number in range(count)]
    keys = [key_of(text) for text in said]
    vectors = np.random.default_rng(0).normal(size=(count, 384)).astype(np.float16)
    with (
        tempfile.TemporaryDirectory() as folder,
        set_up(Path(folder) / "study", codebook="value-creation", coder="ana", title="Kept") as project,
    ):
        for start in range(0, count, 200):
            project.vectors.put("kept", dict(zip(keys[start : start + 200], vectors[start : start + 200], strict=True)))
        times: Times = {}
        for _ in range(rounds + 1):
            timed(times, "bare", lambda: bare(project))
            timed(times, "by key", lambda: project.vectors.get("kept", keys))
            timed(
                times, "as float32 rows of length 1, by text", lambda: cached(_NotAsked(), project.vectors).encode(said)
            )
    # The first round finds nothing in memory.
    middle = {name: statistics.median(one for _, one in taken[1:]) for name, taken in times.items()}
    for name, processor in middle.items():
        print(
            f"{count:,} kept vectors, {name}: {processor:.3f} s of processor, {processor / middle['bare']:.1f} of bare"
        )


def bare(project: Project) -> Any:
    rows = project.vectors.rows("SELECT dimensions, vectors FROM vectors WHERE fingerprint = 'kept'")
    return np.vstack([np.frombuffer(row["vectors"], dtype="<f2").reshape(-1, row["dimensions"]) for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="texts")
    parser.add_argument("--kept", type=int, default=100_000, help="kept vectors")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, in turns")
    asked = parser.parse_args()
    said = texts(asked.count)
    print(f"{len(said)} texts of {statistics.mean(len(text.split()) for text in said):.1f} words on the average")
    encoding(said, asked.rounds)
    cold_starts(asked.rounds)
    kept(asked.kept, asked.rounds)


if __name__ == "__main__":
    main()
