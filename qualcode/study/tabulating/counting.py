"""Counting codes by the rules of the study."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qualcode.analysis.blanks import Cell, cells
from qualcode.analysis.counting import Counted, counted, excerpts, lies_under, of_interviewers
from qualcode.analysis.cycles import is_hope
from qualcode.analysis.frequencies import Frequency, frequencies
from qualcode.analysis.prevalence import heard_in
from qualcode.analysis.values import Senses, ValueCell, ValueCount, senses, senses_by_level, value_cells, value_counts
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Participant
from qualcode.project import Project
from qualcode.project.codes import LEVEL, AppliedCode
from qualcode.project.codings import visible
from qualcode.scope import Scope
from qualcode.study.keeping_back import hidden_from, note_what_is_shown


@dataclass(frozen=True, slots=True)
class Hopes:
    """Hopes and plans among what is counted under value cycles; they are raised, and no value created."""

    excerpts: int
    participants: int
    codings: Mapping[str, int]
    """By code."""


@dataclass(frozen=True, slots=True)
class WhatCounts:
    """The codings that count for a question, of whom, and what was kept back."""

    counted: Counted
    people: tuple[Participant, ...]
    labels: dict[str, str]
    """The codes in question, in the order of the codebook."""
    kept_back: frozenset[str]
    """Interviews the viewer may not see others' codings of yet."""
    newly_seen: tuple[str, ...] = ()
    """Interviews the viewer has not finished and now knows others' codings of."""
    codes: Mapping[str, AppliedCode] = field(default_factory=dict)
    """The same codes in full."""
    cycles: tuple[str, ...] = ()
    """The codes that stand for cycles of value, of whatever codebook."""
    declared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values of each modifier that codings may carry."""
    has_levels: bool = False
    """Whether any code of the study has levels."""

    @property
    def coded_in_part(self) -> tuple[str, ...]:
        """Participants of whom some interviews are coded and others are not yet."""
        waiting = heard_in(self.counted.unfinished)
        coded = heard_in(self.counted.finished)
        return tuple(person.id for person in self.people if person.id in coded and person.id in waiting)

    def by_code(self) -> tuple[Frequency, ...]:
        """How often each code was used."""
        rows = frequencies(self.counted, self.people, self.labels)
        return tuple(replace(row, status=self.status(row.code)) for row in rows)

    def by_participant(self) -> tuple[Cell, ...]:
        """What each participant said under each code, and why a blank is blank."""
        return cells(self.counted, self.people, self.labels)

    def senses(self, modifier: str) -> tuple[Senses, ...]:
        """The senses that a modifier tells apart, as codes have them in common: all of them, or those of one scale.

        Raises QualcodeError, naming all, where there is no such modifier.
        """
        name = next((one for one in self.declared if one.casefold() == modifier.casefold()), None)
        if name is None:
            known = ", ".join(self.declared) or "none"
            raise QualcodeError(
                f"There is no modifier “{modifier}” (there are: {known}).",
                hint="See their values: qualcode codebook show --modifiers",
            )
        if name == LEVEL and self.has_levels:
            scales = {code: one.scale for code, one in self.codes.items()}
            return senses_by_level(name, scales, self.counted.codings, self.labels)
        return (senses(name, self.declared[name], self.counted.codings, self.labels),)

    def by_value(self, chosen: Senses) -> tuple[ValueCount, ...]:
        """How often each code was used in each sense."""
        return value_counts(chosen, self.counted, self.people)

    def by_participant_and_value(self, chosen: Senses) -> tuple[ValueCell, ...]:
        """In which sense each participant spoke of each code."""
        return value_cells(chosen, self.counted, self.people)

    def status(self, code: str) -> str:
        """active, provisional or retired; what is in no codebook any more is retired."""
        return self.codes[code].status if code in self.codes else "retired"

    @property
    def hopes(self) -> "Hopes":
        """What of the excerpts counted under value cycles tells of hopes."""
        told = [one for one in self.counted.codings if is_hope(one) and lies_under(one.code, self.cycles)]
        people = {one.participant for one in told} & {person.id for person in self.people}
        return Hopes(excerpts(told), len(people), Counter(one.code for one in told))


def what_counts(project: Project, scope: Scope, viewer: str | None, *, by_participant: bool = False) -> WhatCounts:
    """The codings that count for a scope, as far as the viewer may see them; what tells single people's is noted."""
    hidden, people = hidden_from(project, viewer), project.participants.by_id()
    codings = visible(project.codings.within(), hidden, viewer or "")
    documents = [
        # What is kept back is for this viewer not coded yet.
        replace(document, finished_by=(), lead=None) if document.id in hidden else document
        for document in project.documents.all()
        if scope.holds_document(document.id)
    ]
    # Which interviews count is settled before codes narrow the question, or n would shrink with it.
    chosen = counted(codings, documents, coders=scope.coders, asking=asking_in(project, codings))
    within, asking = (
        tuple(one for one in some if scope.holds(one, people)) for some in (chosen.codings, chosen.asking)
    )
    # A total over several interviews tells of none of them what was coded there.
    single = by_participant or scope.documents or scope.participants or len(chosen.finished) == 1
    every = project.codes.all()
    codes = {code.name: code for code in every if scope.holds_code(code.name)}
    return WhatCounts(
        counted=replace(chosen, codings=within, asking=asking),
        people=tuple(person for person in project.participants.all() if scope.holds_participant(person)),
        labels={name: code.label for name, code in codes.items()},
        kept_back=hidden,
        newly_seen=note_what_is_shown(project, viewer, within) if single else (),
        codes=codes,
        cycles=tuple(cycle for book in project.codes.codebooks() for cycle in book.cycles),
        declared=project.codes.declared_modifiers(),
        has_levels=any(code.scale for code in every),
    )


def asking_in(project: Project, codings: list[Coding]) -> frozenset[str]:
    """The ids of codings that cover an interviewer's words, which count nowhere."""
    documents = {one.document for one in codings if one.participant is None}
    turns = {document: project.documents.turns(document) for document in documents}
    return of_interviewers(codings, project.documents.speakers(), turns)
