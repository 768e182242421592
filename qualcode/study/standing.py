"""How a study stands, and the command that comes next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.project import Project
from qualcode.project.settings import Settings
from qualcode.study.coding.pace import Pace, pace
from qualcode.study.suggesting.review_queue import waiting_ids


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """How far the coding of one document is."""

    document: str
    title: str
    participants: tuple[str, ...]
    codings: int
    """The coder's own."""
    finished: bool
    """By the coder."""
    finished_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a study stands for one coder."""

    settings: Settings
    coder: str | None
    coders: tuple[str, ...]
    codes: int
    participants: int
    documents: tuple[DocumentStanding, ...]
    memos: int
    themes: int
    open_suggestions: int
    questions: int
    """Of the interview guide."""
    open_askings: int
    """How often nobody has said yet whether a question was asked in a document."""
    left_behind: Mapping[str, int]
    """By document, the coder's own codings (everybody's where nobody looks) of words that only an older text has."""
    edited_files: tuple[str, ...]
    new_codes: tuple[str, ...]
    """Codes that came after some finished interviews: these may want a second look."""
    provisional_codes: tuple[str, ...]
    """Codes that came up while coding and wait to be written out."""
    retired_codes: Mapping[str, int]
    """Codes out of use, with the codings that stay under each."""
    next_command: str
    why: str
    pace: Pace | None = None
    """Of the coder, where it is they who look."""


def standing_of(project: Project, coder: str | None, *, viewer: str | None = None) -> Standing:
    """What is there, what is left, and the next command; `viewer` is who looks, where that is known."""
    own = project.codings.counts(coder) if coder else {}
    documents = tuple(
        DocumentStanding(
            document=document.id,
            title=document.title,
            participants=document.participants,
            codings=own.get(document.id, 0),
            finished=coder in document.finished_by,
            finished_by=document.finished_by,
        )
        for document in project.documents.all()
    )
    themes, waiting = project.themes.count(), len(waiting_ids(project, coder)) if coder else 0
    codes = project.codes.all()
    suggested = project.suggestions.any_for(coder) if coder else False
    unexamined = sum(not theme.challenges for theme in project.themes.reported())
    command, why = _next(documents) or _after_coding(themes, unexamined, waiting, suggested)
    return Standing(
        settings=project.settings.read(),
        coder=coder,
        coders=tuple(project.coders.names()),
        codes=sum(code.in_use for code in codes),
        participants=len(project.participants.all()),
        documents=documents,
        memos=len(project.memos.all()),
        themes=themes,
        open_suggestions=waiting,
        questions=len(project.questions.all()),
        open_askings=project.questions.open_count(),
        left_behind=Counter(one.document for one in project.codings.left_behind() if coder in (None, one.coder)),
        edited_files=tuple(project.files.edited()),
        new_codes=tuple(project.codes.newer_than_finishes()),
        provisional_codes=tuple(code.name for code in codes if code.status == "provisional"),
        retired_codes={code.name: project.codes.uses(code) for code in codes if not code.in_use},
        next_command=command,
        why=why,
        pace=pace(project, coder) if coder is not None and coder == viewer else None,
    )


def _next(documents: tuple[DocumentStanding, ...]) -> tuple[str, str] | None:
    """What is left to bring in and to code; None where nothing is."""
    if not documents:
        return "qualcode import FOLDER", "bring in the transcripts"
    begun = [one for one in documents if one.codings and not one.finished]
    if begun:
        return f"qualcode finish {begun[0].document}", f"when {begun[0].document} is coded once through"
    unread = [one for one in documents if not one.finished]
    if unread:
        return f"qualcode read {unread[0].document}", "the next interview to code"
    return None


def _after_coding(themes: int, unexamined: int, waiting: int, suggested: bool) -> tuple[str, str]:
    if waiting:
        return (
            "qualcode review",
            "1 suggestion waits for you" if waiting == 1 else f"{waiting} suggestions wait for you",
        )
    if unexamined:
        many = "a theme is" if unexamined == 1 else f"{unexamined} themes are"
        return "qualcode themes challenge NAME", f"{many} not yet examined"
    if themes:
        return "qualcode report study -o reports/study.md", "write the report"
    if suggested:
        return "qualcode themes discover", "see what belongs together, then name your themes"
    return "qualcode suggest", "see which passages deserve a second look"
