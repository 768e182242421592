"""What the machine offered, to whom, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Coding, Suggestion
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings, NewCoding
from qualcode.project.documents import Documents
from qualcode.project.exposures import Exposures
from qualcode.project.family import Family
from qualcode.project.finishes import Finishes
from qualcode.project.naming import the_one
from qualcode.project.places import CURRENT, PLACE, STANDING
from qualcode.project.settings import SettingsRow
from qualcode.project.store import Store

REASONS = ("wrong code", "wrong words", "out of context", "not relevant")
"""Why a coder refuses a suggestion."""

_SELECT = f"""
    SELECT {PLACE}, g.band, g.probability, g.nearest, g.status, g.reason,
        g.codebook, g.encoder, g.rank
    FROM suggestions g
    {STANDING}
"""


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """A suggestion about to be offered."""

    document: str
    start: int
    end: int
    words: str
    code: str
    band: str
    probability: float | None
    rank: int
    nearest: str | None


class Suggestions(Family):
    """The suggestions of a study."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        codes: Codes,
        codings: Codings,
        exposures: Exposures,
        finishes: Finishes,
        settings: SettingsRow,
    ) -> None:
        super().__init__(store)
        self._documents = documents
        self._codes = codes
        self._codings = codings
        self._exposures = exposures
        self._finishes = finishes
        self._settings = settings

    def of(self, coder: str, *, status: str | None = None) -> list[Suggestion]:
        """What was offered to a coder, best first; those from another codebook are marked out of date.

        What was offered for words that only an older version of a document has is left out.
        """
        today = self._codes.fingerprint()
        rows = self.rows(f"{_SELECT} WHERE coders.name = ? AND {CURRENT} ORDER BY g.rank, g.id", coder)
        found = [_suggestion(dict(row), today) for row in rows]
        return [one for one in found if status is None or one.status == status]

    def waiting(self, coder: str) -> list[Suggestion]:
        """What a coder can decide on, best first: where it may show, not out of date, and not coded so already."""
        own = {
            row["id"]
            for row in self.rows(
                "SELECT s.id FROM suggestions s JOIN codings g ON g.version = s.version AND g.start = s.start"
                ' AND g."end" = s."end" AND g.code = s.code AND g.coder = s.coder'
            )
        }
        found = [one for one in self.of(coder, status="open") if not one.stale and one.id not in own]
        if self._settings.read().suggestions == "open":
            return found
        finished = self._finishes.by(coder)
        return [one for one in found if one.document in finished]

    def any_for(self, coder: str) -> bool:
        """Whether a coder was ever offered one."""
        return (
            self.row("SELECT 1 FROM suggestions g JOIN coders c ON c.id = g.coder WHERE c.name = ?", coder) is not None
        )

    def get(self, suggestion: str) -> Suggestion:
        """A suggestion by its id or the first letters of it."""
        rows = self.rows(f"{_SELECT} WHERE instr(g.id, ?) = 1", suggestion)
        found = the_one(rows, suggestion, "suggestion", "qualcode suggestions --format json")
        return _suggestion(dict(found), self._codes.fingerprint())

    def offer(self, coder: str, offers: Sequence[NewSuggestion], encoder: str) -> int:
        """Offer new suggestions in place of those not yet shown; decided ones stay. Gives back how many are new."""
        with self.store.change(coder, "suggest.offer") as transaction:
            who = self.store.coder_id(coder)
            for row in self.rows(
                "SELECT id FROM suggestions WHERE coder = ? AND status = 'open' AND shown IS NULL", who
            ):
                transaction.delete("suggestions", row["id"])
            made, codebook = 0, self._codes.fingerprint()
            for offer in offers:
                version, code = (
                    self._documents.current(offer.document).id,
                    self._codes.named(offer.code).key,
                )
                standing = self.row(
                    "SELECT id, status FROM suggestions"
                    ' WHERE version = ? AND start = ? AND "end" = ? AND code = ? AND coder = ?',
                    version,
                    offer.start,
                    offer.end,
                    code,
                    who,
                )
                values: dict[str, Any] = {
                    "band": offer.band,
                    "probability": offer.probability,
                    "rank": offer.rank,
                    "nearest": offer.nearest,
                    "codebook": codebook,
                    "encoder": encoder,
                }
                if standing is None:
                    transaction.insert(
                        "suggestions",
                        version=version,
                        start=offer.start,
                        end=offer.end,
                        words=offer.words,
                        code=code,
                        coder=who,
                        status="open",
                        reason=None,
                        coding=None,
                        made=transaction.now,
                        shown=None,
                        decided=None,
                        **values,
                    )
                    made += 1
                elif standing["status"] == "open":
                    transaction.update("suggestions", standing["id"], **values)
        return made

    def mark_shown(self, coder: str, suggestions: Sequence[Suggestion]) -> None:
        """Note that suggestions were put before a coder; from now on codings of these documents are not blind."""
        self._exposures.record(coder, sorted({one.document for one in suggestions}), "suggestions")
        with self.store.change(coder, "shown.suggestion") as transaction:
            for one in suggestions:
                row = self.row("SELECT shown FROM suggestions WHERE id = ?", one.id)
                if row is not None and row["shown"] is None:
                    transaction.update("suggestions", one.id, shown=transaction.now)

    def accept(
        self,
        coder: str,
        suggestion: Suggestion,
        *,
        place: tuple[int, int] | None = None,
        words: str | None = None,
        code: str | None = None,
        reason: str | None = None,
        modifiers: Mapping[str, str] | None = None,
    ) -> Coding:
        """Make the coding a coder agrees to, with other words or another code if they say so.

        `words` are what the coder saw at that other place: refused where other words stand there now.
        """
        start, end = place or (suggestion.start, suggestion.end)
        changed = place is not None or code is not None
        with self.store.change(coder, "suggestion.accept") as transaction:
            self._refuse_decided(suggestion)
            key = self._codings.insert(
                transaction,
                NewCoding(
                    suggestion.document,
                    start,
                    end,
                    code or suggestion.code,
                    coder,
                    dict(modifiers or {}),
                    words=words,
                ),
            )
            transaction.update(
                "suggestions",
                suggestion.id,
                status="changed" if changed else "accepted",
                reason=reason,
                coding=key,
                decided=transaction.now,
            )
        return self._codings.get(key)

    def refuse(
        self, coder: str, suggestions: Sequence[Suggestion], *, status: str = "rejected", reason: str | None = None
    ) -> None:
        """Turn down one suggestion with a reason, or a whole page as `none of these`."""
        with self.store.change(coder, "suggestion.reject") as transaction:
            for one in suggestions:
                self._refuse_decided(one)
                transaction.update("suggestions", one.id, status=status, reason=reason, decided=transaction.now)

    def _refuse_decided(self, suggestion: Suggestion) -> None:
        row = self.row(
            'SELECT status, start, "end", words FROM suggestions g JOIN versions v ON v.id = g.version'
            f" WHERE g.id = ? AND {CURRENT}",
            suggestion.id,
        )
        shown = (suggestion.start, suggestion.end, suggestion.words, "open")
        if row is None or (row["start"], row["end"], row["words"], row["status"]) != shown:
            raise QualcodeError(
                "That suggestion has been decided already, or its interview was corrected meanwhile.",
                hint="What is still open: qualcode suggestions",
            )


def _suggestion(row: Mapping[str, Any], today: str) -> Suggestion:
    values = dict(row)
    stale = values.pop("codebook") != today
    values.pop("encoder")
    values.pop("rank")
    return Suggestion(**values, stale=stale)
