"""What a table says of people against what the project holds of them, so that no slip passes unseen."""

from collections.abc import Mapping, Sequence

from qualcode.project import Project
from qualcode.study.bringing_in.attributes import odd_ones
from qualcode.study.bringing_in.who_is_who import Person, named_by

_SHOWN = 3
"""Documents that are named one by one."""


class Contradictions:
    """What a table changes or leaves as it was, gathered document by document before it is applied."""

    def __init__(self, project: Project, table: str) -> None:
        self._project = project
        self._table = table
        self._known = {one.id.casefold(): dict(one.attributes) for one in project.participants.all()}
        self._asking = {(one.document, one.label) for one in project.documents.speakers() if one.role == "interviewer"}
        self._values: dict[tuple[str, str], str] = {}
        self._stay: dict[tuple[str, str], list[str]] = {}
        self._answer: dict[tuple[str, str], list[str]] = {}

    def to_apply(self, document: str, labels: Sequence[str], people: Mapping[str, Person]) -> list[str]:
        """The labels of a document for which the table holds.

        An id alone does not make a participant of who asks the questions: it may be what the label had before that was
        said.
        """
        kept = []
        for label in labels:
            person = named_by(people, label)
            assert person is not None
            if person.role == "participant" and (document, label) in self._asking:
                stale = person.participant and person.participant.casefold() not in self._known
                if stale and not person.plainly and not person.attributes:
                    self._stay.setdefault((label, person.participant or ""), []).append(document)
                    continue
                self._answer.setdefault((label, person.participant or ""), []).append(document)
            self._note_values(person)
            kept.append(label)
        return kept

    def told(self) -> list[str]:
        """What a person should know of it, one sentence each."""
        return [
            *(
                f"“{label}” stays who asks in {_some(documents)}, though {self._table} gives {id_}; if that is a"
                " participant, write participant in the column role"
                for (label, id_), documents in self._stay.items()
            ),
            *(
                f"“{label}” asked the questions in {_some(documents)} and counts as a participant now"
                + (f": {id_}" if id_ else "")
                for (label, id_), documents in self._answer.items()
            ),
            *self._values.values(),
            *self._odd_values(),
        ]

    def _note_values(self, person: Person) -> None:
        before = self._known.get((person.participant or "").casefold(), {})
        for name, value in person.attributes.items():
            if before.get(name, value) != value and person.participant:
                self._values[person.participant.casefold(), name] = (
                    f"{person.place}: {person.participant} has {name} “{value}” now; it was “{before[name]}”"
                )

    def _odd_values(self) -> list[str]:
        """Words among numbers: nobody could be asked for years>=5 while they stand."""
        found: dict[str, dict[str, str]] = {}
        for one in self._project.participants.all():
            for name, value in one.attributes.items():
                found.setdefault(name, {})[one.id] = value
        return [
            f"{id_} has {name} “{value}”, where nearly all others have a number"
            for name, values in found.items()
            for id_, value in list(odd_ones(values).items())[:1]
        ]


def _some(documents: Sequence[str]) -> str:
    shown = ", ".join(documents[:_SHOWN])
    return shown if len(documents) <= _SHOWN else f"{shown} and {len(documents) - _SHOWN} more"
