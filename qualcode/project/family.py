"""What every table family of a project shares."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from qualcode.project.handle import Project


class Family:
    """Reads and writes one family of tables of an open project."""

    def __init__(self, project: "Project") -> None:
        self.project = project

    def rows(self, query: str, *values: object) -> "list[sqlite3.Row]":
        """All rows a query finds."""
        return self.project.connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> "sqlite3.Row | None":
        """The first row a query finds."""
        found: sqlite3.Row | None = self.project.connection.execute(query, values).fetchone()
        return found
