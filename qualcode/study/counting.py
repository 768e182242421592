"""Counting codes by the rules of the study."""

from qualcode.analysis.counting import Counted, counted
from qualcode.analysis.frequencies import Frequency, frequencies
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import Scope


def code_frequencies(
    project: Project, scope: Scope, viewer: str | None
) -> tuple[tuple[Frequency, ...], Counted, frozenset[str]]:
    """How often each code was used, whose codings count, and the interviews kept back from the viewer for now."""
    hidden = project.codings.open_doubles(viewer) if viewer else frozenset()
    everything = Scope(scope.documents, scope.participants, frozenset(), scope.codes, scope.attributes, scope.modifiers)
    codings = visible(project.codings.within(everything), hidden, viewer or "")
    documents = [
        document
        for document in project.documents.all()
        if scope.holds_document(document.id) and document.id not in hidden
    ]
    people = [person for person in project.participants.all() if scope.holds_participant(person)]
    chosen = counted(codings, documents, coders=scope.coders)
    labels = {code.name: code.label for code in project.codes.all() if scope.holds_code(code.name)}
    return frequencies(chosen, people, labels), chosen, hidden
