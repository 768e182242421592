"""Which documents, participants, coders, codes and attributes a question is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model import Coding, Participant


@dataclass(frozen=True, slots=True)
class Scope:
    """A filter that means the same in every command; an empty field lets everything through."""

    documents: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    """A code stands for itself and for all codes below it."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    modifiers: Mapping[str, str] = field(default_factory=dict)

    def holds_code(self, code: str) -> bool:
        """Whether a code, or one above it, was asked for."""
        return not self.codes or any(code == asked or code.startswith(f"{asked}.") for asked in self.codes)

    def holds_participant(self, participant: Participant | None) -> bool:
        """Whether a person was asked for, by id and by attributes."""
        if participant is None:
            return not self.participants and not self.attributes
        if self.participants and participant.id not in self.participants:
            return False
        return all(participant.attributes.get(name) == value for name, value in self.attributes.items())

    def holds_document(self, document: str) -> bool:
        """Whether a document was asked for."""
        return not self.documents or document in self.documents

    def holds(self, coding: Coding, participants: Mapping[str, Participant]) -> bool:
        """Whether a coding lies within the scope."""
        return (
            self.holds_document(coding.document)
            and (not self.coders or coding.coder in self.coders)
            and self.holds_code(coding.code)
            and all(coding.modifiers.get(name) == value for name, value in self.modifiers.items())
            and self.holds_participant(participants.get(coding.participant or ""))
        )


EVERYTHING = Scope()
