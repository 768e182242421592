"""What a report is made from, fetched from the project and narrowed to what was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache

from qualcode.errors import QualcodeError
from qualcode.model import Document, Participant
from qualcode.project import Project
from qualcode.reports.answers.material import Material
from qualcode.reports.content.draft import AUDIENCES, TEAM
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.bringing_in.attributes import attribute_types
from qualcode.study.listing import resolved
from qualcode.study.reporting.methods_facts import log_facts
from qualcode.study.reporting.report_options import ReportOptions
from qualcode.themes.parts import with_parts

_FETCHED: ContextVar[dict[int, Material] | None] = ContextVar("fetched", default=None)


@contextmanager
def fetched_once() -> Iterator[None]:
    """While this is open, a project's material is fetched when first asked for and then kept; nothing may change."""
    if _FETCHED.get() is not None:
        yield
        return
    token = _FETCHED.set({})
    try:
        yield
    finally:
        _FETCHED.reset(token)


def material_of(project: Project) -> Material:
    """Everything a report is made from."""
    kept = _FETCHED.get()
    if kept is None:
        return _fetched(project)
    if id(project) not in kept:
        kept[id(project)] = _fetched(project)
    return kept[id(project)]


def _fetched(project: Project) -> Material:
    settings, documents = project.settings.read(), project.documents.all()
    codes = project.codes.all()
    labels = {code.name: code.label for code in codes}
    cycles = [cycle for book in project.codes.codebooks() for cycle in book.cycles]
    codings, choices = tuple(project.codings.within()), tuple(project.quote_choices.all())
    chosen = {one.coding for one in choices}
    return Material(
        title=settings.title,
        question=settings.question,
        mode=settings.mode,
        documents=tuple(documents),
        participants=tuple(project.participants.all()),
        speakers=tuple(project.documents.speakers()),
        turns={document.id: project.documents.turns(document.id) for document in documents},
        texts={document.id: project.texts.of_document(document.id) for document in documents},
        codings=codings,
        themes=with_parts(project.themes.reported()),
        code_labels=labels,
        cycles={cycle: labels[cycle] for cycle in cycles if cycle in labels},
        retired=frozenset(code.name for code in codes if code.status == "retired"),
        suggestions_policy=settings.suggestions,
        k_anonymity=settings.k_anonymity,
        language=settings.language,
        cases=tuple(project.cases.all()),
        attribute_types=attribute_types(project),
        amounts=settings.amounts,
        project=project.settings.id,
        log=cache(lambda: log_facts(project)),
        quote_choices=choices,
        quote_places={one.id: (one.document, one.start, one.end) for one in codings if one.id in chosen},
        stories=tuple(project.stories.all()),
        indicators=tuple(project.indicators.all()),
    )


def resolved_options(project: Project, options: ReportOptions) -> ReportOptions:
    """Options in the names the project uses; QualcodeError where it knows no such audience, code, case or theme."""
    if options.audience not in AUDIENCES:
        raise QualcodeError(
            f"There is no audience “{options.audience}”; a report is written for the team, the sponsor or the public.",
            hint="--audience team, --audience sponsor or --audience public",
        )
    themes = tuple(dict.fromkeys(project.themes.named(one).name for one in options.themes))
    return replace(options, scope=resolved(project, options.scope), themes=themes)


def material_for(project: Project, options: ReportOptions) -> Material:
    """The material of a report, narrowed to the people, codes and themes it was asked for.

    Raises QualcodeError where outsiders could tell from it who said what.
    """
    whole, scope = material_of(project), options.scope
    if scope == EVERYTHING and not options.themes:
        return whole
    people = tuple(one for one in whole.participants if scope.holds_participant(one))
    if options.audience != TEAM:
        _refuse_few(people, whole, scope)
    known = {one.id: one for one in people}
    return replace(
        whole,
        participants=people,
        documents=tuple(_of_people(one, people) for one in whole.documents if _is_of(one, people, scope)),
        codings=tuple(
            one
            for one in whole.codings
            if scope.holds_code(one.code) and scope.holds_participant(known.get(one.participant or ""))
        ),
        themes=tuple(one for one in whole.themes if not options.themes or one.name in options.themes),
        stories=tuple(one for one in whole.stories if scope.any_participant or one.participant in known),
        of_some_people=not scope.any_participant,
        of_some_themes=bool(options.themes),
        code_labels={code: label for code, label in whole.code_labels.items() if scope.holds_code(code)},
        cycles={code: label for code, label in whole.cycles.items() if scope.holds_code(code)},
    )


def _refuse_few(people: tuple[Participant, ...], whole: Material, scope: Scope) -> None:
    fewest, left = whole.k_anonymity, _fewest_beside(people, whole, scope)
    if scope.cases or any(one.attribute.casefold() == "school" for one in scope.conditions):
        raise QualcodeError(
            "A report that leaves the team names no school and no case, so it cannot be about some of them only.",
            hint="--audience team, or leave that filter out",
        )
    if 0 < len(people) < fewest or 0 < left < fewest:
        few = len(people) if 0 < len(people) < fewest else left
        whom = "It would be about" if few == len(people) else "It would tell, beside a report about more people, of"
        raise QualcodeError(
            f"{whom} {few} {'person' if few == 1 else 'people'}; outside the team, no group of fewer than {fewest} is"
            " told of.",
            hint="--audience team, or a wider --where",
        )


def _fewest_beside(people: tuple[Participant, ...], whole: Material, scope: Scope) -> int:
    """The fewest people by whom a report on some differs from one on all, with one condition or without one.

    0 where it differs from none.
    """
    every = scope.conditions
    fewer = [(), *((one,) for one in every), *(every[:place] + every[place + 1 :] for place in range(len(every)))]
    wider = (replace(scope, conditions=some) for some in fewer)
    sizes = [sum(one.holds_participant(person) for person in whole.participants) for one in wider]
    return min((size - len(people) for size in [len(whole.participants), *sizes] if size > len(people)), default=0)


def _is_of(document: Document, people: tuple[Participant, ...], scope: Scope) -> bool:
    return scope.any_participant or any(one.id in document.participants for one in people)


def _of_people(document: Document, people: tuple[Participant, ...]) -> Document:
    """A document in which only these people are heard."""
    known = {one.id for one in people}
    return replace(document, participants=tuple(one for one in document.participants if one in known))
