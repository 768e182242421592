"""The most alike passages that a person coded, to show beside what is suggested."""

import numpy as np
from numpy.typing import NDArray

from qualcode.suggest.evidence import Evidence
from qualcode.suggest.likeness import Features
from qualcode.suggest.scores import Matrix

Positions = NDArray[np.int64]
_BLOCK = 1024
"""Passages compared with the evidence at once, to bound memory."""


def nearest_coded(places: Features, shown: Features, evidence: Evidence, position: Positions) -> Positions:
    """Per passage and code the most alike other passage that carries the code, -1 where none does.

    `places` are the different passages, `position` says which of them each passage is.
    """
    passage_of = np.append(evidence.passages, -1)
    by_person = (evidence.signs > 0) & (evidence.passages >= 0)[:, None]
    found = np.full((len(position), by_person.shape[1]), -1, dtype=np.int64)
    for block, here in _blocks(places, position):
        alike = places.rows(block).cosines(shown)
        for code, carrying in enumerate(by_person.T):
            rows, _ = _best_two(alike, np.flatnonzero(carrying))
            passages = passage_of[rows][position[here] - block.start]
            found[here, code] = np.where(passages[:, 0] == here, passages[:, 1], passages[:, 0])
    return found


def closeness(
    places: Features, shown: Features, definitions: Features, evidence: Evidence, position: Positions
) -> Matrix:
    """Per passage its likeness to the nearest definition, example or other coded passage of any code; 0 for none."""
    passage_of = np.append(evidence.passages, -1)
    carrying = np.flatnonzero((evidence.signs > 0).any(axis=1))
    found = np.zeros(len(position))
    for block, here in _blocks(places, position):
        words = places.rows(block)
        rows, alike = _best_two(words.closest(shown), carrying)
        which = position[here] - block.start
        itself = passage_of[rows[which, 0]] == here
        coded = np.where(itself, alike[which, 1], alike[which, 0])
        defined = words.closest(definitions).max(axis=1, initial=0.0)[which]
        found[here] = np.maximum(np.maximum(coded, defined), 0.0)
    return found


def _blocks(places: Features, position: Positions) -> list[tuple[slice, Positions]]:
    """The different passages in parts, each with the passages that are among them."""
    starts = range(0, len(places.meaning), _BLOCK)
    return [
        (slice(start, start + _BLOCK), np.flatnonzero((position >= start) & (position < start + _BLOCK)))
        for start in starts
    ]


def _best_two(alike: Matrix, rows: Positions) -> tuple[Positions, Matrix]:
    """Of some rows the two most alike to each passage: row (-1 for none) and likeness, shape (passages, 2)."""
    best = np.full((len(alike), 2), -1, dtype=np.int64)
    values = np.full((len(alike), 2), -np.inf)
    among = alike[:, rows]
    for place in range(min(2, len(rows))):
        at = among.argmax(axis=1)
        every = np.arange(len(alike))
        best[:, place], values[:, place] = rows[at], among[every, at]
        among[every, at] = -np.inf
    return best, values
