"""What moves to a new version of a document, and what is left behind on the old one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.project import Project
from qualcode.project.versions import NewPlace, Standing
from qualcode.transcripts.versions.offset_map import OffsetMap, offset_map

Outcome = Literal["same", "changed", "ambiguous", "lost", "taken"]

WHY = {
    "ambiguous": "its words stand several times now",
    "lost": "its words stand nowhere now",
    "taken": "the same words carry this code of this coder already",
}
"""Why something is left behind."""


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one coding, suggestion or asked question."""

    standing: Standing
    outcome: Outcome
    was: str
    """Its words in the old version."""
    start: int
    end: int
    words: str
    """Those it has now; empty where it is left behind."""

    @property
    def moves(self) -> bool:
        """Whether it stands on the new version from now on."""
        return self.outcome in {"same", "changed"}


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One coding as the person hears of it."""

    coding: str
    code: str
    coder: str
    became: str
    """words changed, left behind, or found again."""
    words: str
    now: str
    """The words it stands on now, or why it stands on none."""


def moves(way: OffsetMap, standing: Iterable[Standing]) -> list[Move]:
    """What becomes of everything that stands on a text; those whose words stay go before those they change for."""
    found = [(one, way.place(one.start, one.end)) for one in standing]
    taken: set[tuple[object, ...]] = set()
    outcomes = []
    for one, moved in sorted(found, key=lambda pair: pair[1].kind != "same"):
        outcome: Outcome = moved.kind
        place = (one.relation, one.what, one.coder, moved.start, moved.end)
        if outcome in {"same", "changed"}:
            outcome = "taken" if place in taken else outcome
            taken.add(place)
        here = (moved.start, moved.end) if outcome in {"same", "changed"} else (0, 0)
        outcomes.append(Move(one, outcome, way.old[one.start : one.end], *here, way.new[slice(*here)]))
    return outcomes


def found_again(project: Project, document: str, new: str, already: Sequence[Move]) -> list[Move]:
    """What was left behind on still older versions and whose very words the new text has."""
    taken = {_place(one) for one in already if one.moves}
    again = []
    for version in project.versions.of(document)[:-1]:
        left = [one for one in project.versions.standing_on(version.id) if one.relation == "codings"]
        if left:
            for one in moves(offset_map(project.versions.text(version.text_sha256), new), left):
                if one.outcome == "same" and _place(one) not in taken:
                    taken.add(_place(one))
                    again.append(one)
    return again


def new_places(found: Iterable[Move]) -> list[NewPlace]:
    """The places of what moves, for the project to keep."""
    return [
        NewPlace(one.standing.relation, one.standing.id, one.start, one.end, one.words) for one in found if one.moves
    ]


def told_moves(found: Sequence[Move], again: Sequence[Move], coder: str) -> list[MovedRow]:
    """The coder's own codings that did not just move along: others' are theirs to hear of."""
    rows = [
        _row(one, "words changed" if one.moves else "left behind")
        for one in sorted(found, key=lambda one: (one.moves, one.standing.start))
        if one.standing.relation == "codings" and one.standing.coder == coder and _worth_telling(one)
    ]
    return rows + [_row(one, "found again") for one in again if one.standing.coder == coder]


def visible_moves(project: Project, found: Sequence[Move], document: str, coder: str) -> list[Move]:
    """What a coder may hear of: where the document is their open blind double, only what became of their own."""
    hidden = document in project.codings.open_doubles(coder)
    return [one for one in found if not hidden or one.standing.coder == coder]


def left_behind_by(found: Sequence[Move]) -> dict[str, int]:
    """How many codings of each coder are left behind."""
    counts: dict[str, int] = {}
    for one in found:
        if one.standing.relation == "codings" and not one.moves:
            counts[one.standing.coder] = counts.get(one.standing.coder, 0) + 1
    return counts


def _worth_telling(one: Move) -> bool:
    return not one.moves or one.was.split() != one.words.split()


def _row(one: Move, became: str) -> MovedRow:
    standing = one.standing
    return MovedRow(standing.id, standing.what, standing.coder, became, one.was, one.words or WHY[one.outcome])


def _place(one: Move) -> tuple[object, ...]:
    return (one.standing.relation, one.standing.what, one.standing.coder, one.start, one.end)
