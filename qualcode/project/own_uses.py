"""How one coder has used the codes so far: nobody else's work is looked at."""

from dataclasses import dataclass

from qualcode.project.places import CURRENT
from qualcode.project.store import Store

_CURRENT_VERSIONS = f"""
    WITH current AS MATERIALIZED (SELECT v.id, d.label FROM versions v JOIN documents d ON d.id = v.document
    WHERE {CURRENT})
"""
"""Worked out once for a question, where a condition on each coding would be worked out for all of them."""


@dataclass(frozen=True, slots=True)
class OwnUse:
    """A coder's use of one code."""

    code: str
    uses: int
    """Codings, in all documents."""
    distance: int | None
    """Letters from a place in a document to the nearest of them there; None where the document has none."""


@dataclass(frozen=True, slots=True)
class OwnExcerpt:
    """Words a coder has given a code."""

    document: str
    turn: int | None
    words: str


def own_uses(store: Store, coder: str, document: str, place: int) -> list[OwnUse]:
    """The codes a coder has used, the one used last first; `place` is a position in the document's text."""
    # Of several codings of one moment, as of a command that made them together, the row made last counts.
    rows = store.connection.execute(
        f"{_CURRENT_VERSIONS}, own AS (SELECT g.code, count(*) AS uses, max(g.made) AS last, max(g.rowid) AS row,"
        ' min(CASE WHEN c.label = :document THEN max(0, g.start - :place, :place - g."end") END) AS distance'
        " FROM codings g JOIN current c ON c.id = g.version"
        " WHERE g.coder = (SELECT id FROM coders WHERE name = :coder) GROUP BY g.code)"
        " SELECT codes.name AS code, uses, distance FROM own JOIN codes ON codes.id = own.code"
        " ORDER BY last DESC, row DESC",
        {"coder": coder, "document": document, "place": place},
    ).fetchall()
    return [OwnUse(row["code"], row["uses"], row["distance"]) for row in rows]


def last_excerpts(store: Store, coder: str, code: str, most: int) -> list[OwnExcerpt]:
    """The excerpts a coder gave a code last, the newest first."""
    # The sign + keeps SQLite from going through all codings of the coder, who has many more than the code.
    rows = store.connection.execute(
        f"{_CURRENT_VERSIONS}, own AS (SELECT c.label, g.version, g.start, g.words, g.made, g.rowid AS row"
        " FROM codings g JOIN current c ON c.id = g.version"
        " WHERE g.code = (SELECT id FROM codes WHERE name = ? AND became IS NULL)"
        " AND +g.coder = (SELECT id FROM coders WHERE name = ?) ORDER BY g.made DESC, g.rowid DESC LIMIT ?)"
        " SELECT label AS document, words, (SELECT number FROM turns WHERE version = own.version"
        " AND start <= own.start ORDER BY start DESC LIMIT 1) AS turn FROM own ORDER BY made DESC, row DESC",
        (code, coder, most),
    ).fetchall()
    return [OwnExcerpt(**dict(row)) for row in rows]
