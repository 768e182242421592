"""Commands about clusters and themes."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import laid_out, lines_of, number, progress, say, show, write
from qualcode.cli.working import EVERYBODY, acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.discovering import ClusterRow

Name = Annotated[str, typer.Argument(help="The theme’s name, or words of it.")]


def discover(
    *,
    detail: Annotated[
        str, typer.Option(help="broad: fewer groups that come back; fine: more and smaller ones.")
    ] = "broad",
    seed: Annotated[int, typer.Option(help="Same seed, same clusters.")] = 0,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """See which coded excerpts belong together, as numbered clusters."""
    from qualcode.study.called_now import called_now
    from qualcode.study.discovering import ClusterRow, discover_clusters
    from qualcode.study.listing import resolved

    if detail not in ("broad", "fine"):
        raise QualcodeError(f"There is no detail “{detail}”.", hint="--detail broad   or   --detail fine")
    with opened(project) as study, progress("Encoding excerpts") as hear:
        who = acting(study, None)
        narrowed = resolved(study, _without_everybody(scope, study.coders.names()))
        say_what_it_is_called_now(called_now(study, scope.codes))
        found = discover_clusters(
            study, who, detail=cast("Literal['broad', 'fine']", detail), scope=narrowed, seed=seed, progress=hear
        )
    for notice in found.notices:
        say(notice)
    if form is not Format.table:
        show(ClusterRow, found.clusters, form)
    for one in found.clusters if form is Format.table else ():
        _write_cluster(one, found.redrawn)
    say(f"{found.in_no_group} of {found.excerpts} excerpts are in no group.")
    say_what_was_seen(found.newly_seen)
    say("Only people name themes: qualcode themes name “…” --idea “…”")


discover = scoped("document", "participant", "code", "coder", "where", "modifier")(discover)


def list_(*, project: ProjectPath = None, form: FormatOption = Format.table) -> None:
    """List the themes."""
    from qualcode.study.listing import ThemeRow, theme_rows

    with opened(project) as study:
        rows = theme_rows(study)
    show(ThemeRow, rows, form, empty="No theme has been named yet: qualcode themes discover, then qualcode themes name")


def show_(name: Name, *, project: ProjectPath = None) -> None:
    """Show a theme: its idea, what is for it and against it."""
    from qualcode.study.theming import theme_sheet

    with opened(project) as study:
        sheet, newly_seen = theme_sheet(study, name, acting_or_none(study))
    write(laid_out(sheet))
    say_what_was_seen(newly_seen)


def name(
    name: Annotated[str, typer.Argument(help="What the theme claims, in a few words.")],
    *,
    idea: Annotated[str, typer.Option(help="Its central idea, in a sentence or two.")],
    boundary: Annotated[str, typer.Option(help="What it is not.")] = "",
    code: Annotated[
        list[str] | None, typer.Option("--code", "-c", help="A code all of whose excerpts belong to it.")
    ] = None,
    coding: Annotated[list[str] | None, typer.Option(help="A coding that belongs to it, by id.")] = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Name a theme."""
    from qualcode.study.theming import name_theme
    from qualcode.themes.naming import remark_on_name

    with opened(project) as study:
        theme = name_theme(study, acting(study, coder), name, idea, boundary, code or (), coding or ())
    remark = remark_on_name(theme.name)
    if remark:
        say(remark)
    say(f"Theme “{theme.name}” kept. To change it: qualcode themes export -o themes.yaml, edit, then themes import.")


def import_(
    file: Annotated[Path, typer.Argument(help="themes.yaml")], *, project: ProjectPath = None, coder: Acting = None
) -> None:
    """Make the themes those of a file."""
    from qualcode.study.theming import import_themes

    with opened(project) as study:
        before = {one.name for one in study.themes.all()}
        themes = import_themes(study, acting(study, coder), file)
    gone = sorted(before - {one.name for one in themes})
    if gone:
        say(f"Not in the file, so taken away: {'; '.join(gone)}.")
        say("To bring them back: qualcode history, then qualcode undo --event ID")
    say(f"{number(len(themes), 'theme')}: {'; '.join(one.name for one in themes)}")


def export(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")] = None,
    project: ProjectPath = None,
) -> None:
    """Write the themes as themes.yaml, to edit and import again."""
    from qualcode.study.reporting import note_report, put_report
    from qualcode.study.theming import export_themes

    with opened(project) as study:
        viewer = acting_or_none(study)
        text = export_themes(study, viewer)
        newly_seen = note_report(study, viewer)
        put = put_report(study, output, text) if output is not None else None
    say_what_was_seen(newly_seen)
    if put is None:
        write(text)
        return
    say(f"{put.told}   To bring it back when edited: qualcode themes import {put.path}")


def _write_cluster(one: "ClusterRow", redrawn: str) -> None:
    people = number(one.participants, "participant")
    write(f"Cluster {one.number}   {number(one.excerpts, 'excerpt')} of {people}")
    told = [
        f"came back in {one.came_back} of 100 re-draws of {redrawn}{one.warning}",
        f"terms: {', '.join(one.terms)}",
        f"codes: {', '.join(one.codes)}",
        *(f"central: {words}" for words in one.central),
        f"least typical: {one.least_typical}",
    ]
    if one.biggest_share > 0.6:
        told.append(f"one participant gave {round(one.biggest_share * 100)} % of it")
    for line in told:
        write("\n".join(lines_of(line, "  ")))
    write("")


def _without_everybody(scope: Scope, names: list[str]) -> Scope:
    coders = frozenset(names) if EVERYBODY in scope.coders else scope.coders
    return replace(scope, coders=coders)
