"""Passages that no code of the codebook fits: perhaps a code is missing."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from qualcode.suggest.scores import Matrix, Scores

FAR = 0.6
"""A passage is far where its best code fits it less than this share of what the best codes of the others do.

Measured on human-coded studies from which one code at a time was taken away: among passages below it the missing
code's are 1.6 to 2.1 times as common as among all without a code. With forty passages read 5 to 10 % lie below it, with
a hundred 10 to 16 %. Likeness to the nearest definition or coded passage tells less (1.1 to 2.0).
"""
ENOUGH_READ = 20
"""Before so many passages are read no rule does better than chance, so none is called far."""


def far_from_every_code(
    scores: Scores, passages: Sequence[str], coded: Mapping[int, Collection[str]]
) -> tuple[int, ...]:
    """Passages without a code that none of the codes fits, farthest first: perhaps a code is missing."""
    best, limit = best_fit(scores), limit_of_near(scores, passages)
    far = [
        index for index, words in enumerate(passages) if words.strip() and best[index] < limit and not coded.get(index)
    ]
    return tuple(sorted(far, key=lambda index: (best[index], index)))


def best_fit(scores: Scores) -> Matrix:
    """Per passage how well the code that fits it best does; 0 where there is no code."""
    return np.asarray(scores.probabilities.max(axis=1, initial=0.0), dtype=np.float64)


def limit_of_near(scores: Scores, passages: Sequence[str]) -> float:
    """What the best code of a passage has to reach, or the passage is far from every code; 0 while nobody can tell."""
    spoken = [index for index, words in enumerate(passages) if words.strip()]
    if not spoken or max(scores.decisions, default=0) < ENOUGH_READ:
        return 0.0
    return FAR * float(np.median(best_fit(scores)[spoken]))
