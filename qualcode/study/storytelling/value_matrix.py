"""The value matrix, the flows and the stories of a study, as far as who looks may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qualcode.analysis.story_chains import Run, longest_chain, path, runs, settled
from qualcode.analysis.value_flows import BrokenChain, Flow, LoopCount, broken_chains, flows, loops
from qualcode.analysis.value_matrix import MatrixRow, value_matrix
from qualcode.model import Coding, Indicator, Story
from qualcode.project import Project
from qualcode.project.codings import visible
from qualcode.scope import EVERYTHING, Scope
from qualcode.study.keeping_back import hidden_from, note_summaries_shown
from qualcode.study.tabulating.counting import WhatCounts, asking_in, what_counts


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a listing."""

    id: str
    participant: str
    title: str
    path: str
    """The cycles of its steps, in their order."""
    steps: int
    explicit_links: int
    """Links in its longest chain of which the participant says that one led to the other."""
    chain: str
    """The cycles of that chain."""
    part_played: str
    sources: int
    may_be_shared: bool
    coder: str


@dataclass(frozen=True, slots=True)
class StoriesShown:
    """The stories a coder may see, as far as words bear them out today."""

    stories: tuple[Story, ...]
    cycles: Mapping[str, str]
    """The value cycles in their order, with what people call them."""
    codings: Mapping[str, Coding]
    """Those whose words still stand, by id; none of an interviewer's words."""
    kept_back: int
    """Others' stories of people whom the viewer is still to code."""
    newly_seen: tuple[str, ...]
    """Interviews the viewer has not finished and now knows something of."""

    @property
    def rows(self) -> tuple[StoryRow, ...]:
        """The stories in a listing."""
        return tuple(
            StoryRow(
                id=one.id,
                participant=one.participant,
                title=one.title,
                path=path(one, self.cycles, self.codings),
                steps=len(one.steps),
                explicit_links=longest_chain(one).links,
                chain=_chain(one, self),
                part_played=one.part_played,
                sources=len(one.corroborations),
                may_be_shared=one.may_be_shared,
                coder=one.coder,
            )
            for one in self.stories
        )


@dataclass(frozen=True, slots=True)
class FlowRow:
    """What led from one cycle to another, what was carried back, or a chain that broke off."""

    kind: str
    """flow, loop or broken chain; columns that stand empty say nothing of it."""
    cycle: str = ""
    to: str = ""
    """A cycle; of a loop also a loop of the codebook."""
    explicit: int | None = None
    """Participants who say themselves that one led to the other."""
    inferred: int | None = None
    """Participants of whom a coder says so; one may stand in both columns."""
    participants: int | None = None
    """Participants with a link of either kind to value that came, or with such a loop, each once."""
    hoped_for: int | None = None
    """Participants of whom one end of such a link is a hope or a plan; they stand in no other column for it."""
    did_not_come: int | None = None
    """Participants for whom the second was expected of the first and did not come; nor do they stand in others."""
    stories: tuple[str, ...] = ()
    """Ids of the stories with such a link or loop."""
    participant: str = ""
    """Whose chain broke off: potential value, applied nowhere so far."""
    potential: str = ""
    """coded, told (in a story) or coded and told."""
    applied: str = ""
    """hoped for; hoped for, did not come; or which kind of blank: asked, nothing said; not asked …"""


@dataclass(frozen=True, slots=True)
class ValueMatrix:
    """What is known of value in a study: cycle by cycle, and how one led to another."""

    rows: tuple[MatrixRow, ...]
    flows: tuple[Flow, ...]
    loops: tuple[LoopCount, ...]
    broken: tuple[BrokenChain, ...]
    shown: StoriesShown
    indicators: tuple[Indicator, ...]
    counts: WhatCounts

    @property
    def flow_rows(self) -> tuple[FlowRow, ...]:
        """Flows, loops and broken chains as rows of one table."""
        return (
            *(
                FlowRow(
                    *("flow", one.cycle, one.to, one.explicit, one.inferred, one.participants),
                    *(one.hoped_for, one.did_not_come, one.stories),
                )
                for one in self.flows
            ),
            *(
                FlowRow("loop", one.cycle, one.to, participants=one.participants, stories=one.stories)
                for one in self.loops
            ),
            *(
                FlowRow("broken chain", participant=one.participant, potential=one.potential, applied=one.applied)
                for one in self.broken
            ),
        )


def stories_shown(
    project: Project, viewer: str | None, scope: Scope = EVERYTHING, *, noted: bool = True
) -> StoriesShown:
    """The stories of the participants a scope holds; `noted`: that the viewer saw them goes on record."""
    hidden = hidden_from(project, viewer)
    within = visible(project.codings.within(), hidden, viewer or "")
    asking = asking_in(project, within)
    codings = [one for one in within if one.id not in asking]
    heard = {person for one in project.documents.all() if one.id in hidden for person in one.participants}
    people = {one.id for one in project.participants.all() if scope.holds_participant(one)}
    every = [one for one in project.stories.all() if one.participant in people]
    shown = [one for one in every if one.coder == viewer or one.participant not in heard]
    cycles = _cycles(project)
    return StoriesShown(
        stories=settled(shown, codings, tuple(cycles)),
        cycles=cycles,
        codings={one.id: one for one in codings},
        kept_back=len(every) - len(shown),
        newly_seen=note_summaries_shown(project, viewer, shown) if noted else (),
    )


def matrix_of(project: Project, scope: Scope, viewer: str | None, *, with_flows: bool = False) -> ValueMatrix:
    """The value matrix and the flows for the participants a scope holds; its coders choose whose codings count.

    `with_flows`: what came of single participants is shown too, and that the viewer saw it goes on record.
    """
    counts = what_counts(project, scope, viewer, by_participant=with_flows)
    shown = stories_shown(project, viewer, scope)
    indicators = tuple(project.indicators.all())
    cycles, counted = shown.cycles, counts.counted
    return ValueMatrix(
        rows=value_matrix(counted, counts.people, cycles, shown.stories, indicators),
        flows=flows(shown.stories, tuple(cycles), shown.codings),
        loops=loops(shown.stories, tuple(cycles)),
        broken=broken_chains(counted, counts.people, shown.stories, shown.codings, tuple(cycles)),
        shown=shown,
        indicators=indicators,
        counts=counts,
    )


def draft_of(project: Project, participant: str, coder: str) -> tuple[tuple[Run, ...], WhatCounts]:
    """What a participant's codings of value cycles offer for a story, in the order they were told, and whose they are.

    The codings that count; where none do yet, the coder's own. Raises QualcodeError for an unknown participant.
    """
    person = project.participants.labels()[project.participants.key_of(participant)]
    scope = Scope(participants=frozenset({person}))
    counts = what_counts(project, scope, coder, by_participant=True)
    cycles = project.stories.cycles()
    found = runs(counts.counted.codings, cycles)
    if not found:
        counts = what_counts(project, Scope(participants=frozenset({person}), coders=frozenset({coder})), coder)
        found = runs(counts.counted.codings, cycles)
    return found, counts


def _chain(story: Story, shown: StoriesShown) -> str:
    steps = longest_chain(story).steps
    linked = replace(story, steps=tuple(story.steps[number - 1] for number in steps))
    return path(linked, shown.cycles, shown.codings)


def _cycles(project: Project) -> dict[str, str]:
    labels = {code.name: code.label for code in project.codes.all()}
    return {cycle: labels[cycle] for cycle in project.stories.cycles() if cycle in labels}
