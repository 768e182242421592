"""Handing everything that hangs on one code to another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.project.changes import canonical
from qualcode.project.log import Transaction
from qualcode.project.noting import note


@dataclass(frozen=True, slots=True)
class Folded:
    """How many codings went over, and how many met one that made the same claim from then on."""

    moved: int
    joined: int


def fold(transaction: Transaction, source: str, target: str) -> Folded:
    """Hand a code's codings, memos, places in themes and questions to another code, by stored ids.

    What the machine suggested stays with the code it was suggested for: a refusal of the one is none of the other.
    """
    moved = joined = 0
    for coding in _rows(transaction, "SELECT * FROM codings WHERE code = ? ORDER BY rowid", source):
        if give_code(transaction, coding, target):
            joined += 1
        else:
            moved += 1
    for memo in _rows(transaction, "SELECT id FROM memos WHERE about = 'code' AND object = ?", source):
        transaction.update("memos", memo["id"], object=target)
    _hand_over_places(transaction, "theme_codes", "code", "theme", source, target)
    for code in _rows(transaction, "SELECT id FROM codes WHERE became = ?", source):
        transaction.update("codes", code["id"], became=target)
    for question in _rows(transaction, "SELECT id, codes FROM questions"):
        codes = json.loads(question["codes"])
        if source in codes:
            replaced = dict.fromkeys(target if code == source else code for code in codes)
            transaction.update("questions", question["id"], codes=canonical(list(replaced)))
    return Folded(moved, joined)


def give_code(transaction: Transaction, coding: Mapping[str, Any], code: str, definition: str | None = None) -> bool:
    """Give a coding another code; True where its coder had these words under that code already, so the two joined.

    With a `definition` the coding stands under that one from now on; without, under the one it was made by.
    """
    twin = _twin(transaction, coding, code)
    if twin is not None:
        _join(transaction, coding, twin)
        return True
    transaction.update("codings", coding["id"], code=code, **({"definition": definition} if definition else {}))
    return False


def _join(transaction: Transaction, coding: Mapping[str, Any], twin: Mapping[str, Any]) -> None:
    """Two codings of the same words by the same coder become one; what they say differently goes into a memo."""
    own, other = json.loads(twin["modifiers"]), json.loads(coding["modifiers"])
    lost = {name: value for name, value in other.items() if own.get(name, value) != value}
    transaction.update("codings", twin["id"], modifiers=canonical({**other, **own}))
    if lost:
        said = ", ".join(f"{name}={value}" for name, value in sorted(lost.items()))
        note(
            transaction, "coding", twin["id"], coding["coder"], f"Also coded with {said}, before two codes were merged."
        )
    for memo in _rows(transaction, "SELECT id FROM memos WHERE object = ?", coding["id"]):
        transaction.update("memos", memo["id"], object=twin["id"])
    _hand_over_places(transaction, "evidence", "coding", "theme", coding["id"], twin["id"])
    for suggestion in _rows(transaction, "SELECT id FROM suggestions WHERE coding = ?", coding["id"]):
        transaction.update("suggestions", suggestion["id"], coding=twin["id"])
    transaction.delete("codings", coding["id"])


def _hand_over_places(
    transaction: Transaction, relation: str, column: str, owner: str, source: str, target: str
) -> None:
    """Point rows to the target, without making a place it has already a second time."""
    held = {row[owner] for row in _rows(transaction, f'SELECT "{owner}" FROM {relation} WHERE {column} = ?', target)}
    for row in _rows(transaction, f'SELECT id, "{owner}" FROM {relation} WHERE {column} = ?', source):
        if row[owner] in held:
            transaction.delete(relation, row["id"])
        else:
            transaction.update(relation, row["id"], **{column: target})


def _twin(transaction: Transaction, coding: Mapping[str, Any], code: str) -> Mapping[str, Any] | None:
    query = 'SELECT * FROM codings WHERE version = ? AND start = ? AND "end" = ? AND code = ? AND coder = ?'
    found = _rows(transaction, query, coding["version"], coding["start"], coding["end"], code, coding["coder"])
    return found[0] if found else None


def _rows(transaction: Transaction, query: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in transaction.connection.execute(query, values).fetchall()]
