"""What people decided and the codebook shows, as rows in an order of their own."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook import Codebook
from qualcode.codebook.wording import redirect_in, without_redirect
from qualcode.errors import QualcodeError
from qualcode.suggest.scores import Matrix

MOST_READ = 2000
"""Learning takes memory with the square of the passages read; more than these add little."""
OTHER_CODES_EXAMPLE = 0.25
"""What a codebook's example of one code counts as evidence against the others, where a decision counts 1."""
WHEN_NOT = 0.25
"""What a “when not” counts, against its code and for the code it sends the coder to."""

Place = tuple[str, str]
"""A passage's words and what came before them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Passages that were read, then the codebook's examples: one row each."""

    places: tuple[Place, ...]
    passages: NDArray[np.int64]
    """Per row: the passage's index, -1 for an example of the codebook."""
    groups: tuple[str, ...]
    """Per row: participant or document; empty for an example of the codebook."""
    signs: NDArray[np.int8]
    """Shape (rows, codes): 1 the code applies, -1 it does not, 0 nobody can tell."""
    weights: Matrix
    """Shape (rows, codes): what the row counts for the code."""
    unused: int
    """Passages read beyond MOST_READ, left out."""

    def with_decision(self, index: int, place: Place, column: int, sign: int) -> "Evidence":
        """The evidence after one more decision on a passage; its other codes stay as they were, or unknown."""
        rows = np.flatnonzero(self.passages == index)
        if len(rows):
            signs, weights = self.signs.copy(), self.weights.copy()
            signs[rows[0], column], weights[rows[0], column] = sign, 1.0
            return replace(self, signs=signs, weights=weights)
        new = np.zeros((1, self.signs.shape[1]), dtype=np.int8)
        new[0, column] = sign
        return replace(
            self,
            places=(*self.places, place),
            passages=np.append(self.passages, index),
            groups=(*self.groups, ""),
            signs=np.vstack([self.signs, new]),
            weights=np.vstack([self.weights, np.ones(new.shape)]),
        )

    @property
    def read(self) -> NDArray[np.int64]:
        """The rows that a person read."""
        return np.flatnonzero(self.passages >= 0)


def gather(
    places: Sequence[Place],
    codebook: Codebook,
    coded: Mapping[int, Collection[str]],
    considered: Mapping[int, Collection[str]] | None,
    groups: Sequence[str] | None,
) -> Evidence:
    """All evidence for a codebook's codes, the same whatever the order of the passages."""
    code_ids = tuple(code.id for code in codebook.codes)
    _refuse_unknown(len(places), code_ids, coded)
    order = sorted(
        coded, key=lambda index: (places[index], groups[index] if groups else "", sorted(coded[index]), index)
    )
    kept = _not_too_many(order, places, coded)
    signs = np.zeros((len(kept), len(code_ids)), dtype=np.int8)
    for row, index in enumerate(kept):
        signs[row] = _signs(code_ids, coded[index], None if considered is None else considered.get(index))
    shown, shown_signs, shown_weights = _shown_by_codebook(codebook)
    return Evidence(
        places=tuple(places[index] for index in kept) + tuple((text, "") for text in shown),
        passages=np.array(kept + [-1] * len(shown), dtype=np.int64),
        groups=tuple((groups[index] if groups else places[index][0]) for index in kept) + ("",) * len(shown),
        signs=np.concatenate([signs, shown_signs]),
        weights=np.concatenate([np.ones(signs.shape), shown_weights]),
        unused=len(order) - len(kept),
    )


def _refuse_unknown(passages: int, code_ids: Sequence[str], coded: Mapping[int, Collection[str]]) -> None:
    if outside := sorted(index for index in coded if not 0 <= index < passages):
        raise QualcodeError(
            f"Passage {outside[0]} was coded, but there are only {passages} passages.",
            hint="Count passages from 0, in the order they are given",
        )
    if unknown := sorted({code for codes in coded.values() for code in codes} - set(code_ids)):
        raise QualcodeError(
            f"Passages carry codes that are not in the codebook: {', '.join(f'“{code}”' for code in unknown)}.",
            hint="Add them to the codebook, or leave their codings out",
        )


