"""Drawing passages at random, in fair shares of every document."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from qualcode.errors import QualcodeError

Drawn = TypeVar("Drawn")


def fair_shares(sizes: Mapping[str, int], size: int, chance: Random) -> dict[str, int]:
    """How many of `size` to draw from each stratum: its share of all, rounded up or down.

    Which are rounded up is left to chance in proportion to what is left over (systematic rounding of the running
    total: Cox 1987, Journal of the American Statistical Association 82:520). So everything has exactly the same
    chance to be drawn, however small its stratum, and what is counted in the sample needs no weights; giving the
    rest to the largest remainders would never draw from strata that are too small.

    >>> fair_shares({"D01": 100, "D02": 200, "D03": 100}, 40, Random(0))
    {'D01': 10, 'D02': 20, 'D03': 10}
    """
    every = sum(sizes.values())
    if not 0 <= size <= every:
        raise QualcodeError(f"{size} cannot be drawn from {every}.", hint=f"Draw from 0 to {every}")
    order = sorted(sizes)
    chance.shuffle(order)
    shares, before = {}, 0
    start = chance.randrange(every) if every else 0
    for name in order:
        after = before + sizes[name]
        shares[name] = (size * after + start) // every - (size * before + start) // every if every else 0
        before = after
    return {name: shares[name] for name in sizes}


def draw(strata: Mapping[str, Sequence[Drawn]], size: int, seed: int) -> tuple[Drawn, ...]:
    """So many of all strata, each in its fair share, in random order; the same seed draws the same from the same."""
    chance = Random(seed)  # noqa: S311  # to be repeated, not to be secret
    shares = fair_shares({name: len(within) for name, within in strata.items()}, size, chance)
    drawn = [one for name in sorted(strata) for one in chance.sample(list(strata[name]), shares[name])]
    chance.shuffle(drawn)
    return tuple(drawn)
