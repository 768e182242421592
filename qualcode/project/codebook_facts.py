"""What the project remembers of its codebooks besides what they say."""

from qualcode.project.codes import AppliedCode
from qualcode.project.store import Store


def applied_when(store: Store, file: str) -> str:
    """When a file came to say what it says now, in UTC as ISO 8601; empty for one that was never applied."""
    row = store.connection.execute(
        "SELECT max(time) AS time FROM changes JOIN events ON events.id = event"
        " WHERE relation = 'files' AND object = ?",
        (file,),
    ).fetchone()
    return str(row["time"] or "")


def definitions_of_codings(store: Store, code: AppliedCode) -> dict[str, str]:
    """The definition that each coding on a code was made under, by the coding's id."""
    rows = store.connection.execute("SELECT id, definition FROM codings WHERE code = ?", (code.key,)).fetchall()
    return {row["id"]: row["definition"] for row in rows}
