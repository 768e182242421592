"""Commands about suggestions: asking, looking, deciding."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import progress, say, show
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError
from qualcode.model import Suggestion

if TYPE_CHECKING:
    pass

ENOUGH = 20
"""Suggestions looked at in one sitting, before the person is asked whether to go on."""


def suggest(
    *,
    limit: Annotated[int, typer.Option(help="How many to offer at most.")] = 60,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Ask which passages of your finished interviews deserve a second look."""
    from qualcode.study.suggesting import suggest as ask

    with opened(project) as study, progress("Encoding passages") as hear:
        found = ask(study, acting(study, coder), limit=limit, progress=hear)
    for notice in found.notices:
        say(notice)
    say(f"{found.new} new suggestions, {found.waiting} to look at: qualcode review")
    if found.far:
        say(f"{found.far} passages without a code are like nothing any code stands for; perhaps a code is missing.")
    if found.left_out:
        say(f"Not for interviews you have not finished: {', '.join(found.left_out)}.")


def suggestions(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Decided ones too.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """List the suggestions that wait for you."""
    from qualcode.study.listing import SuggestionRow, suggestion_rows

    with opened(project) as study:
        who = acting(study, coder)
        found = tuple(study.suggestions.of(who, status=None if everything else "open"))
        study.suggestions.mark_shown(who, [one for one in found if one.status == "open" and not one.stale])
    if form in (Format.json, Format.csv):
        show(Suggestion, found, form)
        return
    fresh = tuple(one for one in found if everything or not one.stale)
    show(SuggestionRow, suggestion_rows(fresh), form)
    if len(fresh) < len(found):
        say(f"{len(found) - len(fresh)} are out of date and hidden; ask anew: qualcode suggest")


def review(*, project: ProjectPath = None, coder: Acting = None) -> None:
    """Look at suggestions one by one and decide: accept, change, refuse, none of these."""
    from qualcode.cli.reviewing import Review

    with opened(project) as study:
        who = acting(study, coder)
        waiting = [one for one in study.suggestions.of(who, status="open") if not one.stale]
        if not waiting:
            say("No suggestion waits for you. Ask for some: qualcode suggest")
            return
        if sys.stdin.isatty() is False and sys.stdin.closed:
            raise QualcodeError("review asks questions; run it in a terminal.")
        Review(study, who, waiting).run()
