"""Texts of equal length read together, several at once, without a text's vector knowing of its companions."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

BATCH_TOKENS = 512
"""Tokens read together at most: more no longer fit the processor's nearest memory, fewer leave it idle."""


def batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS) -> list[list[int]]:
    """Positions of texts of the same length (in tokens), at most `tokens` in a batch but one text at least.

    Nothing is filled up, so the work is that of the texts alone; the longest come first, so that workers end together.

    >>> batches([3, 9, 3, 3], tokens=6)
    [[1], [0, 2], [3]]
    """
    of_length: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        of_length.setdefault(length, []).append(position)
    found = []
    for length, positions in sorted(of_length.items(), reverse=True):
        several = max(1, tokens // length)
        found += [positions[start : start + several] for start in range(0, len(positions), several)]
    return found


def in_turn(work: Sequence[list[int]], read: Callable[[list[int]], None], heard: Callable[[int], None]) -> None:
    """Read every batch, on as many processors as this program may use; `heard` gets the number of texts read so far.

    An interruption ends it once the batches under way are read.
    """
    workers = min(processors(), len(work))
    done = 0
    if workers < 2:
        for batch in work:
            read(batch)
            done += len(batch)
            heard(done)
        return
    with ThreadPoolExecutor(workers) as pool:
        under_way = {pool.submit(read, batch): len(batch) for batch in work}
        try:
            for one in as_completed(under_way):
                one.result()
                done += under_way[one]
                heard(done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def processors() -> int:
    """How many processors this program may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
