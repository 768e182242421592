"""Codings as rows: what was coded, what a coder said besides, and by which definition of its code."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Scope
from qualcode.study.definitions_kept import MadeUnder, made_under
from qualcode.study.keeping_back import hidden_from, note_what_is_shown


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A coding in a listing."""

    id: str
    document: str
    participant: str | None
    turn: int | None
    start: int
    end: int
    words: str
    """Exactly the document's text from start to end."""
    code: str
    coder: str
    modifiers: Mapping[str, str] = field(default_factory=dict)
    """What the coder said besides the code; `level` of a code that has levels."""
    memo: str | None = None
    made: str = ""
    """When, in UTC, as ISO 8601."""
    blind: bool = True
    """Made before the coder was shown suggestions or anyone else's codings of the document."""
    status: str = "active"
    """Of its code: active, provisional or retired."""
    definition: int | None = 1
    """Which definition of its code it was made under, 1 for the first; none for one of a code merged into it."""


@dataclass(frozen=True, slots=True)
class ListedCodings:
    """The codings in scope, and what showing them means."""

    rows: tuple[CodingRow, ...]
    kept_back: frozenset[str]
    """Interviews of which some were kept back from the viewer for now."""
    newly_seen: tuple[str, ...]
    """Interviews the viewer has not finished and now knows others' codings of: later codings of them are not blind."""
    otherwise_defined: Mapping[str, int]
    """How many of them, by code, were made while the code meant something else than today."""


def coding_rows(project: Project, scope: Scope, viewer: str | None, *, left_behind: bool = False) -> ListedCodings:
    """The codings in scope that the viewer may see, or those of older texts only; that they were shown is noted."""
    found = project.codings.left_behind(scope) if left_behind else project.codings.within(scope)
    hidden = hidden_from(project, viewer)
    shown = visible(found, hidden, viewer or "")
    kept_back = frozenset(one.document for one in found if one.document in hidden and one.coder != viewer)
    under = made_under(project, {one.code for one in shown})
    statuses = {code.name: code.status for code in project.codes.all()}
    return ListedCodings(
        rows=tuple(_row(one, statuses.get(one.code, "retired"), under.get(one.id)) for one in shown),
        kept_back=kept_back,
        newly_seen=note_what_is_shown(project, viewer, shown),
        otherwise_defined=Counter(one.code for one in shown if one.id in under and under[one.id].otherwise),
    )


def named_with_status(code: str, status: str) -> str:
    """A code as people read it: whether it is retired belongs to its name.

    >>> named_with_status("trust.peers", "retired"), named_with_status("trust", "active")
    ('trust.peers (retired)', 'trust')
    """
    return f"{code} (retired)" if status == "retired" else code


def said_besides(modifiers: Mapping[str, str]) -> str:
    """What a coding says besides its code, in words.

    >>> said_besides({"valence": "absent", "evidence_basis": "self_report"})
    'evidence_basis self_report, valence absent'
    """
    return ", ".join(f"{name} {value}" for name, value in sorted(modifiers.items()))


def told_code(row: CodingRow) -> str:
    """The code of a coding with all that is said about it: “vc.applied (retired; valence absent)”."""
    besides = ["retired"] if row.status == "retired" else []
    besides += [said_besides(row.modifiers)] if row.modifiers else []
    return f"{row.code} ({'; '.join(besides)})" if besides else row.code


def _row(coding: Coding, status: str, under: MadeUnder | None) -> CodingRow:
    values = {one.name: getattr(coding, one.name) for one in fields(Coding)}
    return CodingRow(**values, status=status, definition=under.number if under else None)
