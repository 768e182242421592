"""What a coder was shown of a document before coding it: it stays shown."""

from collections.abc import Iterable

from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.store import Store


class Exposures(Family):
    """Which coder has seen suggestions, or others' codings, of which document."""

    def __init__(self, store: Store, documents: Documents) -> None:
        super().__init__(store)
        self._documents = documents

    def record(self, coder: str, documents: Iterable[str], kind: str) -> None:
        """Note that a coder was shown `suggestions` or `codings` of documents; once is enough."""
        new = [document for document in documents if not self.has_seen(coder, document, kind)]
        if not new:
            return
        with self.store.change(coder, f"shown.{kind}") as transaction:
            # Asked again: another program of the same coder may have recorded it meanwhile.
            for document in [document for document in new if not self.has_seen(coder, document, kind)]:
                transaction.insert(
                    "exposures",
                    document=self._documents.key_of(document),
                    coder=self.store.coder_id(coder),
                    kind=kind,
                    made=transaction.now,
                )

    def all(self) -> list[tuple[str, str, str]]:
        """Who was shown what of which document: coder, document and kind."""
        rows = self.rows(
            "SELECT c.name, d.label, kind FROM exposures e JOIN documents d ON d.id = e.document"
            " JOIN coders c ON c.id = e.coder ORDER BY e.made, e.rowid"
        )
        return [(row["name"], row["label"], row["kind"]) for row in rows]

    def first(self, coder: str) -> dict[str, str]:
        """When a coder was first shown anything of each document of which they were; ISO 8601, in UTC."""
        rows = self.rows(
            "SELECT d.label, min(e.made) AS made FROM exposures e JOIN documents d ON d.id = e.document"
            " JOIN coders c ON c.id = e.coder WHERE c.name = ? GROUP BY d.label",
            coder,
        )
        return {row["label"]: row["made"] for row in rows}

    def has_seen(self, coder: str, document: str, kind: str) -> bool:
        """Whether a coder has been shown this kind of thing in a document."""
        return kind in self.kinds(coder, document)

    def kinds(self, coder: str, document: str) -> frozenset[str]:
        """What a coder has been shown of a document."""
        rows = self.rows(
            "SELECT kind FROM exposures e JOIN documents d ON d.id = e.document JOIN coders c ON c.id = e.coder"
            " WHERE d.label = ? COLLATE NOCASE AND c.name = ?",
            document,
            coder,
        )
        return frozenset(row["kind"] for row in rows) | self._kinds_of_the_same_text(coder, document)

    def _kinds_of_the_same_text(self, coder: str, document: str) -> frozenset[str]:
        """What was shown of this text while it was a document whose import has been undone since."""
        gone = "SELECT 1 FROM exposures WHERE document NOT IN (SELECT id FROM documents)"
        if self.row(gone) is None:
            return frozenset()
        rows = self.rows(
            "SELECT DISTINCT kind FROM exposures e JOIN coders c ON c.id = e.coder"
            " JOIN changes ON relation = 'versions' AND json_extract(body, '$.after.document') = e.document"
            " JOIN versions v ON v.text_sha256 = json_extract(body, '$.after.text_sha256')"
            " JOIN documents d ON d.id = v.document"
            " WHERE d.label = ? COLLATE NOCASE AND c.name = ?",
            document,
            coder,
        )
        return frozenset(row["kind"] for row in rows)
