"""A story of value as people read it in the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.analysis.story_chains import ASPIRATION, did_not_come, longest_chain
from qualcode.model import Coding, Story, StoryStep, cycle_above
from qualcode.study.storytelling.value_matrix import StoriesShown

_FIELDS = {
    "starting_point": "It begins with",
    "otherwise": "Would it have happened anyway",
    "others": "Who and what else contributed",
    "alternatives": "What else might explain it",
    "new_success": "What counts as success since",
}
_PARTS = {"unclear": "not clear yet"}
_SUPPORT = {"yes": "bears it out", "partly": "bears it out in part", "no": "speaks against it"}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a story in a listing."""

    story: str
    step: int
    cycle: str
    code: str
    narrative: str
    """account or aspiration."""
    after: int | None
    link: str
    """explicit or inferred; empty where no step led to it."""
    summary: str
    excerpts: tuple[str, ...]
    indicators: tuple[str, ...]


def step_rows(story: Story, shown: StoriesShown) -> tuple[StepRow, ...]:
    """A row for each step of a settled story."""
    return tuple(
        StepRow(
            story=story.id,
            step=number,
            cycle=cycle_above(step.code, shown.cycles) or "",
            code=step.code,
            narrative=step.narrative,
            after=step.after,
            link=step.link if step.after is not None else "",
            summary=step.summary,
            excerpts=tuple(" ".join(shown.codings[one].words.split()) for one in step.codings),
            indicators=step.indicators,
        )
        for number, step in enumerate(story.steps, 1)
    )


def story_sheet(story: Story, shown: StoriesShown) -> str:
    """A settled story with its steps, links, sources, and what is not written yet."""
    lines = [f"{story.id}  {story.title}"]
    kind = "a hope or plan, not value created; " if story.narrative == ASPIRATION else ""
    lines.append(f"  {kind}of {story.participant}, {story.reach}; put together by {story.coder}, {story.made[:10]}")
    lines += [f"  {what}: {words}" for name, what in _FIELDS.items() if (words := getattr(story, name))]
    lines.append(f"  Part the community played: {_PARTS.get(story.part_played, story.part_played)}")
    for number, step in enumerate(story.steps, 1):
        lines += ["", *_step(number, step, shown)]
    lines += ["", *_below(story)]
    missing = [what for name, what in _FIELDS.items() if not getattr(story, name) and name != "new_success"]
    if missing:
        lines.append(f"  Not written yet: {'; '.join(missing)}   (qualcode stories edit {story.id} …)")
    return "\n".join(lines)


def _step(number: int, step: StoryStep, shown: StoriesShown) -> Iterator[str]:
    cycle = cycle_above(step.code, shown.cycles)
    name = shown.cycles[cycle] if cycle is not None else "in no value cycle any more"
    below = f" ({step.code})" if step.code != cycle else ""
    hope = " · hoped for, not value created" if step.narrative == ASPIRATION else ""
    hope = " · expected, did not come" if did_not_come(step, shown.codings) else hope
    yield f"  {number}. {name}{below}{hope}"
    if step.after is not None:
        who = "the participant says so" if step.link == "explicit" else "the coder’s inference"
        yield f"     came of step {step.after}: {step.link}, {who}"
    if step.summary:
        yield f"     {step.summary}"
    for coding in (shown.codings[one] for one in step.codings):
        yield f"     {excerpt_told(coding)}"
    if not step.codings:
        yield "     (no words bear this step out)"
    for loop in step.loops:
        yield f"     carried back to {shown.cycles.get(loop.code, loop.code)}{f': {loop.note}' if loop.note else ''}"
    if step.indicators:
        yield f"     borne out by {', '.join(step.indicators)}"


def excerpt_told(coding: Coding) -> str:
    """An excerpt with its place and the first letters of its coding’s id."""
    place = f"{coding.document}, turn {coding.turn}" if coding.turn is not None else coding.document
    besides = [coding.modifiers[name] for name in ("valence", "narrative") if coding.modifiers.get(name)]
    said = f" ({', '.join(one for one in besides if one != 'account')})" if set(besides) - {"account"} else ""
    return f"{place}{said}: “{' '.join(coding.words.split())}”   ({coding.id[:8]})"


def _below(story: Story) -> Iterator[str]:
    chain = longest_chain(story)
    if chain.steps:
        yield f"  Longest chain in the participant’s own words: {' → '.join(map(str, chain.steps))}"
    else:
        yield "  No link of it is explicit."
    for number, one in enumerate(story.corroborations, 1):
        note = f": {one.note}" if one.note else ""
        yield f"  Source {number}: {one.document or one.source} {_SUPPORT[one.supports]}{note}"
    if not story.corroborations:
        yield "  No other source yet."
    shared = "agreed to" if story.may_be_shared else "not agreed to yet"
    yield f"  Told outside the team: {shared}."
