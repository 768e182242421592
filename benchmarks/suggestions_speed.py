"""What scoring costs beside its bare products, and how soon a queue is in a new order after a decision.

    python benchmarks/suggestions_speed.py [--passages 100000] [--codes 60] [--read 1000] [--queue 5000]

Passages are random words; vectors are random, because what is measured does not depend on what they mean. Processor
seconds of one thread, minimum of five: vectors and word matrix are there already, as they are for a project. The bare
bound is the dense product of vectors and weights, the sparse product of words and weights, and reading both.
"""

import argparse
import time
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from qualcode.codebook import Code, Codebook
from qualcode.shipped import shipped
from qualcode.suggest import Scores, rescored, score
from qualcode.suggest.judgement import Judgement
from qualcode.suggest.remembering import Remembering

TIMES = 5
SIZE = 384


class RandomVectors:
    """As large as the packaged model's, at no cost."""

    fingerprint = "random"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).standard_normal(SIZE) for text in texts]
        made = np.array(rows, dtype=np.float32).reshape(len(texts), SIZE)
        return made / np.sqrt((made * made).sum(axis=1, keepdims=True))


def invented(passages: int, codes: int, read: int) -> Scores:
    random = np.random.default_rng(0)
    spoken = " ".join(path.read_text("utf-8") for path in sorted(shipped("transcripts_example").glob("*.txt")))
    words = np.array(sorted(set(spoken.split())))

    def text(least: int, most: int) -> str:
        return " ".join(words[random.integers(0, len(words), random.integers(least, most))])

    said = [text(8, 60) for _ in range(passages)]
    book = Codebook(codes=tuple(Code(id=f"c{number}", label=text(2, 4), full=text(15, 30)) for number in range(codes)))
    coded = {int(index): [f"c{random.integers(codes)}"] for index in random.choice(passages, read, replace=False)}
    groups = [f"P{index % 20:02d}" for index in range(passages)]
    return score(said, book, coded, groups=groups, encoder=Remembering(RandomVectors()))


def least(act: Callable[[], object]) -> float:
    found = []
    for _ in range(TIMES):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


def scoring(passages: int, codes: int, read: int) -> None:
    grounds = invented(passages, codes, read).grounds
    assert isinstance(grounds, Judgement)
    seen, judge = grounds.seen, grounds.judge
    with threadpool_limits(limits=1):
        whole = least(lambda: (judge.logits(seen), grounds.probabilities))
        dense = least(lambda: seen.meaning @ judge.meaning)
        sparse = least(lambda: seen.words @ judge.words)
        reading = least(lambda: (seen.meaning.sum(), seen.words.data.sum()))
    bound = dense + sparse + reading
    print(f"Scoring {passages:,} passages for {codes} codes, {read:,} of them read: {whole:.2f} s.")
    print(f"Dense product {dense:.2f}, sparse product {sparse:.2f}, reading both {reading:.2f}: {bound:.2f} s.")
    print(f"Ratio {whole / bound:.2f}.\n")


def ranking_anew(queue: int, codes: int, read: int) -> None:
    scores = invented(queue, codes, read)
    taken = []
    for index in np.random.default_rng(1).choice(queue, 20, replace=False):
        began = time.perf_counter()
        scores = rescored(scores, int(index), f"c{index % codes}", applies=True)
        np.argsort(-scores.probabilities, axis=0)
        taken.append(time.perf_counter() - began)
    print(f"A queue of {queue:,} passages and {codes} codes, {read:,} passages read, in a new order after a decision:")
    print(f"median {np.median(taken) * 1000:.0f} ms, longest {max(taken) * 1000:.0f} ms.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--codes", type=int, default=60)
    parser.add_argument("--read", type=int, default=1000)
    parser.add_argument("--queue", type=int, default=5000)
    given = parser.parse_args()
    scoring(given.passages, given.codes, given.read)
    ranking_anew(given.queue, given.codes, min(given.read, given.queue // 2))


if __name__ == "__main__":
    main()
