"""What may have become of codes between two codebooks."""

from dataclasses import dataclass
from typing import Literal

from qualcode.codebook.codes import Code

How = Literal["added", "removed", "reworded", "moved", "renamed", "split", "merged"]


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What became of one code, of the codes that were split or merged, or of a branch that went on as a whole."""

    how: How
    old: tuple[Code, ...]
    """The codes as they were; none for one that was added. Of a branch all of them, from the top down."""
    new: tuple[Code, ...]
    """The codes as they are; of a branch in the order of `old`."""
    fields: tuple[str, ...] = ()
    """What reads differently, besides the id and what follows from new ids; none where redirects follow alone."""
    top: tuple[str, str] | None = None
    """For moved and renamed: the id before and after, of the topmost code, or of what the codes stand below."""
    certain: bool = True
    """False where likeness of words is all that speaks for it."""
    likeness: float = 1.0
    """The share of words that went on, from 0 to 1."""

    @property
    def below(self) -> int:
        """How many codes went on below the top of a branch."""
        if self.top is None:
            return 0
        return sum(code.id != self.top[0] for code in self.old)


@dataclass(frozen=True, slots=True)
class Pair:
    """A code and what it seems to be called now."""

    old: Code
    new: Code
    certain: bool
    likeness: float


def last_part(code_id: str) -> str:
    """The part of an id behind its last dot."""
    return code_id.rpartition(".")[2]


def parent_of(code_id: str) -> str:
    """The part of an id before its last dot; empty at the top."""
    return code_id.rpartition(".")[0]
