"""Taking back what was accepted among suggestions that were known to fit badly."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Coding
from qualcode.project.codings import Codings
from qualcode.project.log import Transaction
from qualcode.project.places import UNTOLD_DECOY
from qualcode.project.store import Store

_TO_TELL = f"""
    SELECT lure.id, lure.coding FROM suggestions lure JOIN coders c ON c.id = lure.coder
    WHERE c.name = ? AND {UNTOLD_DECOY} AND lure.coding IS NOT NULL ORDER BY lure.decided, lure.rank, lure.id
"""
_CHANGED = """
    SELECT 1 FROM codings g WHERE g.id = :coding AND (
        EXISTS (SELECT 1 FROM memos WHERE about = 'coding' AND object = g.id)
        OR EXISTS (SELECT 1 FROM evidence WHERE coding = g.id)
        OR EXISTS (SELECT 1 FROM story_excerpts WHERE coding = g.id)
        OR EXISTS (SELECT 1 FROM quote_choices WHERE coding = g.id)
        OR EXISTS (SELECT 1 FROM changes JOIN events e ON e.id = event WHERE relation = 'codings' AND object = g.id
            AND action IN ('coding.edit', 'coding.star'))
        OR EXISTS (SELECT 1 FROM changes JOIN events e ON e.id = event WHERE relation = 'suggestions'
            AND object = :suggestion AND action = 'suggestion.void'))
"""
"""A memo, a place in a theme, a story or among chosen quotes, other words, code, modifiers, a star; or a taking back
that was itself undone."""


@dataclass(frozen=True, slots=True)
class ToldDecoy:
    """A decoy that was accepted, as its coder is told at the end of the sitting."""

    coding: Coding
    """What accepting it had made."""
    kept: bool
    """Whether the coding stays, because its coder changed it afterwards or brought it back."""


def part_from_decoy(transaction: Transaction, coding: str) -> None:
    """Let a coding that came of a decoy be its coder's own from now on: they gave the same code there unprompted."""
    query = f"SELECT id FROM suggestions lure WHERE lure.coding = ? AND {UNTOLD_DECOY}"
    for row in transaction.connection.execute(query, (coding,)).fetchall():
        transaction.update("suggestions", row["id"], coding=None)


def void_decoys(store: Store, codings: Codings, coder: str) -> tuple[ToldDecoy, ...]:
    """Take back what a coder accepted among the decoys, in one change, unless they made it their own since."""
    if not store.connection.execute(_TO_TELL, (coder,)).fetchone():
        return ()
    with store.change(coder, "suggestion.void") as transaction:
        lures: dict[str, list[str]] = {}
        for row in store.connection.execute(_TO_TELL, (coder,)).fetchall():
            lures.setdefault(row["coding"], []).append(row["id"])
        told = [ToldDecoy(codings.get(coding), _made_own(store, coding, ids)) for coding, ids in lures.items()]
        for one in told:
            parted = {} if one.kept else {"coding": None}
            for suggestion in lures[one.coding.id]:
                transaction.update("suggestions", suggestion, told=transaction.now, **parted)
            if not one.kept:
                transaction.delete("codings", one.coding.id)
    return tuple(told)


def _made_own(store: Store, coding: str, lures: Sequence[str]) -> bool:
    return any(
        store.connection.execute(_CHANGED, {"coding": coding, "suggestion": one}).fetchone() is not None
        for one in lures
    )
