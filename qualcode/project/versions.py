"""The versions of a document, and what stands on each: the way from one to the next."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.project.changes import Change, current_row
from qualcode.project.derived import refresh_derived
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.log import Transaction, changes_of, events, in_force
from qualcode.project.places import CURRENT
from qualcode.project.store import Store


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a document."""

    id: str
    number: int
    """Counted from 1; the highest is the current one."""
    text_sha256: str
    made: str | None
    corrected_by: str | None
    """The coder whose corrections made it; None where it was read from a file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Something a coder decided that stands on words of a version."""

    relation: str
    """codings, suggestions, sampled or askings."""
    id: str
    start: int
    end: int
    what: str
    """The code, or the question."""
    coder: str


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where something stands in the new version."""

    relation: str
    id: str
    start: int | None
    """None for a question whose words are gone: it was asked all the same."""
    end: int | None
    words: str


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """An event that gave a document another text."""

    event: str
    time: str
    coder: str
    number: int
    """Of the version it made, or went on with."""
    original: str | None
    """The file it was read from; None for a correction."""
    before: str
    after: str
    """sha256 of the texts."""


_STANDING = """
    SELECT 'codings' AS relation, g.id AS id, start, "end", codes.name AS what, coders.name AS coder FROM codings g
        JOIN codes ON codes.id = g.code JOIN coders ON coders.id = g.coder WHERE version = :version
    UNION ALL
    SELECT 'suggestions', g.id, start, "end", codes.name, coders.name FROM suggestions g
        JOIN codes ON codes.id = g.code JOIN coders ON coders.id = g.coder WHERE version = :version
    UNION ALL
    SELECT 'sampled', g.id, start, "end", samples.id, coders.name FROM sampled g
        JOIN samples ON samples.id = sample JOIN coders ON coders.id = samples.coder WHERE version = :version
    UNION ALL
    SELECT 'askings', g.id, start, "end", questions.label, '' FROM askings g
        JOIN questions ON questions.id = g.question WHERE version = :version AND start IS NOT NULL
    ORDER BY relation, start, "end", what, coder, id
"""


_LEFT_UNDER = f"""
    SELECT 1 FROM codings g JOIN versions v ON v.id = g.version
    JOIN turns t ON t.n =
        (SELECT n FROM turns WHERE version = g.version AND start <= g.start ORDER BY start DESC LIMIT 1)
    WHERE v.document = ? AND coalesce(t.label, '') = ? AND NOT {CURRENT}
"""
_UNKNOWN = """
    SELECT 1 FROM participants p WHERE id = ? AND attributes = '{}'
    AND NOT EXISTS (SELECT 1 FROM speakers WHERE participant = p.id)
    AND NOT EXISTS (SELECT 1 FROM memberships WHERE participant = p.id)
