"""Coders' claims that codes apply to excerpts."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project.changes import canonical
from qualcode.project.codes import Codes
from qualcode.project.documents import Documents
from qualcode.project.exposures import Exposures
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import the_one
from qualcode.project.noting import note
from qualcode.project.participants import Participants
from qualcode.project.places import CURRENT, OF_A_DECOY, PLACE, STANDING
from qualcode.project.rivals import refuse_retired, refuse_rivals
from qualcode.project.store import Store
from qualcode.project.texts import Texts
from qualcode.scope import EVERYTHING, Scope

_SELECT = f"""
    SELECT {PLACE}, g.modifiers, g.made, g.blind, g.starred,
        (SELECT group_concat(text, char(10)) FROM
            (SELECT text FROM memos WHERE about = 'coding' AND object = g.id ORDER BY made, rowid)) AS memo
    FROM codings g
    {STANDING}
"""
_ORDER = ' ORDER BY length(d.label), d.label, g.start, g."end", codes.name, coders.name'


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding about to be made: where, with which code, by whom."""

    document: str
    start: int
    end: int
    code: str
    coder: str
    modifiers: Mapping[str, str] = field(default_factory=dict)
    memo: str | None = None
    claimed_blind: bool | None = None
    """What an imported file says; None: seen from what this project showed the coder."""
    words: str | None = None
    """What the coder saw there: other words now mean that the text was corrected meanwhile; None: not compared."""
    starred: bool = False
    """Worth quoting."""


