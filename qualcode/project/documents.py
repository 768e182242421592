"""Imported transcripts: what they are, their text, their turns, and who speaks."""

import json
import re
from dataclasses import dataclass
from typing import Any

from qualcode.model import Document, Section, Speaker, Turn
from qualcode.project.asked import asked_by_document
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown
from qualcode.project.places import CURRENT, SPEAKS
from qualcode.project.store import Store
from qualcode.project.texts import Texts
from qualcode.project.version_rows import NewDocument, version_row


@dataclass(frozen=True, slots=True)
class CurrentVersion:
    """The text of a document that codings are made on."""

    id: str
    document: str
    original: str
    bytes_sha256: str
    text_sha256: str
    format: str
    part: str | None


class Documents(Family):
    """The documents of a study."""

    def __init__(self, store: Store, texts: Texts) -> None:
        super().__init__(store)
        self._texts = texts

    def all(self) -> list[Document]:
        """Every document with who speaks in it and who has finished it, in order of id."""
        speaking = self._grouped(
            "SELECT DISTINCT d.label AS document, p.label AS item FROM speakers s JOIN documents d ON d.id = s.document"
            f" JOIN participants p ON p.id = s.participant WHERE {SPEAKS} ORDER BY d.label, p.label"
        )
        finished = self._grouped(
            "SELECT d.label AS document, c.name AS item FROM finishes f JOIN documents d ON d.id = f.document"
            " JOIN coders c ON c.id = f.coder ORDER BY f.made, f.rowid"
        )
        asked = asked_by_document(self.store)
        rows = self.rows(
            "SELECT d.*, c.name AS lead_name FROM documents d LEFT JOIN coders c ON c.id = d.lead"
            " ORDER BY length(d.label), d.label"
        )
        return [
            Document(
                id=row["label"],
                title=row["title"],
                source=row["source"],
                participants=tuple(speaking.get(row["label"], ())),
                finished_by=tuple(finished.get(row["label"], ())),
                lead=row["lead_name"] or next(iter(finished.get(row["label"], ())), None),
                asked=asked[row["label"]].codes,
                date=row["date"],
                wave=row["wave"],
                unsettled=asked[row["label"]].unsettled,
            )
            for row in rows
        ]

    def ids(self) -> list[str]:
        """The ids people see, in order."""
        return [row["label"] for row in self.rows("SELECT label FROM documents ORDER BY length(label), label")]

    def key_of(self, document: str) -> str:
        """The stored id behind D01, which may be written d1; QualcodeError when there is no such document."""
        bare = re.fullmatch(r"[Dd]0*([0-9]+)", document.strip())
        label = f"D{bare[1]:>02}" if bare else document
        row = self.row("SELECT id FROM documents WHERE label = ?", label)
        if row is None:
            raise unknown("document", document, self.ids(), "qualcode documents")
        return str(row["id"])

    def current(self, document: str) -> CurrentVersion:
        """The version that codings are made on; QualcodeError when there is no such document."""
        key = self.key_of(document)
        row = self.row(
            "SELECT v.id, d.label AS document, original, bytes_sha256, text_sha256, format, part FROM versions v"
            " JOIN documents d ON d.id = v.document WHERE d.id = ? ORDER BY number DESC LIMIT 1",
            key,
        )
        assert row is not None
        return CurrentVersion(**dict(row))

    def versions(self) -> list[CurrentVersion]:
        """The current version of every document."""
        return [self.current(document) for document in self.ids()]

    def turns(self, document: str) -> tuple[Turn, ...]:
        """The turns of a document's current version."""
        rows = self.rows("SELECT * FROM turns WHERE version = ? ORDER BY start", self.current(document).id)
        return tuple(
            Turn(
                number=row["number"],
                start=row["start"],
                end=row["end"],
                label=row["label"],
                begins=row["begins"],
                ends=row["ends"],
                marks=tuple((position, seconds) for position, seconds in json.loads(row["marks"])),
            )
            for row in rows
        )

    def speakers(self) -> list[Speaker]:
        """Whom every label in the current version of every document stands for."""
        rows = self.rows(
            "SELECT d.label AS document, s.label, role, p.label AS participant FROM speakers s"
            " JOIN documents d ON d.id = s.document LEFT JOIN participants p ON p.id = s.participant"
            f" WHERE {SPEAKS} ORDER BY length(d.label), d.label, s.rowid"
        )
        return [Speaker(**dict(row)) for row in rows]

    def search(self, query: str) -> list[dict[str, Any]]:
        """Turns that an FTS5 query finds, with who speaks and a cut around the first place, in order of place."""
        rows = self.rows(
            'SELECT d.label AS document, t.number, t.start, t."end", s.role, p.label AS participant,'
            " snippet(turn_words, 0, '[', ']', '…', 24) AS snippet"
            " FROM turn_words JOIN turns t ON t.n = turn_words.rowid JOIN versions v ON v.id = t.version"
            " JOIN documents d ON d.id = v.document"
            " LEFT JOIN speakers s ON s.document = d.id AND s.label = coalesce(t.label, '')"
            " LEFT JOIN participants p ON p.id = s.participant"
            f" WHERE turn_words MATCH ? AND {CURRENT} ORDER BY length(d.label), d.label, t.start",
            query,
        )
        return [dict(row) for row in rows]

    def sections(self, document: str) -> tuple[Section, ...]:
        """The headings of a document's current version."""
        row = self.row("SELECT sections FROM versions WHERE id = ?", self.current(document).id)
        return tuple(Section(*section) for section in json.loads(row["sections"] if row else "[]"))

    def with_bytes(self, bytes_sha256: str) -> tuple[str, ...]:
        """The documents that were made from these very bytes."""
        rows = self.rows(
            "SELECT DISTINCT label FROM documents d JOIN versions v ON v.document = d.id WHERE bytes_sha256 = ?"
            " ORDER BY length(label), label",
            bytes_sha256,
        )
        return tuple(row["label"] for row in rows)

    def next_id(self) -> str:
        """The id the next document gets."""
        numbers = [int(label[1:]) for label in self.ids() if label[1:].isdigit()]
        return f"D{max(numbers, default=0) + 1:02d}"

    def add(self, transaction: Transaction, new: NewDocument) -> tuple[str, str]:
        """Keep a document; gives back its stored id and the id people see."""
        label = self.next_id()
        document = transaction.insert(
            "documents",
            label=label,
            title=new.title or label,
            source=new.source,
            lead=None,
            asked=None,
            made=transaction.now,
            date=new.date,
            wave=new.wave,
            media=new.media,
        )
        transaction.insert("versions", **version_row(document, 1, new, self._texts.keep(new.text), transaction.now))
        return document, label

    def set_speaker(
        self, transaction: Transaction, document: str, label: str, role: str, participant: str | None
    ) -> None:
        """Say whom a label stands for, by stored ids."""
        row = self.row("SELECT id FROM speakers WHERE document = ? AND label = ?", document, label)
        if row is None:
            transaction.insert("speakers", document=document, label=label, role=role, participant=participant)
        else:
            transaction.update("speakers", row["id"], role=role, participant=participant)

    def set_lead(self, coder: str, document: str, lead: str | None) -> None:
        """Choose whose codings of a document count; None goes back to who finished first."""
        with self.store.change(coder, "document.lead") as transaction:
            key = self.key_of(document)
            transaction.update("documents", key, lead=None if lead is None else self.store.coder_id(lead))

    def _grouped(self, query: str) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for row in self.rows(query):
            groups.setdefault(row["document"], []).append(row["item"])
        return groups
