"""Taking back what was accepted among suggestions that were known to fit badly."""

from dataclasses import dataclass

from qualcode.model import Coding
from qualcode.project.codings import Codings
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
        OR EXISTS (SELECT 1 FROM changes JOIN events e ON e.id = event WHERE relation = 'codings' AND object = g.id
            AND action IN ('coding.edit', 'coding.star'))
        OR EXISTS (SELECT 1 FROM changes JOIN events e ON e.id = event WHERE relation = 'suggestions'
            AND object = :suggestion AND action = 'suggestion.void'))
"""
"""A memo, a place in a theme, other words, code, modifiers, a star; or a taking back that was itself undone."""


@dataclass(frozen=True, slots=True)
class ToldDecoy:
    """A decoy that was accepted, as its coder is told at the end of the sitting."""

    coding: Coding
    """What accepting it had made."""
    kept: bool
    """Whether the coding stays, because its coder changed it afterwards or brought it back."""


def void_decoys(store: Store, codings: Codings, coder: str) -> tuple[ToldDecoy, ...]:
    """Take back what a coder accepted among the decoys, in one change, unless they made it their own since."""
    if not store.connection.execute(_TO_TELL, (coder,)).fetchone():
        return ()
    told = []
    with store.change(coder, "suggestion.void") as transaction:
        for row in store.connection.execute(_TO_TELL, (coder,)).fetchall():
            coding = codings.get(row["coding"])
            named = {"coding": row["coding"], "suggestion": row["id"]}
            kept = store.connection.execute(_CHANGED, named).fetchone() is not None
            told.append(ToldDecoy(coding, kept))
            standing = {} if kept else {"coding": None}
            transaction.update("suggestions", row["id"], told=transaction.now, **standing)
            if not kept:
                transaction.delete("codings", row["coding"])
    return tuple(told)