class Codings(Family):
    """The codings of a study."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        participants: Participants,
        codes: Codes,
        exposures: Exposures,
        texts: Texts,
    ) -> None:
        super().__init__(store)
        self._documents = documents
        self._participants = participants
        self._codes = codes
        self._exposures = exposures
        self._texts = texts

    def within(self, scope: Scope = EVERYTHING) -> list[Coding]:
        """The codings a question is about, in order of place; without those that were left behind.

        Nor does a coding count that came of a decoy, until its coder was told and had the choice to keep it.
        """
        return self._holding(scope, f"WHERE {CURRENT} AND NOT {OF_A_DECOY}")

    def listed(self, scope: Scope = EVERYTHING) -> list[Coding]:
        """The same with those that came of decoys, for listings: to leave them out would give the decoys away."""
        return self._holding(scope, f"WHERE {CURRENT}")

    def left_behind(self, scope: Scope = EVERYTHING) -> list[Coding]:
        """Codings of words that only an older version of their document has; they count nowhere."""
        return self._holding(scope, f"WHERE NOT {CURRENT}")

    def everywhere(self) -> list[Coding]:
        """Every coding, those that were left behind last."""
        return [*self.listed(), *self.left_behind()]

    def _holding(self, scope: Scope, where: str) -> list[Coding]:
        participants = self._participants.by_id()
        codings = [_coding(dict(row)) for row in self.rows(f"{_SELECT} {where}{_ORDER}")]
        return [coding for coding in codings if scope.holds(coding, participants)]

    def counts(self, coder: str) -> dict[str, int]:
        """How many codings a coder has in each document that has any."""
        rows = self.rows(
            "SELECT d.label, count(*) AS n FROM codings g JOIN versions v ON v.id = g.version"
            f" JOIN documents d ON d.id = v.document JOIN coders c ON c.id = g.coder WHERE c.name = ? AND {CURRENT}"
            " GROUP BY d.label",
            coder,
        )
        return {row["label"]: row["n"] for row in rows}

    def get(self, coding: str) -> Coding:
        """A coding by its id or the first letters of it; QualcodeError when none or several fit."""
        # A whole id is found at once, however many codings there are.
        rows = self.rows(f"{_SELECT} WHERE g.id = ?", coding)
        rows = rows or self.rows(f"{_SELECT} WHERE instr(g.id, ?) = 1{_ORDER}", coding)
        return _coding(dict(the_one(rows, coding, "coding", "qualcode codings")))

    def add(self, new: NewCoding) -> Coding:
        """Make a coding, with its memo; QualcodeError for an unknown code, or when the same coding stands already."""
        with self.store.change(new.coder, "coding.add") as transaction:
            key = self.insert(transaction, new)
        return self.get(key)

    def insert(self, transaction: Transaction, new: NewCoding) -> str:
        """The same inside a larger command; gives back the stored id."""
        documents, codes = self._documents, self._codes
        version, code, coder = (
            documents.current(new.document),
            codes.named(new.code),
            self.store.coder_id(new.coder),
        )
        refuse_retired(code)
        codes.check_modifiers(new.modifiers, code)
        new = replace(new, document=version.document)
        words = self._slice(version.document, new.start, new.end, new.words)
        twin = self._twin(version.id, new.start, new.end, code.key, coder)
        if twin is not None:
            raise QualcodeError(
                f"{new.coder} has coded these words of {new.document} with {code.name} already.",
                hint=f"To change that coding: qualcode coding edit {twin[:8]} …",
            )
        refuse_rivals(self.store, codes, code, (version.id, new.start, new.end), coder)
        blind = new.claimed_blind
        if blind is None:
            blind = not self._exposures.kinds(new.coder, version.document)
        key = transaction.insert(
            "codings",
            version=version.id,
            start=new.start,
            end=new.end,
            words=words,
            code=code.key,
            definition=code.definition,
            coder=coder,
            modifiers=canonical(dict(new.modifiers)),
            blind=int(blind),
            blind_basis="observed" if new.claimed_blind is None else "claimed",
            made=transaction.now,
            starred=int(new.starred),
        )
        if new.memo:
            note(transaction, "coding", key, coder, new.memo)
        return key

    def standing(self, new: NewCoding) -> str | None:
        """The stored id of the coding that makes this very claim already; None where there is none."""
        version, code = self._documents.current(new.document), self._codes.named(new.code)
        return self._twin(version.id, new.start, new.end, code.key, self.store.coder_id(new.coder))

    def edit(
        self,
        coder: str,
        coding: str,
        *,
        place: tuple[int, int] | None = None,
        words: str | None = None,
        code: str | None = None,
        modifiers: Mapping[str, str | None] | None = None,
        starred: bool | None = None,
    ) -> Coding:
        """Change where a coding stands, its code, modifiers (None drops one) or star; only its own coder may.

        `words` are what the coder saw at the new place: refused where other words stand there now.
        """
        with self.store.change(coder, "coding.edit") as transaction:
            standing = self._own(coder, coding)
            values: dict[str, Any] = {}
            if place is not None:
                values |= {"start": place[0], "end": place[1], "words": self._slice(standing.document, *place, words)}
                values["version"] = self._documents.current(standing.document).id
            if code is not None:
                named = self._codes.named(code)
                refuse_retired(named)
                values |= {"code": named.key, "definition": named.definition}
            if modifiers is not None:
                merged = {
                    name: value for name, value in {**standing.modifiers, **modifiers}.items() if value is not None
                }
                self._codes.check_modifiers(merged, self._codes.named(code or standing.code))
                values["modifiers"] = canonical(merged)
            row = dict(transaction.row("codings", standing.id) or {})
            if {**row, **values} != row and self._exposures.kinds(coder, standing.document):
                values["blind"] = 0
            if starred is not None:
                values["starred"] = int(starred)
            wanted = {**row, **values}
            twin = self._twin(*(wanted[column] for column in ("version", "start", "end", "code", "coder")))
            borne = self._codes.named(code or standing.code)
            place_now = (wanted["version"], wanted["start"], wanted["end"])
            refuse_rivals(self.store, self._codes, borne, place_now, wanted["coder"], standing.id)
            if twin not in (None, standing.id):
                raise QualcodeError(
                    "The same words carry that code of the same coder already.",
                    hint=f"To take this one away: qualcode coding remove {standing.id[:8]}",
                )
            transaction.update("codings", standing.id, **values)
        return self.get(standing.id)

    def star(self, coder: str, coding: str, starred: bool) -> Coding:
        """Mark one's own coding as worth quoting, or take the mark off; what it claims stays as it was."""
        with self.store.change(coder, "coding.star") as transaction:
            standing = self._own(coder, coding)
            transaction.update("codings", standing.id, starred=int(starred))
        return self.get(standing.id)

    def remove(self, coder: str, coding: str) -> Coding:
        """Take a coding away with its memos, its place in themes, quotes and stories; `undo` brings all of it back."""
        with self.store.change(coder, "coding.remove") as transaction:
            standing = self._own(coder, coding)
            transaction.delete_where("memos", "object", standing.id)
            transaction.delete_where("evidence", "coding", standing.id)
            transaction.delete_where("story_excerpts", "coding", standing.id)
            transaction.delete_where("quote_choices", "coding", standing.id)
            for row in self.rows("SELECT id FROM suggestions WHERE coding = ?", standing.id):
                transaction.update("suggestions", row["id"], coding=None)
            transaction.delete("codings", standing.id)
        return standing

    def open_doubles(self, coder: str) -> frozenset[str]:
        """Documents a coder has begun and not finished that others have coded too: others' codings stay hidden."""
        rows = self.rows(
            "SELECT DISTINCT d.label FROM codings g JOIN versions v ON v.id = g.version"
            " JOIN documents d ON d.id = v.document JOIN coders c ON c.id = g.coder WHERE c.name = ?"
            " AND NOT EXISTS (SELECT 1 FROM finishes f WHERE f.document = d.id AND f.coder = c.id)"
            " AND EXISTS (SELECT 1 FROM codings o JOIN versions w ON w.id = o.version"
            "  WHERE w.document = d.id AND o.coder != c.id)",
            coder,
        )
        return frozenset(row["label"] for row in rows)

    def _own(self, coder: str, coding: str) -> Coding:
        standing = self.get(coding)
        if standing.coder != coder:
            raise QualcodeError(
                f"That coding is {standing.coder}’s; {coder} cannot change it.",
                hint=f"If you are {standing.coder}: --coder {standing.coder}",
            )
        return standing

    def _slice(self, document: str, start: int, end: int, seen: str | None = None) -> str:
        text = self._texts.of_document(document)
        words = text[start:end]
        if not 0 <= start < end <= len(text) or not words.strip():
            raise QualcodeError(
                f"{document} has no words at {start}:{end} (it has {len(text)} characters).",
                hint=f"Read it with positions: qualcode read {document} --positions",
            )
        if seen not in (None, words):
            raise QualcodeError(
                f"{document} has been corrected meanwhile; other words stand there now.",
                hint=f"Look at it again: qualcode read {document}",
            )
        return words

    def _twin(self, version: str, start: int, end: int, code: str, coder: str) -> str | None:
        """The coding that already makes this very claim."""
        query = 'SELECT id FROM codings WHERE version = ? AND start = ? AND "end" = ? AND code = ? AND coder = ?'
        row = self.row(query, version, start, end, code, coder)
        return str(row["id"]) if row else None


def visible(codings: list[Coding], hidden: Collection[str], coder: str) -> list[Coding]:
    """What a coder may see while some documents are their open blind doubles."""
    return [coding for coding in codings if coding.coder == coder or coding.document not in hidden]


def _coding(row: Mapping[str, Any]) -> Coding:
    values = dict(row)
    told = {name: bool(values[name]) for name in ("blind", "starred")}
    return Coding(**{**values, **told, "modifiers": json.loads(values["modifiers"])})
