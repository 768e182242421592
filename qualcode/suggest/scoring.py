"""From a codebook and some codings to how well each code fits each passage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook import Codebook
from qualcode.encoders import WORDS_ONLY, Encoder, best_encoder
from qualcode.errors import QualcodeError
from qualcode.suggest.calibration import ENOUGH_DECISIONS, folds, is_enough, slope_and_offset
from qualcode.suggest.competition import competing, rivalry
from qualcode.suggest.evidence import Evidence, Place, gather, kin
from qualcode.suggest.learning import Learned, Rows, dual, learn, logistic, made_ready, row_logits
from qualcode.suggest.likeness import Features, features, prior
from qualcode.suggest.nearest import Positions, closeness, nearest_coded
from qualcode.suggest.scores import Matrix, Scores

_NOTHING_READ: Mapping[int, Collection[str]] = MappingProxyType({})
_BLOCK = 1024
"""Passages compared with the evidence at once, to bound memory."""


def score(
    passages: Sequence[str],
    codebook: Codebook,
    coded: Mapping[int, Collection[str]] = _NOTHING_READ,
    *,
    considered: Mapping[int, Collection[str]] | None = None,
    contexts: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    encoder: Encoder | None = None,
) -> Scores:
    """How well each code fits each passage, learned from definitions, examples and what a person coded.

    `coded` gives the codes of each passage that was read, by its index: an empty collection means read and none
    applies, absence means unread. `considered` gives the codes that existed when it was read (all, where it is None
    or silent). `contexts` is what came before each passage, `groups` its participant or document. A passage that
    was read is scored by what was learned from other groups. Same input, same bits, in any order of passages.

    Raises QualcodeError for codes the codebook lacks, or where contexts or groups do not match the passages.
    """
    from threadpoolctl import threadpool_limits

    places = _places(passages, contexts, groups)
    encoder, warning = (encoder, None) if encoder is not None else best_encoder()
    encoder = encoder or WORDS_ONLY
    evidence = gather(places, codebook, coded, considered, groups)
    order = {place: number for number, place in enumerate(sorted(set(places)))}
    position = np.array([order[place] for place in places], dtype=np.int64)
    with threadpool_limits(limits=1):
        study = _Study(evidence, *features(list(order), evidence.places, codebook, encoder))
        return _scores(study, position, codebook, encoder.fingerprint, warning)


@dataclass(frozen=True, slots=True)
class _Study:
    """The evidence, and the features of different passages, of the rows of evidence, and of the definitions."""

    evidence: Evidence
    passages: Features
    shown: Features
    definitions: Features


def _scores(study: _Study, position: Positions, codebook: Codebook, encoder: str, warning: str | None) -> Scores:
    evidence, codes = study.evidence, tuple(code.id for code in codebook.codes)
    enough = _enough(evidence)
    signs = evidence.signs[evidence.read]
    return Scores(
        codes=codes,
        probabilities=logistic(_judge(study, position, kin(codes), enough)),
        calibrated=enough,
        decisions=tuple(int(count) for count in (signs != 0).sum(axis=0)),
        accepted=tuple(int(count) for count in (signs > 0).sum(axis=0)),
        nearest=nearest_coded(study.passages, study.shown, evidence, position),
        closeness=closeness(study.passages, study.shown, study.definitions, evidence, position),
        encoder=encoder,
        notice=_notice(warning, enough, evidence, len(position) > 0),
    )


def _places(passages: Sequence[str], contexts: Sequence[str] | None, groups: Sequence[str] | None) -> list[Place]:
    for name, given in (("contexts", contexts), ("groups", groups)):
        if given is not None and len(given) != len(passages):
            raise QualcodeError(
                f"There are {len(passages)} passages but {len(given)} {name}.", hint=f"Give {name} for every passage"
            )
    return list(zip(passages, contexts if contexts is not None else [""] * len(passages), strict=True))


def _enough(evidence: Evidence) -> tuple[bool, ...]:
    read = evidence.read
    groups = [evidence.groups[row] for row in read]
    return tuple(is_enough(column, groups) for column in evidence.signs[read].T)


def _judge(study: _Study, position: Positions, related: NDArray[np.bool_], enough: tuple[bool, ...]) -> Matrix:
    """Logits for the passages as they were given."""
    evidence = study.evidence
    rows = made_ready(
        study.shown.likeness(study.shown), prior(study.shown, study.definitions), evidence.signs, evidence.weights
    )
    learned = learn(rows, np.ones(len(evidence.places), dtype=bool))
    strength = rivalry(evidence, related)
    unseen = competing(_out_of_fold(rows, evidence, learned), related, strength)
    fresh = competing(_passage_logits(study, rows, learned), related, strength)
    logits = fresh[position]
    logits[evidence.passages[evidence.read]] = unseen
    for code in np.flatnonzero(enough):
        decided = evidence.signs[evidence.read, code] != 0
        slope, offset = slope_and_offset(unseen[decided, code], evidence.signs[evidence.read, code][decided] > 0)
        logits[:, code] = slope * logits[:, code] + offset
    return logits


def _passage_logits(study: _Study, rows: Rows, learned: Learned) -> Matrix:
    per_row = dual(rows, learned)
    blocks = [np.zeros((0, per_row.shape[1]))]
    for start in range(0, len(study.passages.meaning), _BLOCK):
        block = study.passages.rows(slice(start, start + _BLOCK))
        blocks.append(prior(block, study.definitions) + block.likeness(study.shown) @ per_row + learned.offsets)
    return np.concatenate(blocks)


def _out_of_fold(rows: Rows, evidence: Evidence, whole: Learned) -> Matrix:
    """Logits of the passages that were read, each by a fit that did not see its group."""
    read = evidence.read
    found = np.zeros((len(read), rows.prior.shape[1]))
    for part in folds([evidence.groups[row] for row in read], [evidence.places[row][0] for row in read]):
        using = np.ones(len(evidence.places), dtype=bool)
        using[read[part]] = False
        found[part] = row_logits(rows, learn(rows, using, whole))[read[part]]
    return found


def _notice(warning: str | None, enough: tuple[bool, ...], evidence: Evidence, any_passages: bool) -> str | None:
    said = [warning] if warning else []
    lacking = len(enough) - sum(enough)
    if any_passages and lacking:
        which = "All codes are" if lacking == len(enough) else "1 code is" if lacking == 1 else f"{lacking} codes are"
        said.append(
            f"{which} ranked without probabilities: that takes {ENOUGH_DECISIONS} decisions "
            "from more than one interview, yes and no among them."
        )
    if evidence.unused:
        used = len(evidence.read)
        said.append(f"Learned from {used:,} of the {used + evidence.unused:,} passages that were read.")
    return " ".join(said) or None
