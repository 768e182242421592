"""The command that tells when interviews stopped bringing new codes."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import lines_of, number, say, show, width_of, write
from qualcode.cli.working import EVERYBODY, acting_or_none, opened
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.analysis.saturation import Saturation
    from qualcode.study.tabulating.saturating import Saturating

_NOT_ALL = (
    "New codes running out is no proof that there are interviews enough: it hangs on the base, the run, the threshold,"
    " the order and the codes above, and it says nothing about how well their meaning is understood."
)
_PERCENT = 100


def saturation(
    *,
    base: Annotated[int, typer.Option(help="The first interviews, whose codes new ones are held against.")] = 4,
    run: Annotated[int, typer.Option(help="How many interviews in a row must bring little that is new.")] = 2,
    threshold: Annotated[float, typer.Option(help="What is little: at most so many percent of the base’s codes.")] = 5,
    orders: Annotated[int, typer.Option(help="In how many random orders to read the interviews.")] = 1000,
    seed: Annotated[int, typer.Option(help="Same seed, same orders.")] = 0,
    by: Annotated[str | None, typer.Option(help="Each group by itself: role, school, cohort …")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """See when interviews stopped bringing new codes, in the order of interviewing and in random ones.

    Looked at are codes that came up while coding, or those of --code.
    """
    from qualcode.analysis.saturation import Orders, Saturation, Yardstick
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.tabulating.saturating import saturating

    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        yardstick = Yardstick(base, run, threshold / _PERCENT)
        found = saturating(study, asked, acting_or_none(study), yardstick, Orders(orders, seed), by)
        say_what_it_is_called_now(called_now(study, scope.codes))
    if form is Format.table:
        write("\n".join(lines_of(_which_codes(found), "")))
        _write(found)
    else:
        show(Saturation, found.groups, form)
        say(_which_codes(found))
    say(_NOT_ALL)
    say_what_is_in_it(found.counts)


def _write(found: "Saturating") -> None:
    from qualcode.cli.pictures import curve

    order = "by date" if found.by_date else "in the order of import"
    for place, one in enumerate(found.groups):
        write("" if place else _head(one))
        write(f"{one.group}: {number(one.participants, 'participant')}, {number(one.codes, 'code')}")
        for line in _told(one, order):
            write("\n".join(lines_of(line, "  ")))
        if not place and one.participants > 1:
            write("")
            write("\n".join(curve(one.growth, width_of(sys.stdout), under="interviews")))
            write("Codes found so far, on average over the random orders.")


def _head(one: "Saturation") -> str:
    return "\n".join(
        lines_of(
            f"Base {number(one.base, 'interview')}, run {one.run}, threshold {_percent(one)}: little that is new are"
            f" {number(one.run, 'interview')} in a row that {'bring' if one.run == 1 else 'together bring'} at most"
            f" {_percent(one)} as many codes as the first {one.base}.",
            "",
        )
    )


def _told(one: "Saturation", order: str) -> list[str]:
    brought = f"New codes as interviewed, {order}: {' '.join(map(str, one.new_codes)) or 'none'}"
    if not one.enough:
        return [brought, f"Too few to say: {one.base} + {one.run} participants are the fewest."]
    if not one.codes:
        return [brought, "None of them was given any of these codes."]
    if one.in_order is None:
        as_interviewed = f"As interviewed, {order}: never {one.run} in a row that brought so little."
    else:
        as_interviewed = f"As interviewed, {order}: after {one.in_order} + {one.run} interviews."
    told = f"In {one.orders:,} random orders (seed {one.seed}): "
    if one.median is None:
        told += "in none of them."
    else:
        told += f"half of those where it came about by {one.median} + {one.run}, 95 of 100 of them from {one.low} to"
        told += f" {one.high} (+ {one.run}); in {one.not_in:,} of {one.orders:,} orders it did not."
    return [brought, as_interviewed, told]


def _percent(one: "Saturation") -> str:
    return f"{one.threshold * _PERCENT:.3g} %"


def _which_codes(found: "Saturating") -> str:
    named = f"{', '.join(found.codes[:12])}{' …' if len(found.codes) > 12 else ''}"
    which = "chosen" if found.chosen else "those that came up while coding"
    told = f"Codes looked at, {which}, each counted where a participant was given it first: {named}."
    if found.given_before:
        few = f"{len(found.given_before)} of them stood" if len(found.given_before) > 1 else "One of them stood"
        told += f" {few} in the codebook before coding began: that codes of a fixed list run out says nothing."
    return told


saturation = scoped("document", "participant", "code", "coder", "where", "modifier")(saturation)
