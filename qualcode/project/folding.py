"""Handing everything that hangs on one code to another."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.project.changes import canonical
from qualcode.project.codes import problems_of_modifiers
from qualcode.project.log import Transaction
from qualcode.project.noting import note
from qualcode.project.places import UNTOLD_DECOY
from qualcode.project.quote_choices_moved import join_choices


@dataclass(frozen=True, slots=True)
class Folded:
    """How many codings went over, and how many met one that made the same claim from then on."""

    moved: int
    joined: int


@dataclass(frozen=True, slots=True)
class Taker:
    """The code that codings are given to, as it is kept."""

    code: str
    """Its stored id."""
    modifiers: Mapping[str, Sequence[str]]
    """What its codings may carry."""
    definition: str | None = None
    """What codings stand under from now on; None: under the definition they were made by."""


def fold(transaction: Transaction, source: str, taker: Taker) -> Folded:
    """Hand a code's codings, memos, summaries, places in themes and stories, and questions to another code.

    What the machine suggested stays with the code it was suggested for: a refusal of the one is none of the other.
    """
    moved = joined = 0
    target = taker.code
    for coding in _rows(transaction, "SELECT * FROM codings WHERE code = ? ORDER BY rowid", source):
        if give_code(transaction, coding, taker):
            joined += 1
        else:
            moved += 1
    for memo in _rows(transaction, "SELECT id FROM memos WHERE about = 'code' AND object = ?", source):
        transaction.update("memos", memo["id"], object=target)
    _hand_over_summaries(transaction, source, target)
    _hand_over_places(transaction, "theme_codes", "code", "theme", source, target)
    for relation in ("story_steps", "story_loops", "indicators"):
        for row in _rows(transaction, f"SELECT id FROM {relation} WHERE code = ?", source):
            transaction.update(relation, row["id"], code=target)
    for code in _rows(transaction, "SELECT id FROM codes WHERE became = ?", source):
        transaction.update("codes", code["id"], became=target)
    for question in _rows(transaction, "SELECT id, codes FROM questions"):
        codes = json.loads(question["codes"])
        if source in codes:
            replaced = dict.fromkeys(target if code == source else code for code in codes)
            transaction.update("questions", question["id"], codes=canonical(list(replaced)))
    return Folded(moved, joined)


def give_code(transaction: Transaction, coding: Mapping[str, Any], taker: Taker) -> bool:
    """Give a coding another code; True where its coder had these words under that code already, so the two joined.

    A modifier that codings of that code cannot carry, such as a level of another scale, goes into a memo.
    """
    twin = _twin(transaction, coding, taker.code)
    if twin is not None:
        _join(transaction, coding, twin, taker)
        return True
    said = json.loads(coding["modifiers"])
    fitting = _fitting(said, taker)
    _note_lost(transaction, coding["id"], coding["coder"], said, fitting)
    values = {"code": taker.code, "modifiers": canonical(fitting)}
    transaction.update(
        "codings", coding["id"], **values, **({"definition": taker.definition} if taker.definition else {})
    )
    return False


def _join(transaction: Transaction, coding: Mapping[str, Any], twin: Mapping[str, Any], taker: Taker) -> None:
    """Two codings of the same words by the same coder become one; what they say differently goes into a memo.

    A star of either stays.
    """
    own, other = json.loads(twin["modifiers"]), json.loads(coding["modifiers"])
    both = {**_fitting(other, taker), **own}
    starred = max(twin["starred"], coding["starred"])
    transaction.update("codings", twin["id"], modifiers=canonical(both), starred=starred)
    _note_lost(transaction, twin["id"], coding["coder"], other, both)
    for memo in _rows(transaction, "SELECT id FROM memos WHERE object = ?", coding["id"]):
        transaction.update("memos", memo["id"], object=twin["id"])
    _hand_over_places(transaction, "evidence", "coding", "theme", coding["id"], twin["id"])
    _hand_over_places(transaction, "story_excerpts", "coding", "step", coding["id"], twin["id"])
    join_choices(transaction, coding["id"], twin["id"])
    _part_from_decoys(transaction, coding["id"], twin["id"])
    for suggestion in _rows(transaction, "SELECT id FROM suggestions WHERE coding = ?", coding["id"]):
        transaction.update("suggestions", suggestion["id"], coding=twin["id"])
    transaction.delete("codings", coding["id"])


def _part_from_decoys(transaction: Transaction, one: str, other: str) -> None:
    """Where only one of two codings came of a decoy, what both become is the coder's own and not taken back with it."""
    query = f"SELECT id, coding FROM suggestions lure WHERE coding IN (?, ?) AND {UNTOLD_DECOY}"
    lures = _rows(transaction, query, one, other)
    if len({lure["coding"] for lure in lures}) == 1:
        for lure in lures:
            transaction.update("suggestions", lure["id"], coding=None)


def _fitting(modifiers: Mapping[str, str], taker: Taker) -> dict[str, str]:
    return {
        name: value for name, value in modifiers.items() if not problems_of_modifiers({name: value}, taker.modifiers)
    }


def _note_lost(
    transaction: Transaction, coding: str, coder: str, said: Mapping[str, str], kept: Mapping[str, str]
) -> None:
    lost = ", ".join(f"{name}={value}" for name, value in sorted(said.items()) if kept.get(name) != value)
    if lost:
        note(transaction, "coding", coding, coder, f"Also coded with {lost}, before its code changed.")


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


def _hand_over_summaries(transaction: Transaction, source: str, target: str) -> None:
    """Point cells of the chart to the target; two of one participant by one coder become one with both's words."""
    for cell in _rows(transaction, "SELECT * FROM charted WHERE code = ? ORDER BY rowid", source):
        query = "SELECT * FROM charted WHERE participant = ? AND code = ? AND coder = ?"
        twins = _rows(transaction, query, cell["participant"], target, cell["coder"])
        if not twins:
            transaction.update("charted", cell["id"], code=target)
            continue
        transaction.delete("charted", cell["id"])
        transaction.update("charted", twins[0]["id"], words=f"{twins[0]['words']}\n\n{cell['words']}")


def _twin(transaction: Transaction, coding: Mapping[str, Any], code: str) -> Mapping[str, Any] | None:
    query = 'SELECT * FROM codings WHERE version = ? AND start = ? AND "end" = ? AND code = ? AND coder = ?'
    found = _rows(transaction, query, coding["version"], coding["start"], coding["end"], code, coding["coder"])
    return found[0] if found else None


def _rows(transaction: Transaction, query: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in transaction.connection.execute(query, values).fetchall()]
