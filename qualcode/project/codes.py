"""Codes as applied: what a coding may point to."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.project.changes import canonical, sha256
from qualcode.project.family import Family
from qualcode.project.naming import unknown
from qualcode.project.store import Store


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
    """Hash of what the record says, which codings keep."""
    made: str
    in_file: bool = True
    """False for a code that has left its file and is kept for what rests on it."""

    @property
    def status(self) -> str:
        """active, provisional or retired."""
        return str(self.record.get("status") or "active")

    @property
    def in_use(self) -> bool:
        """Whether new codings may bear it."""
        return self.status in {"active", "provisional"}

    @property
    def scale(self) -> tuple[str, ...]:
        """Its levels, lowest first; empty for most codes."""
        return tuple(self.record.get("scale") or ())

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


LEVEL = "level"
"""The modifier that says which level of its code’s scale a coding means."""

_SELECT = """
    SELECT codes.id AS key, name, file AS codebook, record, definition, made, in_file FROM codes
    JOIN codebooks ON codebooks.id = codebook
"""


_RESTS = (
    ("coding", "codings WHERE code = ?"),
    ("memo", "memos WHERE object = ?"),
    ("chart cell", "charted WHERE code = ?"),
    ("theme", "theme_codes WHERE code = ?"),
    ("story step", "story_steps WHERE code = ?"),
    ("story loop", "story_loops WHERE code = ?"),
    ("indicator", "indicators WHERE code = ?"),
    ("question", "questions WHERE instr(codes, ?) > 0"),
    ("decided suggestion", "suggestions WHERE code = ? AND status != 'open'"),
    ("reread passage", "sampled WHERE instr(added, ?) > 0"),
    ("merged code", "codes WHERE became = ?"),
)


def definition_of(record: Mapping[str, Any]) -> str:
    """The hash of what a code's record says; its color says nothing."""
    return sha256(canonical({name: value for name, value in record.items() if name != "color"}))


def problems_of_modifiers(modifiers: Mapping[str, str], declared: Mapping[str, Sequence[str]]) -> list[str]:
    """What is wrong with what a coding carries, in words."""
    problems = []
    for name, value in modifiers.items():
        if name not in declared:
            problems.append(f"there is no modifier “{name}” (there are: {', '.join(declared) or 'none'})")
        elif declared[name] and value not in declared[name]:
            problems.append(f"“{name}” cannot be “{value}” (it can be: {', '.join(declared[name])})")
    return problems


class Codes(Family):
    """The codes of a study."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._records: dict[str, Mapping[str, Any]] = {}
        """Each record's text once read, as commands ask for codes many times."""

    def all(self) -> list[AppliedCode]:
        """Every code that a coding may bear, in the order of its codebook; those that were merged are gone."""
        return self._found(self.rows(f"{_SELECT} WHERE became IS NULL ORDER BY file, in_file DESC, position"))

    def _found(self, rows: Sequence[sqlite3.Row]) -> list[AppliedCode]:
        return [
            AppliedCode(**{**dict(row), "record": self._record(row["record"]), "in_file": bool(row["in_file"])})
            for row in rows
        ]

    def _record(self, text: str) -> Mapping[str, Any]:
        if text not in self._records:
            self._records[text] = json.loads(text)
        return self._records[text]

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

        A code that was renamed or merged is found by its former name. Raises QualcodeError when none or several fit.
        """
        codes = self.all()
        for fitting in self._fitting(name, codes):
            if len(fitting) > 1:
                names = ", ".join(code.name for code in fitting)
                raise QualcodeError(f"“{name}” could be {names}.", hint="Write the whole name.")
            if fitting:
                return fitting[0]
        raise unknown("code", name, [code.name for code in codes], "qualcode codebook list")

    def _fitting(self, name: str, codes: Sequence[AppliedCode]) -> Iterator[list[AppliedCode]]:
        """The codes that a name could mean, by one rule after the other: the name itself comes before its endings."""
        folded = name.casefold()
        yield [code for code in codes if code.name == name]
        yield [code for code in codes if code.name.casefold() == folded]
        yield [code for code in codes if code.label.casefold() == folded]
        yield self._once_called("= ?", name)
        yield [code for code in codes if code.name.casefold().endswith(f".{folded}")]
        yield self._once_called("LIKE '%.' || ?", name)

    def _once_called(self, test: str, name: str) -> list[AppliedCode]:
        """The code that bore such a name last, or that the bearer of the name was merged into."""
        row = self.row(
            "SELECT object FROM changes JOIN events ON events.id = event WHERE relation = 'codes'"
            f" AND json_extract(body, '$.after.name') {test} ORDER BY seq DESC LIMIT 1",
            name,
        )
        key = row["object"] if row else None
        while key is not None:
            standing = self.row("SELECT became FROM codes WHERE id = ?", key)
            if standing is None or standing["became"] is None:
                return self._found(self.rows(f"{_SELECT} WHERE codes.id = ?", key))
            key = standing["became"]
        return []

    def newer_than_finishes(self) -> list[str]:
        """Codes that were made after some coder had finished a document, which may want a second look there."""
        rows = self.rows(
            "SELECT name FROM codes WHERE made > (SELECT min(made) FROM finishes) AND in_file ORDER BY name"
        )
        return [row["name"] for row in rows]

    def fingerprint(self) -> str:
        """Hash over all definitions: suggestions made under another one are out of date.

        Provisional codes are left out: one that comes up while coding must not spoil what waits to be looked at.
        """
        settled = [[code.name, code.definition] for code in self.all() if code.status != "provisional"]
        return sha256(canonical(sorted(settled)))

    def check_modifiers(self, modifiers: Mapping[str, str], code: AppliedCode | None = None) -> None:
        """Raise QualcodeError, naming all of them, where a modifier or a value is not declared in a codebook.

        A code with a scale lets its codings carry one of its levels as `level`; without a code, any level will do.
        """
        problems = problems_of_modifiers(modifiers, self.declared_modifiers(code))
        if problems:
            raise QualcodeError(
                f"Modifiers: {'; '.join(problems)}.", hint="See them: qualcode codebook show --modifiers"
            )

    def declared_modifiers(self, code: AppliedCode | None = None) -> dict[str, tuple[str, ...]]:
        """The values of each modifier that codings may carry: those of a code, or of any."""
        declared = {str(one["name"]): tuple(one["values"]) for book in self.codebooks() for one in book.modifiers}
        levels = tuple(dict.fromkeys(level for one in ([code] if code else self.all()) for level in one.scale))
        return {**declared, LEVEL: levels} if levels else declared

    def rests_on(self, code: AppliedCode) -> str:
        """What would lose its code if it went, in words: “3 codings, 1 memo”; empty for an unused code."""
        counts = {what: self.rows(f"SELECT count(*) AS n FROM {where}", code.key)[0]["n"] for what, where in _RESTS}
        return ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n)

    def uses(self, code: AppliedCode) -> int:
        """How many codings point to a code."""
        row = self.row("SELECT count(*) AS n FROM codings WHERE code = ?", code.key)
        return int(row["n"]) if row else 0
