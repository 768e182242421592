"""Whose voices a report's quotes rest on."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import Place, may_be_quoted

MOST_FROM_ONE = 0.15
"""A person with a larger share of a report's quotes is worth a remark to the team."""


@dataclass(frozen=True, slots=True)
class Voices:
    """How evenly the quotes of a report are spread over people, and who is left out."""

    about: float
    """As many people speaking equally often would be as even; 0 where nothing is quoted."""
    people: int
    """How many people are quoted at all."""
    most: float
    """The share of the person quoted most often, from 0 to 1."""
    most_quoted: tuple[str, ...]
    """Who that is; several where they are quoted equally often."""
    never: tuple[str, ...]
    """Participants who raised a theme, may be quoted, and are not."""
    paraphrased: tuple[str, ...]
    """Participants who raised a theme and agreed to be paraphrased only."""
    withheld: tuple[str, ...]
    """Participants who raised a theme and agreed to neither."""

    @property
    def uneven(self) -> bool:
        """Whether one person has more of the quotes than is good, though there are others who could be quoted."""
        return self.people > 1 and self.most > MOST_FROM_ONE and bool(self.never)


def voices(answers: Answers, quoted: Sequence[Place]) -> Voices:
    """Whose words the quotes at some places are; a place quoted twice counts twice.

    Where nobody is known to speak, a document counts as one voice.
    """
    said = {(one.document, one.start, one.end): one.participant or one.document for one in answers.material.codings}
    times = Counter(said[place] for place in quoted if place in said)
    raised = sorted(
        {one.participant for name in answers.themes for one in answers.supporting(name) if one.participant}
        | {one.participant for name in answers.themes for one in answers.against(name) if one.participant},
        key=lambda one: (len(one), one),
    )
    consents = {one: _consent(answers, one) for one in raised}
    highest = max(times.values(), default=0)
    return Voices(
        about=effective_voices(times.values()),
        people=len(times),
        most=highest / times.total() if times else 0.0,
        most_quoted=tuple(sorted(one for one, number in times.items() if number == highest)),
        never=tuple(one for one in raised if consents[one] == "quote" and one not in times),
        paraphrased=tuple(one for one in raised if consents[one] == "paraphrase"),
        withheld=tuple(one for one in raised if consents[one] == "none"),
    )


def effective_voices(quotes: Iterable[int]) -> float:
    """1 / Σ sᵢ², where sᵢ is a person's share of the quotes; 0 where there are none.

    The effective number of Laakso & Taagepera (1979), which is Hill's (1973) diversity of order 2. With the shares of
    a first example of Golosov (2010), 0.75 and 0.25, and of a second, 0.75, 0.10 and fifteen of 0.01:

    >>> round(effective_voices([75, 25]), 2), round(effective_voices([75, 10, *[1] * 15]), 2)
    (1.6, 1.74)
    """
    counts = list(quotes)
    total = sum(counts)
    return 1 / math.fsum((one / total) ** 2 for one in counts) if total else 0.0


def _consent(answers: Answers, participant: str) -> str:
    """quote, paraphrase or none; whatever else is written is read as none, so that nobody is quoted by a slip."""
    person = answers.people.get(participant)
    if may_be_quoted(person):
        return "quote"
    given = person.attributes.get("consent", "").casefold() if person else ""
    return "paraphrase" if given.strip() == "paraphrase" else "none"
