"""The command that lays themes beside participants, groups of them and value cycles."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.blank_signs import SIGNS, legend, plain
from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import cells, lines_of, say, show, width_of, write
from qualcode.cli.working import EVERYBODY, acting_or_none, opened
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.analysis.theme_tables import ThemeCell, ThemeCycle
    from qualcode.study.tabulating.theme_tables import ThemeTable


def table(
    *,
    by: Annotated[
        str | None, typer.Option(help="participant, cycle, or what people belong to or are: school, role …")
    ] = None,
    every: Annotated[
        bool, typer.Option("--every-group", help="Groups of very few people apart too: for the team’s eyes.")
    ] = False,
    map_: Annotated[str | None, typer.Option("--map", help="The themes of this map; else the main one.")] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """See how many of whom raised each theme: by role, school, participant, value cycle."""
    from qualcode.analysis.theme_tables import ThemeCell, ThemeCycle
    from qualcode.study.listing import resolved
    from qualcode.study.tabulating.theme_tables import CYCLE, PARTICIPANT, theme_table

    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        found = theme_table(study, asked, acting_or_none(study), by, every=every, map_=map_)
    if form in (Format.csv, Format.json):
        show(ThemeCycle if found.by == CYCLE else ThemeCell, found.cells, form)
    elif form is Format.md:
        _write_md(found)
    elif found.groups:
        _draw(found)
    if found.by == CYCLE:
        say("Participants who raised the theme in words that also tell of the cycle; one person may stand in several.")
        if any(isinstance(cell, ThemeCycle) and cell.hoped_for for cell in found.cells):
            say("In brackets those of them who told of a hope or a plan there, which is no value created.")
        say("The cycles are not steps or grades.")
    elif found.by == PARTICIPANT:
        say("A number is how many excerpts.")
    else:
        _say_who_is_together(found)
    say_what_is_in_it(found.counts)


table = scoped("document", "participant", "coder", "where", "modifier")(table)


def _draw(found: "ThemeTable") -> None:
    """A line for each group and a column for each theme, by number, so that it fits however long their names are."""
    from qualcode.cli.pictures import fitted

    by_place = {(cell.theme, _group(cell)): cell for cell in found.cells}
    lines = [[_shown(found, by_place[theme, group], signs=True) for theme in found.themes] for group in found.groups]
    width = width_of(sys.stdout)
    column = max(3, *(cells(one) for line in lines for one in line))
    heads = max(cells(one) for one in (found.by, *found.groups))
    first = max(min(heads, width - (column + 2) * len(found.themes)), min(heads, 20))
    fitting = max(1, (width - first) // (column + 2))
    for start in range(0, len(found.themes), fitting):
        places = range(start, min(start + fitting, len(found.themes)))
        write(fitted(found.by, first) + "".join(f"  {place + 1:>{column}}" for place in places))
        for group, line in zip(found.groups, lines, strict=True):
            shown = "".join(f"  {' ' * (column - cells(line[place]))}{line[place]}" for place in places)
            write(f"{fitted(group, first)}{shown}".rstrip())
        write("")
    told = legend(cell.state for cell in found.cells if _shown(found, cell, signs=True) in SIGNS.values())
    if told:
        write("\n".join(lines_of(told, "")))
    for place, name in enumerate(found.themes, 1):
        mark = f"{place}  "
        begun, *rest = lines_of(name, " " * len(mark)) or [mark]
        write("\n".join([mark + begun[len(mark) :], *rest]))


def _write_md(found: "ThemeTable") -> None:
    from qualcode.reports.tables import write_md_grid

    by_place = {(cell.theme, _group(cell)): cell for cell in found.cells}
    lines = [
        [theme, *(_shown(found, by_place[theme, group], signs=False) for group in found.groups)]
        for theme in found.themes
    ]
    write_md_grid(["theme", *found.groups], lines, sys.stdout)


def _shown(found: "ThemeTable", cell: "ThemeCell | ThemeCycle", *, signs: bool) -> str:
    """A count, or which kind of blank: as a sign in a picture, else in words."""
    from qualcode.analysis.theme_tables import RAISED_WITHOUT, ThemeCycle
    from qualcode.study.tabulating.theme_tables import PARTICIPANT

    if isinstance(cell, ThemeCycle):
        if cell.state in ("said", RAISED_WITHOUT):
            return f"{cell.participants} ({cell.hoped_for})" if cell.hoped_for else str(cell.participants)
    elif found.by != PARTICIPANT and cell.of:
        return f"{cell.participants} of {cell.of}"
    elif cell.state == "said":
        return str(cell.excerpts)
    return SIGNS.get(plain(cell.state), cell.state) if signs else cell.state


def _group(cell: "ThemeCell | ThemeCycle") -> str:
    return cell.group if hasattr(cell, "group") else cell.cycle


def _say_who_is_together(found: "ThemeTable") -> None:
    if found.hidden:
        say(
            f"Not shown: some figure would tell of fewer than {found.fewest} people. For the team’s eyes: --every-group"
        )
    elif found.together:
        say(
            f"Shown as one, because a group of fewer than {found.fewest} people is not shown apart:"
            f" {', '.join(found.together)}. For the team’s eyes: --every-group"
        )
    say("“of” counts those coded so far who were asked, or raised it unasked; where nobody recorded it, all of them.")
