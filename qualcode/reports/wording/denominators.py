"""Whom a noun means: everybody who was met, the people of one role, the schools, or people nobody spoke to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.reports.answers.answers import Answers, roles
from qualcode.reports.wording.tongue import Tongue

EVERYBODY, ROLE, SCHOOLS, PART, STRANGERS = "everybody", "role", "schools", "part", "strangers"


@dataclass(frozen=True, slots=True)
class Group:
    """The people a noun means in a study."""

    kind: str
    """everybody, role, schools, part (some of them, by more than a role) or strangers."""
    role: str | None = None
    narrowed: str = ""
    """The word that narrows them down: high, second."""


class Groups:
    """Who can be meant in a study."""

    def __init__(self, answers: Answers, tongue: Tongue) -> None:
        self._answers = answers
        self._tongue = tongue

    @cached_property
    def roles(self) -> dict[str, str]:
        """The roles of the study by their stem."""
        return {self._tongue.stem(role): role for role in roles(self._answers.material)}

    @cached_property
    def values(self) -> frozenset[str]:
        """What else is said of people, in lower case: high, second."""
        values = (
            value.casefold()
            for person in self._answers.material.participants
            for name, value in person.attributes.items()
            if name != "role" and not value.isdecimal()
        )
        return frozenset(values) - {""}

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """What the study calls its people in its title and its question."""
        material = self._answers.material
        words = f"{material.title} {material.question}".casefold()
        for role in sorted(self.roles, key=len, reverse=True):  # “teacher leaders” calls nobody a teacher
            words = words.replace(role, "")
        return frozenset(self._tongue.stem(word) for word in re.findall(r"\w+", words))

    def meant(self, noun: str, adjectives: Sequence[str] = ()) -> Group:
        """Whom a noun means, with the words before it."""
        tongue, words = self._tongue, [*adjectives, *noun.split()]
        if re.fullmatch(tongue.schools, noun, re.IGNORECASE):
            return self._narrowed(Group(SCHOOLS), words[:-1])
        for first in range(len(words)):
            if role := self.roles.get(tongue.stem(" ".join(words[first:]))):
                return self._narrowed(Group(ROLE, role), words[:first])
        if re.fullmatch(tongue.everybody, noun, re.IGNORECASE) or self._is_everybody(noun):
            return self._narrowed(Group(EVERYBODY), words[:-1])
        return Group(STRANGERS)

    def _is_everybody(self, noun: str) -> bool:
        stem = self._tongue.stem(noun)
        if stem in self._own_words:
            return True
        if not self.roles:
            return re.fullmatch(self._tongue.people, noun, re.IGNORECASE) is not None
        return all(role.split()[-1] == stem for role in self.roles)

    def _narrowed(self, group: Group, words: Sequence[str]) -> Group:
        narrow = next((word for word in words if word.casefold() in self.values), "")
        return Group(PART, group.role, narrow) if narrow else group
