"""Codes as applied: what a coding may point to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.project.changes import canonical, sha256
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown


@dataclass(frozen=True, slots=True)
class AppliedCode:
    """A code as it was last applied."""

    key: str
    """The stored id; stays when the code is renamed."""
    name: str
    """The dotted path people write: vc.applied."""
    codebook: str
    """The file it stands in."""
    record: Mapping[str, Any]
    definition: str
    """Hash of the record, which codings keep."""
    made: str

    @property
    def label(self) -> str:
        """The name as shown in reports."""
        return str(self.record.get("label") or self.name)

    @property
    def brief(self) -> str:
        """What it means, in a line."""
        return str(self.record.get("brief") or "")


@dataclass(frozen=True, slots=True)
class AppliedCodebook:
    """A codebook file as it was last applied."""

    file: str
    title: str
    framework_version: str
    cycles: tuple[str, ...]
    modifiers: tuple[Mapping[str, Any], ...]


class Codes(Family):
    """The codes of a study."""

    def all(self) -> list[AppliedCode]:
        """Every code, in the order of its codebook."""
        rows = self.rows(
            "SELECT codes.id AS key, name, file AS codebook, record, definition, made FROM codes"
            " JOIN codebooks ON codebooks.id = codebook ORDER BY file, position"
        )
        return [AppliedCode(**{**dict(row), "record": json.loads(row["record"])}) for row in rows]

    def codebooks(self) -> list[AppliedCodebook]:
        """Every codebook."""
        rows = self.rows("SELECT file, title, framework_version, cycles, modifiers FROM codebooks ORDER BY file")
        return [
            AppliedCodebook(
                file=row["file"],
                title=row["title"],
                framework_version=row["framework_version"],
                cycles=tuple(json.loads(row["cycles"])),
                modifiers=tuple(json.loads(row["modifiers"])),
            )
            for row in rows
        ]

    def named(self, name: str) -> AppliedCode:
        """The code of that name or label, or of which it is the only possible ending (`applied` for `vc.applied`).

        Raises QualcodeError when none or several fit.
        """
        codes = self.all()
        folded = name.casefold()
        exact = [code for code in codes if folded in {code.name.casefold(), code.label.casefold()}]
        fitting = exact or [code for code in codes if code.name.casefold().endswith(f".{folded}")]
        if len(fitting) > 1:
            names = ", ".join(code.name for code in fitting)
            raise QualcodeError(f"“{name}” could be {names}.", hint="Write the whole name.")
        if not fitting:
            raise unknown("code", name, [code.name for code in codes], "qualcode codebook list")
        return fitting[0]

    def newer_than_finishes(self) -> list[str]:
        """Codes that were made after some coder had finished a document, which may want a second look there."""
        rows = self.rows("SELECT name FROM codes WHERE made > (SELECT min(made) FROM finishes) ORDER BY name")
        return [row["name"] for row in rows]

    def fingerprint(self) -> str:
        """Hash over all definitions: suggestions made under another one are out of date."""
        rows = self.rows("SELECT name, definition FROM codes ORDER BY name")
        return sha256(canonical([[row["name"], row["definition"]] for row in rows]))

    def check_modifiers(self, modifiers: Mapping[str, str]) -> None:
        """Raise QualcodeError, naming all of them, where a modifier or a value is not declared in a codebook."""
        declared = {one["name"]: one["values"] for book in self.codebooks() for one in book.modifiers}
        problems = []
        for name, value in modifiers.items():
            if name not in declared:
                problems.append(f"there is no modifier “{name}” (there are: {', '.join(declared) or 'none'})")
            elif declared[name] and value not in declared[name]:
                problems.append(f"“{name}” cannot be “{value}” (it can be: {', '.join(declared[name])})")
        if problems:
            raise QualcodeError(
                f"Modifiers: {'; '.join(problems)}.", hint="See them: qualcode codebook show --modifiers"
            )

    def keep_codebook(
        self, transaction: Transaction, file: str, head: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
    ) -> None:
        """Make a codebook's rows what an edited file says; codes keep their stored ids by name.

        Removes codes that the file no longer has; the caller has seen to it that nothing uses them.
        """
        values = {
            "title": head["title"],
            "framework_version": head["framework_version"],
            "cycles": canonical(head["cycles"]),
            "modifiers": canonical(head["modifiers"]),
        }
        row = self.row("SELECT id FROM codebooks WHERE file = ?", file)
        if row is None:
            book = transaction.insert("codebooks", file=file, **values)
        else:
            book = row["id"]
            transaction.update("codebooks", book, **values)
        standing = {row["name"]: row["id"] for row in self.rows("SELECT id, name FROM codes WHERE codebook = ?", book)}
        wanted = {record["id"] for record in records}
        for name in sorted(set(standing) - wanted):
            transaction.delete_where("suggestions", "code", standing[name])
            transaction.delete("codes", standing[name])
        for position, record in enumerate(records):
            text = canonical(record)
            columns = {"name": record["id"], "position": position, "record": text, "definition": sha256(text)}
            if record["id"] in standing:
                transaction.update("codes", standing[record["id"]], **columns)
            else:
                transaction.insert("codes", codebook=book, made=transaction.now, **columns)

    def rests_on(self, code: AppliedCode) -> str:
        """What would lose its code if it went, in words: “3 codings, 1 memo”; empty for an unused code."""
        counts = {
            what: len(self.rows(f'SELECT 1 FROM "{relation}" WHERE "{column}" = ?', code.key))
            for what, relation, column in (
                ("coding", "codings", "code"),
                ("memo", "memos", "object"),
                ("theme", "theme_codes", "code"),
            )
        }
        return ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n)

    def uses(self, code: AppliedCode) -> int:
        """How many codings point to a code."""
        row = self.row("SELECT count(*) AS n FROM codings WHERE code = ?", code.key)
        return int(row["n"]) if row else 0
