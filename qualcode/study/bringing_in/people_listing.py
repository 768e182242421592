"""Who was heard, and what stands above them, as rows for people and programs."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.project import Project
from qualcode.scope import Scope


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant in a listing."""

    id: str
    attributes: Mapping[str, str]
    cases: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a listing."""

    id: str
    kind: str
    name: str
    parent: str | None
    participants: tuple[str, ...]
    """Those who belong to it or to a case below it."""
    values: Mapping[str, str]
    """What is known of it, with the year where it has one: enrolment 2025/26."""


def participant_rows(project: Project, scope: Scope) -> tuple[ParticipantRow, ...]:
    """Every participant in scope."""
    speaking: dict[str, list[str]] = {}
    for document in project.documents.all():
        for participant in document.participants:
            speaking.setdefault(participant, []).append(document.id)
    return tuple(
        ParticipantRow(one.id, one.attributes, one.cases, tuple(speaking.get(one.id, ())))
        for one in project.participants.all()
        if scope.holds_participant(one)
    )


def case_rows(project: Project, scope: Scope) -> tuple[CaseRow, ...]:
    """Every case in scope."""
    people = project.participants.all()
    rows = []
    for case in project.cases.all():
        if scope.cases and case.id not in scope.cases:
            continue
        below = project.cases.with_all_below([case.id])
        members = tuple(one.id for one in people if not below.isdisjoint(one.cases))
        values = {
            f"{name} {year}".strip(): value for year, known in case.values.items() for name, value in known.items()
        }
        rows.append(CaseRow(case.id, case.kind, case.name, case.parent, members, values))
    return tuple(rows)
