"""The tables of an audit, for people."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.cli.options import Format
from qualcode.cli.output import lines_of, number, say, write

if TYPE_CHECKING:
    from qualcode.analysis.intervals import Interval
    from qualcode.study.suggesting.auditing import Audit
    from qualcode.study.suggesting.recall_audit import RecallAudit


def _all_of(audit: "Audit") -> str:
    return "these codes" if audit.asked else "all codes"


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the audit, with what is said before it."""

    title: str
    heads: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()


def show_audit(audit: "Audit", form: Format, *, rereads: bool) -> None:
    """Every table of one coder's audit, each under its heading; `rereads`: whether the project mixes in plain ones."""
    from qualcode.reports.content.markdown import escape
    from qualcode.reports.tables import write_grid, write_md_grid
    from qualcode.study.suggesting.audit_told import what_was_decided

    plain = form is Format.table
    _write_words(what_was_decided(audit), plain=plain)
    if not audit.any_suggestion:
        say("Nothing to tell of suggestions yet. Ask for some: qualcode suggest")
    for part in _parts(audit, rereads=rereads):
        gap = "\n" if part.lines else ""
        write(f"\n{part.title}" if plain else f"\n## {escape(part.title)}\n{gap}")
        if part.lines:
            (write_grid if plain else write_md_grid)(part.heads, part.lines, sys.stdout)
        for words in part.words:
            _write_words(words, plain=plain)


def _write_words(words: str, *, plain: bool) -> None:
    from qualcode.reports.content.markdown import escape

    write("\n".join(lines_of(words, "")) if plain else f"\n{escape(words)}\n")


def _parts(audit: "Audit", *, rereads: bool) -> Iterator[_Part]:
    if audit.entries:
        yield _became(audit)
    if audit.origins:
        yield _came_from(audit)
    if audit.precision:
        yield _last(audit)
        yield _stated(audit)
    if audit.decoys:
        from qualcode.study.suggesting.audit_told import decoys_told

        yield _Part("Decoys", words=(decoys_told(audit.decoys),))
    if audit.any_suggestion:
        yield _influenced(audit, rereads=rereads)
    yield _found(audit)
    if audit.recall and audit.recall.read and (audit.recall.groups or audit.recall.too_small):
        yield _by_group(audit.recall)


def _became(audit: "Audit") -> _Part:
    heads = ("code", "shown", "accepted", "changed", "refused", "none of these", "open", "seconds")
    lines = tuple(
        (
            one.code or _all_of(audit),
            *map(str, (one.shown, one.accepted, one.changed, one.rejected, one.none_of_these, one.open)),
            "" if one.seconds is None else f"{one.seconds:.1f}",
        )
        for one in audit.entries
    )
    words = ["“changed”: accepted with other words or another code. “seconds”: half of the decisions took no longer."]
    if audit.unmarked:
        words.append(
            f"For {audit.without_suggestion} of the {number(audit.unmarked, 'passage')} left unmarked in finished"
            " interviews no code was ever suggested."
        )
    return _Part("What became of the suggestions", heads, lines, tuple(words))


def _came_from(audit: "Audit") -> _Part:
    heads = ("code", "codings", "blind", "from a suggestion", "by hand, not blind")
    lines = tuple(
        (one.code or _all_of(audit), *map(str, (one.codings, one.blind, one.suggested, one.later)))
        for one in audit.origins
    )
    return _Part("Where the codings come from", heads, lines)


def _last(audit: "Audit") -> _Part:
    heads = ("code", "accepted", "of", "share", "from", "to")
    lines = tuple(
        (one.code or _all_of(audit), *_share(one.accepted, one.decided, one.interval)) for one in audit.precision
    )
    last, every = audit.precision[0].decided, sum(one.decided for one in audit.precision[1:])
    words = ("Of each code its own last ones are counted.",) if every != last else ()
    return _Part(f"Accepted of the last {last} decided", heads, lines, words)


