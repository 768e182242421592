"""Commands about suggestions: asking, looking, deciding."""

import sys
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, group_around, scoped
from qualcode.cli.output import number, progress, say
from qualcode.cli.screen_commands import run_screen
from qualcode.cli.suggestion_lists import named, say_left_out, show_by_passage, show_far, show_suggestions
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError
from qualcode.scope import Scope


class Order(StrEnum):
    """What is put before the coder first."""

    mixed = "mixed"
    likely = "likely"
    uncertain = "uncertain"
    diverse = "diverse"
    random = "random"


class By(StrEnum):
    """What a row of the list is."""

    suggestion = "suggestion"
    passage = "passage"


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
    from qualcode.study.suggesting.second_reading import end_of_sitting
    from qualcode.study.suggesting.suggesting import suggest as ask

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
    if found.more_wanted:
        say(f"Too few examples to learn from yet: {named(_more_wanted(found.more_wanted), 'others')}.")
    say_left_out(found.left_out)


suggest_group = group_around(run)
suggest_group.command("run")(run)


def suggestions(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Decided ones too.")] = False,
    by: Annotated[
        By, typer.Option("--by", help="By passage: of each finished interview’s passages the codes that fit best.")
    ] = By.suggestion,
    far: Annotated[
        bool, typer.Option("--far", help="Instead, passages that no code fits: perhaps a code is missing.")
    ] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """List the suggestions that wait for you."""
    if far and by is By.passage:
        raise QualcodeError("--far and --by passage are two lists.", hint="qualcode suggestions --by passage")
    if far:
        show_far(project, coder, form)
    elif by is By.passage:
        show_by_passage(project, coder, form)
    else:
        show_suggestions(project, coder, form, everything=everything)


def review(*, project: ProjectPath = None, coder: Acting = None) -> None:
    """Decide on suggestions one by one: accept, change, refuse."""
    from qualcode.cli.reviewing import Review
    from qualcode.study.suggesting.ranking_anew import RankingAnew
    from qualcode.study.suggesting.review_sitting import ReviewSitting
    from qualcode.study.suggesting.second_reading import why_nothing_waits

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
            say(why_nothing_waits(study, who))
            return
        Review(sitting).run()


def _more_wanted(codes: Mapping[str, int]) -> list[str]:
    """Codes by their short names, where these tell them apart, each with how many more examples would help."""
    last = Counter(code.rpartition(".")[2] for code in codes)
    return [
        f"{short if last[short := code.rpartition('.')[2]] == 1 else code} ({more} more)"
        for code, more in codes.items()
    ]
