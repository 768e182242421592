"""All that scoring anew takes, read from a project without making anything: where something is missing, nothing."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.study.suggesting.scored_reading import Reading, reading_of

if TYPE_CHECKING:
    from qualcode.encoders import Encoder
    from qualcode.encoders.protocol import StoredVector, Vectors

Taught = tuple[int, str, bool]
"""A passage, counted from 0, a code, and whether it applies."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a decision says of one passage and one code."""

    of: str
    """The id of what was decided."""
    document: str
    start: int
    end: int
    code: str
    applies: bool


@dataclass(frozen=True, slots=True)
class Material:
    """A coder's reading with its vectors; to be used by any thread."""

    reading: Reading
    encoder: "Encoder"
    where: Mapping[str, tuple[int, str]]
    """By id of what was offered with its code: its passage, counted from 0, and the code; no decoys."""
    decoys: frozenset[str]
    starts: Mapping[str, Sequence[tuple[int, int]]]
    """By document, where each passage starts and which it is."""

    def taught(self, one: Lesson) -> Taught | None:
        """What a decision teaches; nothing where it was a decoy, or words or code are new here."""
        index = _passage_at(self.reading, self.starts, one.document, one.start, one.end)
        known = any(code.id == one.code for code in self.reading.codebook.codes)
        return (index, one.code, one.applies) if index is not None and known and one.of not in self.decoys else None


def material_kept(
    project: Project, coder: str, *, most: int | None = None, without: Collection[str] = ()
) -> Material | None:
    """What there is to learn from; None where that would take a model, or there are more than so many passages.

    Vectors and passages are those that asking for suggestions left in the project; `without` are codings, by their
    ids, that are to be learned from afterwards.
    """
    encoder = _kept_encoder(project, project.suggestions.compared_by(coder))
    if encoder is None:
        return None
    reading = reading_of(project, coder, only=_documents_cut(project), without=without)
    if not reading.units or (most is not None and len(reading.units) > most):
        return None
    starts: dict[str, list[tuple[int, int]]] = {}
    for index, unit in enumerate(reading.units):
        starts.setdefault(unit.passage.document, []).append((unit.passage.start, index))
    for found in starts.values():
        found.sort()
    where, decoys = {}, set()
    for one in project.suggestions.ledger(coder):
        if one.arm == "decoy":
            decoys.add(one.id)
        at = _passage_at(reading, starts, one.document, one.start, one.end)
        if one.arm == "offered" and at is not None:
            where[one.id] = (at, one.code)
    return Material(reading, encoder, where, frozenset(decoys), starts)


def _documents_cut(project: Project) -> frozenset[str]:
    from qualcode.transcripts.passages.cutting import splitter_in_use

    return project.passages.cut_by(splitter_in_use()[0])


def _kept_encoder(project: Project, fingerprint: str | None) -> "Encoder | None":
    """An encoder that knows the vectors of a fingerprint and makes none; None where there are none."""
    from qualcode.encoders import WORDS_ONLY, cached

    if fingerprint is None or fingerprint == WORDS_ONLY.fingerprint:
        return None if fingerprint is None else WORDS_ONLY
    kept = project.vectors.every(fingerprint)
    return cached(_NoModel(fingerprint), _Kept(kept)) if kept else None


@dataclass(frozen=True, slots=True)
class _NoModel:
    fingerprint: str

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """No vector: nobody waits for a model here."""
        raise QualcodeError(f"The vectors of {len(texts)} texts are not there yet.", hint="qualcode suggest")


@dataclass(frozen=True, slots=True)
class _Kept:
    vectors: "Mapping[str, StoredVector]"

    def get(self, fingerprint: str, keys: Sequence[str]) -> "dict[str, StoredVector]":
        """Those there are."""
        return {key: self.vectors[key] for key in keys if key in self.vectors}

    def put(self, fingerprint: str, vectors: "Mapping[str, StoredVector]") -> None:
        """Nothing is made, so nothing is kept."""


def _passage_at(
    reading: Reading, starts: Mapping[str, Sequence[tuple[int, int]]], document: str, start: int, end: int
) -> int | None:
    found = starts.get(document, ())
    place = bisect_right(found, (start, len(reading.units))) - 1
    if place < 0:
        return None
    index = found[place][1]
    return index if end <= reading.units[index].passage.end else None
