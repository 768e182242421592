"""The command that lays codes and themes beside roles, schools, organisations and waves."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.counting_commands import say_what_is_in_it
from qualcode.cli.crosstab_drawing import NOT_SHOWN, show_crosstab, show_nothing
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import number, say
from qualcode.cli.theme_options import theme_names
from qualcode.cli.working import EVERYBODY, acting_or_none, opened
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.tabulating.cross_tabulating import CrossTabulation


def crosstab(
    *,
    by: Annotated[
        str | None,
        typer.Option(help="role, school, cohort …, a kind of case, wave or participant; else role."),
    ] = None,
    unit: Annotated[
        str, typer.Option(help="Count participants, or schools, organisations …: whatever people belong to.")
    ] = "participant",
    theme: Annotated[
        list[str] | None, typer.Option(help="This theme instead of codes.", autocompletion=theme_names)
    ] = None,
    themes: Annotated[bool, typer.Option("--themes", help="All themes instead of codes.")] = False,
    every: Annotated[
        bool, typer.Option("--every", help="Groups of very few people apart too: for the team’s eyes.")
    ] = False,
    same: Annotated[bool, typer.Option("--same", help="By wave: only participants coded in every wave.")] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="By wave: only what is new, persists or was dropped.")
    ] = False,
    band: Annotated[
        list[str] | None, typer.Option(help="A number at which a band begins: --band 3 --band 10; else each by itself.")
    ] = None,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """Compare roles, schools, organisations, waves: how many of each raised each code or theme."""
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.tabulating.cross_tabulating import CrossQuestion, cross_tabulated

    wanted = tuple(theme or ()) if theme or themes else None
    question = CrossQuestion(by, unit, wanted, every=every, same=same, bands=tuple(band or ()))
    with opened(project) as study:
        coders = frozenset(study.coders.names()) if EVERYBODY in scope.coders else scope.coders
        asked = resolved(study, replace(scope, coders=coders))
        found = cross_tabulated(study, question, asked, acting_or_none(study))
        say_what_it_is_called_now(called_now(study, scope.codes))
        if changes and found.by != "wave":
            raise QualcodeError("Changes are those from wave to wave.", hint="qualcode crosstab --by wave --changes")
    if nobody := _nobody(found, same=same):
        show_nothing(form, nobody)
        return
    show_crosstab(found, form, changes=changes)
    _explain(found, every=every)
    say_what_is_in_it(found.counts)


crosstab = scoped("document", "participant", "code", "coder", "where", "modifier")(crosstab)


def _nobody(found: "CrossTabulation", *, same: bool) -> str:
    """Why there is nobody to compare; empty where there is somebody."""
    if not found.counts.people:
        return "There is nobody to compare yet: qualcode participants"
    if same and found.table.cells and not any(cell.people for cell in found.table.cells):
        return "Nobody is coded in every wave yet, so there is nobody to follow from one to the next: qualcode status"
    return ""


def _explain(found: "CrossTabulation", *, every: bool) -> None:
    table = found.table
    if found.by == "participant":
        say("A number is how many excerpts.")
    else:
        _say_what_is_counted(found)
    _say_what_is_merged(found)
    if not every and table.columns and not table.totals and found.by not in ("wave", "participant"):
        say(f"Not shown: there are fewer than {table.fewest} people in all. For the team’s eyes: --every")
    if found.by == "wave":
        _say_about_waves(found)
    if table.without_unit:
        say(f"Belonging to no {found.unit}, so left out: {', '.join(table.without_unit)}.")


def _say_what_is_counted(found: "CrossTabulation") -> None:
    counted = "those coded so far who were asked, or raised it unasked; where nobody recorded it, all of them"
    if found.unit == "participant":
        say(f"Participants. “of” counts {counted}.")
        return
    say(
        f"By {found.unit}: one says something from two of its people on; “+1” is one voice, one more where a single"
        f" person did. “of” counts those with somebody among {counted}."
    )


def _say_what_is_merged(found: "CrossTabulation") -> None:
    table = found.table
    together = [", ".join(column.together) for column in table.columns if column.together]
    if together:
        say(
            f"Shown as one, because a group of fewer than {table.fewest} people is not shown apart:"
            f" {'; '.join(together)}. For the team’s eyes: --every"
        )
    masked = [column.name for column in table.columns if not column.shown]
    if masked and (table.totals or found.by == "wave"):
        say(
            f"Not shown ({NOT_SHOWN}), because they have fewer than {table.fewest} people or would give such a group"
            f" away: {', '.join(masked)}. For the team’s eyes: --every"
        )


def _say_about_waves(found: "CrossTabulation") -> None:
    table = found.table
    if table.changes:
        say(
            "new: raised in the later wave only; persist: in both; dropped: in the earlier only. Counted among those"
            " coded in both waves who could say it in both: who was not asked again has dropped nothing."
        )
    for earlier, later in table.pairs_withheld:
        say(f"Changes from {earlier} to {later} are not shown: they would tell of fewer than {table.fewest} people.")
    if table.without_wave:
        say(
            f"Of no wave, so left out: {number(len(table.without_wave), 'document')} ({', '.join(table.without_wave)})."
        )
