"""Every figure of an audit as a row of its own, for programs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.analysis.decision_calibration import StatedAndAccepted
from qualcode.analysis.intervals import Interval
from qualcode.analysis.ledger import Entry, Origin
from qualcode.study.suggesting.audit_told import why_not
from qualcode.study.suggesting.auditing import Audit, CodeInfluence
from qualcode.study.suggesting.recall_audit import RecallAudit


@dataclass(frozen=True, slots=True)
class AuditFigure:
    """One figure: a count, a share with its interval, or a time."""

    coder: str
    part: str
    """ledger, origin, precision, calibration, decoys, influence, recall, missed or unmarked."""
    code: str
    """Empty for all codes together."""
    group: str
    """A band, a tenth of stated probability, or role=principal; empty where nothing is told apart."""
    measure: str
    count: int | None = None
    of: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""
    """Why there is no value, or what limits it."""


def audit_figures(audit: Audit) -> tuple[AuditFigure, ...]:
    """Every figure of an audit."""
    found = [
        *(one for entry in audit.entries for one in _of_entry(entry)),
        *(one for origin in audit.origins for one in _of_origin(origin)),
        *(
            _share(
                audit,
                "precision",
                one.code,
                "",
                "accepted of the last decided",
                one.accepted,
                one.decided,
                one.interval,
            )
            for one in audit.precision
        ),
        *(_of_stated(audit, one) for one in (*audit.bands, *audit.tenths)),
        *(one for some in audit.influence for one in _of_influence(audit, some)),
        AuditFigure(
            audit.coder, "unmarked", "", "", "never suggested a code", audit.without_suggestion, audit.unmarked
        ),
    ]
    if audit.decoys:
        one = audit.decoys
        found.append(_share(audit, "decoys", "", "", "accepted", one.accepted, one.decided, one.interval))
    return (*found, *(_of_recall(audit, audit.recall) if audit.recall else ()))


def _of_entry(entry: Entry) -> Iterator[AuditFigure]:
    counts = ("accepted", "changed", "rejected", "none_of_these", "open", "cannot_say")
    yield AuditFigure(entry.coder, "ledger", entry.code, "", "shown", entry.shown)
    for name in counts:
        said = name.replace("_", " ")
        yield AuditFigure(entry.coder, "ledger", entry.code, "", said, getattr(entry, name), entry.shown)
    yield AuditFigure(
        entry.coder, "ledger", entry.code, "", "median seconds of a decision", entry.timed, value=entry.seconds
    )


def _of_origin(origin: Origin) -> Iterator[AuditFigure]:
    for name, said in (("blind", "blind"), ("suggested", "from a suggestion"), ("later", "by hand, not blind")):
        count = getattr(origin, name)
        value = count / origin.codings
        yield AuditFigure(origin.coder, "origin", origin.code, "", said, count, origin.codings, value)


def _of_stated(audit: Audit, one: StatedAndAccepted) -> AuditFigure:
    note = "" if one.mean is None else f"stated {one.mean:.4f}"
    share = one.accepted / one.decided
    return AuditFigure(
        audit.coder,
        "calibration",
        "",
        one.stated,
        "accepted",
        one.accepted,
        one.decided,
        share,
        one.interval.low,
        one.interval.high,
        note,
    )


def _of_influence(audit: Audit, one: CodeInfluence) -> Iterator[AuditFigure]:
    found, part = one.found, "influence"
    for said, count, of in (
        ("given where suggested", found.added_suggested, found.suggested),
        ("given on a plain reread", found.added_reread, found.reread),
    ):
        yield AuditFigure(audit.coder, part, one.code, "", said, count, of, count / of if of else None)
    low, high = (found.interval.low, found.interval.high) if found.interval else (None, None)
    yield AuditFigure(
        audit.coder, part, one.code, "", "difference", value=found.value, low=low, high=high, note=found.doubt
    )


def _of_recall(audit: Audit, found: RecallAudit) -> Iterator[AuditFigure]:
    rows = [(one.code, "", one.found) for one in found.codes]
    rows += [("", f"{one.attribute}={one.group}", one.found) for one in found.groups]
    for code, group, one in rows:
        yield AuditFigure(audit.coder, "recall", code, group, "marked passages", one.marked)
        yield AuditFigure(audit.coder, "recall", code, group, "unmarked passages", one.unmarked)
        yield AuditFigure(audit.coder, "recall", code, group, "missed of those read again", one.missed, one.read)
        told = AuditFigure(audit.coder, "recall", code, group, "recall", note=why_not(one))
        low, high = one.interval.low, one.interval.high
        yield replace(told, value=one.value, low=low, high=high) if one.estimable else told
    for some in found.groups:
        group, one = f"{some.attribute}={some.group}", some.found
        yield _share(audit, "missed", "", group, "share missed", one.missed, one.read, some.missed)


def _share(
    audit: Audit, part: str, code: str, group: str, measure: str, count: int, of: int, interval: Interval
) -> AuditFigure:
    value = count / of if of else None
    return AuditFigure(audit.coder, part, code, group, measure, count, of, value, interval.low, interval.high)
