"""Which coder has coded which document once through."""

from qualcode.errors import QualcodeError
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.store import Store


class Finishes(Family):
    """Finishing a document, and taking it up again."""

    def __init__(self, store: Store, documents: Documents) -> None:
        super().__init__(store)
        self._documents = documents

    def by(self, coder: str) -> frozenset[str]:
        """The documents a coder has finished."""
        return frozenset(document for document, name in self._all() if name == coder)

    def times(self, coder: str) -> dict[str, str]:
        """When a coder finished each document."""
        rows = self.rows(
            "SELECT d.label, f.made FROM finishes f JOIN documents d ON d.id = f.document"
            " JOIN coders c ON c.id = f.coder WHERE c.name = ?",
            coder,
        )
        return {row["label"]: row["made"] for row in rows}

    def finish(self, coder: str, document: str, *, lead: bool = False) -> None:
        """Say that a coder has coded a document once through, and perhaps that their codings of it count.

        Raises QualcodeError when that was said before.
        """
        name = self._documents.current(document).document
        with self.store.change(coder, "document.finish") as transaction:
            key, who = self._documents.key_of(document), self.store.coder_id(coder)
            if self.row("SELECT 1 FROM finishes WHERE document = ? AND coder = ?", key, who):
                raise QualcodeError(
                    f"{coder} has finished {name} already.",
                    hint=f"To go on coding it: qualcode reopen {name}",
                )
            transaction.insert("finishes", document=key, coder=who, made=transaction.now)
            if lead:
                transaction.update("documents", key, lead=who)

    def reopen(self, coder: str, document: str) -> None:
        """Take a finished document up again; QualcodeError when it was not finished."""
        name = self._documents.current(document).document
        with self.store.change(coder, "document.reopen") as transaction:
            key, who = self._documents.key_of(document), self.store.coder_id(coder)
            row = self.row("SELECT id FROM finishes WHERE document = ? AND coder = ?", key, who)
            if row is None:
                raise QualcodeError(
                    f"{coder} has not finished {name}.",
                    hint=f"When it is coded once through: qualcode finish {name}",
                )
            transaction.delete("finishes", row["id"])

    def _all(self) -> list[tuple[str, str]]:
        rows = self.rows(
            "SELECT d.label AS document, c.name FROM finishes f JOIN documents d ON d.id = f.document"
            " JOIN coders c ON c.id = f.coder ORDER BY f.made"
        )
        return [(row["document"], row["name"]) for row in rows]
