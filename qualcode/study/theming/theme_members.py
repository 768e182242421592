"""What belongs to themes and counts, by the one rule that reports follow."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qualcode.model import Coding, Theme
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.project.theme_history import theme_memos
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.material import Material
from qualcode.study.keeping_back import hidden_from
from qualcode.themes.tensions import Held, Tension, tensions

Place = tuple[str, int, int]
"""Document, start, end."""


def answers_about(project: Project, themes: Sequence[Theme], viewer: str | None) -> Answers:
    """The figures of some themes with names of their own, as far as the viewer may see what is behind them."""
    hidden = hidden_from(project, viewer)
    codings = visible(project.codings.within(), hidden, viewer or "")
    documents = [
        replace(one, finished_by=(), lead=None) if one.id in hidden else one for one in project.documents.all()
    ]
    unnamed = {one.document for one in codings if one.participant is None}
    settings = project.settings.read()
    material = Material(
        title="",
        question="",
        mode=settings.mode,
        documents=tuple(documents),
        participants=tuple(project.participants.all()),
        speakers=tuple(project.documents.speakers()),
        turns={document: project.documents.turns(document) for document in unnamed},
        texts={},
        codings=tuple(codings),
        themes=tuple(themes),
        code_labels={code.name: code.label for code in project.codes.all()},
    )
    return Answers(material)


def places(codings: Iterable[Coding]) -> frozenset[Place]:
    """The excerpts that some codings cover; several on the same words are one."""
    return frozenset((one.document, one.start, one.end) for one in codings)


def not_counted(answers: Answers, theme: str) -> frozenset[Place]:
    """Excerpts put to a theme that do not count: not finished, or where another coder's codings count."""
    return frozenset(answers.uncounted(theme, finished=True) | answers.uncounted(theme, finished=False))


def pulling_apart(project: Project, viewer: str | None) -> tuple[Tension, ...]:
    """The themes of the main map that hold in the same people and pull apart, unless a memo on one names the other."""
    themes = project.themes.reported()
    if len(themes) < 2:
        return ()
    answers = answers_about(project, themes, viewer)
    held = [
        Held(
            one.name,
            [
                (coding.participant, coding.modifiers.get("valence"))
                for coding in answers.supporting(one.name)
                if coding.participant
            ],
            places(answers.supporting(one.name)),
            places(answers.against(one.name)),
        )
        for one in themes
    ]
    related = [frozenset({one.name, one.part_of}) for one in themes if one.part_of]
    found = tensions(held, related)
    return tuple(one for one in found if not _written_about(project, themes, one))


def _written_about(project: Project, themes: Sequence[Theme], tension: Tension) -> bool:
    names = {tension.one, tension.other}
    return any(
        other.casefold() in text.casefold()
        for theme in themes
        if theme.name in names
        for other in names - {theme.name}
        for _, text in theme_memos(project.store, theme.id)
    )
