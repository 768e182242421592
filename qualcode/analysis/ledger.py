"""What became of the suggestions, and where the codings came from."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from qualcode.model import Coding

DECIDED = ("accepted", "changed", "rejected", "none of these")
"""What can become of a suggestion."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion that was put before a coder, and what became of it."""

    coder: str
    code: str
    document: str
    participant: str | None
    arm: str
    """offered, withheld (a plain reread) or decoy."""
    band: str
    probability: float | None
    status: str
    """open, accepted, changed, rejected or none of these."""
    added: bool
    """Whether the coder gave the code, to these words or to others nearby."""
    seconds: float | None
    """From when it was in front of the coder to the decision; None while open, and where nobody knows."""
    decided: str
    """When; empty while open."""

    @property
    def is_decided(self) -> bool:
        """Whether the coder has said what is to become of it."""
        return self.status in DECIDED

    @property
    def group(self) -> str:
        """Whose words they are: what hangs together."""
        return self.participant or self.document


@dataclass(frozen=True, slots=True)
class Entry:
    """The suggestions of one code shown to one coder, by what became of them."""

    coder: str
    code: str
    """Empty for all codes together."""
    shown: int
    accepted: int
    changed: int
    """Accepted with other words or another code."""
    rejected: int
    none_of_these: int
    open: int
    cannot_say: int
    """Of those shown, how many came without a probability."""
    seconds: float | None
    """Median time of a decision; None where none is known."""
    timed: int
    """Decisions whose time is known."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The codings of one code by one coder, by how they came about."""

    coder: str
    code: str
    """Empty for all codes together."""
    codings: int
    blind: int
    """Made before the coder had seen suggestions, or anyone else's codings, of the interview."""
    suggested: int
    """Made by accepting a suggestion."""
    later: int
    """Made by hand after suggestions or others' codings were seen."""


Row = TypeVar("Row", Offered, Coding)


def ledger(offered: Iterable[Offered]) -> tuple[Entry, ...]:
    """A row for each coder and code, and before them one for all codes of the coder; decoys and rereads are apart."""
    rows = []
    for coder, code, some in _each([one for one in offered if one.arm == "offered"]):
        became, times = Counter(one.status for one in some), [one.seconds for one in some if one.seconds is not None]
        rows.append(
            Entry(
                coder,
                code,
                shown=len(some),
                accepted=became["accepted"],
                changed=became["changed"],
                rejected=became["rejected"],
                none_of_these=became["none of these"],
                open=became["open"],
                cannot_say=sum(one.band == "cannot say" for one in some),
                seconds=median(times) if times else None,
                timed=len(times),
            )
        )
    return tuple(rows)


def origins(codings: Iterable[Coding], from_suggestions: Collection[str]) -> tuple[Origin, ...]:
    """A row for each coder and code, and before them one for all codes of the coder.

    `from_suggestions`: ids of the codings that accepting a suggestion made; a blind one among them counts there.
    """
    rows = []
    for coder, code, some in _each(list(codings)):
        suggested = [one for one in some if one.id in from_suggestions]
        blind = sum(one.blind and one.id not in from_suggestions for one in some)
        rows.append(Origin(coder, code, len(some), blind, len(suggested), len(some) - blind - len(suggested)))
    return tuple(rows)


def last_decided(offered: Iterable[Offered], last: int) -> list[Offered]:
    """The suggestions decided last, the latest of them last; decoys and plain rereads are none."""
    decided = [one for one in offered if one.arm == "offered" and one.is_decided]
    return sorted(decided, key=lambda one: (one.decided, one.coder, one.code))[-last:] if last > 0 else []


def _each(rows: Sequence[Row]) -> list[tuple[str, str, list[Row]]]:
    """By coder, then by code, with an empty code for all of the coder's."""
    found = []
    for coder in sorted({one.coder for one in rows}):
        own = [one for one in rows if one.coder == coder]
        found.append((coder, "", own))
        found += [(coder, code, [one for one in own if one.code == code]) for code in sorted({o.code for o in own})]
    return found
