"""Suggestions as the ledger counts them: what was put before a coder, what became of it, how long that took."""

from collections.abc import Collection, Sequence
from datetime import datetime

from qualcode.analysis.ledger import Offered
from qualcode.model import Suggestion
from qualcode.project import Project
from qualcode.project.agreed import given_to_other_words


def offered(project: Project, coder: str, every: Sequence[Suggestion]) -> list[Offered]:
    """Those of `every` suggestion to a coder that were put before them.

    Whether the code was given is told as it was decided, whatever became of the coding since.
    """
    to_other_words = given_to_other_words(project, coder) if any(one.status == "changed" for one in every) else ()
    return [_as_offered(one, to_other_words) for one in every if one.shown or one.decided]


def _as_offered(one: Suggestion, to_other_words: Collection[str]) -> Offered:
    return Offered(
        coder=one.coder,
        code=one.code,
        document=one.document,
        participant=one.participant,
        # Told apart while it waits, a decoy could be found by counting.
        arm="offered" if one.arm == "decoy" and one.status == "open" else one.arm,
        band=one.band,
        probability=one.probability,
        status=one.status,
        added=one.status == "accepted" or one.id in to_other_words,
        seconds=_seconds(one.opened, one.decided),
        decided=one.decided or "",
    )


def _seconds(opened: str | None, decided: str | None) -> float | None:
    if opened is None or decided is None:
        return None
    return (datetime.fromisoformat(decided) - datetime.fromisoformat(opened)).total_seconds()
