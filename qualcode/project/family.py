"""What every table family of a project shares."""

import sqlite3

from qualcode.project.store import Store


class Family:
    """Reads and writes one family of tables."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows a query finds."""
        return self.store.connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row a query finds."""
        found: sqlite3.Row | None = self.store.connection.execute(query, values).fetchone()
        return found
