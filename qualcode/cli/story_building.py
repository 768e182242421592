"""Building a story from one participant's codings in their order, one decision at a time."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.answers import choice_typed, line_typed
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import laid_out, number, say, show, write
from qualcode.cli.working import acting, opened, say_what_was_seen
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.analysis.story_chains import Run
    from qualcode.model import Story
    from qualcode.project import Project

_CHOICES = {
    "t": ("take",),
    "j": ("join", "join to the step before"),
    "s": ("skip",),
    "q": ("quit", "stop"),
}
_ASKED = "[t]ake as a step, [j]oin to the step before, [s]kip, [q]uit?"
_ORDER = "This is the order in which things were told; what led to what is for you to say."


def build(
    participant: Annotated[str, typer.Argument(help="Whose story: P01.")],
    *,
    title: Annotated[str | None, typer.Option(help="What it tells, in a few words; else it is asked.")] = None,
    step: Annotated[
        list[str] | None,
        typer.Option(help="Not asking: a step that rests on these codings, ids with commas between; may be repeated."),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Only list what there is to build it from.")] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    coder: Acting = None,
) -> None:
    """Build a story from a participant's codings of value cycles, in the order in which they were told.

    Each run of codings under one cycle is offered: take it as a step, join it to the step before, or skip it.
    """
    from qualcode.study.storytelling.value_matrix import draft_of

    with opened(project) as study:
        who = acting(study, coder)
        found, counts = draft_of(study, participant, who)
        say_what_was_seen(counts.newly_seen)
        if not study.stories.cycles():
            raise QualcodeError(
                "No codebook of this project has value cycles, so there are no stories of value.",
                hint="One that has: qualcode init --codebook value-creation",
            )
        if step:
            _put_together(study, who, participant, title, step)
        elif draft or form is not Format.table:
            _list(found, form)
            say(f"{_ORDER} {counts.counted.rule}")
        elif not found:
            say(f"Nothing of {participant.upper()} is coded with a value cycle yet, as far as codings count.")
        else:
            say(f"{counts.counted.rule} {_ORDER}")
            _ask(study, who, participant, title, found)


def _put_together(study: "Project", who: str, participant: str, title: str | None, steps: list[str]) -> None:
    from qualcode.model import Story
    from qualcode.study.storytelling.telling_stories import start_story, step_resting_on

    if not title:
        raise QualcodeError(
            "A story needs a title.", hint=f'qualcode stories build {participant} --title "…" --step ID'
        )
    ids = [[one.strip() for one in given.split(",") if one.strip()] for given in steps]
    made = tuple(step_resting_on(study, who, given, None, "") for given in ids)
    kept = start_story(study, who, Story("", participant, title, steps=made))
    say(f"{kept.id}: “{kept.title}” of {kept.participant}, {number(len(kept.steps), 'step')}, no links yet.")
    if len(kept.steps) > 1:
        say(f"→ qualcode stories link {kept.id} 2 1 --link explicit   (inferred, where you say so and they do not)")
    else:
        say(f"→ What is left to write: qualcode stories show {kept.id}")


def _list(found: "tuple[Run, ...]", form: Format) -> None:
    from qualcode.study.storytelling.story_drafts import DraftRow, draft_rows

    rows = draft_rows(found)
    columns = ("run", "code", "narrative", "codings", "words") if form is Format.table else None
    show(DraftRow, rows, form, columns=columns, empty="Nothing is coded with a value cycle yet.")


def _ask(study: "Project", who: str, participant: str, title: str | None, found: "tuple[Run, ...]") -> None:
    """Go through the runs; each decision is kept at once, so that stopping loses none."""
    go_on = f"qualcode stories build {participant}"
    name = title or line_typed("What is the story about, in a few words?", go_on)
    if not name:
        raise QualcodeError("A story needs a title.", hint=f'{go_on} --title "…"')
    told, story = _told_already(study), None
    for place, run in enumerate(found, 1):
        _show_run(place, len(found), run, told)
        choice = choice_typed(_ASKED, _CHOICES, go_on if story is None else _by_hand(story))
        if choice == "q":
            break
        if choice == "j":
            story = _join(study, who, story, run)
        elif choice == "t":
            story = _take(study, who, story or _begin(study, who, participant, name), run)
    if story is None:
        say("Nothing was taken, so there is no story.")
        return
    say(f"{story.id}: “{story.title}”, {number(len(story.steps), 'step')}. What is left to write:")
    say(f"→ qualcode stories show {story.id}   and   qualcode stories edit {story.id} --part-played … --otherwise …")


def _told_already(study: "Project") -> dict[str, list[str]]:
    """The stories that each coding stands in already."""
    told: dict[str, list[str]] = {}
    for one in study.stories.all():
        for excerpt in (coding for each in one.steps for coding in each.codings):
            told.setdefault(excerpt, []).append(one.id)
    return told


def _begin(study: "Project", who: str, participant: str, title: str) -> "Story":
    from qualcode.model import Story
    from qualcode.study.storytelling.telling_stories import start_story

    return start_story(study, who, Story("", participant, title))


def _by_hand(story: "Story") -> str:
    return f"qualcode stories show {story.id}, then qualcode stories step {story.id} --excerpt ID …"


def _join(study: "Project", who: str, story: "Story | None", run: "Run") -> "Story | None":
    from qualcode.study.storytelling.telling_stories import edit_step

    if story is None or not story.steps:
        say("There is no step before yet, so it was skipped.")
        return story
    try:
        return edit_step(study, who, story.id, len(story.steps), excerpts=[one.id for one in run.codings])
    except QualcodeError as error:  # of another cycle than the step: a step of its own, or none
        say(f"{error.message} It was skipped.")
        return story


def _take(study: "Project", who: str, story: "Story", run: "Run") -> "Story":
    from dataclasses import replace

    from qualcode.study.storytelling.telling_stories import add_step, step_resting_on

    go_on = _by_hand(story)
    summary = line_typed("What happened, in your own words? (Enter: later)", go_on)
    step = step_resting_on(study, who, [one.id for one in run.codings], run.code, summary)
    after, link = (None, "inferred")
    if story.steps:
        after = _asked_after(len(story.steps), go_on)
    if after is not None:
        question = "Who says so? [e]xplicit: the participant does; [i]nferred: you do"
        said = choice_typed(question, {"e": ("explicit",), "i": ("inferred",)}, go_on)
        link = "explicit" if said == "e" else "inferred"
    return add_step(study, who, story.id, replace(step, after=after, link=link))


def _asked_after(steps: int, go_on: str) -> int | None:
    choices = {str(one): () for one in range(1, steps + 1)}
    typed = choice_typed(f"Which step led to it? {' '.join(choices)}, or [n]one", {**choices, "n": ("none",)}, go_on)
    return None if typed == "n" else int(typed)


def _show_run(place: int, of: int, run: "Run", told: dict[str, list[str]]) -> None:
    from qualcode.study.storytelling.story_sheet import excerpt_told

    hope = " · a hope or plan" if run.narrative == "aspiration" else ""
    write("")
    write(f"{place} of {of} · {run.code}{hope}")
    for coding in run.codings:
        stands = f" [in {', '.join(told[coding.id])}]" if coding.id in told else ""
        write(laid_out(f"  {excerpt_told(coding)}{stands}"))
