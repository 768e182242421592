"""When interviews stopped bringing new codes, and how much that hangs on the order in which they are read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from random import Random

_ROUNDING = 1e-9
"""So that 29 of 100 codes is at most 29 percent, whatever 0.29 is in binary."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What counts as bringing little that is new (Guest, Namey & Chen 2020, PLoS ONE 15:e0232076)."""

    base: int = 4
    """b: the first interviews, whose codes are what new ones are held against."""
    run: int = 2
    """r: how many interviews in a row must bring little."""
    threshold: float = 0.05
    """t: at most this share of the base’s codes is little."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The random orders in which the same interviews are read."""

    number: int = 1000
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Saturation:
    """How soon a group’s interviews brought few new codes; nothing in it holds without its yardstick and orders."""

    group: str
    participants: int
    codes: int
    """Codes that any of them were given."""
    base: int
    run: int
    threshold: float
    orders: int
    seed: int
    new_codes: tuple[int, ...]
    """What each participant brought first, in the order of interviewing."""
    in_order: int | None
    """Interviews read, in that order, until a run brought little; None where none did, or there are too few."""
    median: int | None
    """The same over the random orders in which it came about: in half of them by then."""
    low: int | None
    """By then in 2.5 of 100 of these."""
    high: int | None
    """By then in 97.5 of 100 of these."""
    not_in: int
    """In how many of the random orders it never came about."""
    growth: tuple[float, ...]
    """Codes found after each interview, on average over the random orders."""

    @property
    def enough(self) -> bool:
        """Whether there are participants for a base and one run at least."""
        return self.participants >= self.base + self.run


def saturates_at(new_codes: Sequence[int], yardstick: Yardstick = Yardstick()) -> int | None:
    """The least i ≥ b with N(i, r) / U(b) ≤ t, to be told as “i + r”; None where there is none.

    U(b) are the codes of the first b interviews, N(i, r) those first seen in interviews i + 1 … i + r, all of which
    there must be. Where the first b brought no code at all, nothing can be held against them. The worked example of
    Guest, Namey & Chen (2020): 7 + 2, 8 + 3, 10 + 2 and 13 + 3.

    >>> new = (12, 7, 5, 3, 2, 2, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0)
    >>> [saturates_at(new, Yardstick(4, run, threshold)) for run, threshold in ((2, .05), (3, .05), (2, 0), (3, 0))]
    [7, 8, 10, 13]
    """
    base, run = yardstick.base, yardstick.run
    first = sum(new_codes[:base])
    if not first:
        return None
    for place in range(base, len(new_codes) - run + 1):
        if sum(new_codes[place : place + run]) <= yardstick.threshold * first + _ROUNDING:
            return place
    return None


def new_codes(order: Sequence[str], codes_of: Mapping[str, Collection[str]]) -> tuple[int, ...]:
    """How many codes each participant, in this order, was the first to be given.

    >>> new_codes(["P02", "P01", "P03"], {"P01": {"a", "b"}, "P02": {"b", "c"}})
    (2, 1, 0)
    """
    seen: set[str] = set()
    found = []
    for person in order:
        own = set(codes_of.get(person, ()))
        found.append(len(own - seen))
        seen |= own
    return tuple(found)


def saturation(
    group: str, order: Sequence[str], codes_of: Mapping[str, Collection[str]], yardstick: Yardstick, orders: Orders
) -> Saturation:
    """How soon new codes ran out among the participants in `order`, as interviewed and in random orders."""
    chance = Random(orders.seed)  # noqa: S311  # to be repeated, not to be secret
    people = sorted(order)
    found: list[int] = []
    total = [0] * len(people)
    for _ in range(orders.number):
        chance.shuffle(people)
        new = new_codes(people, codes_of)
        total = [one + other for one, other in zip(total, accumulate(new), strict=True)]
        place = saturates_at(new, yardstick)
        found += [place] if place is not None else []
    found.sort()
    as_interviewed = new_codes(order, codes_of)
    return Saturation(
        group=group,
        participants=len(order),
        codes=len({code for person in order for code in codes_of.get(person, ())}),
        base=yardstick.base,
        run=yardstick.run,
        threshold=yardstick.threshold,
        orders=orders.number,
        seed=orders.seed,
        new_codes=as_interviewed,
        in_order=saturates_at(as_interviewed, yardstick),
        median=_rank(found, 0.5),
        low=_rank(found, 0.025),
        high=_rank(found, 0.975),
        not_in=orders.number - len(found),
        growth=tuple(round(one / orders.number, 2) for one in total),
    )


def _rank(ordered: Sequence[int], share: float) -> int | None:
    """The least value that at least this share does not exceed (nearest rank)."""
    return ordered[max(0, ceil(share * len(ordered) - 1e-9) - 1)] if ordered else None
