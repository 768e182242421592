"""When a coder was at work on which document: told by what they did, and by where they read."""

from dataclasses import dataclass

from qualcode.project.store import Store

_ACTIONS = """(action GLOB 'coding.*' OR action GLOB 'memo.*' OR action GLOB 'suggestion.*' OR action IN
    ('sample.read', 'document.finish', 'document.reopen', 'document.correct', 'undo', 'redo'))"""
"""What one does while reading; taking in codings made elsewhere is none of it."""
_ROW = "coalesce(json_extract(body, '$.after.{0}'), json_extract(body, '$.before.{0}'))"


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A moment at which a coder was in a document."""

    time: str
    document: str


def own_times(store: Store, coder: str) -> list[OwnTime]:
    """Every moment that the log and the reading places tell of one coder, oldest first."""
    connection, who = store.connection, store.coder_id(coder)
    label_of = {row["id"]: row["label"] for row in connection.execute("SELECT id, label FROM documents")}
    # Versions from the log, since a sitting of corrections replaces the one before it.
    of_version = {
        row["object"]: row["document"]
        for row in connection.execute(
            f"SELECT object, {_ROW.format('document')} AS document FROM changes WHERE relation = 'versions'"
        )
    }
    of_coding = dict[str, str]()
    found = [
        (row["made"], row["document"])
        for row in connection.execute("SELECT made, document FROM reading_places WHERE coder = ?", (who,))
    ]
    query = (
        f"SELECT time, relation, object, {_ROW.format('version')} AS version, {_ROW.format('document')} AS document,"
        f" {_ROW.format('object')} AS about FROM events JOIN changes ON event = events.id"
        f" WHERE actor = ? AND {_ACTIONS} AND body IS NOT NULL ORDER BY seq, n"
    )
    for row in connection.execute(query, (who,)):
        if row["relation"] == "memos":
            document = of_coding.get(row["about"], row["about"])
        else:
            document = of_version.get(row["version"], row["document"])
        if row["relation"] == "codings" and document:
            of_coding[row["object"]] = document
        found.append((row["time"], document))
    return sorted(
        {OwnTime(time, label_of[document]) for time, document in found if document in label_of},
        key=lambda one: (one.time, one.document),
    )
