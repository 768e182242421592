"""What was offered, as it is read: all of it, what still waits, and what its coder may know of it."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from qualcode.model import Because, Suggestion
from qualcode.project.arms import as_known
from qualcode.project.codes import Codes
from qualcode.project.family import Family
from qualcode.project.naming import the_one
from qualcode.project.places import CURRENT, PLACE, STANDING
from qualcode.project.showing import Showing
from qualcode.project.store import Store

_SELECT = f"""
    SELECT {PLACE}, g.band, g.probability, g.nearest, g.status, g.reason, g.codebook,
        g.arm, g.because, g.coding, g.made, g.shown, g.opened, g.decided, g.told
    FROM suggestions g
    {STANDING}
"""
_OPEN = """
    SELECT id, version, start, "end" FROM suggestions
    WHERE coder = ? AND status = 'open' AND codebook = ? ORDER BY rank, id
"""
_CODED_SO = """
    SELECT s.id FROM codings g CROSS JOIN suggestions s ON s.version = g.version AND s.start = g.start
    AND s."end" = g."end" AND s.code = g.code AND s.coder = g.coder WHERE g.coder = ?
"""
"""From the codings, which are fewer: each is looked up among the suggestions by their index."""


class SuggestionRows(Family):
    """The questions about suggestions; none of them changes anything."""

    def __init__(self, store: Store, codes: Codes, showing: Showing) -> None:
        super().__init__(store)
        self._codes = codes
        self._showing = showing

    def of(self, coder: str, *, status: str | None = None) -> list[Suggestion]:
        """What was offered to a coder as they may know it, best first; from another codebook: out of date.

        A plain reread hides its code until it is decided, and a decoy reads as offered until its coder was told.
        What was offered for words that only an older version of a document has is left out.
        """
        return [as_known(one, told) for one, told in self._all(coder, status)]

    def ledger(self, coder: str) -> list[Suggestion]:
        """The same with every arm and code as it is, also of what still waits: to count by, never to be shown."""
        return [one for one, _ in self._all(coder)]

    def waiting(self, coder: str) -> list[Suggestion]:
        """What a coder can decide on, best first: where it may show, not out of date, and not coded so already."""
        ids = self.waiting_in(coder)
        return [one for one in self.of(coder, status="open") if one.id in ids]

    def waiting_in(self, coder: str) -> dict[str, str]:
        """The same by their ids alone, best first, each with its document: quick, however many wait."""
        who = self.store.connection.execute("SELECT id FROM coders WHERE name = ?", (coder,)).fetchone()
        if who is None:
            return {}
        where = self._showing.to(coder)
        current = self.rows(
            f"SELECT v.id, d.label FROM versions v JOIN documents d ON d.id = v.document WHERE {CURRENT}"
        )
        label = {row["id"]: row["label"] for row in current}
        whole = {version for version, document in label.items() if where.everywhere or document in where.documents}
        coded = {row["id"] for row in self.rows(_CODED_SO, who["id"])}
        return {
            key: label[version]
            for key, version, start, end in self.rows(_OPEN, who["id"], self._codes.fingerprint())
            if key not in coded and (version in whole or (version in label and where.holds(label[version], start, end)))
        }

    def these(self, ids: Collection[str]) -> dict[str, Suggestion]:
        """Some suggestions by their whole ids, as their coder may know them."""
        today = self._codes.fingerprint()
        found = {}
        for key in ids:
            for row in self.rows(f"{_SELECT} WHERE g.id = ?", key):
                found[key] = as_known(*_suggestion(dict(row), today))
        return found

    def any_for(self, coder: str) -> bool:
        """Whether a coder was ever offered one."""
        return (
            self.row("SELECT 1 FROM suggestions g JOIN coders c ON c.id = g.coder WHERE c.name = ?", coder) is not None
        )

    def compared_by(self, coder: str) -> str | None:
        """The fingerprint of the encoder behind what waits for a coder; None where nothing does, or several are."""
        rows = self.rows(
            "SELECT DISTINCT encoder FROM suggestions g JOIN coders c ON c.id = g.coder"
            " WHERE c.name = ? AND status = 'open' AND codebook = ?",
            coder,
            self._codes.fingerprint(),
        )
        return str(rows[0]["encoder"]) if len(rows) == 1 else None

    def get(self, suggestion: str) -> Suggestion:
        """A suggestion, as its coder may know it, by its id or the first letters of it."""
        # A whole id is found at once, however many were offered.
        rows = self.rows(f"{_SELECT} WHERE g.id = ?", suggestion)
        rows = rows or self.rows(f"{_SELECT} WHERE instr(g.id, ?) = 1", suggestion)
        found = the_one(rows, suggestion, "suggestion", "qualcode suggestions --format json")
        return as_known(*_suggestion(dict(found), self._codes.fingerprint()))

    def _all(self, coder: str, status: str | None = None) -> list[tuple[Suggestion, str | None]]:
        """Each suggestion as it is, with when its coder was told that it was a decoy."""
        today = self._codes.fingerprint()
        such = "AND g.status = coalesce(?, g.status)"
        where = f"WHERE coders.name = ? {such} AND {CURRENT} ORDER BY g.rank, g.id"
        return [_suggestion(dict(row), today) for row in self.rows(f"{_SELECT} {where}", coder, status)]


def _suggestion(row: Mapping[str, Any], today: str) -> tuple[Suggestion, str | None]:
    values = dict(row)
    stale, told = values.pop("codebook") != today, values.pop("told")
    why = json.loads(values["because"])
    values["because"] = Because(**{name: _plain(value) for name, value in why.items()}) if why else None
    return Suggestion(**values, stale=stale), told


def _plain(value: str | list[str]) -> Any:
    return value if isinstance(value, str) else tuple(value)
