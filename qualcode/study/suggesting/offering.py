"""From scores to what is laid before a coder: places, reasons, and the arms a project agreed to."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from qualcode.model import Because, Coding
from qualcode.project import Project
from qualcode.project.log import heads
from qualcode.project.suggestions import NewSuggestion
from qualcode.study.suggesting.laying_out import DECOYS, number_of, with_decoys, with_withheld
from qualcode.study.suggesting.passages_read import ReadPassage
from qualcode.study.suggesting.read_so_far import coded_words

if TYPE_CHECKING:
    from qualcode.codebook import Codebook
    from qualcode.encoders import Encoder
    from qualcode.suggest import Offer, Scores

LOWEST = 0.2
"""A decoy is a passage among so low a share of a code's scores."""
Pair = tuple[int, str]
"""A passage, counted from 0, and a code."""


class Offering:
    """What a coder is about to be offered, as far as scores and the coder's own excerpts tell."""

    def __init__(
        self,
        project: Project,
        coder: str,
        units: Sequence[ReadPassage],
        own: Sequence[Coding],
        coded: Mapping[int, Collection[str]],
        scores: "Scores",
        codebook: "Codebook",
        encoder: "Encoder",
    ) -> None:
        self._project = project
        self._units = units
        self._own = own
        self._coded = coded
        self._scores = scores
        self._codebook = codebook
        self._encoder = encoder
        self._column = {code: column for column, code in enumerate(scores.codes)}
        self._place_of = _places_shown(project, coder, units)
        self._index_of: dict[tuple[str, int, int, str], int] = {}

    def laid_out(
        self, offers: "Sequence[Offer]", among: Sequence[int], done: Mapping[int, Collection[str]]
    ) -> list[NewSuggestion]:
        """The offers as they are laid before the coder; `done` are the codes a passage carries or was refused.

        The same project in the same state is laid out the same way.
        """
        settings, pairs = self._project.settings.read(), [(one.index, one.code) for one in offers]
        random = Random(seed_of(self._project, "decoys"))  # noqa: S311
        lures = []
        if settings.decoys and pairs:
            new = sum(pair not in self._place_of for pair in pairs)
            wanted = number_of(DECOYS / (1 - DECOYS), new, random)
            lures = self._misfits(wanted, pairs, among, done, random)
        why = dict(zip([*pairs, *lures], self._why([*pairs, *lures]), strict=True))
        found = [
            self._new(pair, why[pair], one.band, one.probability, one.rank)
            for pair, one in zip(pairs, offers, strict=True)
        ]
        if settings.withheld:
            apart = Random(seed_of(self._project, "withheld"))  # noqa: S311
            found = with_withheld(found, settings.withheld, self._whole, apart)
        return with_decoys(found, [self._new(pair, why[pair], "", None, 0) for pair in lures], random)

    def _new(self, pair: Pair, why: Because, band: str, probability: float | None, rank: int) -> NewSuggestion:
        index, code = pair
        passage = self._units[index].passage
        start, end = self._place_of.get(pair) or self._edges(pair)
        self._index_of[passage.document, start, end, code] = index
        return NewSuggestion(
            document=passage.document,
            start=start,
            end=end,
            words=passage.words[start - passage.start : end - passage.start],
            code=code,
            band=band,
            probability=probability,
            rank=rank,
            nearest=next(iter(why.excerpts), None),
            because=why,
        )

    def _edges(self, pair: Pair) -> tuple[int, int]:
        """The sentences of a passage that make it fit, or all of it."""
        from qualcode.suggest import edges

        unit, code = self._units[pair[0]], pair[1]

        def fits(texts: Sequence[str]) -> Sequence[float]:
            return list(self._scores.grounds.fits(texts, [unit.before] * len(texts), code))

        start, end = edges(unit.passage.words, fits)
        return unit.passage.start + start, unit.passage.start + end

    def _why(self, pairs: Sequence[Pair]) -> tuple[Because, ...]:
        from qualcode.suggest.reasons import reasons

        passages = [unit.passage.words for unit in self._units]
        weights = self._scores.grounds.word_weights
        return reasons(
            passages, self._codebook, self._coded, pairs, encoder=self._encoder, weights=weights, said=self._said
        )

    def _said(self, index: int, code: str) -> str:
        return coded_words(self._units[index].passage, code, self._own)

    def _whole(self, one: NewSuggestion) -> NewSuggestion | None:
        """A suggestion with the words of its whole passage; None where it was shown before, which it stays."""
        index = self._index_of[one.document, one.start, one.end, one.code]
        if (index, one.code) in self._place_of:
            return None
        passage = self._units[index].passage
        return replace(one, start=passage.start, end=passage.end, words=passage.words)

    def _misfits(
        self,
        wanted: int,
        offered: Sequence[Pair],
        among: Sequence[int],
        done: Mapping[int, Collection[str]],
        random: Random,
    ) -> list[Pair]:
        """Passages with codes that fit them badly: of the codes that are offered, and of lengths that are."""
        import numpy as np

        lengths = sorted(len(self._units[index].passage.words) for index, _ in offered)
        taken = {index for index, _ in offered}
        found: list[Pair] = []
        for _ in range(wanted):
            code = random.choice(offered)[1]
            chances = self._scores.probabilities[list(among), self._column[code]]
            low = float(np.quantile(chances, LOWEST))
            fitting = [
                index
                for index, likely in zip(among, chances, strict=True)
                if likely <= low
                and index not in taken
                and code not in done.get(index, ())
                and (index, code) not in self._place_of
                and lengths[0] <= len(self._units[index].passage.words) <= lengths[-1]
            ]
            if fitting:
                found.append((random.choice(fitting), code))
                taken.add(found[-1][0])
        return found


def seed_of(project: Project, what: str) -> int:
    """What chance begins with: the same whenever the same is asked of the same state of a project."""
    state = "\n".join((what, project.settings.id, *heads(project.connection)))
    return int.from_bytes(hashlib.sha256(state.encode()).digest()[:8], "big")


def _places_shown(project: Project, coder: str, units: Sequence[ReadPassage]) -> dict[Pair, tuple[int, int]]:
    """Where what was shown and still waits stands: it keeps its place, whatever edges would be proposed today."""
    units_of: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        units_of.setdefault(unit.passage.document, []).append(index)
    found = {}
    for one in project.suggestions.ledger(coder):
        for index in units_of.get(one.document, ()) if one.status == "open" and one.shown else ():
            passage = units[index].passage
            if passage.start <= one.start and one.end <= passage.end:
                found[index, one.code] = (one.start, one.end)
    return found