"""


class Versions(Family):
    """Every text each document has had."""

    def __init__(self, store: Store, documents: Documents) -> None:
        super().__init__(store)
        self._documents = documents

    def of(self, document: str) -> list[Version]:
        """The versions of a document, oldest first."""
        rows = self.rows(
            "SELECT v.id, number, text_sha256, v.made, c.name AS corrected_by FROM versions v"
            " LEFT JOIN coders c ON c.id = corrected_by WHERE document = ? ORDER BY number",
            self._documents.key_of(document),
        )
        return [Version(**dict(row)) for row in rows]

    def files(self) -> dict[str, list[tuple[str, str | None]]]:
        """The files every document was read from, oldest first, each with the part of it that it is."""
        rows = self.rows(
            "SELECT label, original, part FROM versions v JOIN documents d ON d.id = v.document"
            " GROUP BY label, original, part ORDER BY max(number)"
        )
        found: dict[str, list[tuple[str, str | None]]] = {}
        for row in rows:
            found.setdefault(row["label"], []).append((row["original"], row["part"]))
        return found

    def read_from(self, bytes_sha256: str, part: str | None) -> list[str]:
        """The documents that were made from these bytes, or from this part of them, in any version."""
        rows = self.rows(
            "SELECT DISTINCT label FROM documents d JOIN versions v ON v.document = d.id"
            " WHERE bytes_sha256 = ? AND part IS ? ORDER BY length(label), label",
            bytes_sha256,
            part,
        )
        return [row["label"] for row in rows]

    def text(self, sha256: str) -> str:
        """A text by its hash; older ones stay."""
        row = self.row("SELECT text FROM texts WHERE sha256 = ?", sha256)
        return row["text"] if row else ""

    def row_of(self, version: str) -> dict[str, Any]:
        """A version as it is stored."""
        return current_row(self.store.connection, "versions", version) or {}

    def standing_on(self, version: str) -> list[Standing]:
        """The codings, suggestions, sampled passages and asked questions that stand on words of a version."""
        rows = self.store.connection.execute(_STANDING, {"version": version}).fetchall()
        return [Standing(**dict(row)) for row in rows]

    def coded_by_others(self, version: str, coder: str, since: str) -> bool:
        """Whether somebody else has coded on a version since a time."""
        query = (
            "SELECT 1 FROM codings g JOIN coders c ON c.id = g.coder WHERE version = ? AND c.name != ? AND g.made > ?"
        )
        return self.row(query, version, coder, since) is not None

    def follow(
        self,
        transaction: Transaction,
        old: str,
        values: Mapping[str, Any],
        places: Sequence[NewPlace],
        *,
        instead: bool,
    ) -> str:
        """Put a version after another, or in its stead, with everything that moves to it; gives back its stored id.

        Questions that were asked move along in any case: that they were stays true.
        """
        key = transaction.new_id()
        before = self.row_of(old)
        # A version that stays is logged as it is: so an earlier one cannot be undone from under those that follow.
        changes = [
            Change("versions", key, None, {**values, "id": key}),
            Change("versions", old, before, None if instead else before),
        ]
        placed = {place.id for place in places}
        asked = self.rows("SELECT id FROM askings WHERE version = ? ORDER BY rowid", old)
        homeless = [NewPlace("askings", row["id"], None, None, "") for row in asked if row["id"] not in placed]
        for place in (*places, *homeless):
            before = current_row(self.store.connection, place.relation, place.id) or {}
            after = {**before, "version": key, "start": place.start, "end": place.end}
            if "words" in before:
                after["words"] = place.words
            changes.append(Change(place.relation, place.id, before, after))
        transaction.carry_out_together(changes)
        refresh_derived(self.store.connection)
        return key

    def made_from(self, document: str) -> list[MadeFrom]:
        """The replacements and corrections of a document that are in force, oldest first."""
        connection, key = self.store.connection, self._documents.key_of(document)
        names = {row["id"]: row["name"] for row in self.rows("SELECT id, name FROM coders")}
        log = events(connection)
        standing = in_force(log)
        texts: dict[int, str] = {}
        found = []
        for event in log:
            if event.id not in standing or not event.action.startswith("document."):
                continue
            new = [change for change in changes_of(connection, event.id) or () if change.before is None]
            for row in [change.after for change in new if change.relation == "versions"]:
                if row is None or row["document"] != key:
                    continue
                number, after = row["number"], row["text_sha256"]
                before = texts.get(number, texts.get(number - 1))
                if before is not None:
                    original = None if row["corrected_by"] else row["original"]
                    found.append(MadeFrom(event.id, event.time, names[event.actor], number, original, before, after))
                texts[number] = after
        return found

    def forget_speakers(self, transaction: Transaction, document: str, labels: Sequence[str]) -> None:
        """Let go of labels that a document has no more, unless codings left behind stand under them.

        Participants of whom nothing else is known go with them.
        """
        key = self._documents.key_of(document)
        for label in labels:
            row = self.row("SELECT id, participant FROM speakers WHERE document = ? AND label = ?", key, label)
            if row is None or self.row(_LEFT_UNDER, key, label):
                continue
            transaction.delete("speakers", row["id"])
            if row["participant"] and self.row(_UNKNOWN, row["participant"]):
                transaction.delete("participants", row["participant"])

    def front_of(self, version: str) -> list[list[int]]:
        """The stretches of a version that are nobody's words."""
        return list(json.loads(self.row_of(version)["front"]))
