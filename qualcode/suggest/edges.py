"""Where in a passage the excerpt for a code should begin and end: at the sentences that make it fit."""

from collections.abc import Callable, Sequence

import numpy as np

from qualcode.transcripts.passages.sentences import rule_ends, sentences

WHOLENESS = 3.0
"""How much better a shorter run has to fit: its odds, times the share of the words it keeps to this power, decide.

At 3 a run of half the words needs eight times the odds. Coders take in most of a passage: on the shipped example a run
that need only fit nearly as well as the best one (power 0) meets their excerpts far worse than the whole passage does,
and from 2 to 4 the proposals are nearer to the excerpts than the whole passage twice as often as farther from them.
"""

Run = tuple[int, int]
"""The numbers of a run's first and last sentence, counted from 0."""


def edges(words: str, fits: Callable[[Sequence[str]], Sequence[float]]) -> tuple[int, int]:
    """Start and end, inside a passage, of the sentences that make it fit a code; the whole of it where in doubt.

    `fits` gives for each of several texts the probability, or what stands for one, that the code applies. Sentences
    end where punctuation says, which needs no model; passages without an inner sentence are not asked about.
    """
    (places,) = sentences([words], rule_ends)
    if len(places) < 2:
        return 0, len(words)
    tried = runs(len(places))
    texts = [words[places[first][0] : places[last][1]] for first, last in tried]
    fit = dict(zip(tried, (float(one) for one in fits(texts)), strict=True))
    first, last = best_sentences([len(words[start:end].split()) for start, end in places], fit)
    if (first, last) == (0, len(places) - 1):
        return 0, len(words)
    return places[first][0], places[last][1]


def runs(count: int) -> list[Run]:
    """Every run of so many sentences, the longest first, then in order.

    >>> runs(2)
    [(0, 1), (0, 0), (1, 1)]
    """
    return [(first, first + more) for more in reversed(range(count)) for first in range(count - more)]


def best_sentences(lengths: Sequence[int], fit: dict[Run, float]) -> Run:
    """The run that fits best for what it leaves out; of equals the longer, then the earlier.

    `lengths` are the words of each sentence, `fit` the probability for every run. All sentences where a probability
    is missing or is no number.

    >>> best_sentences([10, 10], {(0, 1): 0.5, (0, 0): 0.1, (1, 1): 0.95})
    (1, 1)
    >>> best_sentences([10, 10], {(0, 1): 0.5, (0, 0): 0.1, (1, 1): 0.6})
    (0, 1)
    """
    whole = (0, max(len(lengths) - 1, 0))
    every, together = runs(len(lengths)), max(sum(lengths), 1)
    chances = np.array([fit.get(run, np.nan) for run in every], dtype=np.float64)
    if not every or not np.isfinite(chances).all():
        return whole
    chances = np.clip(chances, 1e-9, 1 - 1e-9)
    shares = np.array([max(sum(lengths[first : last + 1]), 1) / together for first, last in every])
    worth = np.log(chances) - np.log1p(-chances) + WHOLENESS * np.log(shares)
    return every[int(np.flatnonzero(worth >= worth.max() - 1e-9)[0])]
