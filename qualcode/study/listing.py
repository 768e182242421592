"""What there is in a study, as rows for people and programs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model import Coding, Memo, Suggestion
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Scope


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a listing; original file names stay in transcripts/."""

    id: str
    title: str
    source: str
    participants: tuple[str, ...]
    turns: int
    words: int
    format: str
    finished_by: tuple[str, ...]
    lead: str | None


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant in a listing."""

    id: str
    attributes: Mapping[str, str]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code in a listing."""

    code: str
    label: str
    brief: str
    codings: int
    """Everybody's."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An event in a listing."""

    event: str
    """The first letters of its id, enough for undo."""
    time: str
    coder: str
    story: str
    state: str
    """stands or taken back."""


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion as people see it: in bands, never in decimals."""

    id: str
    document: str
    turn: int | None
    code: str
    band: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in a listing."""

    name: str
    idea: str
    codes: tuple[str, ...]
    excerpts: int
    against: int
    examined: str


def document_rows(project: Project, scope: Scope) -> tuple[DocumentRow, ...]:
    """Every document in scope."""
    rows = []
    people = project.participants.by_id()
    for document in project.documents.all():
        if not scope.holds_document(document.id) or not _speaks(document.participants, people, scope):
            continue
        turns, text = project.documents.turns(document.id), project.texts.of_document(document.id)
        rows.append(
            DocumentRow(
                id=document.id,
                title=document.title,
                source=document.source,
                participants=document.participants,
                turns=len(turns),
                words=sum(len(text[turn.start : turn.end].split()) for turn in turns),
                format=project.documents.current(document.id).format,
                finished_by=document.finished_by,
                lead=document.lead,
            )
        )
    return tuple(rows)


def participant_rows(project: Project, scope: Scope) -> tuple[ParticipantRow, ...]:
    """Every participant in scope."""
    speaking: dict[str, list[str]] = {}
    for document in project.documents.all():
        for participant in document.participants:
            speaking.setdefault(participant, []).append(document.id)
    return tuple(
        ParticipantRow(one.id, one.attributes, tuple(speaking.get(one.id, ())))
        for one in project.participants.all()
        if scope.holds_participant(one)
    )


def code_rows(project: Project) -> tuple[CodeRow, ...]:
    """Every code, in the order of the codebook."""
    counts = Counter(coding.code for coding in project.codings.within())
    return tuple(CodeRow(code.name, code.label, code.brief, counts[code.name]) for code in project.codes.all())


def coding_rows(project: Project, scope: Scope, viewer: str | None) -> tuple[tuple[Coding, ...], frozenset[str]]:
    """The codings in scope, and the interviews kept back from the viewer for now.

    Showing a coder others' codings of an interview they have not finished is noted: later codings of it are not blind.
    """
    found = project.codings.within(scope)
    hidden = project.codings.open_doubles(viewer) if viewer else frozenset()
    shown = visible(found, hidden, viewer or "")
    note_what_is_shown(project, viewer, shown)
    return tuple(shown), frozenset(one.document for one in found if one not in shown)


def note_what_is_shown(project: Project, viewer: str | None, codings: list[Coding]) -> None:
    """Note that a coder saw others' codings of interviews they have not finished."""
    if viewer is None:
        return
    finished = project.finishes.by(viewer)
    seen = {one.document for one in codings if one.coder != viewer and one.document not in finished}
    project.exposures.record(viewer, sorted(seen), "codings")


def memo_rows(project: Project, coder: str | None) -> tuple[Memo, ...]:
    """Everybody's memos, or one coder's."""
    return tuple(one for one in project.memos.all() if coder is None or one.coder == coder)


def history_rows(project: Project, last: int | None = None) -> tuple[HistoryRow, ...]:
    """What happened, newest first."""
    told = project.history.all()[::-1][:last]
    return tuple(
        HistoryRow(one.id[:10], one.time, one.actor, one.story, "stands" if one.in_force else "taken back")
        for one in told
    )


def suggestion_rows(suggestions: tuple[Suggestion, ...]) -> tuple[SuggestionRow, ...]:
    """Suggestions as people see them."""
    return tuple(
        SuggestionRow(
            one.id[:8],
            one.document,
            one.turn,
            one.code,
            one.band,
            "out of date" if one.stale else one.status,
            one.words,
        )
        for one in suggestions
    )


def theme_rows(project: Project) -> tuple[ThemeRow, ...]:
    """Every theme, in the order people gave them."""
    return tuple(
        ThemeRow(
            name=one.name,
            idea=one.idea,
            codes=one.codes,
            excerpts=sum(item.stance == "for" for item in one.evidence),
            against=sum(item.stance == "against" for item in one.evidence),
            examined=", ".join(item.verdict for item in one.challenges) or "not yet examined",
        )
        for one in project.themes.all()
    )


def _speaks(participants: tuple[str, ...], people: Mapping[str, object], scope: Scope) -> bool:
    if not scope.participants and not scope.attributes:
        return True
    return any(scope.holds_participant(people[one]) for one in participants)  # type: ignore[arg-type]


def resolved(project: Project, scope: Scope) -> Scope:
    """A scope in the names the project uses; names that do not exist are errors, not empty answers."""
    everybody = {one.id.casefold(): one.id for one in project.participants.all()}
    for participant in scope.participants:
        project.participants.key_of(participant)
    for coder in scope.coders:
        project.coders.id_of(coder)
    names = [code.name for code in project.codes.all()]
    return Scope(
        documents=frozenset(project.documents.current(one).document for one in scope.documents),
        participants=frozenset(everybody[one.casefold()] for one in scope.participants),
        coders=scope.coders,
        codes=frozenset(_code(project, names, code) for code in scope.codes),
        attributes=scope.attributes,
        modifiers=scope.modifiers,
    )


def _code(project: Project, names: list[str], code: str) -> str:
    if any(name == code or name.startswith(f"{code}.") for name in names):
        return code
    return project.codes.named(code).name
