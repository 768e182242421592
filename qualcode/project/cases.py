"""What stands above people: schools, networks, organisations."""

from collections import Counter
from collections.abc import Iterable, Mapping

from qualcode.errors import QualcodeError
from qualcode.model import Case
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown


class Cases(Family):
    """The cases of a study, what is known of them by year, and who belongs to them."""

    def all(self) -> list[Case]:
        """Every case, in order of id."""
        values: dict[str, dict[str, dict[str, str]]] = {}
        for row in self.rows('SELECT "case", year, name, value FROM case_values ORDER BY year, name'):
            values.setdefault(row["case"], {}).setdefault(row["year"], {})[row["name"]] = row["value"]
        rows = self.rows(
            "SELECT c.id, c.label, c.kind, c.name, p.label AS parent FROM cases c LEFT JOIN cases p ON p.id = c.parent"
            " ORDER BY length(c.label), c.label"
        )
        return [Case(row["label"], row["kind"], row["name"], row["parent"], values.get(row["id"], {})) for row in rows]

    def key_of(self, case: str) -> str:
        """The stored id behind S01, or behind a name that only one case has; QualcodeError when there is none."""
        row = self.row("SELECT id FROM cases WHERE label = ? COLLATE NOCASE", case)
        if row is not None:
            return str(row["id"])
        known = self.all()
        named = [one.id for one in known if one.name.casefold() == case.casefold()]
        if len(named) > 1:
            raise QualcodeError(f"“{case}” is the name of {', '.join(named)}.", hint="Give the id of one of them.")
        if named:
            return self.key_of(named[0])
        raise unknown("case", case, [name for one in known for name in (one.id, one.name)], "qualcode cases")

    def with_all_below(self, cases: Iterable[str]) -> frozenset[str]:
        """The ids of cases, given by id or name, and of every case below them."""
        label_of = {row["id"]: row["label"] for row in self.rows("SELECT id, label FROM cases")}
        found = {label_of[self.key_of(case)] for case in cases}
        parents = {case.id: case.parent for case in self.all()}
        while new := {case for case, parent in parents.items() if parent in found} - found:
            found |= new
        return frozenset(found)

    def by_kind_and_name(self) -> dict[tuple[str, str], str]:
        """Ids of cases by kind and name, and by kind and id, in lower case; names that several have are left out."""
        found = {}
        rows = self.rows("SELECT label, kind, name FROM cases")
        often = Counter((row["kind"].casefold(), row["name"].casefold()) for row in rows)
        for row in rows:
            kind, name = row["kind"].casefold(), row["name"].casefold()
            if often[kind, name] == 1:
                found[kind, name] = row["label"]
        return found | {(row["kind"].casefold(), row["label"].casefold()): row["label"] for row in rows}

    def members(self) -> dict[str, list[str]]:
        """By participant, the cases they were said to belong to."""
        rows = self.rows(
            "SELECT p.label AS participant, c.label AS item FROM memberships m"
            ' JOIN participants p ON p.id = m.participant JOIN cases c ON c.id = m."case" ORDER BY p.label, c.label'
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row["participant"], []).append(row["item"])
        return found

    def keep(self, transaction: Transaction, case: str, kind: str, name: str) -> str:
        """Record a case, or its new kind and name; gives back the stored id."""
        row = self.row("SELECT id FROM cases WHERE label = ? COLLATE NOCASE", case)
        if row is None:
            return transaction.insert("cases", label=case, kind=kind, name=name, parent=None)
        transaction.update("cases", row["id"], kind=kind, name=name)
        return str(row["id"])

    def put_under(self, transaction: Transaction, case: str, parent: str) -> None:
        """Say to which case another belongs, by stored ids."""
        transaction.update("cases", case, parent=parent)

    def keep_values(self, transaction: Transaction, case: str, year: str, values: Mapping[str, str]) -> None:
        """Record what is known of a case, given by its stored id, in a year."""
        for name, value in values.items():
            row = self.row('SELECT id FROM case_values WHERE "case" = ? AND year = ? AND name = ?', case, year, name)
            if row is None:
                transaction.insert("case_values", case=case, year=year, name=name, value=value)
            else:
                transaction.update("case_values", row["id"], value=value)

    def set_members(self, transaction: Transaction, participant: str, cases: Iterable[str]) -> None:
        """Say to which cases a person belongs, by stored ids, and to no others."""
        wanted = dict.fromkeys(cases)
        rows = self.rows('SELECT id, "case" FROM memberships WHERE participant = ? ORDER BY rowid DESC', participant)
        for row in rows:
            if row["case"] not in wanted:
                transaction.delete("memberships", row["id"])
        standing = {row["case"] for row in rows}
        for case in wanted:
            if case not in standing:
                transaction.insert("memberships", participant=participant, case=case)
