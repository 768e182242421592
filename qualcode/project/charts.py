"""The framework chart: what people wrote to sum up one participant under one code."""

from qualcode.errors import QualcodeError
from qualcode.model import Summary
from qualcode.project.codes import AppliedCode, Codes
from qualcode.project.family import Family
from qualcode.project.participants import Participants
from qualcode.project.store import Store

_SELECT = """
    SELECT p.label AS participant, codes.name AS code, coders.name AS coder, words, charted.made, charted.id
    FROM charted JOIN participants p ON p.id = participant JOIN codes ON codes.id = code
    JOIN coders ON coders.id = coder
"""


class Charts(Family):
    """The cells of the chart; each coder has one of their own for a participant and a code."""

    def __init__(self, store: Store, participants: Participants, codes: Codes) -> None:
        super().__init__(store)
        self._participants = participants
        self._codes = codes

    def all(self) -> list[Summary]:
        """Every summary, by participant, then code, then coder."""
        rows = self.rows(f"{_SELECT} ORDER BY length(p.label), p.label, codes.name, coders.name")
        return [Summary(*row[:-1]) for row in rows]

    def write(self, coder: str, participant: str, code: str, words: str) -> Summary:
        """Write a cell; QualcodeError where the coder has written it already."""
        applied = self._codes.named(code)
        _refuse_wordless(words)
        with self.store.change(coder, "chart.write") as transaction:
            person = self._participants.key_of(participant)
            if self._standing(coder, participant, applied) is not None:
                raise QualcodeError(
                    f"You have summed up {participant.upper()} under “{applied.name}” already.",
                    hint=f'qualcode chart edit {participant.upper()} {applied.name} "…"',
                )
            transaction.insert(
                "charted",
                participant=person,
                code=applied.key,
                coder=self.store.coder_id(coder),
                words=words.strip(),
                made=transaction.now,
            )
        return self._own(coder, participant, applied)[1]

    def edit(self, coder: str, participant: str, code: str, words: str) -> Summary:
        """Give a coder's own cell other words."""
        applied = self._codes.named(code)
        _refuse_wordless(words)
        with self.store.change(coder, "chart.edit") as transaction:
            key, _ = self._own(coder, participant, applied)
            transaction.update("charted", key, words=words.strip(), made=transaction.now)
        return self._own(coder, participant, applied)[1]

    def remove(self, coder: str, participant: str, code: str) -> Summary:
        """Empty a coder's own cell."""
        applied = self._codes.named(code)
        with self.store.change(coder, "chart.remove") as transaction:
            key, summary = self._own(coder, participant, applied)
            transaction.delete("charted", key)
        return summary

    def _own(self, coder: str, participant: str, code: AppliedCode) -> tuple[str, Summary]:
        self._participants.key_of(participant)
        found = self._standing(coder, participant, code)
        if found is None:
            raise QualcodeError(
                f"You have written nothing about {participant.upper()} under “{code.name}” yet.",
                hint=f'qualcode chart write {participant.upper()} {code.name} "…"',
            )
        return found

    def _standing(self, coder: str, participant: str, code: AppliedCode) -> tuple[str, Summary] | None:
        row = self.row(
            f"{_SELECT} WHERE p.label = ? COLLATE NOCASE AND codes.id = ? AND coders.name = ?",
            participant,
            code.key,
            coder,
        )
        return None if row is None else (str(row["id"]), Summary(*row[:-1]))


def _refuse_wordless(words: str) -> None:
    if not words.strip():
        raise QualcodeError(
            "A summary needs words; an empty cell says by itself why it is empty.",
            hint='qualcode chart write P01 CODE "in a line or two what they say"',
        )
