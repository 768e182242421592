"""What an audit comes to, in sentences that reports can quote."""

from collections.abc import Sequence

from qualcode.analysis.miss_rates import MissDifference
from qualcode.analysis.recall import Recall
from qualcode.study.auditing import Audit, DecoyRate
from qualcode.study.recall_audit import RecallAudit


def what_was_decided(audit: Audit) -> str:
    """The one sentence a report says of suggestions: what was suggested, accepted, refused, missed, by whom decided."""
    entry = next((one for one in audit.entries if not one.code), None)
    if entry is None:
        suggested = f"No suggestion was shown to {audit.coder}"
    else:
        suggested = (
            f"{_counted(entry.shown, 'suggestion')} shown to {audit.coder}: {entry.accepted} accepted as they stood,"
            f" {entry.changed} with other words or another code, {entry.rejected + entry.none_of_these} refused,"
            f" {entry.open} still open"
        )
    return f"{suggested}; {_missed(audit.recall)}. Every code was given by {audit.coder}, none by the machine."


def recall_told(found: RecallAudit, coder: str) -> str:
    """How much of what there was to mark was marked, in a sentence; or why that cannot be said."""
    of_all = found.codes[0].found
    if not found.read:
        return f"A sample of {found.drawn} unmarked passages waits to be read again: qualcode review"
    part = f" ({found.drawn - found.read} of the sample still to be read)" if found.read < found.drawn else ""
    if not of_all.estimable:
        return f"How much {coder} missed cannot be estimated{part}: {of_all.doubt}."
    return (
        f"By {coder}’s own second reading, about {_hundredths(of_all.value)} in 100 of the passages to be marked were"
        f" marked; from {_hundredths(of_all.interval.low)} to {_hundredths(of_all.interval.high)} are possible{part}."
    )


def differences_told(found: Sequence[MissDifference]) -> tuple[str, ...]:
    """A sentence for each group of whose words more was missed, else for those of whose words less was."""
    more = [one for one in found if one.interval.low > 0]
    return tuple(_difference_told(one) for one in more or found)


def _difference_told(one: MissDifference) -> str:
    more, fewer = ("More", "more") if one.interval.low > 0 else ("Less", "fewer")
    low, high = sorted((abs(one.interval.low), abs(one.interval.high)))
    return (
        f"{more} was missed of what “{one.group}” said: {one.missed} of {one.read} passages read again, of all others"
        f" {one.others_missed} of {one.others_read}. That is {_hundredths(low)} to {_hundredths(high)} in 100 {fewer},"
        " and more than chance would leave (Newcombe’s interval of a difference). Is it in how they speak?"
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


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _hundredths(share: float) -> int:
    return round(100 * share)
