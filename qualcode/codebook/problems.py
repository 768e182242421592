"""A mistake in a file someone wrote: where it stands, what is wrong, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.errors import ProblemsInFile

SHOWN_AT_MOST = 200
"""A file that is no codebook at all would otherwise scroll by for minutes."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, at a line and column counted from 1."""

    line: int
    column: int
    message: str
    mend: str

    def sentence(self, name: str) -> str:
        """The mistake as people read it: file:line:column: what is wrong; how to mend."""
        return f"{name}:{self.line}:{self.column}: {self.message}; {self.mend}"


def problems_in(name: str, problems: Iterable[Problem]) -> ProblemsInFile:
    """The error that lists all mistakes of a file from top to bottom."""
    found = sorted(set(problems))
    sentences = [problem.sentence(name) for problem in found[:SHOWN_AT_MOST]]
    if len(found) > SHOWN_AT_MOST:
        sentences.append(f"… and {len(found) - SHOWN_AT_MOST} more.")
    how_many = "one problem" if len(found) == 1 else f"{len(found)} problems"
    return ProblemsInFile(
        f"The codebook “{name}” has {how_many}.", sentences, hint="Mend the file, then: qualcode codebook check"
    )


def shortened(text: str) -> str:
    """A text on one line, cut to what fits in a message."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"
