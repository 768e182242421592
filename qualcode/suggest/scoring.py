"""From a codebook and some codings to how well each code fits each passage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from qualcode.codebook import Codebook
from qualcode.encoders import WORDS_ONLY, Encoder, best_encoder
from qualcode.errors import QualcodeError
from qualcode.suggest.calibration import ENOUGH_DECISIONS, folds, is_enough, slope_and_offset
from qualcode.suggest.competition import competing, rivalry
from qualcode.suggest.evidence import Evidence, Place, gather, kin
from qualcode.suggest.judgement import Calibration, Judgement, Learning
from qualcode.suggest.judging import definition_of, prior
from qualcode.suggest.learning import learn, made_ready, row_logits
from qualcode.suggest.likeness import laid_to
from qualcode.suggest.scores import Matrix, Scores

ENOUGH_EXAMPLES = 8
"""Passages and examples that carry a code, from which on its suggestions gain slowly: on human-coded studies eight
bring about four fifths of what thirty-two do."""
_NOTHING_READ: Mapping[int, Collection[str]] = MappingProxyType({})


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
    evidence = gather(places, codebook, coded, considered, groups)
    with threadpool_limits(limits=1):
        judgement = _judged(places, codebook, evidence, encoder or WORDS_ONLY)
        return _scores(judgement, warning)


def rescored(scores: Scores, index: int, code: str, *, applies: bool) -> Scores:
    """The scores after one more decision on a passage: that code is learned anew, its calibration kept.

    Quick enough to re-rank while a person waits; `score` on all decisions is due when the queue ends.
    """
    from threadpoolctl import threadpool_limits

    if not isinstance(scores.grounds, Judgement):
        raise QualcodeError("These scores cannot be learned on.", hint="Score the passages first")
    with threadpool_limits(limits=1):
        judgement = scores.grounds.decided(index, code, applies)
        return replace(scores, probabilities=judgement.probabilities, grounds=judgement)


def _places(passages: Sequence[str], contexts: Sequence[str] | None, groups: Sequence[str] | None) -> list[Place]:
    for name, given in (("contexts", contexts), ("groups", groups)):
        if given is not None and len(given) != len(passages):
            raise QualcodeError(
                f"There are {len(passages)} passages but {len(given)} {name}.", hint=f"Give {name} for every passage"
            )
    return list(zip(passages, contexts if contexts is not None else [""] * len(passages), strict=True))


def _judged(places: Sequence[Place], codebook: Codebook, evidence: Evidence, encoder: Encoder) -> Judgement:
    different = sorted(set(places))
    order = {place: number for number, place in enumerate(different)}
    position = np.array([order[place] for place in places], dtype=np.int64)
    texts = [definition_of(code) for code in codebook.codes]
    yardstick, seen = laid_to(different, texts, encoder)
    shown = yardstick.features(evidence.places)
    definitions = yardstick.features([(text, "") for text in texts], definitions=True)
    rows = made_ready(shown.likeness(shown), prior(shown, definitions), evidence.signs, evidence.weights)
    learning = Learning(evidence, shown, definitions, rows, learn(rows, np.ones(len(evidence.places), dtype=bool)))
    codes = tuple(code.id for code in codebook.codes)
    related, judge, read = kin(codes), learning.judge, evidence.read
    fit = judge.logits(seen)[position]
    unseen = _out_of_fold(learning)
    fit[evidence.passages[read]] = unseen
    strength = rivalry(evidence, related)
    calibration = _calibrated(competing(unseen, related, strength), evidence)
    return Judgement(
        codes, related, tuple(different), position, yardstick, seen, learning, judge, fit, strength, calibration
    )


def _out_of_fold(learning: Learning) -> Matrix:
    """Logits of the passages that were read, each by a fit that did not see its group."""
    rows, evidence = learning.rows, learning.evidence
    read = evidence.read
    found = np.zeros((len(read), rows.prior.shape[1]))
    for part in folds([evidence.groups[row] for row in read], [evidence.places[row][0] for row in read]):
        using = np.ones(len(evidence.places), dtype=bool)
        using[read[part]] = False
        found[part] = row_logits(rows, learn(rows, using, learning.learned))[read[part]]
    return found


def _calibrated(unseen: Matrix, evidence: Evidence) -> Calibration:
    """The line of each code with enough decisions; the others' logits stay as they are."""
    lines = np.array([[1.0, 0.0]] * unseen.shape[1]).reshape(unseen.shape[1], 2)
    signs = evidence.signs[evidence.read]
    for code in np.flatnonzero(_enough(evidence)):
        decided = signs[:, code] != 0
        lines[code] = slope_and_offset(unseen[decided, code], signs[decided, code] > 0)
    return Calibration(slopes=lines[:, 0], offsets=lines[:, 1])


def _enough(evidence: Evidence) -> tuple[bool, ...]:
    read = evidence.read
    groups = [evidence.groups[row] for row in read]
    return tuple(is_enough(column, groups) for column in evidence.signs[read].T)


def _scores(judgement: Judgement, warning: str | None) -> Scores:
    evidence = judgement.learning.evidence
    enough, signs = _enough(evidence), evidence.signs[evidence.read]
    carrying = ((evidence.signs > 0) & (evidence.weights == 1.0)).sum(axis=0)
    return Scores(
        codes=judgement.codes,
        probabilities=judgement.probabilities,
        calibrated=enough,
        decisions=tuple(int(count) for count in (signs != 0).sum(axis=0)),
        accepted=tuple(int(count) for count in (signs > 0).sum(axis=0)),
        more_wanted=tuple(max(0, ENOUGH_EXAMPLES - int(count)) for count in carrying),
        encoder=judgement.yardstick.encoder.fingerprint,
        notice=_notice(warning, enough, evidence, len(judgement.position) > 0),
        grounds=judgement,
    )


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