def _stated(audit: "Audit") -> _Part:
    heads = ("stated", "mean", "accepted", "of", "share", "from", "to")
    lines = tuple(
        (one.stated, "" if one.mean is None else f"{one.mean:.2f}", *_share(one.accepted, one.decided, one.interval))
        for one in (*audit.bands, *audit.tenths)
    )
    return _Part("Accepted as often as stated?", heads, lines)


def _influenced(audit: "Audit", *, rereads: bool) -> _Part:
    title = "What suggesting a code adds to reading again"
    if not audit.influence:
        why = (
            "No plain reread has been decided yet."
            if rereads
            else "Not known: no plain rereads are mixed in (withheld: true in project.yaml would do that)."
        )
        return _Part(title, words=(why,))
    heads = ("code", "given, suggested", "given, plain reread", "difference", "from", "to")
    lines = []
    for one in audit.influence:
        found = one.found
        seen = (f"{found.added_suggested} of {found.suggested}", f"{found.added_reread} of {found.reread}")
        told = ("too few", "", "")
        if found.value is not None and found.interval is not None:
            told = (f"{found.value:.2f}", f"{found.interval.low:.2f}", f"{found.interval.high:.2f}")
        lines.append((one.code or _all_of(audit), *seen, *told))
    together, *codes = audit.influence
    words = [together.found.doubt] if together.found.doubt else []
    if together.found.value is not None and any(one.found.value is None for one in codes):
        words.append("“too few”: fewer than 10 suggestions or rereads, or fewer than 5 people with both.")
    return _Part(title, heads, tuple(lines), tuple(words))


def _found(audit: "Audit") -> _Part:
    title = "How much was found"
    if audit.recall is None:
        return _Part(title, words=("Not known. Draw a sample of what was left unmarked: qualcode suggest sample",))
    from qualcode.study.suggesting.audit_told import differences_told, recall_told

    words = [recall_told(audit.recall, audit.coder), *differences_told(audit.recall.differences)]
    if not audit.recall.read:
        return _Part(title, words=tuple(words))
    heads = ("code", "marked", "missed", "of read", "found", "from", "to")
    lines, rare = [], []
    for one in audit.recall.codes:
        found = one.found
        if one.code and not found.estimable:
            rare.append(one.code)
            continue
        told = _decimals(found.value, found.interval) if found.estimable else ("not estimable", "", "")
        lines.append((one.code or _all_of(audit), str(found.marked), str(found.missed), str(found.read), *told))
    if rare:
        words.append(f"Not estimable, too rare or too uncertain: {', '.join(rare)}.")
    words.append(
        "What a code missed in passages that carry another code is not in this: only unmarked ones were drawn."
    )
    return _Part(title, heads, tuple(lines), tuple(words))


def _by_group(found: "RecallAudit") -> _Part:
    heads = ("group", "people", "missed", "of read", "share missed", "from", "to", "found")
    lines = tuple(
        (
            f"{one.attribute} {one.group}",
            str(one.people),
            *_share(one.found.missed, one.found.read, one.missed),
            _value_and_interval(one.found.value, one.found.interval) if one.found.estimable else "–",
        )
        for one in found.groups
    )
    which = f"groups of fewer than {found.fewest_people} people are not shown apart"
    return _Part("Whose words were missed", heads, lines, tuple(f"By {one}, {which}." for one in found.too_small))


def _share(count: int, of: int, interval: "Interval") -> tuple[str, ...]:
    return (str(count), str(of), *(_decimals(count / of, interval) if of else ("", "", "")))


def _value_and_interval(value: float, interval: "Interval") -> str:
    return f"{value:.2f} ({interval.low:.2f}–{interval.high:.2f})"


def _decimals(value: float, interval: "Interval") -> tuple[str, ...]:
    return (f"{value:.2f}", f"{interval.low:.2f}", f"{interval.high:.2f}")
