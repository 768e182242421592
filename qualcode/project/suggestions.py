"""What the machine offered, to whom, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qualcode.errors import QualcodeError
from qualcode.model import Because, Coding, Suggestion
from qualcode.project.changes import canonical
from qualcode.project.codes import Codes
from qualcode.project.codings import Codings, NewCoding
from qualcode.project.decoys import ToldDecoy, void_decoys
from qualcode.project.documents import Documents
from qualcode.project.exposures import Exposures
from qualcode.project.log import Transaction
from qualcode.project.openings import Openings
from qualcode.project.places import CURRENT
from qualcode.project.rereading import Given, code_again, given_codes
from qualcode.project.showing import Showing
from qualcode.project.store import Store
from qualcode.project.suggestion_rows import SuggestionRows

REASONS = ("wrong code", "wrong words", "out of context", "not relevant")
"""Why a coder refuses a suggestion."""
ARMS = ("offered", "decoy", "withheld")
"""What a suggestion is put before its coder as: itself, one known to fit badly, or a passage alone."""


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
    arm: str = "offered"
    """offered, decoy or withheld."""
    because: Because | None = None


class Suggestions(SuggestionRows):
    """The suggestions of a study: what is offered, and what becomes of it."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        codes: Codes,
        codings: Codings,
        exposures: Exposures,
        showing: Showing,
        openings: Openings,
    ) -> None:
        super().__init__(store, codes, showing)
        self._documents = documents
        self._codings = codings
        self._exposures = exposures
        self._openings = openings

    def offer(self, coder: str, offers: Sequence[NewSuggestion], encoder: str) -> int:
        """Offer new suggestions in place of those not yet shown; decided ones stay. Gives back how many are new."""
        with self.store.change(coder, "suggest.offer") as transaction:
            who = self.store.coder_id(coder)
            for row in self.rows(
                "SELECT id FROM suggestions WHERE coder = ? AND status = 'open' AND shown IS NULL", who
            ):
                transaction.delete("suggestions", row["id"])
            under = {"codebook": self._codes.fingerprint(), "encoder": encoder}
            return sum(self._lay_before(transaction, who, offer, under) for offer in offers)

    def _lay_before(self, transaction: Transaction, who: str, offer: NewSuggestion, under: Mapping[str, str]) -> bool:
        version, code = self._documents.current(offer.document).id, self._codes.named(offer.code).key
        standing = self.row(
            "SELECT id, status, arm FROM suggestions"
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
            "because": canonical(asdict(offer.because)) if offer.because else "{}",
            **under,
        }
        if standing is None:
            place = {"version": version, "start": offer.start, "end": offer.end, "words": offer.words, "code": code}
            fate = {"status": "open", "reason": None, "coding": None, "decided": None, "opened": None, "told": None}
            times = {"made": transaction.now, "shown": None}
            transaction.insert("suggestions", **place, coder=who, arm=offer.arm, **fate, **times, **values)
        elif standing["status"] == "open":
            # What was shown as one thing stays that; only a decoy that fits by now is none any more.
            arm = "offered" if (standing["arm"], offer.arm) == ("decoy", "offered") else standing["arm"]
            transaction.update("suggestions", standing["id"], arm=arm, **values)
        return standing is None

    def mark_shown(self, coder: str, suggestions: Sequence[Suggestion]) -> None:
        """Note that suggestions were put before a coder; from now on codings of these documents are not blind."""
        self._exposures.record(coder, sorted({one.document for one in suggestions}), "suggestions")
        with self.store.change(coder, "shown.suggestion") as transaction:
            for one in suggestions:
                row = self.row("SELECT shown FROM suggestions WHERE id = ?", one.id)
                if row is not None and row["shown"] is None:
                    transaction.update("suggestions", one.id, shown=transaction.now)

    def mark_opened(self, coder: str, suggestion: Suggestion) -> None:
        """Note that this one is in front of the coder now; the decision keeps it, so that its time can be told."""
        self._openings.mark(coder, suggestion.id)

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
        memo: str | None = None,
    ) -> Coding:
        """Make the coding a coder agrees to, with other words or another code if they say so.

        `words` are what the coder saw at that other place: refused where other words stand there now. Raises
        QualcodeError for a plain reread, which suggests no code: see `reread`.
        """
        start, end = place or (suggestion.start, suggestion.end)
        changed = place is not None or code is not None
        with self.store.change(coder, "suggestion.accept") as transaction:
            row = self._undecided(suggestion)
            if row["arm"] == "withheld":
                raise QualcodeError(
                    "This passage comes without a code, to be read again; there is nothing to accept.",
                    hint="Give it the codes that fit, or none: qualcode review",
                )
            given = code or self._named_by(row["code"])
            said = dict(modifiers or {})
            new = NewCoding(suggestion.document, start, end, given, coder, said, memo=memo, words=words)
            key = self._codings.insert(transaction, new)
            self._decide(
                transaction, coder, suggestion, "changed" if changed else "accepted", reason=reason, coding=key
            )
        return self._codings.get(key)

    def reread(self, coder: str, suggestion: Suggestion, codes: Sequence[str | Given]) -> tuple[Coding, ...]:
        """Give a plain reread the codes the coder sees there, or none, in one change.

        It is `accepted` if the withheld code is among them, `changed` if only others are, else `none of these`.
        Raises QualcodeError for a suggestion that came with its code.
        """
        given = given_codes(codes)
        with self.store.change(coder, "suggestion.reread") as transaction:
            row = self._undecided(suggestion)
            if row["arm"] != "withheld":
                raise QualcodeError("This suggestion came with its code.", hint="Accept, change or refuse it.")
            keys = [self._codes.named(one.code).key for one in given]
            made = code_again(self._codings, transaction, coder, suggestion, given)
            status = "accepted" if row["code"] in keys else "changed" if made else "none of these"
            coding = made[keys.index(row["code"])] if row["code"] in keys else next(iter(made), None)
            self._decide(transaction, coder, suggestion, status, coding=coding)
        return tuple(self._codings.get(key) for key in made)

    def refuse(
        self, coder: str, suggestions: Sequence[Suggestion], *, status: str = "rejected", reason: str | None = None
    ) -> None:
        """Turn down one suggestion with a reason, or a whole page as `none of these`."""
        with self.store.change(coder, "suggestion.reject") as transaction:
            for one in suggestions:
                self._undecided(one)
                self._decide(transaction, coder, one, status, reason=reason)

    def void_decoys(self, coder: str) -> tuple[ToldDecoy, ...]:
        """Take back, in one change, what a coder accepted among the decoys, and tell them: at the end of a sitting.

        A coding its coder changed afterwards, or brought back by undo, is kept, and counts from then on.
        """
        return void_decoys(self.store, self._codings, coder)

    def _decide(
        self,
        transaction: Transaction,
        coder: str,
        suggestion: Suggestion,
        status: str,
        *,
        reason: str | None = None,
        coding: str | None = None,
    ) -> None:
        opened = self._openings.of(coder, suggestion.id)
        values = {"status": status, "reason": reason, "coding": coding, "opened": opened, "decided": transaction.now}
        transaction.update("suggestions", suggestion.id, **values)

    def _named_by(self, key: str) -> str:
        row = self.row("SELECT name FROM codes WHERE id = ?", key)
        return str(row["name"]) if row else ""

    def _undecided(self, suggestion: Suggestion) -> Mapping[str, Any]:
        """What is stored of a suggestion; QualcodeError when it was decided, or its words changed meanwhile."""
        row = self.row(
            'SELECT status, start, "end", words, arm, code FROM suggestions g JOIN versions v ON v.id = g.version'
            f" WHERE g.id = ? AND {CURRENT}",
            suggestion.id,
        )
        shown = (suggestion.start, suggestion.end, suggestion.words, "open")
        if row is None or (row["start"], row["end"], row["words"], row["status"]) != shown:
            raise QualcodeError(
                "That suggestion has been decided already, or its interview was corrected meanwhile.",
                hint="What is still open: qualcode suggestions",
            )
        return dict(row)
