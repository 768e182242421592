"""Naming themes and changing them, as people say it: codes by name, codings and clusters by number or id."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.counting import counted
from qualcode.errors import QualcodeError
from qualcode.model import MAIN_MAP, STATUSES, Coding, Evidence, TakenCluster, Theme
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.project.theme_changes import Members, ThemeEdit
from qualcode.project.themes import NewTheme
from qualcode.study.tabulating.counting import asking_in
from qualcode.study.theming.theme_files import export_themes, import_themes
from qualcode.study.theming.theme_sheet import theme_sheet

__all__ = ["Wanted", "change_theme", "export_themes", "import_themes", "name_theme", "split_theme", "theme_sheet"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to belong to a theme, as people name it."""

    codes: Sequence[str] = ()
    codings: Sequence[str] = ()
    """Ids of codings that speak for it, or their first letters."""
    against: Sequence[str] = ()
    """The same of codings that speak against it."""
    clusters: Sequence[int] = ()
    """Numbers in the clustering published last."""


def name_theme(
    project: Project,
    coder: str,
    name: str,
    idea: str,
    boundary: str = "",
    codes: Sequence[str] = (),
    codings: Sequence[str] = (),
    *,
    clusters: Sequence[int] = (),
    map_: str = MAIN_MAP,
    part_of: str | None = None,
) -> Theme:
    """Keep a theme that a person named, with codes, single codings and clusters that belong to it."""
    wanted = Wanted(codes, codings, clusters=clusters)
    return project.themes.name_new(coder, _new(project, coder, name, idea, boundary, wanted, map_, part_of))


def change_theme(
    project: Project,
    coder: str,
    theme: Theme,
    edit: ThemeEdit,
    wanted: Wanted,
    without: Sequence[str] = (),
) -> Theme:
    """Change a theme's words, status or place, and what belongs to it; `without` are codings to take out, by id."""
    if edit.status is not None and edit.status not in STATUSES:
        raise QualcodeError(f"There is no status “{edit.status}”.", hint=f"One of: {', '.join(STATUSES)}")
    given = {"a name": edit.name, "a central idea": edit.idea}
    for what, words in given.items():
        if words is not None and not words.strip():
            raise QualcodeError(f"A theme needs {what}.", hint="qualcode themes edit --help")
    evidence, clusters = _evidence(project, coder, wanted)
    whole = ThemeEdit(
        name=_flat(edit.name),
        idea=None if edit.idea is None else edit.idea.strip(),
        boundary=None if edit.boundary is None else edit.boundary.strip(),
        status=edit.status,
        part_of=edit.part_of,
        codes=_codes(project, wanted.codes),
        without_codes=_codes(project, edit.without_codes),
        evidence=evidence,
        without=tuple(project.codings.get(one).id for one in without),
        clusters=clusters,
    )
    return project.theme_changes.edit(coder, theme, whole)


def split_theme(
    project: Project,
    coder: str,
    theme: Theme,
    name: str,
    idea: str,
    boundary: str,
    members: Members,
    *,
    as_part: bool = False,
) -> Theme:
    """Make a new theme out of codes and codings of another; with `as_part` it is a part of that."""
    part_of = theme.name if as_part else None
    new = _new(project, coder, name, idea, boundary, Wanted(), theme.map, part_of)
    return project.theme_changes.split(coder, theme, new, members_named(project, members))


def members_named(project: Project, members: Members) -> Members:
    """What is to go elsewhere, by whole ids and names; QualcodeError where nothing was named."""
    if not (members.codes or members.codings or members.parts):
        raise QualcodeError("Nothing was named that should go over.", hint="Name it: --code CODE, --coding ID")
    codings = tuple(project.codings.get(one).id for one in members.codings)
    return Members(_codes(project, members.codes), codings, tuple(members.parts))


def staying_through_codes(project: Project, source: Theme, members: Members) -> int:
    """How many of the codings that went over still belong to the first theme, through one of its codes."""
    codings = {one.id: one for one in project.codings.everywhere()}
    return sum(codings[one].code in source.codes for one in members.codings if one in codings)


def _new(
    project: Project,
    coder: str,
    name: str,
    idea: str,
    boundary: str,
    wanted: Wanted,
    map_: str,
    part_of: str | None,
) -> NewTheme:
    if not name.strip() or not idea.strip():
        raise QualcodeError("A theme needs a name and a central idea.", hint='qualcode themes name "…" --idea "…"')
    known = next((one for one in project.themes.maps() if one.casefold() == map_.strip().casefold()), map_.strip())
    if not known:
        raise QualcodeError("A map needs a name.", hint="qualcode themes map")
    whole = project.themes.named(part_of, known).name if part_of else None
    evidence, clusters = _evidence(project, coder, wanted)
    return NewTheme(
        _flat(name) or "",
        idea.strip(),
        boundary.strip(),
        _codes(project, wanted.codes),
        evidence,
        map=known,
        part_of=whole,
        clusters=clusters,
    )


def _codes(project: Project, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(project.codes.named(code).name for code in codes)


def _flat(words: str | None) -> str | None:
    return None if words is None else " ".join(words.split())


def _evidence(project: Project, coder: str, wanted: Wanted) -> tuple[tuple[Evidence, ...], tuple[TakenCluster, ...]]:
    """The codings that are put to a theme, those of clusters first, and the clusters."""
    found: dict[str, Evidence] = {}
    clusters = []
    for number in wanted.clusters:
        cluster, codings = _cluster(project, coder, number)
        clusters.append(cluster)
        found |= {one.id: Evidence(one.id) for one in codings}
    for stance, given in (("for", wanted.codings), ("against", wanted.against)):
        found |= {id_: Evidence(id_, stance) for id_ in (project.codings.get(one).id for one in given)}
    return tuple(found.values()), tuple(clusters)


def _cluster(project: Project, coder: str, number: int) -> tuple[TakenCluster, list[Coding]]:
    """A cluster of the clustering published last, and the codings that count on exactly its excerpts."""
    newest = project.clusterings.newest()
    if newest is None:
        raise QualcodeError("No clusters have been looked for yet.", hint="qualcode themes discover")
    numbers = [one["number"] for one in newest.clusters]
    cluster = next((one for one in newest.clusters if one["number"] == number), None)
    if cluster is None:
        known = ", ".join(map(str, numbers)) or "none"
        raise QualcodeError(
            f"There is no cluster {number} among those published last (there are: {known}).",
            hint="qualcode themes discover",
        )
    places = {(document, start, end) for document, start, end in cluster["excerpts"]}
    ids = set(cluster.get("codings", ()))
    hidden = project.codings.open_doubles(coder)
    codings = visible(project.codings.within(), hidden, coder)
    counting = counted(codings, project.documents.all(), asking=asking_in(project, codings)).codings
    taken = [one for one in counting if one.id in ids or (one.document, one.start, one.end) in places]
    return TakenCluster(newest.made, number), taken
