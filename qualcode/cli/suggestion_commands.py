"""Commands about suggestions: asking, looking, deciding."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_around, scoped
from qualcode.cli.output import number, progress, say, show
from qualcode.cli.screen_commands import run_screen
from qualcode.cli.working import acting, opened
from qualcode.model import Suggestion
from qualcode.scope import Scope


class Order(StrEnum):
    """What is put before the coder first."""

    mixed = "mixed"
    likely = "likely"
    uncertain = "uncertain"
    diverse = "diverse"
    random = "random"


_NAMED = 8
"""Interviews a sentence names before it only counts them."""


@scoped("document", "code")
def run(
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many to offer at most.")] = 60,
    order: Annotated[Order, typer.Option(help="What comes first; mixed teaches the program most.")] = Order.mixed,
    project: ProjectPath = None,
    coder: Acting = None,
    scope: Scope,
) -> None:
    """Ask which passages to look at again."""
    from qualcode.study.listing import resolved
    from qualcode.study.second_reading import end_of_sitting
    from qualcode.study.suggesting import suggest as ask

    with opened(project) as study:
        who, asked = acting(study, coder), resolved(study, scope)
        for line in end_of_sitting(study, who):
            say(line)
        with progress("Comparing passages") as hear:
            found = ask(study, who, limit=limit, scope=asked, order=order.value, progress=hear)
    for notice in found.notices:
        say(notice)
    look = ": qualcode review" if found.waiting else "."
    say(f"{number(found.new, 'new suggestion')}, {found.waiting} to look at{look}")
    if found.far:
        them = f"{number(found.far, 'passage')} without a code {'is' if found.far == 1 else 'are'}"
        say(f"{them} like nothing any code stands for; perhaps a code is missing: qualcode suggestions --far")
    if found.left_out:
        say(f"Not for interviews you have not finished: {_named(found.left_out)}.")


suggest_group = group_around(run)
suggest_group.command("run")(run)


def suggestions(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Decided ones too.")] = False,
    far: Annotated[
        bool, typer.Option("--far", help="Instead, passages that no code fits: perhaps a code is missing.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """List the suggestions that wait for you."""
    from qualcode.study.listing import SuggestionRow, suggestion_rows
    from qualcode.study.second_reading import is_second_look

    if far:
        _show_far(project, coder, form)
        return
    with opened(project) as study:
        who = acting(study, coder)
        offered, waiting = study.suggestions.of(who), study.suggestions.waiting(who)
        study.suggestions.mark_shown(who, waiting)
        found = tuple(one for one in offered if one in waiting or (everything and one.status != "open"))
        second = frozenset(one.id for one in found if is_second_look(study, one))
    if form in (Format.json, Format.csv):
        show(Suggestion, found, form)
        return
    show(
        SuggestionRow,
        suggestion_rows(found, second),
        form,
        empty="No suggestion waits for you. Ask for some: qualcode suggest",
    )
    hidden = sum(one.stale and one.status == "open" for one in offered)
    if hidden:
        say(f"{hidden} {'is' if hidden == 1 else 'are'} out of date and hidden; ask anew: qualcode suggest")


def _show_far(project: Path | None, coder: str | None, form: Format) -> None:
    from qualcode.study.far_passages import FarPassage, far_passages

    with opened(project) as study, progress("Comparing passages") as hear:
        found = far_passages(study, acting(study, coder), progress=hear)
    for notice in found.notices:
        say(notice)
    nothing = "No passage without a code is far from every code."
    if not found.enough_read:
        nothing = "Too little is coded yet to tell which passages no code fits."
    show(FarPassage, found.passages, form, empty=nothing)
    if found.left_out:
        say(f"Not for interviews you have not finished: {_named(found.left_out)}.")


def review(*, project: ProjectPath = None, coder: Acting = None) -> None:
    """Decide on suggestions one by one: accept, change, refuse."""
    from qualcode.cli.reviewing import Review
    from qualcode.study.ranking_anew import RankingAnew
    from qualcode.study.review_sitting import ReviewSitting

    with opened(project) as study:
        who = acting(study, coder)
        sitting = ReviewSitting(study, who, ranking=RankingAnew(study, who, in_background=False))
        if sitting.waiting() and sys.stdin.isatty() and sys.stdout.isatty():
            from qualcode.tui.app import CodingApp

            run_screen(CodingApp(study, who, reviewing=True))
            return
        for line in sitting.begin():
            say(line)
        if not sitting.waiting():
            say("No suggestion waits for you. Ask for some: qualcode suggest")
            return
        Review(sitting).run()


def _named(documents: Sequence[str]) -> str:
    """Interviews in a sentence, the first few by name."""
    more = len(documents) - _NAMED
    if more <= 0:
        return ", ".join(documents)
    return f"{', '.join(documents[:_NAMED])} and {more} more"
