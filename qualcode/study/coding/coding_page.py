"""One document as its coder has it on the screen: turns, headings and codings."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model import Section
from qualcode.project import Project
from qualcode.project.codes import AppliedCode
from qualcode.project.pages import CodingOnPage, StretchRow


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A stretch of a turn: stretches that a repeated label or a time sets apart share their number."""

    number: int
    start: int
    end: int
    speaker: str
    """P01, else the label in the transcript, else empty."""
    role: str
    """participant, interviewer, other; empty where nobody speaks."""
    begins: float | None
    """Seconds into the recording."""


@dataclass(frozen=True, slots=True)
class PageCoding:
    """A coding as it stands on the page."""

    id: str
    start: int
    end: int
    code: str
    short: str
    """The last part of the code's id."""
    label: str
    color: str
    """A name, #rrggbb, or empty."""
    coder: str
    modifiers: Mapping[str, str]
    memo: str | None
    starred: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A document to read and code."""

    document: str
    title: str
    version: str
    text: str
    turns: tuple[PageTurn, ...]
    """Every stretch, in order."""
    sections: tuple[Section, ...]
    codings: tuple[PageCoding, ...]
    finished: bool
    """By the coder who looks."""
    media: str | None
    """The recording, as the study names it."""


def page(project: Project, coder: str, document: str) -> Page:
    """A document with its coder's own codings; QualcodeError when there is no such document."""
    facts = project.pages.facts(coder, document)
    return Page(
        document=facts.document,
        title=facts.title,
        version=facts.version,
        text=facts.text,
        turns=tuple(_turn(one) for one in project.pages.stretches(facts.version)),
        sections=facts.sections,
        codings=_codings(project, project.pages.codings(facts.version, coder)),
        finished=facts.finished,
        media=facts.media,
    )


def page_codings(project: Project, coder: str, document: str, *, others: bool = False) -> tuple[PageCoding, ...]:
    """The coder's own codings of a document, in order; others' too where asked for, once it is finished.

    That others' were shown is noted: what the coder codes there from then on is not blind.
    """
    version = project.pages.version(document)
    everybody = others and project.pages.has_finished(coder, version.document)
    found = project.pages.codings(version.id, coder, everybody=everybody)
    if any(one.coder != coder for one in found):
        project.exposures.record(coder, [version.document], "codings")
    return _codings(project, found)


def _turn(row: StretchRow) -> PageTurn:
    speaker = row.participant or row.label or ""
    role = row.role or ("other" if row.label else "")
    return PageTurn(row.number, row.start, row.end, speaker, role, row.begins)


def _codings(project: Project, found: list[CodingOnPage]) -> tuple[PageCoding, ...]:
    codes = {code.name: code for code in project.codes.all()} if found else {}
    return tuple(_coding(one, codes.get(one.code)) for one in found)


def _coding(one: CodingOnPage, code: AppliedCode | None) -> PageCoding:
    return PageCoding(
        id=one.id,
        start=one.start,
        end=one.end,
        code=one.code,
        short=one.code.rpartition(".")[2],
        label=code.label if code else one.code,
        color=str(code.record.get("color") or "") if code else "",
        coder=one.coder,
        modifiers=one.modifiers,
        memo=one.memo,
        starred=one.starred,
        retired=code is None or not code.in_use,
    )
