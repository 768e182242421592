"""Random samples of the passages a coder left unmarked, and what reading them again came to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Coding, Sample, SampledPassage
from qualcode.project.changes import canonical
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.openings import Openings
from qualcode.project.places import CURRENT
from qualcode.project.rereading import Given, code_again, given_codes
from qualcode.project.store import Store

_SELECT = f"""
    SELECT g.id, g.sample, d.label AS document, p.label AS participant, t.number AS turn, g.start, g."end", g.words,
        g.read, g.added, g.opened
    FROM sampled g
    JOIN samples ON samples.id = g.sample
    JOIN coders ON coders.id = samples.coder
    JOIN versions v ON v.id = g.version
    JOIN documents d ON d.id = v.document
    LEFT JOIN turns t ON t.n =
        (SELECT n FROM turns WHERE version = g.version AND start <= g.start ORDER BY start DESC LIMIT 1)
    LEFT JOIN speakers s ON s.document = d.id AND s.label = coalesce(t.label, '')
    LEFT JOIN participants p ON p.id = s.participant
    WHERE coders.name = ? AND {CURRENT} ORDER BY samples.made, samples.rowid, g.position
"""


@dataclass(frozen=True, slots=True)
class NewSampled:
    """A passage about to be put into a sample."""

    document: str
    start: int
    end: int
    words: str


class Samples(Family):
    """The samples of a study."""

    def __init__(self, store: Store, documents: Documents, codes: Codes, codings: Codings, openings: Openings) -> None:
        super().__init__(store)
        self._documents = documents
        self._codes = codes
        self._codings = codings
        self._openings = openings

    def of(self, coder: str) -> list[Sample]:
        """Every sample that was drawn for a coder, oldest first."""
        passages: dict[str, list[SampledPassage]] = {}
        names = self._names()
        for row in self.rows(_SELECT, coder):
            passages.setdefault(row["sample"], []).append(_sampled(dict(row), names))
        labels = {row["id"]: row["label"] for row in self.rows("SELECT id, label FROM documents")}
        rows = self.rows(
            "SELECT s.id, c.name AS coder, s.made, seed, unmarked FROM samples s JOIN coders c ON c.id = s.coder"
            " WHERE c.name = ? ORDER BY s.made, s.rowid",
            coder,
        )
        return [_sample(dict(row), labels, passages.get(row["id"], [])) for row in rows]

    def waiting(self, coder: str) -> list[SampledPassage]:
        """What a coder still has to read of all samples, in the order of reading."""
        names = self._names()
        return [_sampled(dict(row), names) for row in self.rows(_SELECT, coder) if row["read"] is None]

    def record(self, coder: str, passages: Sequence[NewSampled], *, seed: int, unmarked: Mapping[str, int]) -> Sample:
        """Keep a sample that was drawn, in the order of reading.

        `unmarked` is how many passages without a code of this coder each document had to draw from.
        """
        with self.store.change(coder, "suggest.sample") as transaction:
            counted = {self._documents.key_of(document): n for document, n in unmarked.items()}
            who = self.store.coder_id(coder)
            key = transaction.insert("samples", coder=who, seed=seed, unmarked=canonical(counted), made=transaction.now)
            for position, one in enumerate(passages, start=1):
                place = {"version": self._documents.current(one.document).id, "start": one.start, "end": one.end}
                fate = {"opened": None, "read": None, "added": "[]"}
                transaction.insert("sampled", sample=key, position=position, words=one.words, **place, **fate)
        return next(one for one in self.of(coder) if one.id == key)

    def mark_opened(self, coder: str, sampled: SampledPassage) -> None:
        """Note that this passage is in front of the coder now; the decision keeps it, so that its time can be told."""
        self._openings.mark(coder, sampled.id)

    def decide(self, coder: str, sampled: SampledPassage, codes: Sequence[str | Given] = ()) -> tuple[Coding, ...]:
        """Give a sampled passage the codes that apply to it, or none, in one change.

        Raises QualcodeError when it was decided before, or its words were corrected meanwhile.
        """
        given = given_codes(codes)
        with self.store.change(coder, "sample.read") as transaction:
            self._refuse_decided(coder, sampled)
            added = sorted({self._codes.named(one.code).key for one in given})
            made = code_again(self._codings, transaction, coder, sampled, given)
            opened = self._openings.of(coder, sampled.id)
            transaction.update("sampled", sampled.id, opened=opened, read=transaction.now, added=canonical(added))
        return tuple(self._codings.get(key) for key in made)

    def _refuse_decided(self, coder: str, sampled: SampledPassage) -> None:
        row = self.row(
            'SELECT read, start, "end", words FROM sampled g JOIN samples ON samples.id = sample'
            f" JOIN versions v ON v.id = g.version WHERE g.id = ? AND samples.coder = ? AND {CURRENT}",
            sampled.id,
            self.store.coder_id(coder),
        )
        if row is None or tuple(row) != (None, sampled.start, sampled.end, sampled.words):
            raise QualcodeError(
                "That passage has been read already, or its interview was corrected meanwhile.",
                hint="What is still to be read: qualcode review",
            )

    def _names(self) -> dict[str, str]:
        """Every code's name by its id, of merged ones that of what they became."""
        rows = {row["id"]: row for row in self.rows("SELECT id, name, became FROM codes")}
        return {key: rows[row["became"]]["name"] if row["became"] in rows else row["name"] for key, row in rows.items()}


def _sampled(row: Mapping[str, Any], names: Mapping[str, str]) -> SampledPassage:
    values = {name: value for name, value in row.items() if name != "sample"}
    return SampledPassage(**{**values, "added": tuple(names[key] for key in json.loads(row["added"]) if key in names)})


def _sample(row: Mapping[str, Any], labels: Mapping[str, str], passages: Sequence[SampledPassage]) -> Sample:
    by_document = {labels[key]: n for key, n in json.loads(row["unmarked"]).items() if key in labels}
    ordered = dict(sorted(by_document.items(), key=lambda one: (len(one[0]), one[0])))
    return Sample(**{**row, "unmarked": sum(ordered.values())}, by_document=ordered, passages=tuple(passages))
