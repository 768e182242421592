"""Commands that name, show, change and exchange themes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import laid_out, number, say, show, write
from qualcode.cli.theme_options import MapOption, Name, map_names, say_what_is_not_counted, theme_names
from qualcode.cli.working import acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError, typed

if TYPE_CHECKING:
    from qualcode.model import Theme
    from qualcode.project import Project

_COLUMNS = ("name", "idea", "codes", "excerpts", "against", "examined")
_NONE_YET = "No theme has been named yet: qualcode themes discover, then qualcode themes name"
Codes = Annotated[list[str] | None, typer.Option("--code", "-c", help="A code all of whose excerpts belong to it.")]
Codings = Annotated[list[str] | None, typer.Option(help="A coding that belongs to it, by id.")]
Clusters = Annotated[
    list[int] | None, typer.Option(help="A cluster of those published last, by number: its excerpts belong to it.")
]
PartOf = Annotated[
    str | None, typer.Option(help="The theme of the same map that it is a part of.", autocompletion=theme_names)
]


def list_(*, map_: MapOption = None, project: ProjectPath = None, form: FormatOption = Format.table) -> None:
    """List the themes, and those that pull apart in the same people."""
    from qualcode.study.listing import ThemeRow, theme_rows

    with opened(project) as study:
        rows = theme_rows(study, map_ or "main", acting_or_none(study))
        columns = [*_COLUMNS, *(["status"] if any(one.status != "draft" for one in rows) else [])]
        show(ThemeRow, rows, form, columns=columns, empty=_NONE_YET)
        if form is Format.table:
            say_what_is_not_counted(study, acting_or_none(study), max((one.uncounted for one in rows), default=0))
            _say_other_maps(study, rows[0].map if rows else "main")
            _say_pulling_apart(study)


def show_(
    name: Name,
    *,
    history: Annotated[bool, typer.Option("--history", help="Also who changed what, and when.")] = False,
    map_: MapOption = None,
    project: ProjectPath = None,
) -> None:
    """Show a theme: its idea, what is for it and against it."""
    from qualcode.study.theming.naming_themes import theme_sheet

    with opened(project) as study:
        sheet, newly_seen = theme_sheet(study, name, acting_or_none(study), map_=map_, history=history)
        write(laid_out(sheet))
        say_what_was_seen(newly_seen)
        _say_pulling_apart(study, study.themes.named(name, map_).name)


def name(
    name: Annotated[str, typer.Argument(help="What the theme claims, in a few words.")],
    *,
    idea: Annotated[str, typer.Option(help="Its central idea, in a sentence or two.")],
    boundary: Annotated[str, typer.Option(help="What it is not.")] = "",
    code: Codes = None,
    coding: Codings = None,
    cluster: Clusters = None,
    part_of: PartOf = None,
    map_: Annotated[
        str, typer.Option("--map", help="A rival theme map to put it in.", autocompletion=map_names)
    ] = "main",
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Name a theme."""
    from qualcode.study.theming.naming_themes import name_theme

    with opened(project) as study:
        theme = name_theme(
            study,
            acting(study, coder),
            name,
            idea,
            boundary,
            code or (),
            coding or (),
            clusters=cluster or (),
            map_=map_,
            part_of=part_of,
        )
    _remark(theme)
    say(f"Theme “{theme.name}” kept. To change it: qualcode themes edit, or themes export and import for many.")


