"""What led to what in a story, what it was carried back to, and what other sources say of it."""

from dataclasses import replace

from qualcode.errors import QualcodeError
from qualcode.model import Corroboration, Loop, Story, StoryStep
from qualcode.project import Project
from qualcode.study.storytelling.telling_stories import change_step


def link_steps(
    project: Project, coder: str, story: str, number: int, after: int | None, kind: str = "inferred"
) -> Story:
    """Say that a step came of another, and who says so; `after` None takes the link away."""
    return change_step(
        project, coder, "story.link", story, number, lambda step: replace(step, after=after, link=kind), strict=True
    )


def add_loop(project: Project, coder: str, story: str, number: int, loop: Loop) -> Story:
    """Say what a step was carried back to; a loop to the same code gets the new note."""
    code = project.codes.named(loop.code).name

    def looped(step: StoryStep) -> StoryStep:
        others = [one for one in step.loops if one.code != code]
        return replace(step, loops=(*others, replace(loop, code=code)))

    return change_step(project, coder, "story.loop", story, number, looped)


def remove_loop(project: Project, coder: str, story: str, number: int, code: str) -> Story:
    """Take a loop away; QualcodeError where the step has none to that code."""
    name = project.codes.named(code).name

    def unlooped(step: StoryStep) -> StoryStep:
        if all(one.code != name for one in step.loops):
            raise QualcodeError(
                f"Step {number} has no loop to {name}.", hint=f"See its loops: qualcode stories show {story}"
            )
        return replace(step, loops=tuple(one for one in step.loops if one.code != name))

    return change_step(project, coder, "story.loop", story, number, unlooped)


def add_source(project: Project, coder: str, story: str, source: Corroboration) -> Story:
    """Say what another source says of a story."""
    return project.stories.change(
        coder,
        "story.source",
        story,
        lambda before: replace(before, corroborations=(*before.corroborations, source)),
    )


def remove_source(project: Project, coder: str, story: str, number: int) -> Story:
    """Take away a source by its place in `stories show`, counted from 1."""

    def removed(before: Story) -> Story:
        if not 1 <= number <= len(before.corroborations):
            raise QualcodeError(f"{before.id} has no source {number}.", hint=f"qualcode stories show {before.id}")
        kept = [one for place, one in enumerate(before.corroborations, 1) if place != number]
        return replace(before, corroborations=tuple(kept))

    return project.stories.change(coder, "story.source", story, removed)
