"""Patterns that people named: which there are, and what belongs to each."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from qualcode.errors import QualcodeError, typed
from qualcode.model import MAIN_MAP, Challenge, Evidence, Find, TakenCluster, Theme
from qualcode.project.codes import Codes
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.naming import unknown
from qualcode.project.store import Store
from qualcode.project.theme_members import NewTheme, insert_theme, replace_theme, set_parts
from qualcode.project.theme_removal import remove_theme

__all__ = ["NewTheme", "Themes", "finds_by_challenge"]

_THEMES = """
    SELECT t.id, t.name, t.idea, t.boundary, t.map, t.status, p.name AS part_of
    FROM themes t LEFT JOIN themes p ON p.id = t.parent
    ORDER BY t.map <> ?, t.map, t.position, t.name
"""
_FINDS = """
    SELECT f.challenge, d.label AS document, p.label AS participant, t.number AS turn, f.start, f."end", f.words, f.why
    FROM finds f JOIN versions v ON v.id = f.version JOIN documents d ON d.id = v.document
    LEFT JOIN turns t ON t.n =
        (SELECT n FROM turns WHERE version = f.version AND start <= f.start ORDER BY start DESC LIMIT 1)
    LEFT JOIN speakers s ON s.document = d.id AND s.label = coalesce(t.label, '')
    LEFT JOIN participants p ON p.id = s.participant
    ORDER BY f.challenge, f.position
