"""What one document on a coder's screen shows, read without looking at any other document."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model import Section
from qualcode.project.documents import CurrentVersion, Documents
from qualcode.project.family import Family
from qualcode.project.places import CURRENT
from qualcode.project.store import Store


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a document, its text and its headings."""

    document: str
    title: str
    version: str
    text: str
    sections: tuple[Section, ...]
    media: str | None
    finished: bool
    """By the coder who looks."""


@dataclass(frozen=True, slots=True)
class StretchRow:
    """A stretch of a turn with who speaks."""

    number: int
    start: int
    end: int
    label: str | None
    begins: float | None
    role: str | None
    participant: str | None


@dataclass(frozen=True, slots=True)
class CodingOnPage:
    """A coding with the name of its code as it is now."""

    id: str
    start: int
    end: int
    code: str
    coder: str
    modifiers: Mapping[str, str]
    starred: bool
    memo: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the codings of one coder reach in a document."""

    codings: int
    end: int
    made: str
    """When the latest was made."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A document with the recording it was made from, as the study names it."""

    document: str
    media: str | None


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document as a reading list names it."""

    document: str
    title: str
    source: str


class Pages(Family):
    """Documents as the coding screen reads them."""

    def __init__(self, store: Store, documents: Documents) -> None:
        super().__init__(store)
        self._documents = documents

    def facts(self, coder: str, document: str) -> PageFacts:
        """A document's text and what is known of it; QualcodeError when there is no such document."""
        version = self._documents.current(document)
        row = self.row(
            "SELECT title, media, sections, text, EXISTS (SELECT 1 FROM finishes f WHERE f.document = d.id"
            "  AND f.coder = ?) AS finished FROM versions v JOIN documents d ON d.id = v.document"
            " JOIN texts ON texts.sha256 = v.text_sha256 WHERE v.id = ?",
            self.store.coder_id(coder),
            version.id,
        )
        assert row is not None
        return PageFacts(
            document=version.document,
            title=row["title"],
            version=version.id,
            text=row["text"],
            sections=tuple(Section(*section) for section in json.loads(row["sections"])),
            media=row["media"],
            finished=bool(row["finished"]),
        )

    def stretches(self, version: str) -> list[StretchRow]:
        """Every stretch of every turn, in order."""
        rows = self.store.connection.execute(
            'SELECT t.number, t.start, t."end", t.label, t.begins, s.role, p.label FROM turns t'
            " JOIN versions v ON v.id = t.version"
            " LEFT JOIN speakers s ON s.document = v.document AND s.label = coalesce(t.label, '')"
            " LEFT JOIN participants p ON p.id = s.participant WHERE t.version = ? ORDER BY t.start",
            (version,),
        )
        return [StretchRow(*row) for row in rows]

    def version(self, document: str) -> CurrentVersion:
        """The version that codings are made on; QualcodeError when there is no such document."""
        return self._documents.current(document)

    def recording(self, document: str) -> Recording:
        """What the study says of a document's recording."""
        row = self.row("SELECT label, media FROM documents WHERE id = ?", self._documents.key_of(document))
        assert row is not None
        return Recording(row["label"], row["media"])

    def has_finished(self, coder: str, document: str) -> bool:
        """Whether a coder has coded a document once through."""
        query = "SELECT 1 FROM finishes WHERE document = ? AND coder = ?"
        return self.row(query, self._documents.key_of(document), self.store.coder_id(coder)) is not None

    def codings(self, version: str, coder: str, *, everybody: bool = False) -> list[CodingOnPage]:
        """The codings on a version with their memos, in order: one coder's, or everybody's."""
        who = self.store.coder_id(coder)
        rows = self.rows(
            'SELECT g.id, g.start, g."end", codes.name AS code, coders.name AS coder, g.modifiers, g.starred,'
            " (SELECT group_concat(text, char(10)) FROM (SELECT text FROM memos m WHERE about = 'coding'"
            "  AND object = g.id AND (m.coder = ? OR ?) ORDER BY made, rowid)) AS memo"
            " FROM codings g JOIN codes ON codes.id = g.code JOIN coders ON coders.id = g.coder"
            ' WHERE g.version = ? AND (g.coder = ? OR ?) ORDER BY g.start, g."end", codes.name, coders.name',
            who,
            everybody,
            version,
            who,
            everybody,
        )
        return [
            CodingOnPage(
                **{**dict(row), "modifiers": json.loads(row["modifiers"]), "starred": bool(row["starred"])},
            )
            for row in rows
        ]

    def listed(self) -> list[ListedDocument]:
        """Every document, in order of id."""
        rows = self.rows("SELECT label AS document, title, source FROM documents ORDER BY length(label), label")
        return [ListedDocument(**dict(row)) for row in rows]

    def reaches(self, coder: str) -> dict[str, Reach]:
        """How far a coder's codings reach in each document that has any."""
        rows = self.rows(
            'SELECT d.label, count(*) AS codings, max(g."end") AS "end", max(g.made) AS made FROM codings g'
            " JOIN versions v ON v.id = g.version JOIN documents d ON d.id = v.document"
            f" WHERE g.coder = ? AND {CURRENT} GROUP BY d.label",
            self.store.coder_id(coder),
        )
        return {row["label"]: Reach(row["codings"], row["end"], row["made"]) for row in rows}

    def first_used_in(self, coder: str) -> dict[str, str]:
        """The document in which a coder used each code first."""
        rows = self.rows(
            "SELECT codes.name, d.label FROM codings g JOIN codes ON codes.id = g.code"
            " JOIN versions v ON v.id = g.version JOIN documents d ON d.id = v.document"
            " WHERE g.coder = ? ORDER BY g.made DESC, g.rowid DESC",
            self.store.coder_id(coder),
        )
        return {row["name"]: row["label"] for row in rows}
