"""Making the codes what edited codebooks say, with the codings that hang on them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.project.changes import Change, canonical
from qualcode.project.codes import AppliedCode, Codes, definition_of
from qualcode.project.family import Family
from qualcode.project.files import Files
from qualcode.project.folding import Taker, fold, give_code
from qualcode.project.log import Transaction
from qualcode.project.rivals import refuse_retired
from qualcode.project.store import Store


@dataclass(frozen=True, slots=True)
class NewCodebook:
    """A codebook file as it is to be in force."""

    file: str
    text: str
    title: str
    framework_version: str
    cycles: Sequence[str]
    modifiers: Sequence[Mapping[str, Any]]
    records: Sequence[Mapping[str, Any]]
    """Its codes, in order."""


@dataclass(frozen=True, slots=True)
class Recoded:
    """What applying codebooks did to codes and codings."""

    kept_retired: tuple[str, ...] = ()
    """Codes gone from their file that something rests on: they stay, retired."""
    moved: int = 0
    """Codings that a merge took to another code."""
    joined: int = 0
    """Codings that a merge joined with one of the same words and coder, as both said the same from then on."""


class Recoding(Family):
    """Applies codebooks to the tables; codings, memos and decisions follow their codes."""

    def __init__(self, store: Store, codes: Codes, files: Files) -> None:
        super().__init__(store)
        self._codes = codes
        self._files = files

    def apply(
        self,
        transaction: Transaction,
        books: Sequence[NewCodebook],
        *,
        renamed: Mapping[str, str] | None = None,
        merged: Mapping[str, str] | None = None,
    ) -> Recoded:
        """Make the rows what these files say; `renamed` and `merged` tell what became of names that are gone.

        A renamed code keeps its stored id, and so all that hangs on it. A merged code hands its codings on. Of the
        other codes that are gone, those that something rests on stay and are retired; the rest are deleted.
        """
        keys = {book.file: self._keep_book(transaction, book) for book in books}
        standing = {row["name"]: dict(row) for row in self.rows("SELECT * FROM codes")}
        wanted = {
            record["id"]: (keys[book.file], position, record)
            for book in books
            for position, record in enumerate(book.records)
        }
        renames = {new: old for old, new in (renamed or {}).items() if old in standing and new in wanted}
        self._refuse_taken_names(standing, renames)
        aside = [self._set_aside(standing, new) for new in renames if _is_merged(standing.get(new))]
        rows = {name: self._row(transaction, name, standing, renames, wanted[name]) for name in wanted}
        staying = {row["id"] for row in rows.values()}
        gone = [
            row
            for row in standing.values()
            if row["codebook"] in keys.values() and row["in_file"] and row["id"] not in staying
        ]
        before = {row["id"]: row for row in standing.values()}
        self._carry_out(transaction, [(before.get(row["id"]), row) for row in [*aside, *rows.values()]])
        self._follow_in_what_was_asked(transaction, {**(merged or {}), **(renamed or {})})
        moved = joined = 0
        for row in gone:
            if target := (merged or {}).get(row["name"]):
                told = fold(transaction, row["id"], self._taker(target))
                moved, joined = moved + told.moved, joined + told.joined
        return Recoded(self._let_go(transaction, gone, merged or {}), moved, joined)

    def _follow_in_what_was_asked(self, transaction: Transaction, became: Mapping[str, str]) -> None:
        """What was said of whole documents before there were guides names its codes; it follows their names."""
        for row in self.rows("SELECT id, asked FROM documents WHERE asked IS NOT NULL"):
            names = list(dict.fromkeys(became.get(name, name) for name in json.loads(row["asked"])))
            if names != json.loads(row["asked"]):
                transaction.update("documents", row["id"], asked=canonical(names))

    def hand_over(self, transaction: Transaction, given: Mapping[str, str], *, of: str) -> int:
        """Give codings, by id, the codes a person chose for them; gives back how many met one of the same claim.

        Raises QualcodeError where a coding is not one of the code `of`, or a code is out of use.
        """
        source, joined = self._codes.named(of), 0
        for coding, name in given.items():
            row = transaction.row("codings", coding)
            if row is None or row["code"] != source.key:
                raise QualcodeError(
                    f"{coding[:8]} is no coding of “{of}”.", hint="See them: qualcode codings --code " + of
                )
            code = self._codes.named(name)
            refuse_retired(code)
            taker = Taker(code.key, self._codes.declared_modifiers(code), code.definition)
            joined += give_code(transaction, row, taker)
        return joined

    def _keep_book(self, transaction: Transaction, book: NewCodebook) -> str:
        self._files.keep(transaction, book.file, book.text)
        values = {
            "title": book.title,
            "framework_version": book.framework_version,
            "cycles": canonical(list(book.cycles)),
            "modifiers": canonical(list(book.modifiers)),
        }
        row = self.row("SELECT id FROM codebooks WHERE file = ?", book.file)
        if row is None:
            return transaction.insert("codebooks", file=book.file, **values)
        transaction.update("codebooks", row["id"], **values)
        return str(row["id"])

    def _refuse_taken_names(self, standing: Mapping[str, Mapping[str, Any]], renames: Mapping[str, str]) -> None:
        for new, old in renames.items():
            there = standing.get(new)
            if there is None or new in renames.values() or there["id"] == standing[old]["id"] or _is_merged(there):
                continue
            if there["in_file"]:
                raise QualcodeError(
                    f"“{old}” cannot be renamed to “{new}”: a code of that name is in use.",
                    hint=f"To put the two together: qualcode codebook merge {old} --into {new}",
                )
            raise QualcodeError(
                f"“{old}” cannot be renamed to “{new}”: a retired code of that name is kept for what rests on it.",
                hint=f"See what does: qualcode codings --code {new}   (and give “{old}” a name of its own)",
            )

    def _set_aside(self, standing: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, Any]:
        """The row of a merged code whose name another code is to bear; no id can look like what it is called then."""
        names = (f"{name} (merged{n})" for n in ["", *(f" {n}" for n in range(2, len(standing) + 3))])
        return {**standing[name], "name": next(one for one in names if one not in standing)}

    def _row(
        self,
        transaction: Transaction,
        name: str,
        standing: Mapping[str, Mapping[str, Any]],
        renames: Mapping[str, str],
        wanted: tuple[str, int, Mapping[str, Any]],
    ) -> dict[str, Any]:
        """The row that a code of a file is to have; it goes on from the one it had, under this name or the former."""
        book, position, record = wanted
        source = standing.get(renames.get(name, name))
        if source is not None and name not in renames and name in renames.values():
            source = None  # the bearer of this name takes another one in the same step
        fresh = {"id": transaction.new_id(), "made": transaction.now} if source is None else {}
        return {
            **(source or {}),
            **fresh,
            "name": name,
            "codebook": book,
            "position": position,
            "record": canonical(record),
            "definition": definition_of(record),
            "in_file": 1,
            "became": None,
        }

    def _carry_out(
        self, transaction: Transaction, rows: Sequence[tuple[Mapping[str, Any] | None, Mapping[str, Any]]]
    ) -> None:
        """All at once, as codes may trade names."""
        changes = [
            Change("codes", row["id"], before, row) for before, row in rows if before is None or dict(before) != row
        ]
        transaction.carry_out_together(changes)

    def _let_go(
        self, transaction: Transaction, gone: Sequence[Mapping[str, Any]], merged: Mapping[str, str]
    ) -> tuple[str, ...]:
        retired = []
        for row in gone:
            record = json.loads(row["record"])
            if target := merged.get(row["name"]):
                values: dict[str, Any] = {"became": self._key(target)}
                record = {**record, "status": "merged"}
            elif self._codes.rests_on(_bare(row)):
                values = {}
                record = {**record, "status": "retired"}
                retired.append(str(row["name"]))
            else:
                transaction.delete_where("suggestions", "code", row["id"])
                transaction.delete("codes", row["id"])
                continue
            values |= {"in_file": 0, "record": canonical(record), "definition": definition_of(record)}
            transaction.update("codes", row["id"], **values)
        return tuple(retired)

    def _key(self, name: str) -> str:
        return self._codes.named(name).key

    def _taker(self, name: str) -> Taker:
        code = self._codes.named(name)
        return Taker(code.key, self._codes.declared_modifiers(code))


def _is_merged(row: Mapping[str, Any] | None) -> bool:
    return row is not None and row["became"] is not None


def _bare(row: Mapping[str, Any]) -> AppliedCode:
    return AppliedCode(row["id"], row["name"], "", {}, row["definition"], row["made"])
