"""Codings as rows: what was coded, what a coder said besides, and by which definition of its code."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Scope
from qualcode.study.coding.definitions_kept import MadeUnder, made_under
from qualcode.study.keeping_back import hidden_from, note_what_is_shown
from qualcode.study.suggesting.second_reading import second_looks


@dataclass(frozen=True, slots=True)
class CodingRow(Coding):
    """A coding in a listing: with what became of its code since."""

    status: str = "active"
    """Of its code: active, provisional or retired."""
    definition: int | None = 1
    """Which definition of its code it was made under, 1 for the first; none for one of a code merged into it."""
    starred: bool = False
    """Marked by its coder as worth quoting."""
    second_look: bool = False
    """Made after its coder had finished the interview, with a code that was not there yet then."""


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
    found = project.codings.left_behind(scope) if left_behind else project.codings.listed(scope)
    hidden = hidden_from(project, viewer)
    shown = visible(found, hidden, viewer or "")
    kept_back = frozenset(one.document for one in found if one.document in hidden and one.coder != viewer)
    under = made_under(project, {one.code for one in shown})
    second = second_looks(project, shown)
    statuses = {code.name: code.status for code in project.codes.all()}
    return ListedCodings(
        rows=tuple(
            _row(one, statuses.get(one.code, "retired"), under.get(one.id), second_look=one.id in second)
            for one in shown
        ),
        kept_back=kept_back,
        newly_seen=note_what_is_shown(project, viewer, shown),
        otherwise_defined=Counter(one.code for one in shown if one.id in under and under[one.id].otherwise),
    )


def _row(coding: Coding, status: str, under: MadeUnder | None, *, second_look: bool) -> CodingRow:
    values = {one.name: getattr(coding, one.name) for one in fields(Coding)}
    return CodingRow(**values, status=status, definition=under.number if under else None, second_look=second_look)
