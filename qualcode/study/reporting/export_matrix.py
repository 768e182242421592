"""Who bears which code, as 0 and 1: for programs that calculate."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from qualcode.analysis.blanks import NOT_RECORDED, NOTHING_SAID
from qualcode.analysis.cooccurrence import Unit, borne_by_units, rolled_up
from qualcode.analysis.counting import lies_under
from qualcode.analysis.crosstab import why_silent
from qualcode.analysis.prevalence import heard_in
from qualcode.errors import QualcodeError
from qualcode.model import Document
from qualcode.project import Project
from qualcode.scope import Scope
from qualcode.study.reporting.export_rows import Sheet, Value, column_names
from qualcode.study.tabulating.counting import WhatCounts, what_counts
from qualcode.study.tabulating.places_of_units import passages_of, turns_of

MATRIX_UNITS = ("participant", "document", "turn", "passage")


@dataclass(frozen=True, slots=True)
class Matrix:
    """A row for each participant, document, turn or passage and a column for each code."""

    sheet: Sheet
    counts: WhatCounts


def code_matrix(project: Project, scope: Scope, viewer: str | None, unit: str = "participant") -> Matrix:
    """1 where a counted coding of the code, or of one below it, is; 0 where there was the chance and none is.

    An empty cell: not asked, or not coded yet. The mean of a column over participants is its k of n.
    """
    if unit not in MATRIX_UNITS:
        raise QualcodeError(f"A matrix has no rows of “{unit}”.", hint=f"--unit {' or '.join(MATRIX_UNITS)}")
    counts = what_counts(project, replace(scope, codes=frozenset()), viewer, by_participant=True)
    former = sorted({one.code for one in counts.counted.codings} - counts.labels.keys())
    codes = [code for code in (*counts.labels, *former) if scope.holds_code(code)]
    if unit == "participant":
        columns, rows = _by_participant(counts, codes)
    elif unit == "document":
        columns, rows = _by_document(counts, codes, scope)
    else:
        columns, rows = _by_stretch(project, counts, codes, scope, unit)
    return Matrix(Sheet((*columns, *codes), tuple(rows), counts.kept_back, counts.newly_seen), counts)


def _by_participant(counts: WhatCounts, codes: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    coded, waiting = heard_in(counts.counted.finished), set(heard_in(counts.counted.unfinished))
    said = _said((one.participant or "", one.code) for one in counts.counted.codings)
    named = column_names(counts.people, (), own=("participant", *codes)).attributes
    rows: list[tuple[Value, ...]] = [
        (
            person.id,
            *(person.attributes.get(name) for name in named),
            *(_borne(said.get(person.id, ()), code, person.id, coded, waiting) for code in codes),
        )
        for person in counts.people
    ]
    return ("participant", *named.values()), rows


def _by_document(
    counts: WhatCounts, codes: Sequence[str], scope: Scope
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    finished, people = {one.id: [one] for one in counts.counted.finished}, {one.id for one in counts.people}
    said = _said((one.document, one.code) for one in counts.counted.codings)
    meant = [one for one in (*counts.counted.finished, *counts.counted.unfinished) if _is_meant(one, scope, people)]
    rows: list[tuple[Value, ...]] = [
        (
            *(one.id, one.title, one.source, one.date, one.wave),
            *(_borne(said.get(one.id, ()), code, one.id, finished, ()) for code in codes),
        )
        for one in sorted(meant, key=lambda one: (len(one.id), one.id))
    ]
    return ("document", "title", "source", "date", "wave"), rows


def _by_stretch(
    project: Project, counts: WhatCounts, codes: Sequence[str], scope: Scope, unit: str
) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    people = {one.id for one in counts.people}
    documents = [one.id for one in counts.counted.finished if _is_meant(one, scope, people)]

    def meant(who: str | None) -> bool:
        return scope.any_participant if who is None else who in people

    units = (turns_of if unit == "turn" else passages_of)(project, documents, meant)
    bearing = borne_by_units(counts.counted.codings, units, by_half=unit == "passage")
    borne = {code: rolled_up(bearing, code).units for code in codes}
    numbers = {
        document: {turn.start: turn.number for turn in project.documents.turns(document)} for document in documents
    }
    rows: list[tuple[Value, ...]] = [
        (
            *(one.document, one.speaker, _turn(one, numbers[one.document])),
            *(one.stretches[0][0], one.stretches[-1][1]),
            *(int(place in borne[code]) for code in codes),
        )
        for place, one in enumerate(units)
    ]
    return ("document", "participant", "turn", "start", "end"), rows


def _turn(unit: Unit, numbers: Mapping[int, int]) -> int | None:
    start = unit.stretches[0][0]
    return numbers.get(max((one for one in numbers if one <= start), default=-1))


def _said(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for whose, code in pairs:
        found.setdefault(whose, set()).add(code)
    return found


def _borne(
    said: Collection[str], code: str, whose: str, coded: Mapping[str, Collection[Document]], waiting: Collection[str]
) -> int | None:
    if any(lies_under(one, {code}) for one in said):
        return 1
    return 0 if why_silent(whose, {code}, coded, waiting) in (NOTHING_SAID, NOT_RECORDED) else None


def _is_meant(document: Document, scope: Scope, people: Set[str]) -> bool:
    return scope.any_participant or not people.isdisjoint(document.participants)
