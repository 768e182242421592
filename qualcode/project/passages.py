"""The units that are embedded and suggested, kept per splitter."""

from collections.abc import Callable, Sequence

from qualcode.model import Passage
from qualcode.project.documents import Documents
from qualcode.project.family import Family
from qualcode.project.places import CURRENT
from qualcode.project.store import Store
from qualcode.project.texts import Texts


class Passages(Family):
    """Derived passages of every document's current version."""

    def __init__(self, store: Store, documents: Documents, texts: Texts) -> None:
        super().__init__(store)
        self._documents = documents
        self._texts = texts

    def of(self, document: str, splitter: str, split: Callable[[], Sequence[Passage]]) -> list[Passage]:
        """A document's passages; `split` makes them when this splitter has not been here yet.

        Raises QualcodeError when they must be made and the file cannot be written, or is held for long.
        """
        version = self._documents.current(document).id
        query = 'SELECT start, "end", turn FROM passages WHERE version = ? AND splitter = ? ORDER BY start'
        rows = self.rows(query, version, splitter)
        if not rows:
            made = [(version, splitter, one.start, one.end, one.turn) for one in split()]
            with self.store.held():
                connection = self.store.connection
                connection.execute("DELETE FROM passages WHERE version = ? AND splitter = ?", (version, splitter))
                connection.executemany(
                    'INSERT INTO passages (version, splitter, start, "end", turn) VALUES (?, ?, ?, ?, ?)', made
                )
            rows = self.rows(query, version, splitter)
        text = self._texts.of_document(document)
        return [
            Passage(document, row["turn"], row["start"], row["end"], text[row["start"] : row["end"]]) for row in rows
        ]

    def cut_by(self, splitter: str) -> frozenset[str]:
        """The documents whose current version this splitter has cut already."""
        rows = self.rows(
            "SELECT DISTINCT d.label FROM passages p JOIN versions v ON v.id = p.version"
            f" JOIN documents d ON d.id = v.document WHERE p.splitter = ? AND {CURRENT}",
            splitter,
        )
        return frozenset(row["label"] for row in rows)
