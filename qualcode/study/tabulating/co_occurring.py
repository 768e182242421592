"""Which codes meet, and which codes meet which themes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from qualcode.analysis.cooccurrence import (
    UNITS,
    Bearing,
    CoOccurrence,
    Unit,
    borne_by_excerpts,
    borne_by_groups,
    borne_by_units,
    joined,
    meeting,
    pairs,
    rolled_up,
)
from qualcode.analysis.counting import Counted, lies_under
from qualcode.analysis.prevalence import heard_in
from qualcode.analysis.theme_members import supporting
from qualcode.errors import QualcodeError
from qualcode.model import Coding
from qualcode.project import Project
from qualcode.scope import Scope
from qualcode.study.tabulating.counting import WhatCounts, what_counts
from qualcode.study.tabulating.places_of_units import SpeakerIsMeant, answers_of, passages_of, turns_of
from qualcode.study.tabulating.theme_tables import themes_shown


@dataclass(frozen=True, slots=True)
class Meetings:
    """What meets what in units of one kind."""

    unit: str
    rows: tuple[CoOccurrence, ...]
    of: int
    """Units in all."""
    bearing: dict[str, int]
    """How many units bear each code or theme that any bears, in the order of the codebook."""
    counts: WhatCounts
    without_questions: tuple[str, ...]
    """Documents left out because nobody knows what was asked there."""


Placing = Callable[[Collection[Coding]], Mapping[str, Bearing]]
"""Says by code which units bear some codings."""


def co_occurring(
    project: Project, scope: Scope, viewer: str | None, unit: str = "excerpt", *, with_themes: bool = False
) -> Meetings:
    """How often every two codes meet in units of a kind, or with themes every code and theme, by what counts.

    Codes in the scope choose the pairs: of one code those with any other, of several those among them.
    """
    if unit not in UNITS:
        raise QualcodeError(f"Codes are not looked for in units of “{unit}”.", hint=f"--unit {' or '.join(UNITS)}")
    counts = what_counts(project, replace(scope, codes=frozenset()), viewer)
    placing, of, without = _units(project, counts, scope, unit)
    by_code = placing(counts.counted.codings)
    former = sorted(by_code.keys() - counts.labels.keys())
    every = {code: rolled_up(by_code, code) for code in [*counts.labels, *former]}
    used = {code: one for code, one in every.items() if one.units}
    if with_themes:
        used = {code: one for code, one in used.items() if scope.holds_code(code)}
        themes = {one.name: one for one in themes_shown(project)}
        borne = {
            name: joined(placing(supporting(theme, counts.counted.codings)).values()) for name, theme in themes.items()
        }
        # What a theme takes in whole meets it wherever it is.
        chosen = [(code, name) for code in used for name in themes if not lies_under(code, themes[name].codes)]
        used |= borne
    else:
        chosen = list(pairs(used, scope.codes))
    rows = tuple(meeting(one, two, unit, (used[one], used[two]), of) for one, two in chosen)
    return Meetings(unit, rows, of, {name: len(one.units) for name, one in used.items()}, counts, without)


def _units(project: Project, counts: WhatCounts, scope: Scope, unit: str) -> tuple[Placing, int, tuple[str, ...]]:
    """What tells which units bear codings, how many units there are, and documents left out of them."""
    people = {person.id for person in counts.people}
    documents = _documents(counts.counted, scope, people)
    if unit == "excerpt":
        places = sorted({(one.document, one.start, one.end) for one in counts.counted.codings})
        return partial(borne_by_excerpts, places=places), len(places), ()
    if unit in ("document", "participant"):
        heard = [one for one in heard_in(counts.counted.finished) if one in people]
        numbers = {group: number for number, group in enumerate(documents if unit == "document" else heard)}
        return partial(borne_by_groups, group_of=numbers, by=unit), len(numbers), ()
    found, without = _stretches(project, unit, documents, _meant(scope, people))
    return partial(borne_by_units, units=found, by_half=unit == "passage"), len(found), without


def _stretches(
    project: Project, unit: str, documents: Sequence[str], meant: SpeakerIsMeant
) -> tuple[list[Unit], tuple[str, ...]]:
    if unit == "answer":
        return answers_of(project, documents, meant)
    return (passages_of if unit == "passage" else turns_of)(project, documents, meant), ()


def _meant(scope: Scope, people: Collection[str]) -> SpeakerIsMeant:
    return lambda who: scope.any_participant if who is None else who in people


def _documents(counted: Counted, scope: Scope, people: Collection[str]) -> list[str]:
    """The documents whose codings count and in which somebody is heard who is asked about."""
    return [one.id for one in counted.finished if scope.any_participant or not set(people).isdisjoint(one.participants)]
