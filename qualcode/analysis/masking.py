"""Which groups may be shown, so that what few people said cannot be worked out from the groups that are."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)


def withheld(
    groups: Mapping[str, Collection[Member]],
    fewest: int,
    always: Iterable[Collection[Member]] = (),
    whose: Mapping[Member, Hashable] | None = None,
) -> frozenset[str]:
    """The groups to keep back: those of fewer than `fewest` people, and as few others as would give such away.

    `always` are shown in any case, such as a total. `whose` says which members are the same person, at another time.

    >>> sorted(withheld({"north": "abcde", "south": "fgh", "old": "abcd"}, 3, always=["abcdefgh"]))
    ['old']
    """
    sizes = {name: len(_people(members, whose)) for name, members in groups.items()}
    hidden = {name for name, size in sizes.items() if 0 < size < fewest}
    standing = [frozenset(one) for one in always]

    def gives_away(left: Iterable[str]) -> bool:
        return bool(given_away([*(groups[name] for name in left), *standing], fewest, whose))

    while gives_away(shown := [name for name in groups if sizes[name] and name not in hidden]) and shown:
        smallest_first = sorted(shown, key=lambda name: sizes[name])
        enough = (name for name in smallest_first if not gives_away([one for one in shown if one != name]))
        hidden.add(next(enough, smallest_first[0]))
    return frozenset(hidden)


def given_away(
    shown: Sequence[Collection[Member]], fewest: int, whose: Mapping[Member, Hashable] | None = None
) -> frozenset[Member]:
    """Members, of fewer than `fewest` people, whose sum follows from the sums of the shown groups; none if nobody’s.

    Every way of adding, taking away and weighing is looked at: what follows is what lies in the row space of the
    groups (complementary suppression; Willenborg & de Waal 2001).

    >>> sorted(given_away(["abcde", "abcd"], 3)), sorted(given_away(["abcde", "fgh", "abcdefgh"], 3))
    (['e'], [])
    """
    alike = _alike(shown)
    rows = _reduced([[Fraction(number in place) for place in alike] for number in range(len(shown))])
    pivots = [next(column for column, value in enumerate(row) if value) for row in rows]
    # Columns of pivots rule nothing out, so they come last.
    order = [column for column in range(len(alike)) if column not in set(pivots)] + pivots
    classes = [list(alike.values())[column] for column in order]
    numbers = [[_plain(row[column]) for column in order] for row in rows]
    few = [
        row
        for row, pivot in zip(numbers, pivots, strict=True)
        if len(_people(classes[order.index(pivot)], whose)) < fewest
    ]
    for many in range(1, min(len(few), _most(fewest, whose)) + 1):
        for some in combinations(few, many):
            # Most sums fail at one of the first columns, so no more of them are made than needed.
            if not all(sum(values) in (0, 1) for values in zip(*some, strict=True)):
                continue
            held = [column for column, values in enumerate(zip(*some, strict=True)) if sum(values)]
            found = frozenset(one for column in held for one in classes[column])
            if len(_people(found, whose)) < fewest:
                return found
    return frozenset()


def _most(fewest: int, whose: object) -> int:
    """How many classes can hold so few people: one person may be in several, at several times."""
    return fewest - 1 if whose is None else 2 * fewest


def _alike(shown: Sequence[Collection[Member]]) -> dict[frozenset[int], list[Member]]:
    """Members by the groups they are in: those in the same ones cannot be told apart."""
    within: dict[Member, set[int]] = {}
    for number, group in enumerate(shown):
        for one in dict.fromkeys(group):
            within.setdefault(one, set()).add(number)
    alike: dict[frozenset[int], list[Member]] = {}
    for one, numbers in within.items():
        alike.setdefault(frozenset(numbers), []).append(one)
    return alike


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form, without empty rows."""
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(done, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for place, row in enumerate(rows):
            if place != done and row[column]:
                times = row[column]
                rows[place] = [value - times * base for value, base in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def _plain(value: Fraction) -> Fraction | int:
    """A whole number as such, which is quicker to add."""
    return value.numerator if value.denominator == 1 else value


def _people(members: Iterable[Member], whose: Mapping[Member, Hashable] | None) -> frozenset[Hashable]:
    return frozenset(members if whose is None else (whose[one] for one in members))
