"""A queue of 5,000 suggestions in a real project: what a key costs, and how soon the queue is in a new order.

    python benchmarks/suggestions_queue.py [--waiting 5000] [--read 500]

The interviews are random words in one project, the vectors random: what is measured does not depend on what they mean.
Every passage waits for one code or more; `--read` of them are coded, and all other interviews are finished. A key is
what the review does between a decision and the next passage; what it cost when everything that waits was read for
each key stands beside it.
"""

import argparse
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from qualcode.encoders.caching import cached
from qualcode.model import Because, Suggestion
from qualcode.project import Project
from qualcode.project.codings import NewCoding
from qualcode.project.suggestions import NewSuggestion
from qualcode.shipped import shipped
from qualcode.study.bringing_in.importing import import_files
from qualcode.study.setting_up import set_up
from qualcode.study.suggesting.ranking_anew import RankingAnew
from qualcode.study.suggesting.review_queue import next_waiting
from qualcode.study.suggesting.review_sitting import ReviewSitting
from qualcode.study.suggesting.scored_reading import Reading, reading_of

SIZE = 384
TURNS = 40
DECISIONS = 15
CODES_EACH = 3


class RandomVectors:
    """As large as the packaged model's, at no cost."""

    fingerprint = "random"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).standard_normal(SIZE) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), SIZE)


def invented(folder: Path, waiting: int, read: int) -> Project:
    random = np.random.default_rng(0)
    spoken = " ".join(path.read_text("utf-8") for path in sorted(shipped("transcripts_example").glob("*.txt")))
    words = np.array(sorted({word for word in spoken.split() if word.isalpha()}))

    def said(least: int, most: int) -> str:
        return " ".join(words[random.integers(0, len(words), random.integers(least, most))]).capitalize()

    files = folder / "files"
    files.mkdir()
    for number in range(max(1, -(-waiting // CODES_EACH // TURNS))):
        turns = (f"Q: {said(5, 10)}?\n\nPerson{number}: {said(16, 40)}.\n\n" for _ in range(TURNS))
        (files / f"{number:03}.txt").write_text("".join(turns), encoding="utf-8")
    project = set_up(folder / "study", codebook="value-creation", coder="ana", title="A long queue")
    import_files(project, "ana", sorted(files.glob("*.txt")))
    for document in project.documents.ids():
        project.finishes.finish("ana", document)
    lay_out(project, reading_of(project, "ana"), waiting, read, random)
    return project


def lay_out(project: Project, reading: Reading, waiting: int, read: int, random: np.random.Generator) -> None:
    codes = [code.id for code in reading.codebook.codes if code.status == "active"]
    chosen = {int(one) for one in random.choice(len(reading.units), min(read, len(reading.units) // 2), replace=False)}
    with project.change("ana", "coding.import") as transaction:
        for index in sorted(chosen):
            one = reading.units[index].passage
            code = codes[int(random.integers(len(codes)))]
            project.codings.insert(transaction, NewCoding(one.document, one.start, one.end, code, "ana"))
    # Scored once, as `suggest` does, so that every vector is kept.
    reading.scores(cached(RandomVectors(), project.vectors))
    why = Because("The clause it is nearest to", ("some words",), ("others",), ("An excerpt that is alike. " * 4,) * 3)
    free = [index for index in range(len(reading.units)) if index not in chosen]
    pairs = [(index, codes[(index + turn) % len(codes)]) for turn in range(len(codes)) for index in free][:waiting]
    project.suggestions.offer(
        "ana",
        [
            NewSuggestion(one.document, one.start, one.end, one.words, code, "some", 0.5, rank, None, because=why)
            for rank, (index, code) in enumerate(pairs, 1)
            for one in [reading.units[index].passage]
        ],
        RandomVectors.fingerprint,
    )


def taken(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def told(what: str, times: Sequence[float]) -> None:
    found = f"median {np.median(times):.0f} ms, least {min(times):.0f}, most {max(times):.0f}"
    print(f"{what}: {found}.", flush=True)


def accept(sitting: ReviewSitting) -> None:
    one = sitting.front()
    assert isinstance(one, Suggestion)
    sitting.accept(one)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--waiting", type=int, default=5000)
    parser.add_argument("--read", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, invented(Path(folder), given.waiting, given.read) as project:
        passages = len(reading_of(project, "ana").units)
        print(f"{given.waiting:,} suggestions of {passages:,} passages wait; {given.read} are coded.\n")
        told("Everything that waits read", [taken(lambda: next_waiting(project, "ana")) for _ in range(5)])
        plain = ReviewSitting(project, "ana")
        plain.front()
        told("What waits, in order, for a key", [taken(plain.waiting) for _ in range(20)])
        told(
            "Accepting and the next in front, nothing learned", [taken(lambda: accept(plain)) for _ in range(DECISIONS)]
        )
        ranking = RankingAnew(project, "ana", in_background=True)
        sitting = ReviewSitting(project, "ana", ranking=ranking)
        sitting.front()
        told("The first accepted, which reads what is kept", [taken(lambda: accept(sitting))])
        told("The next while passages are scored aside", [taken(lambda: accept(sitting)) for _ in range(5)])
        told("Scores there, everything learned", [taken(lambda: ranking.settled(600))])
        keys, orders = [], []
        for _ in range(DECISIONS):
            keys.append(taken(lambda: accept(sitting)))
            orders.append(taken(lambda: (ranking.settled(60), sitting.waiting())))
        told("Accepting, learning aside", keys)
        told("From the accepted suggestion on disk to the new order", orders)


if __name__ == "__main__":
    main()
