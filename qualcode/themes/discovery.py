"""Which excerpts of a study belong together, tested on re-draws of its participants."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from threadpoolctl import threadpool_limits

from qualcode.errors import QualcodeError
from qualcode.themes.clustering import Clustering
from qualcode.themes.cut import Cut, Detail, choose, cuts, sizes
from qualcode.themes.description import described, numbered
from qualcode.themes.distinct import Distinct, distinct
from qualcode.themes.redraws import (
    FEWEST_PARTICIPANTS,
    LEVELS,
    REDRAWS,
    Redraw,
    belonging,
    came_back,
    consensus_tree,
    halves,
    redraw,
    togetherness,
)
from qualcode.themes.space import Vectors, directions, grains, vectors_of_words
from qualcode.themes.terms_by_meaning import Meaning

if TYPE_CHECKING:
    from qualcode.encoders import Encoder

FEWEST = 10
"""Different excerpts below which halves of the study are too small to group."""
FEW = 30
"""Excerpts below which a reader is told that the groups rest on little."""
RECURS = 0.5
"""An excerpt is in no group where it was less often than this in what its group came back as."""

BY_WORDS = "Excerpts are grouped by the words they share, not by meaning."
NOTHING_SHARED = "These excerpts have too little in common to be grouped."
NOTHING_RECURS = "No groups came back when the study was re-drawn: these excerpts do not fall into clusters."

Labels = NDArray[np.int64]


def discover(
    passages: Sequence[str],
    *,
    detail: Detail = "broad",
    groups: Sequence[str] | None = None,
    vectors: ArrayLike | None = None,
    encoder: "Encoder | None" = None,
    seed: int = 0,
) -> Clustering:
    """Group excerpts by meaning, as far as the groups come back when participants are drawn anew.

    `groups` names the participant (or document) of each passage; `vectors` (passages x dimensions) are used as given;
    without them the encoder, else the packaged model, else shared words make them. Where there is an encoder, terms are
    chosen by meaning; with vectors it must be the one that made them. Same content, same labels, in
    whatever order the passages come. Raises QualcodeError where the arguments do not fit each other.
    """
    given = None if vectors is None else np.asarray(vectors)
    _check(passages, detail, groups, given)
    found = distinct(passages, groups, given)
    if len(found) < FEWEST:
        return Clustering(np.full(len(passages), -1, dtype=np.int64), notice=_too_few(len(passages), len(found)))
    wordings = [passages[place] for place in found.first]
    raw, encoder, notices = _vectors(wordings, None if given is None else given[found.first], encoder, seed)
    placed = np.concatenate([part.any(axis=1) for part in _parts(raw)])
    found = found.only(placed)
    if len(found) < FEWEST:
        return Clustering(np.full(len(passages), -1, dtype=np.int64), notice=" ".join([*notices, NOTHING_SHARED]))
    with threadpool_limits(1):
        raw = raw if placed.all() else raw[placed]
        meaning = None if encoder is None else Meaning(raw, encoder.encode)
        return _clustering(
            passages, groups, found, directions(raw), meaning=meaning, detail=detail, seed=seed, notices=notices
        )


def _check(passages: Sequence[str], detail: str, groups: Sequence[str] | None, vectors: NDArray[Any] | None) -> None:
    if detail not in ("broad", "fine"):
        raise QualcodeError(f"There is no “{detail}” view of clusters.", "Ask for broad or fine.")
    if groups is not None and len(groups) != len(passages):
        raise QualcodeError(f"{len(passages)} passages came with {len(groups)} participants.", "Give one per passage.")
    if vectors is None:
        return
    if vectors.ndim != 2 or len(vectors) != len(passages) or (passages and not vectors.shape[1]):
        raise QualcodeError(f"{len(passages)} passages came with vectors of shape {vectors.shape}.", "One row each.")
    if not all(np.isfinite(part).all() for part in _parts(vectors)):
        raise QualcodeError("Some vectors hold values that are not numbers.", "Encode the passages again.")


def _parts(vectors: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Vectors in parts, so that what is asked of many stays small."""
    for start in range(0, max(len(vectors), 1), 65_536):
        yield vectors[start : start + 65_536]


