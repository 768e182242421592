"""What an audit comes to, in sentences that reports can quote."""

from collections.abc import Sequence

from qualcode.analysis.miss_rates import MissDifference
from qualcode.analysis.recall import Recall
from qualcode.study.suggesting.auditing import Audit, DecoyRate
from qualcode.study.suggesting.recall_audit import RecallAudit


def what_was_decided(audit: Audit) -> str:
    """The one sentence a report says of suggestions: what was suggested, accepted, refused, missed, by whom decided."""
    entry = next((one for one in audit.entries if not one.code), None)
    if entry is None:
        suggested = f"No suggestion was shown to {audit.coder}{_but(audit)}"
    else:
        suggested = (
            f"{_counted(entry.shown, 'suggestion')} shown to {audit.coder}: {entry.accepted} accepted as they stood,"
            f" {entry.changed} with other words or another code, {entry.rejected + entry.none_of_these} refused (of"
            f" these {entry.none_of_these} as “none of these”), {entry.open} still open"
        )
    told = f"{suggested}; {_missed(audit.recall)}. Every code was given by {audit.coder}, none by the machine."
    return f"Of {', '.join(audit.asked)} alone: {told[0].lower()}{told[1:]}" if audit.asked else told


def recall_told(found: RecallAudit, coder: str) -> str:
    """How much of what there was to mark was marked, in a sentence; or why that cannot be said."""
    of_all = found.codes[0].found
    if not found.drawn:
        return "The interviews of the sample have changed since. Draw another: qualcode suggest sample"
    if not found.read:
        waits = "waits" if found.drawn == 1 else "wait"
        return f"{_counted(found.drawn, 'unmarked passage')} of a sample {waits} to be read again: qualcode review"
    part = f" ({found.drawn - found.read} of the sample still to be read)" if found.read < found.drawn else ""
    if not of_all.estimable:
        return f"How much {coder} missed cannot be estimated{part}: {of_all.doubt}."
    marked = f"{_hundredths(of_all.value)} in 100 of the passages to be marked were marked"
    if of_all.read == of_all.unmarked:
        return f"By {coder}’s own second reading of every unmarked passage, {marked}."
    return (
        f"By {coder}’s own second reading, {marked}: an estimate; 19 times in 20 the truth lies between"
        f" {_hundredths(of_all.interval.low)} and {_hundredths(of_all.interval.high)}{part}."
    )


def differences_told(found: Sequence[MissDifference]) -> tuple[str, ...]:
    """A sentence for each group of whose words more was missed, else for those of whose words less was."""
    more = [one for one in found if one.interval.low > 0]
    return tuple(_difference_told(one) for one in more or found)


def _difference_told(one: MissDifference) -> str:
    more, fewer = ("More", "more") if one.interval.low > 0 else ("Less", "fewer")
    low, high = sorted((abs(one.interval.low), abs(one.interval.high)))
    return (
        f"{more} was missed of what “{one.group}” said: {one.missed} of {one.read} passages read again, of the other"
        f" groups together {one.others_missed} of {one.others_read}. That is {_hundredths(low)} to {_hundredths(high)}"
        f" in 100 {fewer}, a larger difference than chance, and how people differ, would leave (Newcombe’s interval)."
        " Is it in how they speak?"
    )


def decoys_told(rate: DecoyRate) -> str:
    """How many decoys were accepted."""
    return (
        f"Of {_counted(rate.decided, 'decoy')}, put in as a test, {rate.accepted} accepted:"
        f" {rate.accepted / rate.decided:.2f}, from {rate.interval.low:.2f} to {rate.interval.high:.2f}."
    )


def why_not(found: Recall) -> str:
    """What stands in place of a recall that is not to be told."""
    return f"not estimable: {found.doubt}" if found.doubt else ""


def _missed(found: RecallAudit | None) -> str:
    if found is None or not found.read:
        return "how much was missed has not been looked into"
    of_all = found.codes[0].found
    return f"of {_counted(found.read, 'unmarked passage')} read again, {of_all.missed} had been missed"


def _but(audit: Audit) -> str:
    """What was put before the coder all the same, where it was no suggestion."""
    decoys = audit.decoys.decided if audit.decoys else 0
    reread = audit.influence[0].found.reread if audit.influence else 0
    some = [_counted(n, noun) for n, noun in ((decoys, "decoy"), (reread, "plain reread")) if n]
    return f" but {' and '.join(some)}" if some else ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _hundredths(share: float) -> str:
    """Of 100: never all or none where it is not."""
    if 0 < share < 0.005:
        return "under 1"
    return "over 99" if 0.995 <= share < 1 else f"{100 * share:.0f}"
