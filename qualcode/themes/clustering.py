"""What discovery answers: numbered clusters, and how far each can be relied on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cluster:
    """Excerpts that belong together in most re-draws; the machine numbers it, only a person names a theme."""

    number: int
    """Counted from 1, the one with most participants first; its label is one less."""
    size: int
    """Excerpts in it."""
    members: tuple[int, ...]
    """Positions of its excerpts in the passages given, ascending."""
    terms: tuple[str, ...]
    """Words and phrases that set it apart from the rest, the most telling first."""
    exemplars: tuple[int, ...]
    """Up to three most central excerpts with different words, the most central first."""
    typical: int
    """The member with as many nearer its centre as farther from it."""
    least_typical: int
    """The member farthest from its centre."""
    stability: float
    """Share of re-draws in which it came back, from 0 to 1."""
    groups: int
    """How many participants are in it; 0 where the passages came without participants."""
    biggest_share: float
    """Share of its excerpts that its largest contributor gave; 0 where the passages came without participants."""
    question: str = ""
    """The commonest question that its excerpts answer; empty where nobody said what was asked."""
    question_share: float = 0.0
    """Share of its excerpts that answer this question."""


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Which excerpts belong together, told without names."""

    labels: "NDArray[np.int64]"
    """One per passage: position in `clusters`, or -1 for in no group."""
    clusters: tuple[Cluster, ...] = ()
    redraws: int = 0
    """How often the study was re-drawn to see what comes back; 0 where there was too little to re-draw."""
    redrawn: str = "participants"
    """What the re-draws were of: participants, or excerpts where participants are too few or unknown."""
    notice: str | None = None
    """What a reader should know before using the clusters, in plain sentences."""
    stability: tuple[float, ...] = field(init=False)
    terms: tuple[tuple[str, ...], ...] = field(init=False)
    exemplars: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.labels.setflags(write=False)
        object.__setattr__(self, "stability", tuple(cluster.stability for cluster in self.clusters))
        object.__setattr__(self, "terms", tuple(cluster.terms for cluster in self.clusters))
        object.__setattr__(self, "exemplars", tuple(cluster.exemplars for cluster in self.clusters))
