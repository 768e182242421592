"""What there is in a study, as rows for people and programs."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model import MAIN_MAP, Memo, Suggestion
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Condition, Scope
from qualcode.study.bringing_in.attributes import resolved_conditions
from qualcode.study.keeping_back import (
    hidden_from,
    note_memos_shown,
    told_events,
    visible_memos,
)
from qualcode.themes.parts import in_order


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a listing; original file names stay in transcripts/."""

    id: str
    title: str
    source: str
    date: str | None
    wave: str | None
    participants: tuple[str, ...]
    turns: int
    words: int
    format: str
    finished_by: tuple[str, ...]
    lead: str | None

    @property
    def untitled(self) -> bool:
        """Whether its title says no more than its kind, its speakers and its id."""
        kind = self.source.capitalize()
        return self.title in {f"{kind} with {', '.join(self.participants)}", f"{kind} {self.id}", self.id}


@dataclass(frozen=True, slots=True)
class FileRow:
    """Which file a document was made from; shown only to those who ask for it."""

    id: str
    file: str
    """Its name in transcripts/, which may tell who was interviewed."""
    part: str | None
    """Which part of the file, where it holds several documents."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code in a listing."""

    code: str
    label: str
    brief: str
    status: str
    """active, provisional or retired."""
    codings: int
    """Everybody's, as far as the coder may see them yet."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An event in a listing."""

    event: str
    """The first letters of its id, enough for undo."""
    time: str
    coder: str
    sentence: str
    state: str
    """stands or taken back."""


PLAIN_REREAD = "(read again)"
"""What stands for the code of a passage that comes without one."""


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
    status: str
    part_of: str | None
    map: str
    uncounted: int
    """Excerpts put to it that do not count: their interview is not finished, or another coder's codings count there."""


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
                date=document.date,
                wave=document.wave,
                participants=document.participants,
                turns=len({turn.number for turn in turns}),
                words=sum(len(text[turn.start : turn.end].split()) for turn in turns),
                format=project.documents.current(document.id).format,
                finished_by=document.finished_by,
                lead=document.lead,
            )
        )
    return tuple(rows)


def file_rows(project: Project, rows: Sequence[DocumentRow]) -> tuple[FileRow, ...]:
    """The file of each listed document, as it is now."""
    versions = [project.documents.current(row.id) for row in rows]
    return tuple(FileRow(one.document, one.original, one.part) for one in versions)


def code_rows(project: Project, viewer: str | None) -> tuple[CodeRow, ...]:
    """Every code, in the order of the codebook."""
    counted = visible(project.codings.within(), hidden_from(project, viewer), viewer or "")
    counts = Counter(coding.code for coding in counted)
    return tuple(
        CodeRow(code.name, code.label, code.brief, code.status, counts[code.name]) for code in project.codes.all()
    )


def memo_rows(project: Project, scope: Scope, viewer: str | None) -> tuple[Memo, ...]:
    """Memos of the coders in scope, on its documents and on codings of these; that they were shown is noted."""
    document_of = {one.id: one.document for one in project.codings.everywhere()}
    shown = tuple(
        one
        for one in visible_memos(project, project.memos.all(), viewer)
        if (not scope.coders or one.coder in scope.coders)
        and scope.holds_document(document_of.get(one.object, one.object))
    )
    note_memos_shown(project, viewer, shown)
    return shown


def history_rows(project: Project, viewer: str | None, last: int | None = None) -> tuple[HistoryRow, ...]:
    """What happened, newest first."""
    told = told_events(project, viewer)[::-1][:last]
    return tuple(
        HistoryRow(one.id[:10], one.time, one.actor, sentence, "stands" if one.in_force else "taken back")
        for one, sentence in told
    )


def suggestion_rows(
    suggestions: tuple[Suggestion, ...], second_looks: Container[str] = ()
) -> tuple[SuggestionRow, ...]:
    """Suggestions as people see them; those with a code newer than the coder's finish are marked as second looks."""
    return tuple(
        SuggestionRow(
            one.id[:8],
            one.document,
            one.turn,
            one.code or PLAIN_REREAD,
            one.band,
            f"{one.status}, second look" if one.id in second_looks else one.status,
            one.words,
        )
        for one in suggestions
    )


def theme_rows(project: Project, map_: str = MAIN_MAP, viewer: str | None = None) -> tuple[ThemeRow, ...]:
    """Every theme of a map, each followed by its parts, with the excerpts that count for and against it or a part."""
    from qualcode.study.theming.theme_members import answers_about, not_counted, places
    from qualcode.themes.parts import with_parts

    themes = project.themes.of_map(map_)
    answers = answers_about(project, with_parts(themes), viewer)
    return tuple(
        ThemeRow(
            name=one.name,
            idea=one.idea,
            codes=one.codes,
            excerpts=len(places(answers.supporting(one.name))),
            against=len(places(answers.against(one.name))),
            examined=", ".join(item.verdict for item in one.challenges) or "not yet examined",
            status=one.status,
            part_of=one.part_of,
            map=one.map,
            uncounted=len(not_counted(answers, one.name)),
        )
        for one, _ in in_order(themes)
    )


def _speaks(participants: tuple[str, ...], people: Mapping[str, object], scope: Scope) -> bool:
    if scope.any_participant:
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
    project.codes.check_modifiers(scope.modifiers)
    exact = [Condition(name, "=", value) for name, value in scope.attributes.items()]
    return Scope(
        documents=frozenset(project.documents.current(one).document for one in scope.documents),
        participants=frozenset(everybody[one.casefold()] for one in scope.participants),
        coders=scope.coders,
        codes=frozenset(_code(project, names, code) for code in scope.codes),
        modifiers=scope.modifiers,
        conditions=resolved_conditions(project, [*exact, *scope.conditions]),
        cases=project.cases.with_all_below(scope.cases),
    )


def _code(project: Project, names: list[str], code: str) -> str:
    if any(name == code or name.startswith(f"{code}.") for name in names):
        return code
    return project.codes.named(code).name
