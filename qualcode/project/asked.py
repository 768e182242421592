"""What each document's participants were asked, as far as somebody said so."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.project.store import Store

ASKABLE = (
    "SELECT d.id, d.label, d.source FROM documents d WHERE EXISTS (SELECT 1 FROM speakers s WHERE s.document = d.id"
    " AND (s.role = 'interviewer' OR (s.role = 'participant' AND d.source IN ('interview', 'focus group'))))"
    " ORDER BY length(d.label), d.label"
)
"""Documents in which the questions of a guide may have been asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The codes that the questions of the guide gave a chance for in one document."""

    codes: frozenset[str] | None
    """By questions that were asked; None where the guide cannot tell."""
    unsettled: frozenset[str] = frozenset()
    """By questions of which nobody has said yet whether they were asked."""


def asked_by_document(store: Store) -> Mapping[str, Asked]:
    """What was asked in each document, by its id D01."""
    rows = store.connection.execute("SELECT id, codes FROM questions").fetchall()
    return _by_questions(store, rows) if rows else _recorded(store)


def _recorded(store: Store) -> dict[str, Asked]:
    """What was said of whole documents, without a guide’s questions."""
    rows = store.connection.execute("SELECT label, asked FROM documents")
    return {row["label"]: Asked(None if row["asked"] is None else frozenset(json.loads(row["asked"]))) for row in rows}


def _by_questions(store: Store, rows: Iterable[sqlite3.Row]) -> dict[str, Asked]:
    names = {row["id"]: row["name"] for row in store.connection.execute("SELECT id, name FROM codes")}
    codes = {row["id"]: frozenset(names[code] for code in json.loads(row["codes"]) if code in names) for row in rows}
    settled: dict[str, dict[str, bool]] = {}
    query = "SELECT question, asked, v.document FROM askings JOIN versions v ON v.id = version"
    for row in store.connection.execute(query):
        settled.setdefault(row["document"], {})[row["question"]] = bool(row["asked"])
    askable = {row["id"] for row in store.connection.execute(ASKABLE)}
    found = {}
    for row in store.connection.execute("SELECT id, label, source FROM documents"):
        said = settled.get(row["id"], {})
        asked = frozenset().union(*(codes[question] for question, yes in said.items() if yes))
        left = codes.keys() - said.keys() if row["id"] in askable else ()
        # Whoever filled in a survey answered other questions than the guide's.
        unknown = row["source"] == "survey" and row["id"] not in askable and not said
        found[row["label"]] = Asked(None if unknown else asked, frozenset().union(*(codes[one] for one in left)))
    return found
