"""Stories of value as they can be counted: which words still bear their steps out, and what led to what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from qualcode.analysis.cycles import is_hope
from qualcode.model import Coding, Story, StoryStep, cycle_above

ASPIRATION = "aspiration"


@dataclass(frozen=True, slots=True)
class Run:
    """Codings of one participant that follow each other under one cycle: what may be a step of a story."""

    cycle: str
    code: str
    """The code they all bear, or the cycle where they bear several below it."""
    codings: tuple[Coding, ...]
    narrative: str
    """account or aspiration, as the codings say."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps of one story of which its participant says that each led to the next."""

    steps: tuple[int, ...]
    """The numbers of the steps."""

    @property
    def links(self) -> int:
        """How many times the participant says that one led to the other."""
        return max(0, len(self.steps) - 1)


def runs(codings: Iterable[Coding], cycles: Collection[str]) -> tuple[Run, ...]:
    """One participant's codings of value cycles in the order of the interviews, cut wherever the cycle changes.

    Hopes and plans stand apart from what happened. This is the order in which things were told, nothing more.
    """
    order = {cycle: place for place, cycle in enumerate(cycles)}
    placed = [(one, cycle) for one in codings if (cycle := cycle_above(one.code, cycles)) is not None]
    placed.sort(key=lambda pair: (*_place(pair[0]), order[pair[1]], pair[0].code, pair[0].coder))
    found: list[list[tuple[Coding, str]]] = []
    for coding, cycle in placed:
        before = found[-1][-1] if found else None
        if before and (before[1], before[0].document, is_hope(before[0])) == (cycle, coding.document, is_hope(coding)):
            found[-1].append((coding, cycle))
        else:
            found.append([(coding, cycle)])
    return tuple(_run(pairs[0][1], [coding for coding, _ in pairs]) for pairs in found)


def settled(stories: Iterable[Story], codings: Iterable[Coding], cycles: Collection[str]) -> tuple[Story, ...]:
    """The stories as far as words bear them out today; `codings` are those whose words still stand, of any coder.

    A step keeps the excerpts that are coded with its cycle; a link between steps of which one has no words is inferred;
    a step that rests on hopes alone, or stands in a story that is one, is a hope.
    """
    known = {coding.id: coding for coding in codings}
    return tuple(_settled(story, known, cycles) for story in stories)


def longest_chain(story: Story) -> Chain:
    """The longest chain of explicit links of a settled story, hopes left out; the first of several equally long.

    >>> steps = [StoryStep("a"), StoryStep("b", after=1, link="explicit"), StoryStep("c", after=2)]
    >>> longest_chain(Story("V01", "P01", "", steps=tuple(steps))).steps
    (1, 2)
    """
    chains: dict[int, tuple[int, ...]] = {}
    for number, step in enumerate(story.steps, 1):
        if step.narrative == ASPIRATION:
            continue
        before = chains.get(step.after or 0, ()) if step.link == "explicit" else ()
        chains[number] = (*before, number)
    longest = max(chains.values(), key=len, default=())
    return Chain(longest if len(longest) > 1 else ())


def passes_through(story: Story, cycle: str, cycles: Collection[str], *, as_hope: bool = False) -> bool:
    """Whether a settled story has a step of a cycle that tells what happened, or, `as_hope`, what is hoped for."""
    return any(
        cycle_above(step.code, cycles) == cycle and (step.narrative == ASPIRATION) == as_hope for step in story.steps
    )


def did_not_come(step: StoryStep, codings: Mapping[str, Coding]) -> bool:
    """Whether all words of a settled step tell of value that was expected and did not come; `codings` are by id."""
    words = [codings[one] for one in step.codings]
    hope = step.narrative == ASPIRATION
    return bool(words) and not hope and all(one.modifiers.get("valence") == "absent" for one in words)


def path(story: Story, cycles: Mapping[str, str], codings: Mapping[str, Coding]) -> str:
    """The cycles of a settled story in the order of its steps: “Potential value → Applied value (hoped for)”."""
    names = []
    for step in story.steps:
        cycle = cycle_above(step.code, cycles)
        name = cycles[cycle] if cycle is not None else step.code
        if step.narrative == ASPIRATION:
            name += " (hoped for)"
        elif did_not_come(step, codings):
            name += " (did not come)"
        names.append(name)
    return " → ".join(name for place, name in enumerate(names) if place == 0 or names[place - 1] != name)


def _settled(story: Story, known: Mapping[str, Coding], cycles: Collection[str]) -> Story:
    steps: list[StoryStep] = []
    for step in story.steps:
        cycle = cycle_above(step.code, cycles)
        kept = [one for one in step.codings if one in known and cycle_above(known[one].code, cycles) == cycle]
        hope = ASPIRATION in (story.narrative, step.narrative) or (
            bool(kept) and all(is_hope(known[one]) for one in kept)
        )
        words = kept and step.after is not None and steps[step.after - 1].codings
        steps.append(
            replace(
                step,
                codings=tuple(kept),
                link=step.link if words else "inferred",
                narrative=ASPIRATION if hope else "account",
            )
        )
    return replace(story, steps=tuple(steps))


def _run(cycle: str, codings: list[Coding]) -> Run:
    codes = {coding.code for coding in codings}
    return Run(
        cycle=cycle,
        code=codes.pop() if len(codes) == 1 else cycle,
        codings=tuple(codings),
        narrative=ASPIRATION if is_hope(codings[0]) else "account",
    )


def _place(coding: Coding) -> tuple[int, str, int, int]:
    return len(coding.document), coding.document, coding.start, coding.end
