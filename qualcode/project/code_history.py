"""What codes meant and were called before, as the log of events tells it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.project.codes import AppliedCode, definition_of
from qualcode.project.store import Store


@dataclass(frozen=True, slots=True)
class Definition:
    """One of the definitions that a code has had."""

    number: int
    """1 for the first."""
    definition: str
    """Its hash, which codings keep."""
    record: Mapping[str, Any]
    since: str
    coder: str
    """Who brought it in."""


def definitions(store: Store, code: AppliedCode) -> list[Definition]:
    """Every definition a code has had, oldest first; one that came back stands where it was first."""
    rows = store.connection.execute(
        "SELECT body, time, coders.name AS coder FROM changes JOIN events ON events.id = event"
        " JOIN coders ON coders.id = actor WHERE relation = 'codes' AND object = ? AND body IS NOT NULL"
        " ORDER BY seq, n",
        (code.key,),
    ).fetchall()
    found: dict[str, Definition] = {}
    for row in rows:
        after = json.loads(row["body"])["after"]
        if after and after["definition"] not in found:
            record = json.loads(after["record"])
            found[after["definition"]] = Definition(
                len(found) + 1, definition_of(record), record, row["time"], row["coder"]
            )
    return list(found.values())
