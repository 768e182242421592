"""Suggestions as they are laid before a coder: with decoys at random places, and some as plain rereads."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from qualcode.project.suggestions import NewSuggestion

DECOYS = 0.05
"""Share of decoys among all that is offered."""
NEIGHBOURS = 5
"""A decoy looks like one of so many before or after it: of one page."""


def number_of(share: float, of: int, random: Random) -> int:
    """How many of so many a share is: rounded up as often as its fraction says, so that it is right on average.

    >>> number_of(0.25, 8, Random(0)), number_of(0.0, 8, Random(0))
    (2, 0)
    """
    wanted = share * of
    return int(wanted) + (random.random() < wanted % 1)


def with_withheld(
    offered: Sequence[NewSuggestion],
    share: float,
    whole: Callable[[NewSuggestion], NewSuggestion | None],
    random: Random,
) -> list[NewSuggestion]:
    """Suggestions of which a random share comes as plain rereads, of any one passage at most one.

    `whole` gives a suggestion the words of its whole passage, as the edges of an excerpt would be a hint; None for
    what was shown before, which stays what it is and is none of those the share is taken of.
    """
    read = {place: found for place, one in enumerate(offered) if (found := whole(one)) is not None}
    most = number_of(share, len(read), random)
    withheld: dict[tuple[str, int, int], int] = {}
    for place in random.sample(sorted(read), len(read)):
        if len(withheld) < most:
            withheld.setdefault((read[place].document, read[place].start, read[place].end), place)
    chosen = set(withheld.values())
    return [replace(read[place], arm="withheld") if place in chosen else one for place, one in enumerate(offered)]


def with_decoys(
    offered: Sequence[NewSuggestion], decoys: Sequence[NewSuggestion], random: Random
) -> list[NewSuggestion]:
    """Suggestions with decoys among them, each at a random place and with the look of one near by; ranked anew."""
    laid = list(offered)
    for decoy in decoys if offered else ():
        place = random.randint(0, len(laid))
        near = [one for one in laid[max(0, place - NEIGHBOURS) : place + NEIGHBOURS] if one.arm != "decoy"]
        laid.insert(place, _alike(decoy, near or offered, offered, random))
    return [replace(one, rank=rank) for rank, one in enumerate(laid, start=1)]


def _alike(
    decoy: NewSuggestion, near: Sequence[NewSuggestion], offered: Sequence[NewSuggestion], random: Random
) -> NewSuggestion:
    """A decoy with the band of one near by, and a probability that others of the band might have."""
    model = random.choice(near)
    probability = model.probability
    if probability is not None:
        others = [one.probability for one in offered if one.band == model.band and one.probability is not None]
        probability += random.uniform(0.1, 0.9) * (random.choice(others) - probability)
    return replace(decoy, arm="decoy", band=model.band, probability=probability)


def room_beside_decoys(limit: int) -> int:
    """How many real suggestions leave room for their share of decoys within a limit, so that counting tells nothing.

    >>> room_beside_decoys(60), room_beside_decoys(1)
    (57, 1)
    """
    return max(1, round(limit * (1 - DECOYS)))