"""


class Themes(Family):
    """The themes of a study, in every map."""

    def __init__(self, store: Store, codes: Codes) -> None:
        super().__init__(store)
        self._codes = codes

    def all(self) -> list[Theme]:
        """Every theme: those of the main map first, each map in the order people gave them."""
        looked_at = finds_by_challenge(self.store)
        return [
            Theme(
                **dict(row),
                codes=self._codes_of(row["id"]),
                evidence=self._evidence_of(row["id"]),
                challenges=tuple(one for one in self._challenges_of(row["id"], looked_at) if one.verdict),
                clusters=self._clusters_of(row["id"]),
            )
            for row in self.rows(_THEMES, MAIN_MAP)
        ]

    def of_map(self, name: str) -> list[Theme]:
        """The themes of one map, in the order people gave them; QualcodeError where there is no such map."""
        known = self.maps()
        named = next((one for one in known if one.casefold() == name.casefold()), None)
        if named is None and name != MAIN_MAP:
            raise unknown("map", name, known, "qualcode themes map")
        return [one for one in self.all() if one.map == (named or MAIN_MAP)]

    def reported(self) -> list[Theme]:
        """The themes that reports are written from: those of the main map that nobody has dropped."""
        return [one for one in self.all() if one.map == MAIN_MAP and one.status != "dropped"]

    def maps(self) -> list[str]:
        """The maps that hold a theme, the main one first."""
        rows = self.rows("SELECT DISTINCT map FROM themes ORDER BY map <> ?, map", MAIN_MAP)
        return [row["map"] for row in rows]

    def count(self) -> int:
        """How many there are in the main map."""
        row = self.row("SELECT count(*) AS n FROM themes WHERE map = ?", MAIN_MAP)
        return int(row["n"]) if row else 0

    def clusterings(self) -> frozenset[str]:
        """When clusters were published, of which themes may take some in."""
        return frozenset(row["made"] for row in self.rows("SELECT made FROM clusterings"))

    def named(self, name: str, map_: str | None = None) -> Theme:
        """A theme by its name, or by words of it that no other theme has; those of the main map come first."""
        themes = self.all() if map_ is None else self.of_map(map_)
        folded = " ".join(name.split()).casefold()
        whole = [one for one in themes if " ".join(one.name.split()).casefold() == folded]
        fitting = whole or [one for one in themes if folded in " ".join(one.name.split()).casefold()]
        fitting = [one for one in fitting if one.map == MAIN_MAP] or fitting
        if len(fitting) > 1:
            names = "; ".join(f"“{one.name}”" + _where(one) for one in fitting)
            apart = len({one.name.casefold() for one in fitting}) > 1
            hint = "Write more of the name." if apart else f"Say in which map: --map {typed(fitting[0].map)}"
            raise QualcodeError(f"“{name}” could be {names}.", hint=hint)
        if not fitting or not folded:
            raise unknown("theme", name, [one.name for one in themes], "qualcode themes list")
        return fitting[0]

    def key_of(self, name: str) -> str:
        """The stored id of a theme."""
        return self.named(name).id

    def get(self, key: str) -> Theme:
        """A theme by its stored id."""
        return next(one for one in self.all() if one.id == key)

    def name_new(self, coder: str, new: NewTheme) -> Theme:
        """Keep a theme that a person named; QualcodeError when that name is taken."""
        with self.store.change(coder, "themes.name") as transaction:
            key = insert_theme(transaction, self._codes, new, self.store.coder_id(coder))
        return self.get(key)

    def replace_all(
        self, coder: str, themes: Sequence[NewTheme], renamed: Mapping[str, tuple[str, str]] = MappingProxyType({})
    ) -> None:
        """Make the project's themes those of an imported file: by map and name changed, added, and taken away.

        `renamed` has the map and name in the file of themes that are called otherwise there, by stored id.
        """
        with self.store.change(coder, "themes.import") as transaction:
            who = self.store.coder_id(coder)
            rows = self.rows("SELECT id, map, name FROM themes ORDER BY rowid DESC")
            standing = {renamed.get(row["id"], (row["map"], row["name"])): row["id"] for row in rows}
            wanted = {(one.map, one.name) for one in themes}
            for place, key in standing.items():
                if place not in wanted:
                    remove_theme(transaction, key)
            keys: dict[tuple[str, str], str] = {}
            for one in themes:
                keys[one.map, one.name] = self._import(transaction, one, standing.get((one.map, one.name)), who)
            set_parts(transaction, themes, keys)

    def _import(self, transaction: Transaction, theme: NewTheme, standing: str | None, coder: str) -> str:
        if standing is None:
            return insert_theme(transaction, self._codes, theme, coder, with_part=False)
        replace_theme(transaction, self._codes, standing, theme, coder)
        return standing

    def remove(self, coder: str, name: str, map_: str | None = None) -> Theme:
        """Take a theme away, with its challenges and memos; its codings stay, its parts move up."""
        with self.store.change(coder, "themes.remove") as transaction:
            theme = self.named(name, map_)
            remove_theme(transaction, theme.id)
        return theme

    def _codes_of(self, theme: str) -> tuple[str, ...]:
        query = "SELECT name FROM theme_codes JOIN codes ON codes.id = code WHERE theme = ? ORDER BY name"
        return tuple(row["name"] for row in self.rows(query, theme))

    def _evidence_of(self, theme: str) -> tuple[Evidence, ...]:
        query = "SELECT coding, stance FROM evidence WHERE theme = ? ORDER BY position, id"
        return tuple(Evidence(row["coding"], row["stance"]) for row in self.rows(query, theme))

    def _clusters_of(self, theme: str) -> tuple[TakenCluster, ...]:
        query = (
            "SELECT c.made, number FROM theme_clusters JOIN clusterings c ON c.id = clustering WHERE theme = ?"
            " ORDER BY c.made, number"
        )
        return tuple(TakenCluster(row["made"], row["number"]) for row in self.rows(query, theme))

    def _challenges_of(self, theme: str, finds: dict[str, tuple[Find, ...]]) -> list[Challenge]:
        query = (
            "SELECT id, query, examined, verdict, note, searched FROM challenges WHERE theme = ? ORDER BY made, rowid"
        )
        return [
            Challenge(**{name: row[name] for name in row.keys() if name != "id"}, finds=finds.get(row["id"], ()))  # noqa: SIM118
            for row in self.rows(query, theme)
        ]


def finds_by_challenge(store: Store) -> dict[str, tuple[Find, ...]]:
    """What each search put before its coder, in the order of the page, by the stored id of the search."""
    rows = groupby(store.connection.execute(_FINDS).fetchall(), key=lambda row: str(row["challenge"]))
    return {challenge: tuple(_find(dict(row)) for row in found) for challenge, found in rows}


def _find(row: dict[str, object]) -> Find:
    del row["challenge"]
    return Find(**{**row, "why": tuple(json.loads(str(row["why"])))})  # type: ignore[arg-type]


def _where(theme: Theme) -> str:
    return "" if theme.map == MAIN_MAP else f" (map {theme.map})"
