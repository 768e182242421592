"""Taking a theme away as part of any command."""

from qualcode.project.log import Transaction


def remove_theme(transaction: Transaction, theme: str) -> None:
    """Take a theme away by its stored id, with its searches, memos and chosen quotes.

    Its parts become parts of what it was part of; codings stay.
    """
    row = transaction.row("themes", theme) or {}
    for part in ids_of(transaction, "themes", "parent", theme):
        transaction.update("themes", part, parent=row.get("parent"))
    for challenge in ids_of(transaction, "challenges", "theme", theme):
        transaction.delete_where("finds", "challenge", challenge)
    for relation in ("theme_codes", "theme_clusters", "evidence", "quote_choices", "challenges"):
        transaction.delete_where(relation, "theme", theme)
    transaction.delete_where("memos", "object", theme)
    transaction.delete("themes", theme)


def ids_of(transaction: Transaction, relation: str, column: str, value: str) -> list[str]:
    """The ids of the rows that point at an object, in the order in which they were made."""
    query = f'SELECT id FROM "{relation}" WHERE "{column}" = ? ORDER BY rowid'
    return [row["id"] for row in transaction.connection.execute(query, (value,)).fetchall()]
