"""Scores of passages by what was learned from other participants alone."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook import Codebook
from qualcode.encoders import Encoder
from qualcode.suggest.scores import Matrix, Scores
from qualcode.suggest.scoring import score

MOST_FOLDS = 5
SHARES = (0.125, 0.25, 0.5, 1.0)
"""How many of the other participants are learned from, least first."""


@dataclass(frozen=True, slots=True)
class Material:
    """Passages, what a person gave those that were read, and whose they are."""

    passages: Sequence[str]
    codebook: Codebook
    coded: Mapping[int, Collection[str]]
    considered: Mapping[int, Collection[str]] | None
    contexts: Sequence[str] | None
    groups: Sequence[str]
    encoder: Encoder | None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Scores of the passages that were read, each learned without its participant's codings."""

    rows: NDArray[np.int64]
    """The passages, by their index."""
    chances: Matrix
    """Shape (rows, codes): as the scores give them."""
    calibrated: NDArray[np.bool_]
    """Shape (rows, codes): whether the chance is a probability."""
    learned: tuple[int, int]
    """From how many participants, and passages of theirs: the mean over the folds, rounded."""
    encoder: str
    """Fingerprint of what compared the meanings."""


def folds(groups: Sequence[str]) -> list[tuple[str, ...]]:
    """Participants in at most five parts with about as many passages each; the same whatever their order.

    >>> folds(["P01", "P02", "P01", "P03", "P03"])
    [('P01',), ('P03',), ('P02',)]
    """
    sizes = Counter(groups)
    parts: list[list[str]] = [[] for _ in range(min(MOST_FOLDS, len(sizes)))]
    loads = [0] * len(parts)
    for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
        least = loads.index(min(loads))
        parts[least].append(group)
        loads[least] += sizes[group]
    return [tuple(part) for part in parts]


def taught_by(parts: Sequence[Sequence[str]], seed: int) -> list[tuple[frozenset[str], ...]]:
    """Per step of SHARES, whose codings are learned from in each fold: never its own, and all of the step before.

    Steps that few participants do not tell apart are one.
    """
    orders = []
    for number, part in enumerate(parts):
        others = sorted(group for other in parts for group in other if group not in part)
        shuffled = np.random.default_rng([seed, number]).permutation(len(others))
        orders.append([others[place] for place in shuffled])
    steps: list[tuple[frozenset[str], ...]] = []
    for share in SHARES:
        step = tuple(frozenset(order[: max(1, round(share * len(order)))]) for order in orders)
        if step not in steps:
            steps.append(step)
    return steps


def rows_of(material: Material) -> NDArray[np.int64]:
    """The passages that were read, in an order that does not depend on how they were given."""

    def place(index: int) -> tuple[str, str, str, list[str], int]:
        before = material.contexts[index] if material.contexts is not None else ""
        return material.groups[index], material.passages[index], before, sorted(material.coded[index]), index

    return np.array(sorted(material.coded, key=place), dtype=np.int64)


def held_out(
    material: Material, parts: Sequence[Sequence[str]], taught: Sequence[frozenset[str]], heard: Callable[[], None]
) -> HeldOut:
    """Scores of every passage that was read, fold by fold; `heard` is told after each."""
    rows = rows_of(material)
    whose = np.array([material.groups[index] for index in rows])
    chances = np.zeros((len(rows), len(material.codebook.codes)))
    calibrated = np.zeros(chances.shape, dtype=bool)
    sizes, encoder = Counter(str(one) for one in whose), ""
    for part, among in zip(parts, taught, strict=True):
        found = _learned_from(material, among)
        here = np.isin(whose, list(part))
        chances[here] = found.probabilities[rows[here]]
        calibrated[here] = found.calibrated
        encoder = found.encoder
        heard()
    people = round(sum(len(among) for among in taught) / len(taught))
    passages = round(sum(sizes[one] for among in taught for one in among) / len(taught))
    return HeldOut(rows, chances, calibrated, (people, passages), encoder)


def _learned_from(material: Material, among: frozenset[str]) -> Scores:
    return score(
        material.passages,
        material.codebook,
        {index: codes for index, codes in material.coded.items() if material.groups[index] in among},
        considered=material.considered,
        contexts=material.contexts,
        groups=material.groups,
        encoder=material.encoder,
    )
