"""What belongs to a theme, written as part of any command that makes or replaces one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.errors import QualcodeError
from qualcode.model import MAIN_MAP, Challenge, Evidence, TakenCluster
from qualcode.project.codes import Codes
from qualcode.project.log import Transaction
from qualcode.project.theme_removal import ids_of


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
    map: str = MAIN_MAP
    status: str = "draft"
    part_of: str | None = None
    """The name of a theme of the same map."""
    clusters: tuple[TakenCluster, ...] = ()


def insert_theme(
    transaction: Transaction,
    codes: Codes,
    new: NewTheme,
    coder: str,
    position: int | None = None,
    *,
    with_part: bool = True,
) -> str:
    """Keep a new theme, last in its map unless a position is given; gives back its id.

    Raises QualcodeError when its map has that name already. Without `with_part` what it is a part of is set later.
    """
    refuse_taken(transaction, new.map, new.name)
    if position is None:
        query = "SELECT coalesce(max(position), -1) + 1 AS next FROM themes WHERE map = ?"
        position = transaction.connection.execute(query, (new.map,)).fetchone()["next"]
    key = transaction.insert(
        "themes",
        name=new.name,
        map=new.map,
        parent=key_in_map(transaction, new.map, new.part_of) if with_part and new.part_of else None,
        position=position,
        idea=new.idea,
        boundary=new.boundary,
        status=new.status,
        coder=coder,
        made=transaction.now,
    )
    _replace_members(transaction, codes, key, new, coder)
    return key


def replace_theme(transaction: Transaction, codes: Codes, theme: str, new: NewTheme, coder: str) -> None:
    """Make a standing theme what a file says; its place and what it is a part of are set by `set_parts`."""
    transaction.update("themes", theme, name=new.name, idea=new.idea, boundary=new.boundary, status=new.status)
    _replace_members(transaction, codes, theme, new, coder)


def set_parts(transaction: Transaction, themes: Sequence[NewTheme], keys: Mapping[tuple[str, str], str]) -> None:
    """Make themes parts of others and order each map as a file says; `keys` are the stored ids by map and name."""
    for one in themes:
        parent = keys[one.map, one.part_of] if one.part_of else None
        transaction.update("themes", keys[one.map, one.name], parent=parent)
    for map_ in {one.map: None for one in themes}:
        set_order(transaction, "themes", [keys[one.map, one.name] for one in themes if one.map == map_])


def refuse_taken(transaction: Transaction, map_: str, name: str, besides: str = "") -> None:
    """Refuse a name that another theme of the map has, however it is written."""
    folded = " ".join(name.split()).casefold()
    rows = transaction.connection.execute("SELECT id, name FROM themes WHERE map = ?", (map_,)).fetchall()
    if any(row["id"] != besides and " ".join(row["name"].split()).casefold() == folded for row in rows):
        where = "" if map_ == MAIN_MAP else f" in the map “{map_}”"
        raise QualcodeError(f"There is a theme “{name}” already{where}.", hint="See them: qualcode themes list")


def key_in_map(transaction: Transaction, map_: str, name: str) -> str:
    """The stored id of a theme of a map by its whole name."""
    query = "SELECT id FROM themes WHERE map = ? AND name = ?"
    row = transaction.connection.execute(query, (map_, name)).fetchone()
    if row is None:
        raise QualcodeError(f"There is no theme “{name}” in the map “{map_}”.", hint="qualcode themes list")
    return str(row["id"])


def put_evidence(transaction: Transaction, theme: str, evidence: Sequence[Evidence]) -> None:
    """Put codings to a theme behind those it has; one it has already takes the stance given now."""
    query = "SELECT coalesce(max(position), -1) + 1 AS next FROM evidence WHERE theme = ?"
    position = transaction.connection.execute(query, (theme,)).fetchone()["next"]
    for one in evidence:
        row = transaction.connection.execute(
            "SELECT id FROM evidence WHERE theme = ? AND coding = ?", (theme, one.coding)
        ).fetchone()
        if row is not None:
            transaction.update("evidence", row["id"], stance=one.stance)
            continue
        transaction.insert("evidence", theme=theme, coding=one.coding, stance=one.stance, position=position)
        position += 1


def put_codes(transaction: Transaction, theme: str, codes: Sequence[str]) -> None:
    """Let all excerpts of some codes, by their stored ids, belong to a theme."""
    query = "SELECT code FROM theme_codes WHERE theme = ?"
    held = {row["code"] for row in transaction.connection.execute(query, (theme,))}
    for code in dict.fromkeys(codes):
        if code not in held:
            transaction.insert("theme_codes", theme=theme, code=code)


def put_clusters(transaction: Transaction, theme: str, clusters: Sequence[TakenCluster]) -> None:
    """Note the clusters whose excerpts were put to a theme; QualcodeError for one that nobody published."""
    query = "SELECT clustering, number FROM theme_clusters WHERE theme = ?"
    held = {(row["clustering"], row["number"]) for row in transaction.connection.execute(query, (theme,))}
    for one in clusters:
        place = (clustering_of(transaction, one), one.number)
        if place not in held:
            transaction.insert("theme_clusters", theme=theme, clustering=place[0], number=one.number)


def clustering_of(transaction: Transaction, cluster: TakenCluster) -> str:
    """The stored id of the clustering that a cluster is one of."""
    query = "SELECT id FROM clusterings WHERE made = ? ORDER BY rowid DESC"
    row = transaction.connection.execute(query, (cluster.published,)).fetchone()
    if row is None:
        raise QualcodeError(
            f"No clusters were published at {cluster.published} in this project.", hint="qualcode themes discover"
        )
    return str(row["id"])


def _replace_members(transaction: Transaction, codes: Codes, theme: str, new: NewTheme, coder: str) -> None:
    wanted = [codes.named(name).key for name in new.codes]
    _take_out(transaction, "theme_codes", "code", theme, wanted)
    put_codes(transaction, theme, sorted(wanted))
    taken = [(clustering_of(transaction, one), one.number) for one in new.clusters]
    for key in ids_of(transaction, "theme_clusters", "theme", theme):
        row = transaction.row("theme_clusters", key) or {}
        if (row["clustering"], row["number"]) not in taken:
            transaction.delete("theme_clusters", key)
    put_clusters(transaction, theme, new.clusters)
    stances = {one.coding: one.stance for one in new.evidence}
    _take_out(transaction, "evidence", "coding", theme, stances)
    put_evidence(transaction, theme, [Evidence(coding, stance) for coding, stance in stances.items()])
    query = "SELECT coding, id FROM evidence WHERE theme = ?"
    keys = {row["coding"]: row["id"] for row in transaction.connection.execute(query, (theme,)).fetchall()}
    set_order(transaction, "evidence", [keys[coding] for coding in stances])
    _replace_challenges(transaction, theme, new.challenges, coder)


def set_order(transaction: Transaction, relation: str, keys: Sequence[str]) -> None:
    """Bring rows into an order by their positions; nothing is changed where they stand in it already."""
    standing = [(transaction.row(relation, key) or {})["position"] for key in keys]
    if any(one >= two for one, two in pairwise(standing)):
        for position, key in enumerate(keys):
            transaction.update(relation, key, position=position)


def _take_out(
    transaction: Transaction, relation: str, column: str, theme: str, wanted: Sequence[str] | Mapping[str, str]
) -> None:
    for key in ids_of(transaction, relation, "theme", theme):
        row = transaction.row(relation, key) or {}
        if row[column] not in wanted:
            transaction.delete(relation, key)


def _replace_challenges(transaction: Transaction, theme: str, challenges: Sequence[Challenge], coder: str) -> None:
    """Make a theme's decided searches those of a file; one asked in the same words keeps what was looked at."""
    query = "SELECT id, query FROM challenges WHERE theme = ? AND verdict <> '' ORDER BY made, rowid"
    standing = [(row["id"], row["query"]) for row in transaction.connection.execute(query, (theme,)).fetchall()]
    asked = [one.query for one in challenges]
    kept = [(key, words) for key, words in standing if words in asked]
    # New ones come last; where the file wants another order, all are made anew in it.
    if [words for _, words in kept] != asked[: len(kept)]:
        kept = []
    for key, _ in standing:
        if (key, _) not in kept:
            transaction.delete_where("finds", "challenge", key)
            transaction.delete("challenges", key)
    for (key, _), one in zip(kept, challenges, strict=False):
        transaction.update("challenges", key, **_values(one))
    for one in challenges[len(kept) :]:
        transaction.insert("challenges", theme=theme, **_values(one), coder=coder, made=transaction.now)


def _values(one: Challenge) -> dict[str, object]:
    return {
        "query": one.query,
        "examined": one.examined,
        "verdict": one.verdict,
        "note": one.note,
        "searched": one.searched,
    }
