"""Commands about stories of value."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_around, scoped
from qualcode.cli.output import laid_out, number, say, show, write
from qualcode.cli.story_building import build
from qualcode.cli.story_exchange import export, import_
from qualcode.cli.story_options import (
    Alternatives,
    Narrative,
    NewSuccess,
    Others,
    Otherwise,
    PartPlayed,
    Reach,
    Shared,
    StartingPoint,
    StoryId,
)
from qualcode.cli.story_step_commands import link_, loop, source, step
from qualcode.cli.working import acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

_COLUMNS = ("id", "participant", "title", "path", "explicit_links", "part_played")
_NONE_YET = "No story has been put together yet: qualcode stories build P01"
_CHAIN = "“explicit links” counts the longest chain of which the participant says that one step led to the next."


def stories(*, project: ProjectPath = None, form: FormatOption = Format.table, scope: Scope) -> None:
    """List the stories of value: how value came about, told by one participant, step by step.

    The program offers the order of what was coded; every step and every link is a person's.
    """
    from qualcode.study.listing import resolved
    from qualcode.study.storytelling.value_matrix import StoryRow, stories_shown

    with opened(project) as study:
        shown = stories_shown(study, acting_or_none(study), resolved(study, scope))
    show(StoryRow, shown.rows, form, columns=_COLUMNS, empty=_NONE_YET)
    if shown.rows and form is Format.table:
        say(_CHAIN)
    if shown.kept_back:
        kept_back = number(shown.kept_back, "story", "stories")
        say(f"Kept back until you have finished these people’s interviews: {kept_back}.")
    say_what_was_seen(shown.newly_seen)


def show_(story: StoryId, *, project: ProjectPath = None, form: FormatOption = Format.table) -> None:
    """Show a story with its steps, links, sources, and what is not written yet."""
    from qualcode.model import Story
    from qualcode.scope import Scope as Filter
    from qualcode.study.storytelling.story_sheet import StepRow, step_rows, story_sheet
    from qualcode.study.storytelling.value_matrix import stories_shown

    with opened(project) as study:
        wanted = study.stories.named(story)
        shown = stories_shown(study, acting_or_none(study), Filter(participants=frozenset({wanted.participant})))
        found = [one for one in shown.stories if one.id == wanted.id]
        if not found:
            raise QualcodeError(
                f"{wanted.id} is of somebody whose interview you are still coding; it shows once you have finished.",
                hint="What is left: qualcode status",
            )
        if form is Format.table:
            write(laid_out(story_sheet(found[0], shown)))
        elif form is Format.json:
            show(Story, found, form)
        else:
            show(StepRow, step_rows(found[0], shown), form)
    say_what_was_seen(shown.newly_seen)


def add(
    participant: Annotated[str, typer.Argument(help="Whose story: P01.")],
    *,
    title: Annotated[str, typer.Option(help="What it tells, in a few words.")],
    starting_point: StartingPoint = None,
    narrative: Narrative = None,
    reach: Reach = None,
    part_played: PartPlayed = None,
    otherwise: Otherwise = None,
    others: Others = None,
    alternatives: Alternatives = None,
    new_success: NewSuccess = None,
    shared: Shared = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Begin a story without steps; they come with “stories step”."""
    from qualcode.model import Story
    from qualcode.study.storytelling.telling_stories import start_story

    given = {
        "starting_point": starting_point,
        "narrative": narrative,
        "reach": reach,
        "part_played": part_played,
        "otherwise": otherwise,
        "others": others,
        "alternatives": alternatives,
        "new_success": new_success,
    }
    told: dict[str, Any] = {name: words for name, words in given.items() if words is not None}
    with opened(project) as study:
        kept = start_story(
            study, acting(study, coder), Story("", participant, title, may_be_shared=bool(shared), **told)
        )
    say(f"{kept.id} begun: “{kept.title}” of {kept.participant}.")
    say(f'→ qualcode stories step {kept.id} --code applied --excerpt ID --summary "…"')


def edit(
    story: StoryId,
    *,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    starting_point: StartingPoint = None,
    narrative: Narrative = None,
    reach: Reach = None,
    part_played: PartPlayed = None,
    otherwise: Otherwise = None,
    others: Others = None,
    alternatives: Alternatives = None,
    new_success: NewSuccess = None,
    shared: Shared = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Change what is said of a story as a whole; “” empties a field."""
    from qualcode.study.storytelling.telling_stories import edit_story

    with opened(project) as study:
        before = study.stories.named(story)
        kept = edit_story(
            study,
            acting(study, coder),
            story,
            title=title,
            starting_point=starting_point,
            narrative=narrative,
            reach=reach,
            part_played=part_played,
            otherwise=otherwise,
            others=others,
            alternatives=alternatives,
            new_success=new_success,
            may_be_shared=shared,
        )
    say(f"{kept.id} changed." if kept != before else f"{kept.id} is like that already.")


def remove(story: StoryId, *, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take a story away; the codings it rests on stay."""
    with opened(project) as study:
        gone = study.stories.remove(acting(study, coder), story)
    say(f"{gone.id} taken away: “{gone.title}”. To bring it back: qualcode undo")


stories_group = group_around(scoped("participant", "where")(stories))
_COMMANDS: dict[str, Callable[..., None]] = {
    "show": show_,
    "build": build,
    "add": add,
    "edit": edit,
    "step": step,
    "link": link_,
    "loop": loop,
    "source": source,
    "remove": remove,
    "import": import_,
    "export": export,
}
for _name, _command in _COMMANDS.items():
    stories_group.command(_name)(_command)
