"""Signs that decisions came too easily, put to the coder as a question."""

from collections.abc import Sequence
from statistics import median

from qualcode.analysis.ledger import Offered, last_decided

LOOKED_AT = 20
"""The last decisions that are looked at, and the fewest before anything is asked."""
MOST_ACCEPTED = 0.9
"""A larger share of accepted ones is asked about."""
QUICK = 3.0
"""A median time below so many seconds is asked about."""
FEWEST_TIMED = 10
FEWEST_DECOYS = 10
MOST_DECOYS_ACCEPTED = 0.1


def questions_to_the_coder(offered: Sequence[Offered], coder: str) -> tuple[str, ...]:
    """What to ask a coder about the last 20 decisions and the decoys; nothing before there are enough of them.

    Asked when more than 9 in 10 were accepted, when half of the decisions took less than 3 seconds (10 timed ones at
    least), and when more than 1 in 10 decoys were accepted (of 10 at least).
    """
    own = [one for one in offered if one.coder == coder]
    last = last_decided(own, LOOKED_AT)
    found = [_about_the_last(last)] if len(last) == LOOKED_AT else []
    return tuple(filter(None, [*found, _about_decoys(own)]))


def _about_the_last(last: Sequence[Offered]) -> str:
    accepted = sum(one.added for one in last)
    times = [one.seconds for one in last if one.seconds is not None]
    typical = median(times) if len(times) >= FEWEST_TIMED else None
    often, quick = accepted > MOST_ACCEPTED * len(last), typical is not None and typical < QUICK
    pace = f", {_seconds(typical)} each" if typical is not None else ""
    if often and quick:
        return (
            f"You accepted {accepted} of the last {len(last)}{pace}."
            " Were these all so clear, or is it time for a break?"
        )
    if often:
        return (
            f"You accepted {accepted} of the last {len(last)}{pace}. Would you have given each of these codes unasked?"
        )
    if quick:
        return f"Your last {len(last)} decisions took {_seconds(typical)} each. Was that time enough to read them?"
    return ""


def _about_decoys(own: Sequence[Offered]) -> str:
    decoys = [one for one in own if one.arm == "decoy" and one.is_decided]
    accepted = sum(one.added for one in decoys)
    if len(decoys) < FEWEST_DECOYS or accepted <= MOST_DECOYS_ACCEPTED * len(decoys):
        return ""
    return (
        f"{accepted} of the {len(decoys)} passages put in as a test, which are unlike their code, were accepted."
        " What spoke for them?"
    )


def _seconds(typical: float | None) -> str:
    rounded = round(typical or 0.0)
    return "less than a second" if rounded < 1 else f"about {rounded} second{'s' if rounded > 1 else ''}"
