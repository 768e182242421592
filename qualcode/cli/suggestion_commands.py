"""Commands about suggestions: asking, looking, deciding."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import number, progress, say, show
from qualcode.cli.screen_commands import run_screen
from qualcode.cli.working import acting, opened
from qualcode.model import Suggestion

_NAMED = 8
"""Interviews a sentence names before it only counts them."""


def suggest(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many to offer at most.")] = 60,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Ask which passages to look at again."""
    from qualcode.study.suggesting import suggest as ask

    with opened(project) as study, progress("Comparing passages") as hear:
        found = ask(study, acting(study, coder), limit=limit, progress=hear)
    for notice in found.notices:
        say(notice)
    look = ": qualcode review" if found.waiting else "."
    say(f"{number(found.new, 'new suggestion')}, {found.waiting} to look at{look}")
    if found.far:
        them = f"{number(found.far, 'passage')} without a code {'is' if found.far == 1 else 'are'}"
        say(f"{them} like nothing any code stands for; perhaps a code is missing.")
    if found.left_out:
        say(f"Not for interviews you have not finished: {_named(found.left_out)}.")


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
        offered, waiting = study.suggestions.of(who), study.suggestions.waiting(who)
        study.suggestions.mark_shown(who, waiting)
    found = tuple(one for one in offered if one in waiting or (everything and one.status != "open"))
    if form in (Format.json, Format.csv):
        show(Suggestion, found, form)
        return
    show(
        SuggestionRow, suggestion_rows(found), form, empty="No suggestion waits for you. Ask for some: qualcode suggest"
    )
    hidden = sum(one.stale and one.status == "open" for one in offered)
    if hidden:
        say(f"{hidden} {'is' if hidden == 1 else 'are'} out of date and hidden; ask anew: qualcode suggest")


def review(*, project: ProjectPath = None, coder: Acting = None) -> None:
    """Decide on suggestions one by one: accept, change, refuse."""
    from qualcode.cli.reviewing import Review

    with opened(project) as study:
        who = acting(study, coder)
        waiting = study.suggestions.waiting(who)
        if not waiting:
            say("No suggestion waits for you. Ask for some: qualcode suggest")
            return
        if sys.stdin.isatty() and sys.stdout.isatty():
            from qualcode.tui.app import CodingApp

            run_screen(CodingApp(study, who, reviewing=True))
            return
        Review(study, who, waiting).run()


def _named(documents: Sequence[str]) -> str:
    """Interviews in a sentence, the first few by name."""
    more = len(documents) - _NAMED
    if more <= 0:
        return ", ".join(documents)
    return f"{', '.join(documents[:_NAMED])} and {more} more"
