"""What a suggestion adds beyond a second look."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.intervals import Interval, difference

REDRAWS = 2000
"""How often the groups are drawn anew."""
FEWEST_LOOKS = 10
"""Of each kind, before anything is said."""
FEWEST_GROUPS = 5
"""Groups in which both kinds were looked at, before anything is said."""
FEW_GROUPS = 10
"""With fewer, the interval is too narrow, and it is said."""


@dataclass(frozen=True, slots=True)
class Look:
    """A second look at a passage, and whether the coder gave it the code in question."""

    group: str
    """The participant who speaks, or the document."""
    suggested: bool
    """Whether the code was suggested; else the passage came as a plain reread."""
    added: bool


@dataclass(frozen=True, slots=True)
class Influence:
    """How much more often a code was given where it was suggested than on a plain reread."""

    added_suggested: int
    suggested: int
    added_reread: int
    reread: int
    groups: int
    value: float | None
    """The one share less the other; None where there are too few looks for it."""
    interval: Interval | None
    doubt: str = ""
    """Why there is none, or why it is too narrow; in a sentence."""


def influence(looks: Iterable[Look], *, redraws: int = REDRAWS, seed: int = 0) -> Influence:
    """P(code given | suggested) less P(code given | plain reread), with its interval.

    The interval redraws whole groups with replacement, because what one person says hangs together (percentile
    cluster bootstrap: Efron & Tibshirani 1993, chapter 13; Field & Welsh 2007), and is never narrower than Newcombe's
    for two independent shares, since redrawing sees no chance at all where nobody or everybody gave the code.
    """
    counts = _by_group(looks)
    rows = [counts[group] for group in sorted(counts)]
    suggested, given, reread, regiven = (sum(row[place] for row in rows) for place in range(4))
    both = sum(1 for row in rows if row[0] and row[2])
    doubt = _too_few(suggested, reread, both)
    if doubt:
        return Influence(given, suggested, regiven, reread, len(rows), None, None, doubt)
    drawn = _redrawn(rows, redraws, seed)
    plain = difference((given, suggested), (regiven, reread))
    interval = Interval(min(drawn.low, plain.low), max(drawn.high, plain.high))
    narrow = f"With only {len(rows)} people or interviews it may be off by more." if len(rows) < FEW_GROUPS else ""
    value = given / suggested - regiven / reread
    return Influence(given, suggested, regiven, reread, len(rows), value, interval, narrow)


def _by_group(looks: Iterable[Look]) -> dict[str, list[int]]:
    """By group: suggested, given then, reread, given then."""
    counts: dict[str, list[int]] = {}
    for look in looks:
        row = counts.setdefault(look.group, [0, 0, 0, 0])
        place = 0 if look.suggested else 2
        row[place] += 1
        row[place + 1] += look.added
    return counts


def _too_few(suggested: int, reread: int, both: int) -> str:
    if min(suggested, reread) < FEWEST_LOOKS:
        return (
            f"It takes at least {FEWEST_LOOKS} decided suggestions and {FEWEST_LOOKS} plain rereads;"
            f" there are {suggested} and {reread}."
        )
    if both < FEWEST_GROUPS:
        there = "there is 1" if both == 1 else f"there are {both}"
        return f"It takes at least {FEWEST_GROUPS} people with both kinds of second looks; {there}."
    return ""


def _redrawn(rows: list[list[int]], redraws: int, seed: int) -> Interval:
    import numpy as np

    table, chance = np.array(rows, dtype=np.int64), np.random.default_rng(seed)
    times = chance.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=redraws)
    sums = times @ table
    sums = sums[(sums[:, 0] > 0) & (sums[:, 2] > 0)]
    differences = sums[:, 1] / sums[:, 0] - sums[:, 3] / sums[:, 2]
    low, high = np.quantile(differences, [0.025, 0.975])
    return Interval(float(low), float(high))
