"""Counts by the values of a modifier, a column for each value."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.options import Format
from qualcode.cli.output import say, show, write

if TYPE_CHECKING:
    from qualcode.analysis.values import Senses
    from qualcode.study.tabulating.counting import WhatCounts

_WHAT_A_CELL_SAYS = "“3 (5)” is 3 participants in 5 excerpts; one participant may stand under several values. "
_HOPES = (
    "“hoped for” is a hope or a plan (narrative aspiration), whatever valence it was given: never counted as value"
    " created."
)
_ABSENT = "“absent” is value that was hoped for and did not come."


def show_counts(found: "WhatCounts", modifier: str, form: Format) -> None:
    """How many participants raised each code in each sense; for programs a row for each code and value."""
    from qualcode.analysis.values import ValueCount

    chosen = found.senses(modifier)
    rows = [found.by_value(one) for one in chosen]
    if form in (Format.csv, Format.json):
        show(ValueCount, [row for some in rows for row in some], form)
        return
    grids = []
    for one, some in zip(chosen, rows, strict=True):
        lines: dict[str, list[str]] = {}
        for row in some:
            line = lines.setdefault(row.code, [_name(found, row.code), str(row.of)])
            line.append(f"{row.participants} ({row.excerpts})" if row.excerpts else "0")
        grids.append((["code", "of", *one.values], list(lines.values())))
    _write(grids, form)
    _explain(chosen, _WHAT_A_CELL_SAYS)


def show_cells(found: "WhatCounts", modifier: str, form: Format) -> None:
    """The same for each participant, with the kind of each blank."""
    from qualcode.analysis.values import ValueCell

    chosen = found.senses(modifier)
    rows = [found.by_participant_and_value(one) for one in chosen]
    if form in (Format.csv, Format.json):
        show(ValueCell, [row for some in rows for row in some], form)
        return
    lines: dict[tuple[str, str], list[str]] = {}
    silent: dict[tuple[str, str], str] = {}
    for row in (row for some in rows for row in some):
        key = (row.participant, row.code)
        lines.setdefault(key, [])
        if row.excerpts:
            lines[key].append(f"{row.value} {row.excerpts}")
        else:
            silent[key] = row.state
    body = [
        [person, _name(found, code), ", ".join(said) or silent[person, code]] for (person, code), said in lines.items()
    ]
    _write([(["participant", "code", "excerpts"], body)], form)
    _explain(chosen, "")


def _name(found: "WhatCounts", code: str) -> str:
    from qualcode.study.coding.code_words import named_with_status

    return named_with_status(code, found.status(code))


def _write(grids: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]], form: Format) -> None:
    from qualcode.reports.tables import write_grid, write_md_grid

    for place, (heads, lines) in enumerate(grids):
        if place:
            write("")
        shown = [head.replace("_", " ") for head in heads]
        (write_md_grid if form is Format.md else write_grid)(shown, lines, sys.stdout)


def _explain(chosen: Sequence["Senses"], first: str) -> None:
    from qualcode.analysis.cycles import HOPED_FOR
    from qualcode.analysis.values import NOT_SAID

    if not any(one.codes for one in chosen):
        say("The codebook has no code yet." if chosen else "None of these codes has levels.")
        return
    say(f"By {chosen[0].modifier}. {first}“{NOT_SAID}”: the coding does not carry it.")
    values = {value for one in chosen for value in one.values}
    if chosen[0].modifier == "valence" and "absent" in values:
        say(_ABSENT)
    if HOPED_FOR in values:
        say(_HOPES)
