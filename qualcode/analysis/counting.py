"""Whose codings count."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from qualcode.model import Coding, Document, Speaker, Turn

LEAD_RULE = (
    "In each finished interview the codings of its lead coder count "
    "(the first to finish it, unless the team chose another who has finished it)."
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The codings that count, the rule that chose them, and the interviews they come from."""

    codings: tuple[Coding, ...]
    rule: str
    """In plain words; every table names it."""
    finished: tuple[Document, ...]
    """Documents whose codings count: finished by somebody, or at least begun by the named coders."""
    unfinished: tuple[Document, ...]
    """Documents not coded yet, for this rule."""
    left_out: int
    """Codings that do not count: other coders', made in documents not yet finished, or of an interviewer's words."""
    asking: tuple[Coding, ...] = ()
    """Those that the rule would choose, of an interviewer's words: what is asked is nobody's answer."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many documents of one kind are coded so far."""

    source: str
    """interview, focus group, field note, program record or survey."""
    coded: int
    of: int


def counted(
    codings: Iterable[Coding],
    documents: Iterable[Document],
    *,
    coders: frozenset[str] = frozenset(),
    asking: Collection[str] = frozenset(),
) -> Counted:
    """The codings that count: in finished documents the lead coder's, or those of `coders` as they stand.

    Those whose ids are in `asking`, of an interviewer's words, count nowhere.
    """
    every, shelf = tuple(codings), tuple(documents)
    if coders:
        begun = {coding.document for coding in every if coding.coder in coders}
        finished = tuple(doc for doc in shelf if doc.id in begun or coders.intersection(doc.finished_by))
        allowed = {doc.id: coders for doc in finished}
    else:
        finished = tuple(doc for doc in shelf if doc.finished_by)
        allowed = {doc.id: frozenset({leading(doc) or ""}) for doc in finished}
    in_force = (coding for coding in every if coding.coder in allowed.get(coding.document, ()))
    ordered = sorted(in_force, key=lambda coding: (coding.document, coding.start, coding.end, coding.code))
    chosen = tuple(coding for coding in ordered if coding.id not in asking)
    return Counted(
        codings=chosen,
        rule=_named(coders) if coders else LEAD_RULE,
        finished=finished,
        unfinished=tuple(doc for doc in shelf if doc.id not in allowed),
        left_out=len(every) - len(chosen),
        asking=tuple(coding for coding in ordered if coding.id in asking),
    )


def of_interviewers(
    codings: Iterable[Coding], speakers: Iterable[Speaker], turns: Mapping[str, Iterable[Turn]]
) -> frozenset[str]:
    """The ids of those codings that begin in an interviewer's words; `turns` by document."""
    askers = {(one.document, one.label) for one in speakers if one.role == "interviewer"}
    asked = {
        (document, turn.number)
        for document, spoken in turns.items()
        for turn in spoken
        if (document, turn.label or "") in askers
    }
    return frozenset(one.id for one in codings if one.participant is None and (one.document, one.turn) in asked)


def leading(doc: Document) -> str | None:
    """The coder who speaks for a document, None while nobody has finished it.

    A chosen lead who reopened it does not take it from every count: then whoever finished it first speaks for it.
    """
    return doc.lead if doc.lead in doc.finished_by else next(iter(doc.finished_by), None)


def progress(counted: Counted) -> tuple[Progress, ...]:
    """How many interviews, program records … are coded so far, the commonest kind first."""
    coded = Counter(doc.source for doc in counted.finished)
    of = coded + Counter(doc.source for doc in counted.unfinished)
    return tuple(
        Progress(source, coded[source], of[source]) for source in sorted(of, key=lambda kind: (-of[kind], kind))
    )


def lies_under(code: str, codes: Collection[str]) -> bool:
    """Whether a code is one of `codes` or stands below one of them.

    >>> lies_under("vc.potential.social", {"vc.potential"}), lies_under("vc.potentially", {"vc.potential"})
    (True, False)
    """
    return any(above in codes for above in _line(code))


def excerpts(codings: Iterable[Coding]) -> int:
    """How many different excerpts some codings cover; two coders on the same words are one excerpt."""
    return len({(coding.document, coding.start, coding.end) for coding in codings})


@cache
def _line(code: str) -> tuple[str, ...]:
    """A code and every code above it."""
    steps = code.split(".")
    return tuple(".".join(steps[:depth]) for depth in range(len(steps), 0, -1))


def _named(coders: frozenset[str]) -> str:
    names = " and ".join(sorted(coders))
    return f"The codings of {names} count as they stand, in every interview begun by them, finished or not."
