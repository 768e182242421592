"""What a story of value must be for a project to keep it."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qualcode.errors import QualcodeError
from qualcode.model import LINKS, NARRATIVES, PARTS_PLAYED, REACHES, SUPPORTS, Coding, Story, StoryStep, cycle_above


def refuse_unfit(
    story: Story, cycles: Sequence[str], codings: Mapping[str, Coding], *, new: Collection[tuple[int, str]]
) -> None:
    """Raise QualcodeError, naming all of it, where a story breaks a rule.

    `cycles` are the codes that stand for value cycles; `codings` those the story rests on, by id; of these, only those
    that are `new` at a step, given by its number, have to fit it: codings may be given another code afterwards.
    """
    of_words, of_steps = list(_of_words(story)), list(_of_steps(story, cycles, codings, new))
    if of_words or of_steps:
        hint = "What can be said: qualcode stories edit --help; of sources: qualcode stories source --help"
        if not of_words:
            known = any(step.id for step in story.steps)
            hint = (
                f"qualcode stories show {story.id}" if known else f"qualcode stories build {story.participant} --draft"
            )
        raise QualcodeError(f"{'; '.join([*of_words, *of_steps])}.", hint=hint)


def _of_words(story: Story) -> Iterator[str]:
    if not story.title.strip():
        yield "A story needs a title"
    for what, word, allowed in (
        ("narrative", story.narrative, NARRATIVES),
        ("reach", story.reach, REACHES),
        ("part played", story.part_played, PARTS_PLAYED),
    ):
        if word not in allowed:
            yield f"“{word}” is no {what} (there are: {', '.join(allowed)})"
    for one in story.corroborations:
        if one.supports not in SUPPORTS:
            yield f"A source supports a story: {', '.join(SUPPORTS)}; not “{one.supports}”"
        if bool(one.document) == bool(one.source.strip()):
            yield "A source is either a document of the project or named, one of the two"


def _of_steps(
    story: Story, cycles: Sequence[str], codings: Mapping[str, Coding], new: Collection[tuple[int, str]]
) -> Iterator[str]:
    for number, step in enumerate(story.steps, 1):
        cycle = cycle_above(step.code, cycles)
        if cycle is None and (not step.id or any((number, one) in new for one in step.codings)):
            yield f"“{step.code}” is no value cycle and stands below none"
        if step.narrative not in NARRATIVES:
            yield f"“{step.narrative}” is no narrative (there are: {', '.join(NARRATIVES)})"
        if len(set(step.codings)) < len(step.codings):
            yield f"An excerpt stands twice in step {number}"
        yield from _of_link(story, number, step)
        for coding in (codings[one] for one in step.codings if (number, one) in new):
            yield from _of_excerpt(story, number, coding, cycle, cycles)


def _of_link(story: Story, number: int, step: StoryStep) -> Iterator[str]:
    if step.link not in LINKS:
        yield f"“{step.link}” is no link (there are: {', '.join(LINKS)})"
    if step.after is None:
        return
    if not 0 < step.after < number:
        yield f"Step {number} can only come after an earlier step, not after {step.after}"
    elif step.link == "explicit" and not (step.codings and story.steps[step.after - 1].codings):
        yield (
            f"The link from step {step.after} to step {number} rests on no words of one of the two, so it is inferred"
        )


def _of_excerpt(story: Story, number: int, coding: Coding, cycle: str | None, cycles: Sequence[str]) -> Iterator[str]:
    told = f"The excerpt {coding.id[:8]} of step {number}"
    if coding.participant not in (None, story.participant):
        yield (
            f"{told} is {coding.participant}’s, and the story is {story.participant}’s; what others say of it is a"
            " source"
        )
    if cycle_above(coding.code, cycles) != cycle:
        yield f"{told} is coded {coding.code}, not with the cycle of the step; no cycle is inferred from another"
