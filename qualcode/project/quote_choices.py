"""Which excerpts of themes people want quoted, or not, in which order and how shortened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.model import QuoteChoice, Theme
from qualcode.project.family import Family
from qualcode.project.log import Transaction

_SELECT = """
    SELECT q.id, q.theme, q.coding, q.audience, q.choice, q.position, q.words, coders.name AS coder, q.made
    FROM quote_choices q JOIN coders ON coders.id = q.coder
"""
_ORDER = " ORDER BY q.theme, q.audience, q.position IS NULL, q.position, q.made, q.rowid"


@dataclass(frozen=True, slots=True)
class WantedQuote:
    """An excerpt of a theme, and what a person wants done with it from now on."""

    coding: str
    """The id of the coding that the choice is kept with."""
    choice: str | None
    """keep or drop; None: what the rule says."""
    words: str | None = None
    """How it is to be shown, empty for whole; None: as before."""
    beside: tuple[str, ...] = ()
    """Ids of other codings of the same words, whose choices give way to this one."""


class QuoteChoices(Family):
    """What people chose to quote of each theme; one excerpt has one choice for each audience and one for all."""

    def all(self) -> list[QuoteChoice]:
        """Every choice, by theme and audience, those kept in their order."""
        rows = self.rows(f"{_SELECT}{_ORDER}")
        return [QuoteChoice(**{name: row[name] for name in QuoteChoice.__slots__}) for row in rows]

    def keep(self, coder: str, theme: Theme, wanted: Sequence[WantedQuote], audience: str = "") -> None:
        """Have excerpts quoted, behind those that are kept already."""
        self._choose(coder, "quotes.keep", theme, wanted, audience)

    def drop(self, coder: str, theme: Theme, wanted: Sequence[WantedQuote], audience: str = "") -> None:
        """Have excerpts never quoted under the theme."""
        self._choose(coder, "quotes.drop", theme, wanted, audience)

    def reset(self, coder: str, theme: Theme, wanted: Sequence[WantedQuote], audience: str = "") -> None:
        """Leave excerpts to the rule again."""
        self._choose(coder, "quotes.reset", theme, wanted, audience)

    def order(self, coder: str, theme: Theme, wanted: Sequence[WantedQuote], audience: str = "") -> None:
        """Have excerpts quoted first, in the order given; others that are kept follow as they stood."""
        self._choose(coder, "quotes.order", theme, wanted, audience, in_order=True)

    def trim(self, coder: str, theme: Theme, wanted: WantedQuote, audience: str = "") -> None:
        """Keep an excerpt and have it shown in other words, which the caller has held against the transcript."""
        self._choose(coder, "quotes.trim", theme, [wanted], audience)

    def _choose(
        self,
        coder: str,
        action: str,
        theme: Theme,
        wanted: Sequence[WantedQuote],
        audience: str,
        *,
        in_order: bool = False,
    ) -> None:
        with self.store.change(coder, action) as transaction:
            who = self.store.coder_id(coder)
            for one in wanted:
                self._put(transaction, who, theme.id, one, audience)
            if in_order:
                self._number(transaction, theme.id, audience, [one.coding for one in wanted])

    def _put(self, transaction: Transaction, coder: str, theme: str, one: WantedQuote, audience: str) -> None:
        """Make what stands about one excerpt what a person wants; a choice that is like that already stays as it is."""
        for other in one.beside:
            if (row := self._standing(theme, other, audience)) is not None:
                transaction.delete("quote_choices", row["id"])
        row = self._standing(theme, one.coding, audience)
        if one.choice is None:
            if row is not None:
                transaction.delete("quote_choices", row["id"])
            return
        values = self._values(theme, one, audience, row)
        if row is None:
            told = {"theme": theme, "coding": one.coding, "audience": audience}
            transaction.insert("quote_choices", **told, **values, coder=coder, made=transaction.now)
        elif any(row[name] != value for name, value in values.items()):
            transaction.update("quote_choices", row["id"], **values, coder=coder, made=transaction.now)

    def _values(self, theme: str, one: WantedQuote, audience: str, row: Mapping[str, Any] | None) -> dict[str, Any]:
        if one.choice == "drop":
            return {"choice": "drop", "position": None, "words": ""}
        # What is chosen for one audience begins as what holds for all.
        before = row or self._standing(theme, one.coding, "")
        words = (before["words"] if before else "") if one.words is None else one.words
        stands = row is not None and row["choice"] == "keep"
        position = row["position"] if stands and row is not None else self._next(theme, audience)
        return {"choice": "keep", "position": position, "words": words}

    def _number(self, transaction: Transaction, theme: str, audience: str, first: Sequence[str]) -> None:
        rows = self.rows(
            f"{_SELECT} WHERE q.theme = ? AND q.audience = ? AND q.choice = 'keep'{_ORDER}", theme, audience
        )
        standing = [row["coding"] for row in rows]
        keys = {row["coding"]: row["id"] for row in rows}
        ordered = [*first, *(one for one in standing if one not in first)]
        for position, coding in enumerate(ordered, 1):
            transaction.update("quote_choices", keys[coding], position=position)

    def _next(self, theme: str, audience: str) -> int:
        query = (
            "SELECT coalesce(max(position), 0) + 1 AS next FROM quote_choices WHERE theme = ? AND audience IN ('', ?)"
        )
        row = self.row(query, theme, audience)
        return int(row["next"]) if row else 1

    def _standing(self, theme: str, coding: str, audience: str) -> dict[str, Any] | None:
        query = "SELECT * FROM quote_choices WHERE theme = ? AND coding = ? AND audience = ?"
        row = self.row(query, theme, coding, audience)
        return dict(row) if row is not None else None
