"""Commands that merge, split and move what belongs to themes."""

from typing import Annotated

import typer

from qualcode.cli.options import Acting, ProjectPath
from qualcode.cli.output import number, say
from qualcode.cli.theme_options import MapOption, Name, map_names, theme_names
from qualcode.cli.working import acting, opened
from qualcode.errors import QualcodeError, typed

_Codes = Annotated[list[str] | None, typer.Option("--code", "-c", help="A code of it that goes over.")]
_Codings = Annotated[list[str] | None, typer.Option(help="A coding of it that goes over, by id.")]


def merge(
    themes: Annotated[list[str], typer.Argument(help="The themes to take in.", autocompletion=theme_names)],
    *,
    into: Annotated[str, typer.Option(help="The theme that stays.", autocompletion=theme_names)],
    map_: MapOption = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Let one theme take in others; what they claimed goes into a memo."""
    with opened(project) as study:
        who, target = acting(study, coder), study.themes.named(into, map_)
        sources = [study.themes.named(one, map_ or target.map) for one in themes]
        after = study.theme_changes.merge(who, sources, target)
        event = study.history.all()[-1].id[:10]
    say(f"“{after.name}” took in {'; '.join(f'“{one.name}”' for one in sources)}. Is its idea still what they share?")
    say(f"To change it: qualcode themes edit {typed(after.name)} --idea …")
    say(f"To take it back: qualcode undo --event {event}")


def split(
    theme: Name,
    *,
    into: Annotated[str, typer.Option(help="What the new theme claims, in a few words.")],
    idea: Annotated[str, typer.Option(help="Its central idea, in a sentence or two.")],
    boundary: Annotated[str, typer.Option(help="What it is not.")] = "",
    code: _Codes = None,
    coding: _Codings = None,
    as_part: Annotated[bool, typer.Option("--as-part", help="Keep the new theme as a part of the old one.")] = False,
    map_: MapOption = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Make a new theme out of codes and excerpts of another."""
    from qualcode.project.theme_changes import Members
    from qualcode.study.theming.naming_themes import members_named, split_theme, staying_through_codes
    from qualcode.themes.naming import remark_on_name

    members = Members(tuple(code or ()), tuple(coding or ()))
    with opened(project) as study:
        source = study.themes.named(theme, map_)
        new = split_theme(study, acting(study, coder), source, into, idea, boundary, members, as_part=as_part)
        left = study.themes.get(source.id)
        staying = staying_through_codes(study, left, members_named(study, members))
        event = study.history.all()[-1].id[:10]
    remark = remark_on_name(new.name)
    if remark:
        say(remark)
    say(f"“{new.name}” made out of “{source.name}”. To take it back: qualcode undo --event {event}")
    _say_staying(staying, left.name)


def move(
    theme: Name,
    *,
    to: Annotated[str | None, typer.Option(help="The theme they go to.", autocompletion=theme_names)] = None,
    code: _Codes = None,
    coding: _Codings = None,
    part: Annotated[
        list[str] | None, typer.Option(help="A theme that is a part of it and goes over.", autocompletion=theme_names)
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Leave them here too: an excerpt may serve two themes.")] = False,
    to_map: Annotated[
        str | None, typer.Option(help="Move the whole theme to this map, new or not.", autocompletion=map_names)
    ] = None,
    map_: MapOption = None,
    project: ProjectPath = None,
    coder: Acting = None,
) -> None:
    """Move codes, excerpts and parts from one theme to another, or a theme to another map."""
    from qualcode.project.theme_changes import Members
    from qualcode.study.theming.naming_themes import members_named, staying_through_codes

    if (to is None) == (to_map is None):
        raise QualcodeError(
            "Where to?", hint="qualcode themes move ONE --to OTHER --coding ID   or   themes move ONE --to-map rival"
        )
    members = Members(tuple(code or ()), tuple(coding or ()), tuple(part or ()))
    with opened(project) as study:
        who, source = acting(study, coder), study.themes.named(theme, map_)
        if to_map is not None:
            if members != Members():
                raise QualcodeError(
                    "A theme goes to another map as a whole.", hint="Leave out --code, --coding, --part"
                )
            after = study.theme_maps.move_theme(who, source, to_map.strip() or "main")
            say(f"“{after.name}” stands in the map “{after.map}” now.")
            return
        target = study.themes.named(to or "", map_ or source.map)
        whole = members_named(study, members)
        after = study.theme_changes.move(who, source, target, whole, keep=keep)
        staying = 0 if keep else staying_through_codes(study, study.themes.get(source.id), whole)
        event = study.history.all()[-1].id[:10]
    said = "now serves both" if keep else f"went from “{source.name}” to “{after.name}”"
    say(
        f"{number(len(whole.codes) + len(whole.codings) + len(whole.parts), 'thing')} {said}."
        f" To take it back: qualcode undo --event {event}"
    )
    _say_staying(staying, source.name)


def _say_staying(staying: int, name: str) -> None:
    if staying:
        one = staying == 1
        say(f"{number(staying, 'excerpt')} {'stays' if one else 'stay'} with “{name}” too, through a code of it.")
