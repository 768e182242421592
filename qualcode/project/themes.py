"""Patterns that people named."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.model import Challenge, Evidence, Theme
from qualcode.project.codes import Codes
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown
from qualcode.project.store import Store


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A theme about to be kept, with what belongs to it by stored ids."""

    name: str
    idea: str
    boundary: str = ""
    codes: tuple[str, ...] = ()
    """Names of codes."""
    evidence: tuple[Evidence, ...] = ()
    challenges: tuple[Challenge, ...] = ()


class Themes(Family):
    """The themes of a study."""

    def __init__(self, store: Store, codes: Codes) -> None:
        super().__init__(store)
        self._codes = codes

    def all(self) -> list[Theme]:
        """Every theme, in the order people gave them."""
        rows = self.rows("SELECT id, name, idea, boundary FROM themes ORDER BY position, name")
        return [
            Theme(
                **dict(row),
                codes=tuple(
                    one["name"]
                    for one in self.rows(
                        "SELECT name FROM theme_codes JOIN codes ON codes.id = code WHERE theme = ? ORDER BY name",
                        row["id"],
                    )
                ),
                evidence=tuple(
                    Evidence(one["coding"], one["stance"])
                    for one in self.rows(
                        "SELECT coding, stance FROM evidence WHERE theme = ? ORDER BY position, id", row["id"]
                    )
                ),
                challenges=tuple(
                    Challenge(**dict(one))
                    for one in self.rows(
                        "SELECT query, examined, verdict, note FROM challenges WHERE theme = ? ORDER BY made, rowid",
                        row["id"],
                    )
                ),
            )
            for row in rows
        ]

    def count(self) -> int:
        """How many there are."""
        row = self.row("SELECT count(*) AS n FROM themes")
        return int(row["n"]) if row else 0

    def named(self, name: str) -> Theme:
        """A theme by its name, or by words of it that no other theme has."""
        themes = self.all()
        folded = name.casefold()
        fitting = [one for one in themes if one.name.casefold() == folded] or [
            one for one in themes if folded in one.name.casefold()
        ]
        if len(fitting) > 1:
            names = "; ".join(f"“{one.name}”" for one in fitting)
            raise QualcodeError(f"“{name}” could be {names}.", hint="Write more of the name.")
        if not fitting:
            raise unknown("theme", name, [one.name for one in themes], "qualcode themes list")
        return fitting[0]

    def key_of(self, name: str) -> str:
        """The stored id of a theme."""
        return self.named(name).id

    def name_new(self, coder: str, new: NewTheme) -> Theme:
        """Keep a theme that a person named; QualcodeError when that name is taken."""
        with self.store.change(coder, "themes.name") as transaction:
            if self.row("SELECT 1 FROM themes WHERE name = ? COLLATE NOCASE", new.name):
                raise QualcodeError(f"There is a theme “{new.name}” already.", hint="See them: qualcode themes list")
            self._insert(transaction, new, self.store.coder_id(coder))
        return self.named(new.name)

    def replace_all(self, coder: str, themes: Sequence[NewTheme]) -> None:
        """Make the project's themes those of an imported file: by name changed, added, and taken away."""
        with self.store.change(coder, "themes.import") as transaction:
            who = self.store.coder_id(coder)
            standing = {row["name"]: row["id"] for row in self.rows("SELECT id, name FROM themes")}
            for name in sorted(set(standing) - {one.name for one in themes}):
                self._remove(transaction, standing[name])
            for position, one in enumerate(themes):
                if one.name in standing:
                    key = standing[one.name]
                    transaction.update("themes", key, idea=one.idea, boundary=one.boundary, position=position)
                    self._replace_members(transaction, key, one, who)
                else:
                    self._insert(transaction, one, who, position)

    def remove(self, coder: str, name: str) -> Theme:
        """Take a theme away, with its challenges and memos; its codings stay."""
        with self.store.change(coder, "themes.remove") as transaction:
            theme = self.named(name)
            self._remove(transaction, theme.id)
        return theme

    def _insert(self, transaction: Transaction, new: NewTheme, coder: str, position: int | None = None) -> None:
        if position is None:
            row = self.row("SELECT coalesce(max(position), -1) + 1 AS next FROM themes")
            position = row["next"] if row else 0
        key = transaction.insert(
            "themes",
            name=new.name,
            position=position,
            idea=new.idea,
            boundary=new.boundary,
            coder=coder,
            made=transaction.now,
        )
        self._replace_members(transaction, key, new, coder)

    def _replace_members(self, transaction: Transaction, theme: str, new: NewTheme, coder: str) -> None:
        wanted_codes = {self._codes.named(name).key for name in new.codes}
        for row in self.rows("SELECT id, code FROM theme_codes WHERE theme = ? ORDER BY id", theme):
            if row["code"] not in wanted_codes:
                transaction.delete("theme_codes", row["id"])
            wanted_codes.discard(row["code"])
        for code in sorted(wanted_codes):
            transaction.insert("theme_codes", theme=theme, code=code)
        wanted = {one.coding: (one.stance, position) for position, one in enumerate(new.evidence)}
        for row in self.rows("SELECT id, coding FROM evidence WHERE theme = ? ORDER BY id", theme):
            if row["coding"] in wanted:
                stance, position = wanted.pop(row["coding"])
                transaction.update("evidence", row["id"], stance=stance, position=position)
            else:
                transaction.delete("evidence", row["id"])
        for coding, (stance, position) in wanted.items():
            transaction.insert("evidence", theme=theme, coding=coding, stance=stance, position=position)
        self._replace_challenges(transaction, theme, new.challenges, coder)

    def _replace_challenges(
        self, transaction: Transaction, theme: str, challenges: Sequence[Challenge], coder: str
    ) -> None:
        rows = self.rows("SELECT * FROM challenges WHERE theme = ? ORDER BY made, rowid", theme)
        standing = [Challenge(row["query"], row["examined"], row["verdict"], row["note"]) for row in rows]
        if standing == list(challenges):
            return
        for row in rows:
            transaction.delete("challenges", row["id"])
        for one in challenges:
            transaction.insert(
                "challenges",
                theme=theme,
                query=one.query,
                examined=one.examined,
                verdict=one.verdict,
                note=one.note,
                coder=coder,
                made=transaction.now,
            )

    def _remove(self, transaction: Transaction, theme: str) -> None:
        for relation in ("theme_codes", "evidence", "challenges"):
            transaction.delete_where(relation, "theme", theme)
        transaction.delete_where("memos", "object", theme)
        transaction.delete("themes", theme)
