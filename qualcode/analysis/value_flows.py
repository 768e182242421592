"""How value flows between cycles, in stories: counted in participants, never in links."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.blanks import cells
from qualcode.analysis.counting import Counted, lies_under
from qualcode.analysis.cycles import is_hope
from qualcode.analysis.story_chains import ASPIRATION, did_not_come
from qualcode.model import Coding, Participant, Story, StoryStep, cycle_above


@dataclass(frozen=True, slots=True)
class Flow:
    """What led from one cycle to another, in the stories of how many participants."""

    cycle: str
    to: str
    explicit: int
    """Participants who say themselves that one led to the other."""
    inferred: int
    """Participants of whom a coder says so; one may stand in both columns."""
    participants: int
    """Participants with a link of either kind to value that came, each once."""
    hoped_for: int
    """Participants of whom one end of such a link is a hope or a plan; they stand in no other column for it."""
    did_not_come: int
    """Participants for whom the second was expected of the first and did not come; nor do they stand in others."""
    stories: tuple[str, ...]
    """Ids of the stories with such a link."""


@dataclass(frozen=True, slots=True)
class LoopCount:
    """What learning at a cycle was carried back to."""

    cycle: str
    to: str
    """A cycle, or a loop of the codebook."""
    participants: int
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """A participant with potential value, coded or told in a story, who applied none of it anywhere."""

    participant: str
    potential: str
    """coded, told (in a story) or coded and told."""
    applied: str
    """hoped for; tried for and absent; or which kind of blank: asked, nothing said; not asked …"""


def flows(stories: Iterable[Story], cycles: Sequence[str], codings: Mapping[str, Coding]) -> tuple[Flow, ...]:
    """Every link between cycles of settled stories, in the order of the cycles; `codings` are theirs, by id."""
    links = [link for story in stories for link in _links(story, cycles, codings)]
    found = []
    for cycle in cycles:
        for to in cycles:
            here = [link for link in links if (link.cycle, link.to) == (cycle, to)]
            if not here:
                continue
            came = [link for link in here if not link.hope and not link.absent]
            found.append(
                Flow(
                    cycle,
                    to,
                    explicit=_people(link for link in came if link.kind == "explicit"),
                    inferred=_people(link for link in came if link.kind == "inferred"),
                    participants=_people(came),
                    hoped_for=_people(link for link in here if link.hope),
                    did_not_come=_people(link for link in here if link.absent),
                    stories=tuple(dict.fromkeys(link.story for link in here)),
                )
            )
    return tuple(found)


def loops(stories: Iterable[Story], cycles: Sequence[str]) -> tuple[LoopCount, ...]:
    """Every loop of settled stories, in the order of the cycles; a hope that leads back is none."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for story in stories:
        for step in story.steps:
            cycle = cycle_above(step.code, cycles)
            for loop in step.loops if cycle is not None and step.narrative != ASPIRATION else ():
                to = cycle_above(loop.code, cycles) or loop.code
                found.setdefault((str(cycle), to), {})[story.id] = story.participant
    order = {cycle: place for place, cycle in enumerate(cycles)}
    keys = sorted(found, key=lambda key: (order[key[0]], order.get(key[1], len(order)), key[1]))
    return tuple(LoopCount(*key, len(set(found[key].values())), tuple(found[key])) for key in keys)


def broken_chains(
    counted: Counted,
    participants: Iterable[Participant],
    stories: Iterable[Story],
    codings: Mapping[str, Coding],
    cycles: Sequence[str],
) -> tuple[BrokenChain, ...]:
    """Participants with potential value that came, and no applied value that came, in codings or stories.

    `codings` are those the settled `stories` rest on, by id. Empty where the codebook has no such two cycles.
    """
    pairs = [(one, f"{one.removesuffix('potential')}applied") for one in cycles if one.split(".")[-1] == "potential"]
    pairs = [(potential, applied) for potential, applied in pairs if applied in cycles]
    if not pairs:
        return ()
    told, people = list(stories), tuple(participants)
    found = []
    for potential, applied in pairs:
        states = {cell.participant: cell.state for cell in cells(counted, people, [applied])}
        for person in people:
            coded_potential = any(_came(one) for one in _coded(counted, person.id, potential))
            told_potential = any(_told(story, potential, cycles, codings) for story in told if _of(story, person))
            on_applied = _coded(counted, person.id, applied)
            has_applied = any(_came(one) for one in on_applied) or any(
                _told(story, applied, cycles, codings) for story in told if _of(story, person)
            )
            if not (coded_potential or told_potential) or has_applied:
                continue
            how = [word for word, true in (("coded", coded_potential), ("told", told_potential)) if true]
            found.append(BrokenChain(person.id, " and ".join(how), _instead(on_applied) or states[person.id]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Link:
    story: str
    participant: str
    cycle: str
    to: str
    kind: str
    hope: bool
    absent: bool


def _links(story: Story, cycles: Sequence[str], codings: Mapping[str, Coding]) -> list[_Link]:
    found = []
    for step in story.steps:
        before = story.steps[step.after - 1] if step.after is not None else None
        cycle, to = (cycle_above(one.code, cycles) if one else None for one in (before, step))
        if before is not None and cycle is not None and to is not None:
            hope = ASPIRATION in (before.narrative, step.narrative)
            absent = not hope and did_not_come(step, codings)
            found.append(_Link(story.id, story.participant, cycle, to, step.link, hope, absent))
    return found


def _people(links: Iterable[_Link]) -> int:
    return len({link.participant for link in links})


def _of(story: Story, person: Participant) -> bool:
    return story.participant == person.id


def _coded(counted: Counted, participant: str, code: str) -> list[Coding]:
    return [one for one in counted.codings if one.participant == participant and lies_under(one.code, {code})]


def _came(coding: Coding) -> bool:
    """Whether a coding tells of value that came, for better or worse: no hope, and nothing that stayed away."""
    return not is_hope(coding) and coding.modifiers.get("valence") != "absent"


def _told(story: Story, cycle: str, cycles: Collection[str], codings: Mapping[str, Coding]) -> bool:
    """Whether a step of a story tells that value of a cycle came; a step without words says so by itself."""

    def came(step: StoryStep) -> bool:
        words = [codings[one] for one in step.codings]
        return step.narrative != ASPIRATION and (not words or any(_came(one) for one in words))

    return any(came(step) for step in story.steps if cycle_above(step.code, cycles) == cycle)


def _instead(codings: Iterable[Coding]) -> str:
    """What was said of applying it instead, where anything was."""
    said = list(codings)
    if any(not is_hope(one) for one in said):
        return "hoped for, did not come"
    return "hoped for" if said else ""
