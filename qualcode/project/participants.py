"""The people who were interviewed."""

import json
from collections.abc import Mapping

from qualcode.model import Participant
from qualcode.project.changes import canonical
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown


class Participants(Family):
    """The participants of a study and their attributes."""

    def all(self) -> list[Participant]:
        """Everybody, in order of id."""
        rows = self.rows("SELECT label, attributes FROM participants ORDER BY length(label), label")
        return [Participant(row["label"], json.loads(row["attributes"])) for row in rows]

    def by_id(self) -> dict[str, Participant]:
        """Everybody by the id people see."""
        return {participant.id: participant for participant in self.all()}

    def key_of(self, participant: str) -> str:
        """The stored id behind P01; QualcodeError when there is no such participant."""
        row = self.row("SELECT id FROM participants WHERE label = ? COLLATE NOCASE", participant)
        if row is None:
            raise unknown("participant", participant, [one.id for one in self.all()], "qualcode participants")
        return str(row["id"])

    def remove_unheard(self, transaction: Transaction) -> None:
        """Take away people who speak nowhere any more: they were only taken for participants."""
        rows = self.rows(
            "SELECT id FROM participants WHERE NOT EXISTS"
            " (SELECT 1 FROM speakers WHERE participant = participants.id) ORDER BY label"
        )
        for row in rows:
            transaction.delete("participants", row["id"])

    def next_id(self) -> str:
        """The id the next person gets who brings none."""
        numbers = [int(one.id[1:]) for one in self.all() if one.id[:1] == "P" and one.id[1:].isdigit()]
        return f"P{max(numbers, default=0) + 1:02d}"

    def keep(self, transaction: Transaction, participant: str, attributes: Mapping[str, str]) -> str:
        """Record a person, or what is newly known of one; gives back the stored id."""
        row = self.row("SELECT id, attributes FROM participants WHERE label = ?", participant)
        if row is None:
            return transaction.insert("participants", label=participant, attributes=canonical(dict(attributes)))
        known = json.loads(row["attributes"])
        transaction.update("participants", row["id"], attributes=canonical({**known, **attributes}))
        return str(row["id"])
