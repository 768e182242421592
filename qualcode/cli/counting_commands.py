"""Commands that count codes."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.counts_by_value import show_cells, show_counts
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import number, say, show, width_of, write
from qualcode.cli.working import EVERYBODY, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.tabulating.counting import Hopes, WhatCounts


def frequencies(
    *,
    by_participant: Annotated[
        bool, typer.Option("--by-participant", help="A row for each participant and code, with the kind of each blank.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", help="Each value of a modifier by itself: valence, narrative, level of codes with levels."
        ),
    ] = None,
    with_bars: Annotated[
        bool, typer.Option("--bars", help="Draw the participants of each code as a bar, the longest first.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Count how many participants raised each code."""
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.tabulating.counting import what_counts

    if with_bars and (by is not None or by_participant):
        raise QualcodeError("Bars are drawn of codes as a whole.", hint="qualcode frequencies --bars")
    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        found = what_counts(study, asked, acting_or_none(study), by_participant=by_participant)
        say_what_it_is_called_now(called_now(study, scope.codes))
    if by is not None:
        (show_cells if by_participant else show_counts)(found, by, form)
    elif by_participant:
        _show_participants(found, form)
    elif with_bars and form is Format.table:
        _draw_codes(found)
    else:
        _show_codes(found, form)
    if not by_participant:
        say(_WHO_IS_IN_OF)
    say_what_is_in_it(found)


_WHO_IS_IN_OF = (
    "“of” counts the participants coded so far who were asked, or raised it unasked; where nobody recorded who was "
    "asked, everyone interviewed or surveyed and coded so far."
)


def _show_codes(found: "WhatCounts", form: Format) -> None:
    from qualcode.analysis.frequencies import Frequency
    from qualcode.study.coding.code_words import named_with_status

    rows = found.by_code()
    if form in (Format.table, Format.md):
        rows = tuple(replace(row, code=named_with_status(row.code, row.status)) for row in rows)
    columns = ("code", "participants", "of", "schools", "excerpts")
    show(Frequency, rows, form, columns=columns, empty="The codebook has no code yet.")


def _draw_codes(found: "WhatCounts") -> None:
    """A bar for each code that anybody raised; a whole bar is everybody who had the chance to."""
    from qualcode.cli.pictures import bars
    from qualcode.study.coding.code_words import named_with_status

    rows = sorted((row for row in found.by_code() if row.participants), key=lambda row: (-row.participants, row.code))
    if not rows:
        say("Nobody has raised any code in what is coded so far.")
        return
    drawn = [
        (named_with_status(row.code, row.status), row.participants, f"{row.participants} of {row.of}") for row in rows
    ]
    write("\n".join(bars(drawn, width_of(sys.stdout), max(row.of for row in rows))))


def _show_participants(found: "WhatCounts", form: Format) -> None:
    from qualcode.analysis.blanks import Cell
    from qualcode.study.coding.code_words import named_with_status

    rows = found.by_participant()
    if form in (Format.table, Format.md):
        rows = tuple(replace(row, code=named_with_status(row.code, found.status(row.code))) for row in rows)
    show(Cell, rows, form)


def say_what_is_in_it(found: "WhatCounts") -> None:
    """Whose codings these are, and what is in the counts or left out of them."""
    say(found.counted.rule)
    if found.hopes.excerpts:
        say(_hopes(found.hopes))
    if found.coded_in_part:
        say(f"Only some of their interviews are coded so far: {_some(found.coded_in_part)}.")
    if found.counted.asking:
        say(f"Left out, because an interviewer says them: {number(len(found.counted.asking), 'coding')}.")
    if found.counted.unfinished:
        say(f"Not coded yet, so not counted: {', '.join(one.id for one in found.counted.unfinished)}.")
    if found.kept_back:
        say(f"Left out until you have finished them: {', '.join(sorted(found.kept_back))}.")
    say_what_was_seen(found.newly_seen)
    say("A count says who raised it, not who would agree if asked.")


def _hopes(hopes: "Hopes") -> str:
    who = f"{number(hopes.excerpts, 'excerpt')} of {number(hopes.participants, 'participant')}"
    named = ", ".join(f"{code} {n}" for code, n in sorted(hopes.codings.items()))
    tell = "tells" if hopes.excerpts == 1 else "tell"
    return (
        f"Of what is counted under value cycles, {who} {tell} of a hope or a plan ({named}): raised, and never value"
        " created. Apart: qualcode frequencies --by narrative"
    )


def _some(ids: Sequence[str], most: int = 10) -> str:
    """The first ids of a list, and how many more there are."""
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return f"{', '.join(ids[:most])}{more}"


frequencies = scoped("document", "participant", "code", "coder", "where", "modifier")(frequencies)
