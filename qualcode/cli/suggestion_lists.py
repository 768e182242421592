"""The lists of `suggestions`: those that wait, the codes of each passage, passages that no code fits."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.cli.options import Format
from qualcode.cli.output import number, progress, say, show
from qualcode.cli.working import acting, opened
from qualcode.model import Suggestion

_NAMED = 8
"""Interviews or codes a sentence names before it only counts them."""


def show_suggestions(project: Path | None, coder: str | None, form: Format, *, everything: bool) -> None:
    """What waits with its code; passages to be read again are only counted, since none may be told from another."""
    from qualcode.study.listing import SuggestionRow, suggestion_rows
    from qualcode.study.suggesting.review_queue import waiting_ids
    from qualcode.study.suggesting.second_reading import is_second_look, why_nothing_waits

    with opened(project) as study:
        who = acting(study, coder)
        offered = study.suggestions.of(who)
        waiting = {one.id: one for one in study.suggestions.waiting(who) if one.arm != "withheld"}
        again = len(waiting_ids(study, who)) - len(waiting)
        study.suggestions.mark_shown(who, list(waiting.values()))
        found = tuple(one for one in offered if one.id in waiting or (everything and one.status != "open"))
        second = frozenset(one.id for one in found if is_second_look(study, one))
        nothing = "" if again else why_nothing_waits(study, who)
    if form in (Format.json, Format.csv):
        show(Suggestion, found, form)
    else:
        show(SuggestionRow, suggestion_rows(found, second), form, empty=nothing)
        hidden = sum(one.stale and one.status == "open" and one.arm != "withheld" for one in offered)
        if hidden:
            say(f"{hidden} {'is' if hidden == 1 else 'are'} out of date and hidden; ask anew: qualcode suggest")
    if again:
        say(f"{number(again, 'passage')} to read again without a suggestion: qualcode review")


def show_by_passage(project: Path | None, coder: str | None, form: Format) -> None:
    """The codes that fit each passage best, and what is left out."""
    from qualcode.study.suggesting.codes_by_passage import PassageCodes, codes_by_passage

    with opened(project) as study, progress("Comparing passages") as hear:
        found = codes_by_passage(study, acting(study, coder), progress=hear)
    for notice in found.notices:
        say(notice)
    columns = ("participant", "document", "turn", "codes", "words")
    show(PassageCodes, found.passages, form, columns=columns, empty="No passage may bear a code besides those it has.")
    if found.in_review:
        them = "waits" if found.in_review == 1 else "wait"
        say(f"{number(found.in_review, 'passage')} left out that {them} in your review: qualcode review")
    say_left_out(found.left_out)


def show_far(project: Path | None, coder: str | None, form: Format) -> None:
    """Passages that no code fits."""
    from qualcode.study.suggesting.far_passages import FarPassage, far_passages

    with opened(project) as study, progress("Comparing passages") as hear:
        found = far_passages(study, acting(study, coder), progress=hear)
    for notice in found.notices:
        say(notice)
    nothing = "No passage without a code is far from every code."
    if not found.enough_read:
        nothing = "Too little is coded to tell what no code fits; code an interview through first: qualcode code"
    columns = ("participant", "document", "turn", "words")
    show(FarPassage, found.passages, form, columns=columns, empty=nothing)
    say_left_out(found.left_out)


def say_left_out(documents: Sequence[str]) -> None:
    """Say for which interviews nothing shows yet."""
    if documents:
        say(f"Not for interviews you have not finished: {named(documents)}.")


def named(names: Sequence[str], others: str = "more") -> str:
    """Interviews or codes in a sentence, the first few by name."""
    more = len(names) - _NAMED
    if more <= 0:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {more} {others}"
