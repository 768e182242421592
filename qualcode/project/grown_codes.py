"""Which codes came up while transcripts were read, as the log of events tells it."""

from qualcode.project.store import Store

_SINGLY = ("codebook.add", "codebook.split")
"""Commands by which somebody who reads makes a code; files as a whole may as well have been written before."""


def grown_codes(store: Store) -> frozenset[str]:
    """The names of codes that were made one by one after a transcript was there, or in any way once coding had begun.

    A codebook that was applied after the transcripts and before the first coding stood fixed before these were coded.
    """
    first = {
        row["relation"]: row["seq"]
        for row in store.connection.execute(
            "SELECT relation, min(seq) AS seq FROM changes JOIN events ON events.id = event"
            " WHERE relation IN ('documents', 'codings') GROUP BY relation"
        )
    }
    if "documents" not in first:
        return frozenset()
    made = store.connection.execute(
        "SELECT codes.name, action, min(seq) AS seq FROM codes JOIN changes ON relation = 'codes'"
        " AND object = codes.id JOIN events ON events.id = event WHERE became IS NULL GROUP BY codes.id"
    ).fetchall()
    return frozenset(
        row["name"]
        for row in made
        if (row["seq"] > first["documents"] and row["action"] in _SINGLY)
        or ("codings" in first and row["seq"] > first["codings"])
    )
