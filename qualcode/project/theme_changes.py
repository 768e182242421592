"""Changing themes that stand: their words and what belongs to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.errors import QualcodeError, typed
from qualcode.model import Evidence, TakenCluster, Theme
from qualcode.project.codes import Codes
from qualcode.project.family import Family
from qualcode.project.log import Transaction
from qualcode.project.noting import note
from qualcode.project.quote_choices_moved import codings_of, move_choices, with_all_parts
from qualcode.project.store import Store
from qualcode.project.theme_members import (
    NewTheme,
    insert_theme,
    put_clusters,
    put_codes,
    put_evidence,
    refuse_taken,
)
from qualcode.project.theme_removal import ids_of, remove_theme
from qualcode.project.themes import Themes


@dataclass(frozen=True, slots=True)
class ThemeEdit:
    """What is to become of a theme; None and empty leave it as it is."""

    name: str | None = None
    idea: str | None = None
    boundary: str | None = None
    status: str | None = None
    part_of: str | None = None
    """Words of the name of a theme of the same map; empty: a part of none."""
    codes: tuple[str, ...] = ()
    """Names of codes all of whose excerpts are to belong to it."""
    without_codes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """Codings to put to it, by id."""
    without: tuple[str, ...] = ()
    """Ids of codings to take out."""
    clusters: tuple[TakenCluster, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """Things that belong to a theme and go elsewhere: names of codes, ids of codings, names of themes."""

    codes: tuple[str, ...] = ()
    codings: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class ThemeChanges(Family):
    """What people do with themes after naming them."""

    def __init__(self, store: Store, themes: Themes, codes: Codes) -> None:
        super().__init__(store)
        self._themes = themes
        self._codes = codes

    def edit(self, coder: str, theme: Theme, edit: ThemeEdit) -> Theme:
        """Give a theme other words, another status or place, and put things to it or take them out."""
        with self.store.change(coder, "themes.edit") as transaction:
            if edit.name is not None:
                refuse_taken(transaction, theme.map, edit.name, theme.id)
            given = {"name": edit.name, "idea": edit.idea, "boundary": edit.boundary, "status": edit.status}
            values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
            if edit.part_of is not None:
                values["parent"] = self._parent(theme, edit.part_of) if edit.part_of else None
            transaction.update("themes", theme.id, **values)
            held = self._holding(transaction, theme)
            self._take_codes(transaction, theme, edit.without_codes)
            self._take_codings(transaction, theme, edit.without)
            put_codes(transaction, theme.id, self._keys(edit.codes))
            put_clusters(transaction, theme.id, edit.clusters)
            put_evidence(transaction, theme.id, edit.evidence)
            move_choices(transaction, theme.id, None, held - self._holding(transaction, theme))
        return self._themes.get(theme.id)

    def merge(self, coder: str, sources: Sequence[Theme], target: Theme) -> Theme:
        """Let one theme take in others of its map: codes, excerpts, clusters, parts and memos.

        Where both have an excerpt, the target's stance to it stays. What the others claimed, and what searches against
        them came to, goes into a memo on the target: a search for what speaks against another claim is none against
        this one.
        """
        for one in sources:
            if one.id == target.id or one.map != target.map:
                why = "cannot be merged into itself" if one.id == target.id else f"stands in the map “{one.map}”"
                raise QualcodeError(f"“{one.name}” {why}.", hint="qualcode themes merge ONE OTHER --into THIRD")
        with self.store.change(coder, "themes.merge") as transaction:
            who = self.store.coder_id(coder)
            for one in sources:
                self._take_in(transaction, one, target, who)
        return self._themes.get(target.id)

    def split(self, coder: str, theme: Theme, new: NewTheme, members: Members) -> Theme:
        """Make a new theme of the same map out of things that belonged to another."""
        with self.store.change(coder, "themes.split") as transaction:
            key = insert_theme(transaction, self._codes, new, self.store.coder_id(coder))
            self._hand_over(transaction, theme, self._themes.get(key), members, keep=False)
        return self._themes.get(key)

    def move(self, coder: str, source: Theme, target: Theme, members: Members, *, keep: bool = False) -> Theme:
        """Hand things that belong to one theme to another; with `keep` they then belong to both."""
        if source.id == target.id:
            raise QualcodeError("Those are one and the same theme.", hint="qualcode themes list")
        with self.store.change(coder, "themes.move") as transaction:
            self._hand_over(transaction, source, target, members, keep=keep)
        return self._themes.get(target.id)

    def _take_in(self, transaction: Transaction, source: Theme, target: Theme, coder: str) -> None:
        held = {one.coding for one in self._themes.get(target.id).evidence}
        put_codes(transaction, target.id, self._keys(source.codes))
        put_clusters(transaction, target.id, source.clusters)
        put_evidence(transaction, target.id, [one for one in source.evidence if one.coding not in held])
        row = transaction.row("themes", source.id) or {}
        if source.id in self._above(target.id):
            transaction.update("themes", self._top_below(target.id, source.id), parent=row["parent"])
        for part in ids_of(transaction, "themes", "parent", source.id):
            transaction.update("themes", part, parent=target.id)
        for memo in ids_of(transaction, "memos", "object", source.id):
            transaction.update("memos", memo, object=target.id)
        note(transaction, "theme", target.id, coder, _what_it_claimed(source))
        move_choices(transaction, source.id, target.id)
        remove_theme(transaction, source.id)

    def _hand_over(
        self, transaction: Transaction, source: Theme, target: Theme, members: Members, *, keep: bool
    ) -> None:
        stances = {one.coding: one.stance for one in source.evidence}
        held = self._holding(transaction, source)
        put_codes(transaction, target.id, self._keys(members.codes))
        put_evidence(
            transaction, target.id, [Evidence(one, stances.get(one, "for")) for one in dict.fromkeys(members.codings)]
        )
        _refuse_codes_of_others(source, members.codes)
        if not keep:
            self._take_codes(transaction, source, members.codes)
            self._take_codings(transaction, source, [one for one in members.codings if one in stances])
        for name in members.parts:
            part = self._themes.named(name, source.map)
            if part.part_of != source.name:
                raise QualcodeError(f"“{part.name}” is no part of “{source.name}”.", hint="qualcode themes map")
            transaction.update("themes", part.id, parent=self._parent(part, target.name))
        gone = held - self._holding(transaction, source)
        move_choices(transaction, source.id, target.id, gone & self._holding(transaction, target))
        move_choices(transaction, source.id, None, gone)

    def _take_codes(self, transaction: Transaction, theme: Theme, codes: Collection[str]) -> None:
        _refuse_codes_of_others(theme, codes)
        keys = self._keys(codes)
        for key in ids_of(transaction, "theme_codes", "theme", theme.id):
            if (transaction.row("theme_codes", key) or {})["code"] in keys:
                transaction.delete("theme_codes", key)

    def _take_codings(self, transaction: Transaction, theme: Theme, codings: Collection[str]) -> None:
        held = {(transaction.row("evidence", key) or {})["coding"]: key for key in self._evidence(transaction, theme)}
        for coding in codings:
            if coding not in held:
                raise QualcodeError(
                    f"The coding {coding[:8]} is not put to “{theme.name}” by itself.",
                    hint=f"What is: qualcode themes show {typed(theme.name)}",
                )
            transaction.delete("evidence", held[coding])

    def _holding(self, transaction: Transaction, theme: Theme) -> frozenset[str]:
        """The codings for or against a theme and its parts as they stand at this point of the command."""
        themes = self._themes.all()
        now = next(one for one in themes if one.id == theme.id)
        return codings_of(transaction, with_all_parts(now, themes))

    def _evidence(self, transaction: Transaction, theme: Theme) -> list[str]:
        return ids_of(transaction, "evidence", "theme", theme.id)

    def _keys(self, codes: Collection[str]) -> list[str]:
        return [self._codes.named(name).key for name in codes]

    def _parent(self, theme: Theme, name: str) -> str:
        """The stored id of the theme that another is to be a part of; QualcodeError where that would be a circle."""
        parent = self._themes.named(name, theme.map)
        if theme.id in {parent.id, *self._above(parent.id)}:
            raise QualcodeError(f"“{theme.name}” cannot be a part of itself.", hint="qualcode themes map")
        return parent.id

    def _parents(self) -> Mapping[str, str | None]:
        return {row["id"]: row["parent"] for row in self.rows("SELECT id, parent FROM themes")}

    def _above(self, theme: str) -> list[str]:
        parents, found = self._parents(), list[str]()
        above = parents.get(theme)
        while above is not None:
            found.append(above)
            above = parents[above]
        return found

    def _top_below(self, theme: str, above: str) -> str:
        line = [theme, *self._above(theme)]
        return line[line.index(above) - 1]


def _refuse_codes_of_others(theme: Theme, codes: Collection[str]) -> None:
    for name in codes:
        if name not in theme.codes:
            has = ", ".join(theme.codes) or "none"
            raise QualcodeError(f"{name} is no code of “{theme.name}”.", hint=f"Its codes: {has}")


def _what_it_claimed(theme: Theme) -> str:
    told = [f"Merged in: “{theme.name}”. {theme.idea}"]
    if theme.boundary:
        told.append(f"It is not: {theme.boundary}")
    told += [
        f"Searched for what speaks against it: {one.query} ({one.examined} examined): {one.verdict}. {one.note}"
        for one in theme.challenges
    ]
    return "\n".join(one.strip() for one in told)
