"""The texts themselves, each kept once under its hash."""

from qualcode.project.changes import sha256
from qualcode.project.family import Family


class Texts(Family):
    """Immutable texts."""

    def keep(self, text: str) -> str:
        """Store a text unless it is there; gives back its hash."""
        digest = sha256(text)
        self.store.connection.execute("INSERT OR IGNORE INTO texts (sha256, text) VALUES (?, ?)", (digest, text))
        return digest

    def of_document(self, document: str) -> str:
        """The current text of a document, by its id as people see it."""
        row = self.row(
            "SELECT text FROM documents JOIN versions ON document = documents.id"
            " JOIN texts ON texts.sha256 = text_sha256"
            " WHERE label = ? ORDER BY number DESC LIMIT 1",
            document,
        )
        return row["text"] if row else ""
