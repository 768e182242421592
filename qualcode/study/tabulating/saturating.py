"""When the interviews of a study stopped bringing new codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.prevalence import heard_in
from qualcode.analysis.saturation import Orders, Saturation, Yardstick, saturation
from qualcode.errors import QualcodeError
from qualcode.model import Document
from qualcode.project import Project
from qualcode.project.grown_codes import grown_codes
from qualcode.scope import Scope
from qualcode.study.tabulating.counting import WhatCounts, what_counts

EVERYBODY = "all participants"
NOT_GIVEN = "not given"


@dataclass(frozen=True, slots=True)
class Saturating:
    """What was found of everybody and of each group, and of which codes."""

    groups: tuple[Saturation, ...]
    """Everybody first."""
    codes: tuple[str, ...]
    """The codes that were looked at."""
    chosen: bool
    """Whether a person chose them; else they are those that came up while reading."""
    given_before: tuple[str, ...]
    """Those of them that stood in the codebook before coding began."""
    by_date: bool
    """Whether the order of interviewing is that of the dates; else that of import."""
    counts: WhatCounts


def saturating(
    project: Project, scope: Scope, viewer: str | None, yardstick: Yardstick, orders: Orders, by: str | None = None
) -> Saturating:
    """How soon new codes ran out, for everybody and by an attribute; codes in the scope choose what is looked at.

    QualcodeError in reflexive studies, and where all codes were fixed before anything was coded.
    """
    _refuse_unfit(yardstick, orders)
    if project.settings.read().mode == "reflexive":
        raise QualcodeError(
            "This study is reflexive, where meaning is made and not used up: counting new codes cannot tell whether"
            " there are interviews enough.",
            hint='Say instead why these interviews can carry your question: qualcode memo add "information power: …"',
        )
    counts = what_counts(project, scope, viewer)
    grown = grown_codes(project.store)
    codes = tuple(name for name, code in counts.codes.items() if scope.codes or name in grown)
    if not codes:
        raise QualcodeError(
            "Every code stood in the codebook before anything was coded. From a fixed list no new code can come up, so"
            " that new ones run out says nothing about the interviews.",
            hint="For codes you know to have come from the interviews: qualcode saturation --code NAME",
        )
    documents = heard_in(counts.counted.finished)
    people = {person.id: person for person in counts.people if person.id in documents}
    by_date = all(any(one.date for one in documents[person]) for person in people)
    order = _as_interviewed(tuple(people), documents, by_date=by_date)
    codes_of = _codes_of(counts, codes)
    groups = {EVERYBODY: order}
    if by is not None:
        name = _attribute(project, by)
        values = {person: people[person].attributes.get(name) or NOT_GIVEN for person in order}
        for value in sorted(set(values.values()), key=lambda one: (one == NOT_GIVEN, one)):
            groups[f"{name}={value}"] = [person for person in order if values[person] == value]
    return Saturating(
        groups=tuple(saturation(group, some, codes_of, yardstick, orders) for group, some in groups.items()),
        codes=codes,
        chosen=bool(scope.codes),
        given_before=tuple(code for code in codes if code not in grown),
        by_date=by_date and bool(people),
        counts=replace(counts, labels={code: counts.labels[code] for code in codes}),
    )


def _codes_of(counts: WhatCounts, codes: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in counts.counted.codings:
        if one.participant and one.code in codes:
            found.setdefault(one.participant, set()).add(one.code)
    return found


def _as_interviewed(people: Sequence[str], heard: Mapping[str, Sequence[Document]], *, by_date: bool) -> list[str]:
    """By the first interview of each: its date, else its place among the imported."""

    def first(person: str) -> tuple[str, int, str]:
        dates = [one.date for one in heard[person] if one.date]
        return (min(dates) if by_date else "", min(_number(one.id) for one in heard[person]), person)

    return sorted(people, key=first)


def _number(document: str) -> int:
    digits = "".join(letter for letter in document if letter.isdigit())
    return int(digits or 0)


def _attribute(project: Project, given: str) -> str:
    """The attribute of participants that is meant; QualcodeError with those there are."""
    known = sorted({name for person in project.participants.all() for name in person.attributes})
    for name in known:
        if name.casefold() == given.casefold():
            return name
    raise QualcodeError(
        f"Participants have no attribute “{given}” (they have: {', '.join(known) or 'none'}).",
        hint="See them: qualcode participants",
    )


def _refuse_unfit(yardstick: Yardstick, orders: Orders) -> None:
    if yardstick.base < 1 or yardstick.run < 1 or not 0 <= yardstick.threshold < 1:
        raise QualcodeError(
            "The base and the run are at least 1 interview, the threshold from 0 to 99 percent.",
            hint="qualcode saturation --base 4 --run 2 --threshold 5",
        )
    if not 1 <= orders.number <= 100_000:
        raise QualcodeError("There can be 1 to 100,000 random orders.", hint="qualcode saturation --orders 1000")
