"""Whether a codebook's words keep its codes apart: definitions that mean nearly the same, examples nearer elsewhere."""

from dataclasses import dataclass

import numpy as np

from qualcode.codebook import Code, Codebook
from qualcode.encoders import Encoder
from qualcode.suggest.evidence import kin
from qualcode.suggest.remembering import Remembering
from qualcode.suggest.scoring import score

_ALIKE = ((0.9, "almost the same"), (0.75, "very alike"), (0.65, "alike"))
"""Cosines of definitions, and the words for them. In human-coded studies, pairs that coders confused lay above 0.65;
of the shipped codebooks, whose codes are told apart by rules, a pair or two each at most."""


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two codes whose definitions a reader could take for each other; opposites are among these."""

    code: str
    other: str
    how: str
    """almost the same, very alike or alike."""


@dataclass(frozen=True, slots=True)
class PlacedExample:
    """An example of a code, and the code it would be suggested for first."""

    code: str
    number: int
    """Which of the code's examples, counted from 0."""
    words: str
    first: str
    """The code that fits it best."""
    is_stray: bool
    """Whether that is neither its own code nor one above or below it."""


def alike_definitions(codebook: Codebook, encoder: Encoder) -> list[AlikePair]:
    """Pairs of unrelated codes in use that mean nearly the same, where one is the other's nearest; nearest first."""
    codes = [code for code in codebook.codes if code.in_use and (code.brief or code.full)]
    if len(codes) < 2:
        return []
    vectors = np.asarray(encoder.encode([_meaning(code) for code in codes]), dtype=np.float64)
    cosines = vectors @ vectors.T
    cosines[kin([code.id for code in codes])] = -1.0
    nearest = cosines.argmax(axis=1)
    pairs = sorted({(min(one, other), max(one, other)) for one, other in enumerate(map(int, nearest))})
    pairs.sort(key=lambda pair: -cosines[pair])
    return [
        AlikePair(codes[one].id, codes[other].id, how)
        for one, other in pairs
        if (how := next((words for least, words in _ALIKE if cosines[one, other] >= least), None))
    ]


def _meaning(code: Code) -> str:
    """What a code says of itself besides its label: two labels for one definition are what one looks for."""
    parts = (part.strip() for part in (code.brief, code.full, *code.when))
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


def examples_placed(codebook: Codebook, encoder: Encoder) -> list[PlacedExample]:
    """Each example of a code in use with the code it would be suggested for first, were it not in the codebook.

    In the codebook's order. The codes are scored as they are without one example each, so that no example speaks for
    itself.
    """
    codes = [code for code in codebook.codes if code.in_use]
    within = codebook.model_copy(update={"codes": tuple(codes), "cycles": ()})
    found: list[PlacedExample] = []
    encoder = Remembering(encoder)
    for number in range(max((len(code.examples) for code in codes), default=0)):
        found += _placed(within, number, encoder)
    order = {code.id: place for place, code in enumerate(codes)}
    return sorted(found, key=lambda one: (order[one.code], one.number))


def stray_examples(codebook: Codebook, encoder: Encoder) -> list[PlacedExample]:
    """Examples that fit another, unrelated code better than their own, in the codebook's order."""
    return [one for one in examples_placed(codebook, encoder) if one.is_stray]


def _placed(codebook: Codebook, number: int, encoder: Encoder) -> list[PlacedExample]:
    """Where each code's example of one number would be placed."""
    rows = [place for place, code in enumerate(codebook.codes) if number < len(code.examples)]
    codes = codebook.codes
    words = [codes[place].examples[number] for place in rows]
    without = codebook.model_copy(update={"codes": tuple(_without(code, number) for code in codes)})
    chances = score(words, without, encoder=encoder).probabilities
    related = kin([code.id for code in codes])
    found = []
    for row, (place, said) in enumerate(zip(rows, words, strict=True)):
        first = int(chances[row].argmax())
        found.append(PlacedExample(codes[place].id, number, said, codes[first].id, not related[place, first]))
    return found


def _without(code: Code, number: int) -> Code:
    kept = tuple(text for place, text in enumerate(code.examples) if place != number)
    return code.model_copy(update={"examples": kept})
