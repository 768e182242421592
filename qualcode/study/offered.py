"""Suggestions as the ledger counts them: what was put before a coder, what became of it, how long that took."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from qualcode.analysis.ledger import Offered
from qualcode.model import Coding, Suggestion


def offered(every: Iterable[Suggestion], own: Iterable[Coding]) -> list[Offered]:
    """Those of `every` suggestion that were put before their coder; `own` are the codings this coder has now."""
    code_now = {one.id: one.code for one in own}
    return [_as_offered(one, code_now) for one in every if one.shown or one.decided]


def _as_offered(one: Suggestion, code_now: Mapping[str, str]) -> Offered:
    kept = one.status == "changed" and code_now.get(one.coding or "") == one.code
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
        added=one.status == "accepted" or kept,
        seconds=_seconds(one.opened, one.decided),
        decided=one.decided or "",
    )


def _seconds(opened: str | None, decided: str | None) -> float | None:
    if opened is None or decided is None:
        return None
    return (datetime.fromisoformat(decided) - datetime.fromisoformat(opened)).total_seconds()
