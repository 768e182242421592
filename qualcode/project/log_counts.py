"""How a study was done, as its log and its tables of decisions tell it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.project.log import events, in_force
from qualcode.project.store import Store

_CHANGES = """
    SELECT e.time, coders.name AS coder, c.object, c.body FROM changes c JOIN events e ON e.id = c.event
    JOIN coders ON coders.id = e.actor WHERE c.relation = ? AND c.body IS NOT NULL ORDER BY e.seq, c.n
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to one row: when, by whom, and the row before and after."""

    made: str
    coder: str
    object: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def steps_of(store: Store, relation: str) -> Iterator[Step]:
    """Every change of a table that has not been erased, oldest first; what undid a change comes after it."""
    for row in store.connection.execute(_CHANGES, (relation,)):
        rows = json.loads(row["body"])
        yield Step(row["time"], row["coder"], row["object"], rows["before"], rows["after"])


def span_of_events(store: Store) -> tuple[int, str, str]:
    """How many events there are, and when the first and the last happened (empty where none did)."""
    row = store.connection.execute("SELECT count(*), min(time), max(time) FROM events").fetchone()
    return int(row[0]), str(row[1] or ""), str(row[2] or "")


def acts(store: Store, family: str) -> list[tuple[str, str, str]]:
    """When who did what of a family of commands (“themes”), as far as it was not taken back, oldest first."""
    log = events(store.connection)
    standing = in_force(log)
    names = {row["id"]: row["name"] for row in store.connection.execute("SELECT id, name FROM coders")}
    return [
        (one.time, names.get(one.actor, "–"), one.action.partition(".")[2])
        for one in log
        if one.action.startswith(f"{family}.") and one.id in standing
    ]


def finishes(store: Store) -> list[tuple[str, str, str, str | None]]:
    """Document, coder, when it was coded once through, and when the coder was first shown anything of it."""
    rows = store.connection.execute(
        "SELECT d.label, c.name, f.made, (SELECT min(e.made) FROM exposures e WHERE e.document = f.document"
        " AND e.coder = f.coder) AS shown FROM finishes f JOIN documents d ON d.id = f.document"
        " JOIN coders c ON c.id = f.coder ORDER BY f.made, f.rowid"
    )
    return [tuple(row) for row in rows]


def brought_in(store: Store) -> dict[str, str]:
    """When each document was brought in: D01 and UTC, ISO 8601."""
    return {row["label"]: row["made"] for row in store.connection.execute("SELECT label, made FROM documents")}


def texts_read(store: Store) -> list[tuple[str, str, int]]:
    """By file format and what read it, the number of documents; and nothing of what stands in them."""
    rows = store.connection.execute(
        "SELECT format, reader, count(*) AS n FROM versions WHERE number = 1 GROUP BY format, reader"
        " ORDER BY n DESC, format, reader"
    )
    return [tuple(row) for row in rows]


def corrected_documents(store: Store) -> int:
    """Documents with a later version of their text than the first."""
    row = store.connection.execute("SELECT count(DISTINCT document) FROM versions WHERE number > 1").fetchone()
    return int(row[0])


def blind_by_claim(store: Store) -> frozenset[str]:
    """The ids of blind codings that are so on the word of a file they came from, not as observed here."""
    rows = store.connection.execute("SELECT id FROM codings WHERE blind = 1 AND blind_basis = 'claimed'")
    return frozenset(str(row[0]) for row in rows)


def encoders_used(store: Store) -> list[str]:
    """The fingerprints of what compared passages for suggestions and clusters that are kept."""
    rows = store.connection.execute("SELECT encoder FROM suggestions UNION SELECT encoder FROM clusterings ORDER BY 1")
    return [str(row[0]) for row in rows if row[0]]