def _too_few(given: int, different: int) -> str:
    if given == 0:
        return "There are no excerpts to group yet."
    if different == 0:
        return "No excerpt has any words in it, so there is nothing to group."
    if different == 1 and given > 1:
        return f"All {given} excerpts say the same, so there is nothing to group."
    of = "excerpt" if different == 1 else "excerpts"
    return f"{different} different {of} cannot show what comes back; groups are looked for from {FEWEST} on."


def _vectors(
    wordings: Sequence[str], given: NDArray[Any] | None, encoder: "Encoder | None", seed: int
) -> tuple[NDArray[Any], "Encoder | None", list[str]]:
    """Vectors, what puts phrases among them, and what a reader should know of them."""
    if given is not None:
        return given, encoder, []
    notice = None
    if encoder is None:
        from qualcode.encoders import best_encoder

        encoder, notice = best_encoder()
    if encoder is not None and (encoded := np.asarray(encoder.encode(wordings))).shape[1] > 0:
        return encoded, encoder, []
    with threadpool_limits(1):
        return vectors_of_words(wordings, seed), None, [notice or BY_WORDS]


def _clustering(
    passages: Sequence[str],
    groups: Sequence[str] | None,
    found: Distinct,
    points: Vectors,
    *,
    meaning: Meaning | None,
    detail: Detail,
    seed: int,
    notices: list[str],
) -> Clustering:
    owner, redrawn = _owners(groups, found, notices)
    grain = grains(points, seed)
    redraws = [redraw(points, grain, _drawn(mask, found)) for mask in halves(owner, seed)]
    tree = consensus_tree(togetherness(redraws, int(grain.max()) + 1))
    given = _given(owner, found, grain) if redrawn == "participants" else None
    found_cuts = cuts(tree, redraws, max(2, min(LEVELS[-1], len(points) // 6)), given)
    cut = choose(found_cuts, detail, len(points))
    if cut is None:
        nowhere = np.full(len(passages), -1, dtype=np.int64)
        return Clustering(nowhere, (), REDRAWS, redrawn, " ".join([*notices, NOTHING_RECURS]))
    labels, order = numbered(_recurring(cut, redraws)[grain], found, groups)
    clusters = described(
        passages,
        groups,
        found,
        points,
        labels=labels,
        stability=came_back(cut.groups, redraws, sizes(found_cuts, cut, detail))[order],
        meaning=meaning,
    )
    if not clusters:
        notices.append(NOTHING_RECURS)
    elif len(points) < FEW:
        notices.append(f"With only {len(points)} different excerpts, take these groups as a first sorting.")
    return Clustering(labels, clusters, REDRAWS, redrawn, " ".join(notices) or None)


def _owners(groups: Sequence[str] | None, found: Distinct, notices: list[str]) -> tuple[Labels, str]:
    """For each passage what it is drawn with: its participant, or itself where there are too few to draw from."""
    if groups is not None:
        worded = [group for group, place in zip(groups, found.which, strict=True) if place >= 0]
        names = {name: code for code, name in enumerate(sorted(set(worded)))}
        if len(names) >= FEWEST_PARTICIPANTS:
            return np.array([names.get(group, 0) for group in groups], dtype=np.int64), "participants"
        who = "one participant" if len(names) == 1 else f"{len(names)} participants"
        notices.append(f"These excerpts come from {who}, so nothing shows whether a group would come back with others.")
    return np.maximum(found.which, 0), "excerpts"


def _given(owner: Labels, found: Distinct, grain: Labels) -> Vectors:
    """How many excerpts each participant has in each grain, grains x participants."""
    worded = found.which >= 0
    given = np.zeros((int(grain.max()) + 1, int(owner.max()) + 1))
    np.add.at(given, (grain[found.which[worded]], owner[worded]), 1)
    return given


def _drawn(mask: NDArray[np.bool_], found: Distinct) -> NDArray[np.bool_]:
    """Which different excerpts a draw of passages holds."""
    drawn = np.zeros(len(found), dtype=np.bool_)
    drawn[found.which[mask & (found.which >= 0)]] = True
    return drawn


def _recurring(cut: Cut, redraws: Sequence[Redraw]) -> Labels:
    """Group of each grain, -1 where its membership does not recur."""
    own: Labels = np.argmax(cut.groups, axis=1)
    return np.where(belonging(cut.groups, redraws) >= RECURS, own, -1)
