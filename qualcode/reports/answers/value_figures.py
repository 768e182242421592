"""Figures of stories, indicators and flows of value: people and stories, never a sum over cycles."""

from collections.abc import Callable, Mapping
from functools import cached_property
from weakref import WeakKeyDictionary

from qualcode.analysis.counting import of_interviewers
from qualcode.analysis.cycles import HOPED_FOR
from qualcode.analysis.story_chains import longest_chain, settled
from qualcode.analysis.value_flows import BrokenChain, Flow, LoopCount, broken_chains, flows, loops
from qualcode.analysis.value_matrix import indicators_of, stories_through
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Story
from qualcode.reports.answers.answers import Answers
from qualcode.reports.answers.quotes import may_be_quoted
from qualcode.reports.content.draft import TEAM
from qualcode.reports.content.markers import Question


class ValueAnswers:
    """What the stories of a study come to, each thing worked out once."""

    def __init__(self, answers: Answers) -> None:
        self._material = answers.material
        self._counted = answers.counted
        self._people = answers.people
        self.cycles = answers.material.cycles

    @cached_property
    def codings(self) -> dict[str, Coding]:
        """The codings whose words bear stories out, by id: of any coder, none of an interviewer's words."""
        material = self._material
        asking = of_interviewers(material.codings, material.speakers, material.turns)
        return {one.id: one for one in material.codings if one.id not in asking}

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The stories of the people a report is about, as far as words bear them out."""
        own = [one for one in self._material.stories if one.participant in self._people]
        return settled(own, self.codings.values(), tuple(self.cycles))

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """What led from one cycle to another."""
        return flows(self.stories, tuple(self.cycles), self.codings)

    @cached_property
    def loops(self) -> tuple[LoopCount, ...]:
        """What was carried back."""
        return loops(self.stories, tuple(self.cycles))

    @cached_property
    def broken(self) -> tuple[BrokenChain, ...]:
        """Participants with potential value who applied none of it."""
        people = self._material.participants
        return broken_chains(self._counted, people, self.stories, self.codings, tuple(self.cycles))

    def indicators(self, cycle: str) -> tuple[str, ...]:
        """The ids of the indicators at a cycle."""
        return indicators_of(self._material.indicators, cycle)

    def through(self, cycle: str, *, as_hope: bool = False) -> tuple[str, ...]:
        """The ids of the stories that pass through a cycle, or that touch it as a hope only."""
        came, hoped = stories_through(self.stories, cycle, tuple(self.cycles))
        return hoped if as_hope else came

    def told(self, audience: str) -> tuple[Story, ...]:
        """The stories that may be told to an audience.

        Outside the team only where their participant agreed to be quoted and to the story being shared; of people who
        agreed to neither words nor a paraphrase none is told at all.
        """
        return tuple(one for one in self.stories if self._may_be_told(one, audience))

    def _may_be_told(self, story: Story, audience: str) -> bool:
        person = self._people[story.participant]
        if audience != TEAM:
            return story.may_be_shared and may_be_quoted(person)
        return person.attributes.get("consent", "quote").casefold() != "none"


_KNOWN: "WeakKeyDictionary[Answers, ValueAnswers]" = WeakKeyDictionary()


def value_answers(answers: Answers) -> ValueAnswers:
    """What the stories behind some answers come to; the same for the same answers."""
    if answers not in _KNOWN:
        _KNOWN[answers] = ValueAnswers(answers)
    return _KNOWN[answers]


def _stories(answers: Answers, question: Question) -> str:
    value, hope = value_answers(answers), question.get("sense") == HOPED_FOR
    if question.get("cycle") is None:
        return str(len(value.stories))
    return str(len(value.through(_cycle(answers, question, "cycle"), as_hope=hope)))


def _indicators(answers: Answers, question: Question) -> str:
    return str(len(value_answers(answers).indicators(_cycle(answers, question, "cycle"))))


def _flow(answers: Answers, question: Question) -> str:
    ends = (_cycle(answers, question, "cycle"), _cycle(answers, question, "to"))
    found = next((one for one in value_answers(answers).flows if (one.cycle, one.to) == ends), None)
    link = question.get("link")
    if link not in (None, "explicit", "inferred", "absent", HOPED_FOR):
        raise QualcodeError(f"The marker asks for links that are “{link}”, which none is.")
    if found is None:
        return "0"
    by_link = {
        "explicit": found.explicit,
        "inferred": found.inferred,
        "absent": found.did_not_come,
        HOPED_FOR: found.hoped_for,
    }
    return str(found.participants if link is None else by_link[link])


def _loop(answers: Answers, question: Question) -> str:
    ends = (_cycle(answers, question, "cycle"), question.get("to"))
    return str(next((one.participants for one in value_answers(answers).loops if (one.cycle, one.to) == ends), 0))


def _broken(answers: Answers, question: Question) -> str:
    return str(len({one.participant for one in value_answers(answers).broken}))


def _chain(answers: Answers, question: Question) -> str:
    return str(longest_chain(_story(answers, question)).links)


def _rests(answers: Answers, question: Question) -> str:
    """Of how many excerpts that count a step of a story is made."""
    story, number = _story(answers, question), question.get("step") or ""
    if not number.isdecimal() or not 0 < int(number) <= len(story.steps):
        raise QualcodeError(f"{story.id} has no step “{number}”.")
    counting = {one.id for one in answers.counted.codings}
    return str(len(counting.intersection(story.steps[int(number) - 1].codings)))


def _story(answers: Answers, question: Question) -> Story:
    story = next((one for one in value_answers(answers).stories if one.id == question.get("story")), None)
    if story is None:
        raise QualcodeError(f"There is no story “{question.get('story')}” in this project.")
    return story


def _untold(answers: Answers, question: Question) -> str:
    value = value_answers(answers)
    return str(len(value.stories) - len(value.told(question.get("to") or TEAM)))


def _cycle(answers: Answers, question: Question, name: str) -> str:
    cycle = question.get(name)
    if cycle not in answers.material.cycles:
        raise QualcodeError(f"There is no value cycle “{cycle}” in this project.")
    return str(cycle)


VALUE_FIGURES: Mapping[str, Callable[[Answers, Question], str]] = {
    "number stories": _stories,
    "number indicators": _indicators,
    "number flow": _flow,
    "number loop": _loop,
    "number broken": _broken,
    "number chain": _chain,
    "number rests": _rests,
    "number untold": _untold,
}
"""How each figure is found, by the kind of its marker and what it asks."""
VALUE_NAMES = frozenset({"story", "step", "link", "to"})
"""What questions of these figures say besides cycles and senses."""