def edit(
    theme: Name,
    *,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    idea: Annotated[str | None, typer.Option(help="Another central idea.")] = None,
    boundary: Annotated[str | None, typer.Option(help="What it is not; “” for nothing.")] = None,
    status: Annotated[
        str | None, typer.Option(help="draft, reviewed, final, or dropped (left out of reports).")
    ] = None,
    part_of: Annotated[
        str | None,
        typer.Option(help="Make it a part of this theme; “” for none.", autocompletion=theme_names),
    ] = None,
    code: Codes = None,
    without_code: Annotated[list[str] | None, typer.Option(help="A code to take out.")] = None,
    coding: Codings = None,
    against: Annotated[list[str] | None, typer.Option(help="A coding that speaks against it, by id.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="A coding to take out, by id.")] = None,
    cluster: Clusters = None,
    map_: MapOption = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Change a theme: its words, its status, what belongs to it."""
    from qualcode.project.theme_changes import ThemeEdit
    from qualcode.study.theming.naming_themes import Wanted, change_theme

    wanted = Wanted(code or (), coding or (), against or (), cluster or ())
    what = ThemeEdit(name, idea, boundary, status, part_of, without_codes=tuple(without_code or ()))
    if what == ThemeEdit() and wanted == Wanted((), (), (), ()) and not without:
        raise QualcodeError("Nothing was given to change.", hint="What can be: qualcode themes edit --help")
    with opened(project) as study:
        before = study.themes.named(theme, map_)
        after = change_theme(study, acting(study, coder), before, what, wanted, without or ())
    say(f"Theme “{after.name}” changed." if after != before else f"“{after.name}” is like that already.")
    if name is not None:
        _remark(after)
    if status == "final" and not after.challenges:
        say(f"It is not yet examined, and reports say so: qualcode themes challenge {typed(after.name)}")


def remove(name: Name, *, map_: MapOption = None, project: ProjectPath = None, coder: Acting = None) -> None:
    """Take a theme away; its codings stay, its parts move up."""
    with opened(project) as study:
        who = acting(study, coder)
        theme = study.themes.remove(who, name, map_)
        event = study.history.all()[-1].id[:10]
    say(f"Theme “{theme.name}” taken away. To bring it back: qualcode undo --event {event}")


def import_(
    file: Annotated[Path, typer.Argument(help="themes.yaml")], *, project: ProjectPath = None, coder: Acting = None
) -> None:
    """Make the themes those of a file."""
    from qualcode.study.theming.naming_themes import import_themes

    with opened(project) as study:
        before = {one.id: one.name for one in study.themes.all()}
        themes = import_themes(study, acting(study, coder), file)
        event = study.history.all()[-1].id[:10]
    for one in themes:
        if before.get(one.id, one.name) != one.name:
            say(f"“{before[one.id]}” is called “{one.name}” now.")
    gone = sorted(before[id_] for id_ in before.keys() - {one.id for one in themes})
    if gone:
        say(f"Not in the file, so taken away: {'; '.join(gone)}.")
        say(f"To bring them back: qualcode undo --event {event}")
    say(f"{number(len(themes), 'theme')}: {'; '.join(one.name for one in themes)}")


def export(
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")] = None,
    project: ProjectPath = None,
) -> None:
    """Write the themes as themes.yaml, to edit and import again."""
    from qualcode.study.reporting.reports import note_report, put_report
    from qualcode.study.theming.naming_themes import export_themes
    from qualcode.study.theming.theme_files import says_the_same

    with opened(project) as study:
        viewer = acting_or_none(study)
        text = export_themes(study, viewer)
        newly_seen = note_report(study, viewer)
        same = output is not None and output.is_file() and says_the_same(study, output)
        put = put_report(study, output, text) if output is not None and not same else None
    say_what_was_seen(newly_seen)
    if same:
        say(f"Nothing to do: {output} holds just these themes.")
    elif put is None:
        write(text)
    else:
        say(f"{put.told}   To bring it back when edited: qualcode themes import {put.path}")


def _remark(theme: "Theme") -> None:
    from qualcode.themes.naming import remark_on_name

    remark = remark_on_name(theme.name)
    if remark:
        say(remark)


def _say_other_maps(study: "Project", shown: str) -> None:
    others = [one for one in study.themes.maps() if one != shown]
    if others:
        say(f"Other theme maps: {', '.join(others)} (qualcode themes map)")


def _say_pulling_apart(study: "Project", name: str | None = None) -> None:
    from qualcode.study.theming.theme_members import pulling_apart
    from qualcode.study.theming.theme_tensions import tension_told

    found = [one for one in pulling_apart(study, acting_or_none(study)) if name in (None, one.one, one.other)]
    for one in found:
        say(tension_told(one, study.settings.read().mode))
