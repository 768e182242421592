"""What a participant's codings offer for a story, as rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.story_chains import Run


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A run of codings under one cycle, which may become a step."""

    run: int
    code: str
    """The code they all bear, or the cycle above."""
    cycle: str
    narrative: str
    document: str
    codings: tuple[str, ...]
    """First letters of their ids, enough for “stories build --step”."""
    words: str


def draft_rows(found: Iterable[Run]) -> tuple[DraftRow, ...]:
    """Runs in the order in which they were told, counted from 1."""
    return tuple(
        DraftRow(
            run=place,
            code=run.code,
            cycle=run.cycle,
            narrative=run.narrative,
            document=run.codings[0].document,
            codings=tuple(one.id[:8] for one in run.codings),
            words=" … ".join(" ".join(one.words.split()) for one in run.codings),
        )
        for place, run in enumerate(found, 1)
    )
