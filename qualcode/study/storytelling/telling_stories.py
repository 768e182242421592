"""Putting stories of value together, step by step; every step and every link is a person's."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qualcode.analysis.cycles import is_hope
from qualcode.analysis.story_chains import ASPIRATION
from qualcode.errors import QualcodeError
from qualcode.model import Coding, Story, StoryStep, cycle_above
from qualcode.project import Project
from qualcode.study.keeping_back import hidden_from
from qualcode.study.tabulating.counting import asking_in


def start_story(project: Project, coder: str, story: Story) -> Story:
    """Keep a new story, with the steps it has so far; QualcodeError where the codebook has no value cycles."""
    _refuse_without_cycles(project)
    return project.stories.add(coder, replace(story, steps=_checked(project, coder, story.steps)))


def edit_story(project: Project, coder: str, story: str, **fields: str | bool | None) -> Story:
    """Change what is said of a story as a whole; fields given as None stay as they are."""
    given = {name: value for name, value in fields.items() if value is not None}
    if not given:
        raise QualcodeError("Nothing was given to change.", hint="What can be: qualcode stories edit --help")
    return project.stories.change(coder, "story.edit", story, lambda before: replace(before, **given))  # type: ignore[arg-type]


def step_resting_on(project: Project, coder: str, excerpts: Sequence[str], code: str | None, summary: str) -> StoryStep:
    """A step that rests on some codings, with their code, or the cycle above them, unless one is named.

    Where all of them tell of hopes, so does the step. Raises QualcodeError where the cycle cannot be told.
    """
    codings = [project.codings.get(one) for one in excerpts]
    refuse_codings(project, coder, codings)
    cycles = project.stories.cycles()
    codes = {one.code for one in codings}
    if code is None and len(codes) == 1:
        code = codes.pop()
    elif code is None:
        above = {cycle_above(one.code, cycles) for one in codings}
        if len(above) != 1 or None in above:
            if not codings:
                raise QualcodeError("A step stands for one value cycle; say which.", hint="--code applied, or another")
            teller = codings[0].participant or "P01"
            raise QualcodeError(
                "These excerpts are not of one value cycle, and each cycle is a step of its own.",
                hint=f"Which belong together: qualcode stories build {teller} --draft",
            )
        code = above.pop()
    hope = bool(codings) and all(is_hope(one) for one in codings)
    return StoryStep(
        code=str(code),
        summary=summary,
        codings=tuple(one.id for one in codings),
        narrative=ASPIRATION if hope else "account",
    )


def add_step(project: Project, coder: str, story: str, step: StoryStep, *, place: int | None = None) -> Story:
    """Add a step at the end, or as step number `place`; the steps from there on move down."""
    _refuse_without_cycles(project)

    def added(before: Story) -> Story:
        at = len(before.steps) + 1 if place is None else place
        if not 1 <= at <= len(before.steps) + 1:
            raise QualcodeError(
                f"{before.id} has {len(before.steps)} steps; a new one can be 1 to {len(before.steps) + 1}."
            )
        later = tuple(_moved(one, at, 1) for one in before.steps[at - 1 :])
        return replace(before, steps=(*before.steps[: at - 1], step, *later))

    return project.stories.change(coder, "story.step", story, added)


def edit_step(
    project: Project,
    coder: str,
    story: str,
    number: int,
    *,
    code: str | None = None,
    summary: str | None = None,
    narrative: str | None = None,
    excerpts: Sequence[str] = (),
    without: Sequence[str] = (),
    indicators: Sequence[str] = (),
    without_indicators: Sequence[str] = (),
) -> Story:
    """Change a step; a link that no words bear any more is inferred from then on."""
    codings = [project.codings.get(one) for one in excerpts]
    refuse_codings(project, coder, codings)
    gone = {project.codings.get(one).id for one in without}
    out = {one.casefold() for one in without_indicators}

    def edited(step: StoryStep) -> StoryStep:
        return replace(
            step,
            code=code or step.code,
            summary=step.summary if summary is None else summary,
            narrative=narrative or step.narrative,
            codings=tuple(one for one in (*step.codings, *(new.id for new in codings)) if one not in gone),
            indicators=tuple(one for one in (*step.indicators, *indicators) if one.casefold() not in out),
        )

    return change_step(project, coder, "story.step", story, number, edited)


def remove_step(project: Project, coder: str, story: str, number: int) -> Story:
    """Take a step out; what came after it comes after nothing until somebody says so."""

    def removed(before: Story) -> Story:
        _step(before, number)
        left = (_moved(one, number, -1) for one in before.steps[number:])
        return replace(before, steps=(*before.steps[: number - 1], *left))

    return project.stories.change(coder, "story.step", story, removed)


def change_step(
    project: Project,
    coder: str,
    action: str,
    story: str,
    number: int,
    edit: Callable[[StoryStep], StoryStep],
    *,
    strict: bool = False,
) -> Story:
    """Change one step; unless `strict`, explicit links that have lost their words become inferred by that."""

    def edited(before: Story) -> Story:
        _step(before, number)
        steps = [edit(one) if place == number else one for place, one in enumerate(before.steps, 1)]
        return replace(before, steps=tuple(steps) if strict else _honest(steps))

    return project.stories.change(coder, action, story, edited)


def _honest(steps: Sequence[StoryStep]) -> tuple[StoryStep, ...]:
    return tuple(
        step
        if step.after is None or (step.codings and steps[step.after - 1].codings)
        else replace(step, link="inferred")
        for step in steps
    )


def _step(story: Story, number: int) -> StoryStep:
    if not 1 <= number <= len(story.steps):
        raise QualcodeError(
            f"{story.id} has no step {number}.", hint=f"See its steps: qualcode stories show {story.id}"
        )
    return story.steps[number - 1]


def _moved(step: StoryStep, place: int, by: int) -> StoryStep:
    """A later step once a step was put in at a place, or taken out there."""
    if step.after is None or step.after < place:
        return step
    if by < 0 and step.after == place:
        return replace(step, after=None, link="inferred")
    return replace(step, after=step.after + by)


def _checked(project: Project, coder: str, steps: Iterable[StoryStep]) -> tuple[StoryStep, ...]:
    kept = tuple(steps)
    refuse_codings(project, coder, [project.codings.get(one) for step in kept for one in step.codings])
    return kept


def refuse_codings(project: Project, coder: str, codings: list[Coding]) -> None:
    """Refuse an interviewer's words, and what the coder may not see yet."""
    asking = asking_in(project, codings)
    if asking:
        raise QualcodeError(
            f"The excerpt {min(asking)[:8]} is an interviewer’s; what is asked is nobody’s value.",
            hint="See a participant’s codings in order: qualcode stories build P01 --draft",
        )
    hidden = hidden_from(project, coder)
    kept_back = sorted({one.document for one in codings if one.coder != coder and one.document in hidden})
    if kept_back:
        raise QualcodeError(
            f"Others’ codings of {', '.join(kept_back)} stay hidden until you have finished coding there.",
            hint=f"qualcode finish {kept_back[0]}",
        )


def _refuse_without_cycles(project: Project) -> None:
    if not project.stories.cycles():
        raise QualcodeError(
            "No codebook of this project has value cycles, so there are no stories of value.",
            hint="One that has: qualcode init --codebook value-creation",
        )
