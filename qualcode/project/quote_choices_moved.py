"""What becomes of chosen quotes when codings and themes are merged, moved or taken apart."""

from collections.abc import Collection, Iterable
from typing import Any

from qualcode.model import Theme
from qualcode.project.log import Transaction
from qualcode.scope import Scope


def with_all_parts(theme: Theme, themes: Iterable[Theme]) -> list[Theme]:
    """A theme and its parts, their parts, and so on."""
    same_map = [one for one in themes if one.map == theme.map]
    found = [theme]
    for one in found:
        found += [part for part in same_map if part.part_of == one.name and part not in found]
    return found


def codings_of(transaction: Transaction, themes: Collection[Theme]) -> frozenset[str]:
    """The codings for or against a theme, by id, as its codes and evidence say; every part is to be among `themes`."""
    codes = frozenset(code for one in themes for code in one.codes)
    found = {evidence.coding for one in themes for evidence in one.evidence}
    if codes:
        asked = Scope(codes=codes)
        query = "SELECT g.id, codes.name FROM codings g JOIN codes ON codes.id = g.code"
        found |= {row["id"] for row in transaction.connection.execute(query) if asked.holds_code(row["name"])}
    return frozenset(found)


def move_choices(
    transaction: Transaction, source: str, target: str | None, codings: Collection[str] | None = None
) -> None:
    """Let choices about codings, all where none are named, go from one theme to another; to None: they go for good.

    What was chosen about a coding for the other theme stays as it was.
    """
    for row in _rows(transaction, "theme", source):
        if codings is not None and row["coding"] not in codings:
            continue
        if target is None or _taken(transaction, target, row["coding"], row["audience"]):
            transaction.delete("quote_choices", row["id"])
        else:
            values = {"position": _next(transaction, target)} if row["position"] is not None else {}
            transaction.update("quote_choices", row["id"], theme=target, **values)


def copy_choices(transaction: Transaction, source: str, target: str) -> None:
    """Give a copy of a theme the same choices."""
    for row in _rows(transaction, "theme", source):
        transaction.insert("quote_choices", **{**row, "id": None, "theme": target})


def join_choices(transaction: Transaction, coding: str, twin: str) -> None:
    """Two codings of the same words become one: what was chosen about the other stays, this one's fills the gaps."""
    for row in _rows(transaction, "coding", coding):
        if _taken(transaction, row["theme"], twin, row["audience"]):
            transaction.delete("quote_choices", row["id"])
        else:
            transaction.update("quote_choices", row["id"], coding=twin)


def _rows(transaction: Transaction, column: str, value: str) -> list[dict[str, Any]]:
    query = (
        f'SELECT * FROM quote_choices WHERE "{column}" = ? ORDER BY audience, position IS NULL, position, made, rowid'
    )
    return [dict(row) for row in transaction.connection.execute(query, (value,)).fetchall()]


def _taken(transaction: Transaction, theme: str, coding: str, audience: str) -> bool:
    query = "SELECT 1 FROM quote_choices WHERE theme = ? AND coding = ? AND audience = ?"
    return transaction.connection.execute(query, (theme, coding, audience)).fetchone() is not None


def _next(transaction: Transaction, theme: str) -> int:
    query = "SELECT coalesce(max(position), 0) + 1 AS next FROM quote_choices WHERE theme = ?"
    return int(transaction.connection.execute(query, (theme,)).fetchone()["next"])
