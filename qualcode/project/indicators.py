"""Indicators: measures from outside the interviews that show value at a cycle."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.model import DIRECTIONS, Indicator
from qualcode.project.codes import Codes
from qualcode.project.family import Family
from qualcode.project.naming import unknown
from qualcode.project.store import Store

_SELECT = """
    SELECT indicators.label AS id, codes.name AS code, indicators.name, source, date, value, direction FROM indicators
    JOIN codes ON codes.id = code ORDER BY length(indicators.label), indicators.label
"""


@dataclass(frozen=True, slots=True)
class TakenIndicators:
    """What taking in a table of indicators did."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int


class Indicators(Family):
    """The indicators of a study."""

    def __init__(self, store: Store, codes: Codes) -> None:
        super().__init__(store)
        self._codes = codes

    def all(self) -> list[Indicator]:
        """Every indicator, in order of id."""
        return [Indicator(**dict(row)) for row in self.rows(_SELECT)]

    def key_of(self, indicator: str) -> str:
        """The stored id behind I01; QualcodeError when there is no such indicator."""
        row = self.row("SELECT id FROM indicators WHERE label = ? COLLATE NOCASE", indicator)
        if row is None:
            raise unknown("indicator", indicator, [one.id for one in self.all()], "qualcode value-matrix export")
        return str(row["id"])

    def labels(self) -> dict[str, str]:
        """The ids people see by stored ids."""
        return {row["id"]: row["label"] for row in self.rows("SELECT id, label FROM indicators")}

    def take_in(self, coder: str, wanted: Sequence[Indicator]) -> TakenIndicators:
        """Add indicators, or change those of the same id; without an id, that of the same cycle, name and date.

        What is not among `wanted` stays. Raises QualcodeError for a direction or a code that nobody knows.
        """
        new, changed, unchanged = [], [], 0
        with self.store.change(coder, "indicators.import") as transaction:
            number = self._last_number()
            for one in wanted:
                if one.direction and one.direction not in DIRECTIONS:
                    raise QualcodeError(f"“{one.direction}” is no direction (there are: {', '.join(DIRECTIONS)}).")
                code = self._codes.named(one.code).key
                values = {"code": code, "name": one.name, "source": one.source, "date": one.date, "value": one.value}
                values["direction"] = one.direction
                standing = self._standing(one, code)
                if standing is None:
                    number += 1
                    label = one.id or f"I{number:02d}"
                    transaction.insert("indicators", label=label, **values, made=transaction.now)
                    number = max(number, self._last_number())
                    new.append(label)
                    continue
                before = len(transaction.changes)
                transaction.update("indicators", standing[0], **values)
                if len(transaction.changes) > before:
                    changed.append(standing[1])
                else:
                    unchanged += 1
        return TakenIndicators(tuple(new), tuple(changed), unchanged)

    def remove(self, coder: str, indicator: str) -> Indicator:
        """Take an indicator away, also from the steps of stories it bears out; `undo` brings all of it back."""
        with self.store.change(coder, "indicator.remove") as transaction:
            key = self.key_of(indicator)
            gone = next(one for one in self.all() if one.id.casefold() == indicator.casefold())
            transaction.delete_where("step_indicators", "indicator", key)
            transaction.delete("indicators", key)
        return gone

    def _standing(self, wanted: Indicator, code: str) -> tuple[str, str] | None:
        """The stored id and the label of the indicator that is meant; None where it is a new one."""
        if wanted.id:
            row = self.row("SELECT id, label FROM indicators WHERE label = ? COLLATE NOCASE", wanted.id)
        else:
            row = self.row(
                "SELECT id, label FROM indicators WHERE code = ? AND name = ? AND date = ?",
                code,
                wanted.name,
                wanted.date,
            )
        return (row["id"], row["label"]) if row else None

    def _last_number(self) -> int:
        row = self.row(
            "SELECT max(CAST(substr(json_extract(body, '$.after.label'), 2) AS INTEGER)) AS last FROM changes"
            " WHERE relation = 'indicators' AND body IS NOT NULL"
        )
        standing = self.row("SELECT max(CAST(substr(label, 2) AS INTEGER)) AS last FROM indicators")
        return max((one["last"] or 0) for one in (row, standing) if one is not None)
