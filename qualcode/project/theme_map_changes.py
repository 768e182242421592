"""Theme maps: rival sets of themes, of which reports are written from one."""

from qualcode.errors import QualcodeError
from qualcode.model import MAIN_MAP, Theme
from qualcode.project.codes import Codes
from qualcode.project.family import Family
from qualcode.project.quote_choices_moved import copy_choices
from qualcode.project.store import Store
from qualcode.project.theme_members import NewTheme, insert_theme, put_clusters, refuse_taken
from qualcode.project.themes import Themes

_FORMER_MAIN = "main before"


class ThemeMaps(Family):
    """What people do with whole maps of themes."""

    def __init__(self, store: Store, themes: Themes, codes: Codes) -> None:
        super().__init__(store)
        self._themes = themes
        self._codes = codes

    def move_theme(self, coder: str, theme: Theme, map_: str) -> Theme:
        """Take a theme with its parts over to another map, which is made where it is new."""
        if theme.map == map_:
            return theme
        with self.store.change(coder, "themes.move") as transaction:
            query = "SELECT coalesce(max(position), -1) + 1 AS next FROM themes WHERE map = ?"
            going = [theme.id, *self._below(theme)]
            position = transaction.connection.execute(query, (map_,)).fetchone()["next"]
            for place, key in enumerate(going):
                row = transaction.row("themes", key) or {}
                refuse_taken(transaction, map_, row["name"], key)
                parent = row["parent"] if row["parent"] in going else None
                transaction.update("themes", key, map=map_, parent=parent, position=position + place)
        return self._themes.get(theme.id)

    def begin(self, coder: str, source: str, new: str) -> list[Theme]:
        """Begin a rival map with the themes of another as they stand, without searches and memos."""
        themes = self._themes.of_map(source)
        if not themes:
            raise QualcodeError(f"The map “{source}” holds no theme.", hint="qualcode themes map")
        self._refuse_known_map(new)
        with self.store.change(coder, "themes.map") as transaction:
            who = self.store.coder_id(coder)
            made: dict[str, str] = {}
            for position, one in enumerate(themes):
                copy = NewTheme(one.name, one.idea, one.boundary, one.codes, one.evidence, (), new, one.status)
                made[one.name] = insert_theme(transaction, self._codes, copy, who, position)
                put_clusters(transaction, made[one.name], one.clusters)
                copy_choices(transaction, one.id, made[one.name])
            for one in themes:
                if one.part_of:
                    transaction.update("themes", made[one.name], parent=made[one.part_of])
        return self._themes.of_map(new)

    def rename(self, coder: str, map_: str, new: str) -> None:
        """Give a map another name."""
        themes = self._themes.of_map(map_)
        self._refuse_known_map(new, besides=map_)
        with self.store.change(coder, "themes.map") as transaction:
            for one in themes:
                transaction.update("themes", one.id, map=new)

    def make_main(self, coder: str, map_: str) -> str | None:
        """Let reports be written from another map; gives back what the main one is called from now on."""
        rival, main = self._themes.of_map(map_), self._themes.of_map(MAIN_MAP)
        if not rival or rival[0].map == MAIN_MAP:
            raise QualcodeError("That is the main map already.", hint="qualcode themes map")
        known, former, n = set(self._themes.maps()), _FORMER_MAIN, 1
        while former in known:
            n += 1
            former = f"{_FORMER_MAIN} {n}"
        with self.store.change(coder, "themes.map") as transaction:
            for one in main:
                transaction.update("themes", one.id, map=former)
            for one in rival:
                transaction.update("themes", one.id, map=MAIN_MAP)
        return former if main else None

    def _refuse_known_map(self, name: str, besides: str = "") -> None:
        if any(one.casefold() == name.casefold() for one in self._themes.maps() if one != besides):
            raise QualcodeError(f"There is a map “{name}” already.", hint="qualcode themes map")

    def _below(self, theme: Theme) -> list[str]:
        """The ids of the parts of a theme, their parts, and so on."""
        found = [theme.id]
        for key in found:
            found += [row["id"] for row in self.rows("SELECT id FROM themes WHERE parent = ? ORDER BY position", key)]
        return found[1:]
