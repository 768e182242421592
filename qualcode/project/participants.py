"""The people who were interviewed."""

import json
from collections.abc import Iterable, Iterator, Mapping

from qualcode.model import Participant
from qualcode.project.cases import Cases
from qualcode.project.changes import canonical
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown
from qualcode.project.places import SPEAKS
from qualcode.project.store import Store


class Participants(Family):
    """The participants of a study, their attributes, and the cases they belong to."""

    def __init__(self, store: Store, cases: Cases) -> None:
        super().__init__(store)
        self._cases = cases

    def all(self) -> list[Participant]:
        """Everybody, in order of id."""
        rows = self.rows("SELECT label, attributes FROM participants ORDER BY length(label), label")
        members, named = self._cases.members(), self._cases.by_kind_and_name()
        people = []
        for row in rows:
            attributes = json.loads(row["attributes"])
            cases = {*members.get(row["label"], ()), *_meant(attributes, named)} if named else ()
            people.append(Participant(row["label"], attributes, tuple(sorted(cases))))
        return people

    def by_id(self) -> dict[str, Participant]:
        """Everybody by the id people see."""
        return {participant.id: participant for participant in self.all()}

    def ids(self) -> list[str]:
        """The ids people see, in order."""
        return [row["label"] for row in self.rows("SELECT label FROM participants ORDER BY length(label), label")]

    def key_of(self, participant: str) -> str:
        """The stored id behind P01; QualcodeError when there is no such participant."""
        row = self.row("SELECT id FROM participants WHERE label = ? COLLATE NOCASE", participant)
        if row is None:
            raise unknown("participant", participant, self.ids(), "qualcode participants")
        return str(row["id"])

    def heard_in(self, document: str) -> list[str]:
        """The ids of those who speak in a document, which is given by its stored id."""
        rows = self.rows(
            "SELECT DISTINCT p.label FROM speakers s JOIN participants p ON p.id = s.participant"
            f" WHERE s.document = ? AND {SPEAKS} ORDER BY p.label",
            document,
        )
        return [row["label"] for row in rows]

    def heard_by_speaker(self, document: str) -> dict[str, str]:
        """Whom the speakers of a document stand for, all by their stored ids."""
        rows = self.rows(f"SELECT id, participant FROM speakers s WHERE document = ? AND {SPEAKS}", document)
        return {row["id"]: row["participant"] for row in rows if row["participant"]}

    def heard_as(self, participant: str) -> list[str]:
        """The labels a person speaks under in any document."""
        rows = self.rows(
            "SELECT DISTINCT s.label FROM speakers s JOIN participants p ON p.id = s.participant"
            " WHERE p.label = ? COLLATE NOCASE ORDER BY s.label",
            participant,
        )
        return [row["label"] for row in rows]

    def labels(self) -> dict[str, str]:
        """The ids people see by stored ids."""
        return {row["id"]: row["label"] for row in self.rows("SELECT id, label FROM participants")}

    def behind(self, document: str, label: str) -> str | None:
        """The stored id of whom a label in a document, itself given by its stored id, stands for."""
        row = self.row("SELECT participant FROM speakers WHERE document = ? AND label = ?", document, label)
        return row["participant"] if row else None

    def remove_unheard(self, transaction: Transaction) -> None:
        """Take away people whom this command has left with nothing to say anywhere: they were only taken for people."""
        silenced = {
            change.before["participant"]
            for change in transaction.changes
            if change.relation == "speakers" and change.before and change.before["participant"]
        }
        for participant in sorted(silenced):
            kept_for = (
                "SELECT 1 FROM charted WHERE participant = ? UNION SELECT 1 FROM value_stories WHERE participant = ?"
            )
            wanted = self.row(kept_for, participant, participant)
            if wanted is None and self.row("SELECT 1 FROM speakers WHERE participant = ?", participant) is None:
                transaction.delete_where("memberships", "participant", participant)
                transaction.delete("participants", participant)

    def next_id(self) -> str:
        """The id the next person gets who brings none."""
        row = self.row(
            "SELECT max(CAST(substr(label, 2) AS INTEGER)) AS last FROM participants"
            " WHERE label GLOB 'P[0-9]*' AND substr(label, 2) NOT GLOB '*[^0-9]*'"
        )
        return f"P{(row['last'] if row and row['last'] else 0) + 1:02d}"

    def keep(self, transaction: Transaction, participant: str, attributes: Mapping[str, str]) -> str:
        """Record a person, or what is newly known of one; gives back the stored id."""
        row = self.row("SELECT id, attributes FROM participants WHERE label = ? COLLATE NOCASE", participant)
        if row is None:
            return transaction.insert("participants", label=participant, attributes=canonical(dict(attributes)))
        known = json.loads(row["attributes"])
        transaction.update("participants", row["id"], attributes=canonical({**known, **attributes}))
        return str(row["id"])

    def forget(self, transaction: Transaction, key: str, attributes: Iterable[str]) -> None:
        """Take attributes away from a person, who is given by the stored id."""
        row = self.row("SELECT attributes FROM participants WHERE id = ?", key)
        known = json.loads(row["attributes"]) if row else {}
        kept = {name: value for name, value in known.items() if name not in set(attributes)}
        transaction.update("participants", key, attributes=canonical(kept))


def _meant(attributes: Mapping[str, str], named: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """The cases that attributes speak of: school=Larkhill, or several as school=Larkhill; Millrow."""
    for kind, value in attributes.items():
        for name in (value, *value.split(";")):
            case = named.get((kind.casefold(), name.strip().casefold()))
            if case:
                yield case
