"""Counting codes by the rules of the study."""

from dataclasses import dataclass, replace

from qualcode.analysis.blanks import Cell, cells
from qualcode.analysis.counting import Counted, counted, of_interviewers
from qualcode.analysis.frequencies import Frequency, frequencies
from qualcode.analysis.prevalence import heard_in
from qualcode.model import Coding, Participant
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Scope
from qualcode.study.keeping_back import hidden_from, note_what_is_shown


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

    @property
    def coded_in_part(self) -> tuple[str, ...]:
        """Participants of whom some interviews are coded and others are not yet."""
        waiting = heard_in(self.counted.unfinished)
        coded = heard_in(self.counted.finished)
        return tuple(person.id for person in self.people if person.id in coded and person.id in waiting)

    def by_code(self) -> tuple[Frequency, ...]:
        """How often each code was used."""
        return frequencies(self.counted, self.people, self.labels)

    def by_participant(self) -> tuple[Cell, ...]:
        """What each participant said under each code, and why a blank is blank."""
        return cells(self.counted, self.people, self.labels)


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
    return WhatCounts(
        counted=replace(chosen, codings=within, asking=asking),
        people=tuple(person for person in project.participants.all() if scope.holds_participant(person)),
        labels={code.name: code.label for code in project.codes.all() if scope.holds_code(code.name)},
        kept_back=hidden,
        newly_seen=note_what_is_shown(project, viewer, within) if single else (),
    )


def asking_in(project: Project, codings: list[Coding]) -> frozenset[str]:
    """The ids of codings that cover an interviewer's words, which count nowhere."""
    documents = {one.document for one in codings if one.participant is None}
    turns = {document: project.documents.turns(document) for document in documents}
    return of_interviewers(codings, project.documents.speakers(), turns)