def _signs(code_ids: Sequence[str], given: Collection[str], in_mind: Collection[str] | None) -> list[int]:
    """A person's decision on every code: a code that did not exist when the passage was read was not decided on."""
    return [1 if code in given else -1 if in_mind is None or code in in_mind else 0 for code in code_ids]


def _not_too_many(
    order: list[int], places: Sequence[Place], coded: Mapping[int, Collection[str]], most: int = MOST_READ
) -> list[int]:
    """At most so many passages, rare codes first, and a third of them without any code where there are as many."""
    if len(order) <= most:
        return order
    uses = Counter(code for codes in coded.values() for code in codes)

    def by_chance(index: int) -> str:
        return hashlib.sha256("\0".join(places[index]).encode("utf-8", "surrogatepass")).hexdigest()

    carrying = [index for index in order if coded[index]]
    carrying.sort(key=lambda index: (min(uses[code] for code in coded[index]), by_chance(index)))
    empty = sorted((index for index in order if not coded[index]), key=by_chance)
    share = max(most // 3, most - len(carrying))
    chosen = set(empty[:share])
    chosen.update(carrying[: most - len(chosen)])
    return [index for index in order if index in chosen]


_Shown = tuple[str, Mapping[int, tuple[int, float]]]
"""A text of the codebook, and by column of a code the sign and the weight it has for that code."""


def _shown_by_codebook(codebook: Codebook) -> tuple[list[str], NDArray[np.int8], Matrix]:
    """Examples, counter-examples and “when not” as rows: text, sign per code, weight per code."""
    column = {code.id: number for number, code in enumerate(codebook.codes)}
    apart = ~kin(tuple(column))
    shown: list[_Shown] = []
    for code, number in zip(codebook.codes, column.values(), strict=True):
        others: dict[int, tuple[int, float]] = dict.fromkeys(
            map(int, np.flatnonzero(apart[number])), (-1, OTHER_CODES_EXAMPLE)
        )
        shown += [(text, {**others, number: (1, 1.0)}) for text in code.examples]
    for code, number in zip(codebook.codes, column.values(), strict=True):
        shown += [_look_alike(one.text, number, column.get(one.code_as), apart, 1.0) for one in code.counter_examples]
    for code, number in zip(codebook.codes, column.values(), strict=True):
        for text in code.when_not:
            other = column.get(redirect_in(text) or "")
            shown.append(_look_alike(without_redirect(text), number, other, None, WHEN_NOT))
    shown = [one for one in shown if one[0].strip()]
    signs = np.zeros((len(shown), len(column)), dtype=np.int8)
    weights = np.ones((len(shown), len(column)))
    for row, (_, says) in enumerate(shown):
        for code_column, (sign, weight) in says.items():
            signs[row, code_column], weights[row, code_column] = sign, weight
    return [text for text, _ in shown], signs, weights


def _look_alike(text: str, code: int, other: int | None, apart: NDArray[np.bool_] | None, weight: float) -> _Shown:
    """What speaks against a code and for the one to use instead; as an example of that, a little against the rest."""
    says: dict[int, tuple[int, float]] = {}
    if other is not None and apart is not None:
        says = dict.fromkeys(map(int, np.flatnonzero(apart[other])), (-1, OTHER_CODES_EXAMPLE))
    if other is not None:
        says[other] = (1, weight)
    return text, {**says, code: (-1, weight)}


def kin(code_ids: Sequence[str]) -> NDArray[np.bool_]:
    """Which codes are one, or lie above or below each other: between these a passage need not choose.

    >>> kin(["vc", "vc.applied", "trust"]).astype(int).tolist()
    [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    """
    return np.array(
        [[a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.") for b in code_ids] for a in code_ids], dtype=bool
    ).reshape(len(code_ids), len(code_ids))
