"""Commands about the steps of a story, what led to what, and what other sources say."""

from typing import Annotated

import typer

from qualcode.cli.options import Acting, ProjectPath
from qualcode.cli.output import number, say
from qualcode.cli.story_options import After, Link, Narrative, StepNumber, StoryId
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError


def step(
    story: StoryId,
    step: Annotated[int | None, typer.Argument(help="A step to change, by number; else a new one is added.")] = None,
    *,
    code: Annotated[str | None, typer.Option("--code", "-c", help="The value cycle, or a code below it.")] = None,
    excerpt: Annotated[list[str] | None, typer.Option(help="A coding it rests on, by id; may be repeated.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="A coding to take out of it, by id.")] = None,
    summary: Annotated[str | None, typer.Option(help="What happened, in your own words.")] = None,
    after: After = None,
    link: Link = None,
    narrative: Narrative = None,
    indicator: Annotated[list[str] | None, typer.Option(help="An indicator that bears it out: I01.")] = None,
    without_indicator: Annotated[list[str] | None, typer.Option(help="An indicator to take out of it.")] = None,
    place: Annotated[
        int | None, typer.Option(help="For a new step: its number; those from there on move down.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the step out.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Add a step to a story, change one, or take one out.

    A link is explicit only where the participant says that one led to the other; without words, it is inferred.
    """
    from dataclasses import replace

    from qualcode.study.storytelling.telling_stories import add_step, edit_step, remove_step, step_resting_on

    with opened(project) as study:
        who = acting(study, coder)
        if remove:
            if step is None:
                raise QualcodeError("Which step is to be taken out?", hint=f"qualcode stories step {story} 2 --remove")
            kept = remove_step(study, who, story, step)
        elif step is not None:
            if after is not None or link is not None:
                raise QualcodeError(
                    "A link is changed by itself.",
                    hint=f"qualcode stories link {story} {step} {after or 1} --link explicit",
                )
            kept = edit_step(
                study,
                who,
                story,
                step,
                code=code,
                summary=summary,
                narrative=narrative,
                excerpts=excerpt or (),
                without=without or (),
                indicators=indicator or (),
                without_indicators=without_indicator or (),
            )
        else:
            new = step_resting_on(study, who, excerpt or (), code, summary or "")
            new = replace(new, after=after, link=link or "inferred", indicators=tuple(indicator or ()))
            kept = add_step(study, who, story, replace(new, narrative=narrative or new.narrative), place=place)
    say(f"{kept.id} has {number(len(kept.steps), 'step')} now.   See it: qualcode stories show {kept.id}")


def link_(
    story: StoryId,
    step: StepNumber,
    after: Annotated[int | None, typer.Argument(help="The step that led to it; left out: none did.")] = None,
    *,
    link: Link = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Say which step led to a step, and whether the participant says so or you infer it."""
    from qualcode.study.storytelling.linking_steps import link_steps

    with opened(project) as study:
        kept = link_steps(study, acting(study, coder), story, step, after, link or "inferred")
    if after is None:
        say(f"Step {step} of {kept.id} comes after no other now.")
    else:
        say(f"Step {step} of {kept.id} came of step {after}: {link or 'inferred'}.")


def loop(
    story: StoryId,
    step: StepNumber,
    *,
    to: Annotated[str, typer.Option(help="The value cycle or loop that it was carried back to.")],
    note: Annotated[str, typer.Option(help="How, in a line.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the loop away.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Say what a step was carried back to: a changed aim, the group, a talk with sponsors."""
    from qualcode.model import Loop
    from qualcode.study.storytelling.linking_steps import add_loop, remove_loop

    with opened(project) as study:
        who = acting(study, coder)
        kept = remove_loop(study, who, story, step, to) if remove else add_loop(study, who, story, step, Loop(to, note))
        name = study.codes.named(to).name
    say(f"Step {step} of {kept.id} {'is no longer' if remove else 'was'} carried back to {name}.")


def source(
    story: StoryId,
    *,
    document: Annotated[str | None, typer.Option("--document", "-d", help="A document of the project: D12.")] = None,
    outside: Annotated[
        str | None, typer.Option(help="Else what the source is called: “attendance record 2026”.")
    ] = None,
    supports: Annotated[str, typer.Option(help="yes, partly or no.")] = "yes",
    note: Annotated[str, typer.Option(help="What it says, in a line.")] = "",
    remove: Annotated[int | None, typer.Option(help="Take this source away, by its number in “stories show”.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Say what another source says of a story."""
    from qualcode.model import Corroboration
    from qualcode.study.storytelling.linking_steps import add_source, remove_source

    with opened(project) as study:
        who = acting(study, coder)
        if remove is not None:
            kept = remove_source(study, who, story, remove)
        else:
            kept = add_source(study, who, story, Corroboration(supports, document, outside or "", note))
    say(f"{kept.id} has {number(len(kept.corroborations), 'source')} now.")
