"""Theme maps: one as a tree, two beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Theme
from qualcode.project import Project
from qualcode.study.keeping_back import note_what_is_shown
from qualcode.study.theming.theme_members import Place, answers_about, not_counted, places
from qualcode.themes.parts import in_order, with_parts
from qualcode.themes.rival_maps import Counterpart, compare_maps

NOT_EXAMINED = "not yet examined"


@dataclass(frozen=True, slots=True)
class MapRow:
    """A theme in its map."""

    map: str
    theme: str
    depth: int
    """0 for a theme that is a part of none."""
    status: str
    participants: int
    """Who raised it, or in a map by itself a part of it, as far as it counts."""
    excerpts: int
    """For it; in a map by itself, for a part of it too."""
    against: int
    examined: str
    """The verdicts, or that nobody has looked yet for what speaks against it."""
    codes: tuple[str, ...]
    """Its own, all of whose excerpts belong to it."""
    uncounted: int
    """Excerpts put to it that do not count: their interview is not finished, or another coder's codings count there."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """An excerpt that two maps place differently, or that only one has a theme for."""

    document: str
    turn: int | None
    participant: str | None
    one: tuple[str, ...]
    """Its themes in the first map."""
    other: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class MapsBeside:
    """Two maps beside each other."""

    one: tuple[MapRow, ...]
    other: tuple[MapRow, ...]
    counterparts: tuple[Counterpart, ...]
    same: int
    """Excerpts that stand in themes that answer each other."""
    rows: tuple[PlacedRow, ...]
    """Placed differently first, then those of the first map alone, then those of the second."""
    newly_seen: tuple[str, ...] = ()


def map_rows(project: Project, name: str, viewer: str | None) -> tuple[MapRow, ...]:
    """The themes of a map in reading order, each followed by its parts, with what belongs to it and counts."""
    return _rows(project, project.themes.of_map(name), viewer)


def maps_beside(project: Project, one: str, other: str, viewer: str | None) -> MapsBeside:
    """Two maps, which of their themes answer each other, and the excerpts that they place differently."""
    first, second = project.themes.of_map(one), project.themes.of_map(other)
    here, there = _places(project, first, viewer), _places(project, second, viewer)
    compared = compare_maps(here, there)
    apart = [
        *((one.excerpt, one.one, one.other) for one in compared.differently),
        *((place, _themes_at(here, place), ()) for place in compared.only_one),
        *((place, (), _themes_at(there, place)) for place in compared.only_other),
    ]
    at = {(one.document, one.start, one.end): one for one in project.codings.within()}
    rows = tuple(
        PlacedRow(at[place].document, at[place].turn, at[place].participant, these, those, at[place].words)
        for place, these, those in apart
    )
    shown = {place for place, _, _ in apart}
    seen = [coding for coding in project.codings.within() if (coding.document, coding.start, coding.end) in shown]
    return MapsBeside(
        _rows(project, first, viewer, with_what_parts_hold=False),
        _rows(project, second, viewer, with_what_parts_hold=False),
        compared.counterparts,
        compared.same,
        rows,
        note_what_is_shown(project, viewer, seen),
    )


def _rows(
    project: Project, themes: Sequence[Theme], viewer: str | None, *, with_what_parts_hold: bool = True
) -> tuple[MapRow, ...]:
    answers = answers_about(project, with_parts(themes) if with_what_parts_hold else themes, viewer)
    rows = []
    for theme, depth in in_order(themes):
        codings = answers.supporting(theme.name)
        rows.append(
            MapRow(
                map=theme.map,
                theme=theme.name,
                depth=depth,
                status=theme.status,
                participants=len({one.participant for one in codings} - {None}),
                excerpts=len(places(codings)),
                against=len(places(answers.against(theme.name))),
                examined=", ".join(dict.fromkeys(one.verdict for one in theme.challenges)) or NOT_EXAMINED,
                codes=theme.codes,
                uncounted=len(not_counted(answers, theme.name)),
            )
        )
    return tuple(rows)


def _places(project: Project, themes: Sequence[Theme], viewer: str | None) -> dict[str, frozenset[Place]]:
    """The excerpts of each theme by itself, without those of its parts, which are compared on their own."""
    answers = answers_about(project, [one for one in themes if one.status != "dropped"], viewer)
    return {name: places(answers.supporting(name)) for name in answers.themes}


def _themes_at(themes: dict[str, frozenset[Place]], place: Place) -> tuple[str, ...]:
    return tuple(name for name, held in themes.items() if place in held)
