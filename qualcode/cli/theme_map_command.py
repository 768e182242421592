"""The command that shows theme maps, and rival ones beside each other."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Acting, Format, FormatOption, ProjectPath
from qualcode.cli.output import cells, lines_of, number, say, show, width_of, write
from qualcode.cli.theme_options import map_names, say_what_is_not_counted
from qualcode.cli.working import acting, acting_or_none, opened, say_what_was_seen
from qualcode.errors import QualcodeError, typed

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.study.theming.theme_maps import MapRow, MapsBeside, PlacedRow

_MOST = 8
"""Excerpts shown of each kind in a comparison; --format csv has all."""
_NONE_YET = "No theme has been named yet: qualcode themes discover, then qualcode themes name"
_BAR = " │ "


def map_(
    name: Annotated[str | None, typer.Argument(help="A map; else the main one.", autocompletion=map_names)] = None,
    *,
    compare: Annotated[str | None, typer.Option(help="Beside this other map.", autocompletion=map_names)] = None,
    begin: Annotated[
        str | None, typer.Option(help="Begin a rival map of this name with the themes of this one.")
    ] = None,
    rename: Annotated[str | None, typer.Option(help="Give the map another name.")] = None,
    make_main: Annotated[bool, typer.Option("--make-main", help="Write reports from this map.")] = False,
    project: ProjectPath = None,
    coder: Acting = None,
    form: FormatOption = Format.table,
) -> None:
    """Show the themes and their parts as a tree; set two rival maps beside each other."""
    from qualcode.study.theming.theme_maps import MapRow, PlacedRow, map_rows, maps_beside

    if sum([compare is not None, begin is not None, rename is not None, make_main]) > 1:
        raise QualcodeError("One thing at a time.", hint="--compare, --begin, --rename or --make-main")
    with opened(project) as study:
        shown = name or "main"
        if begin is not None or rename is not None or make_main:
            _change(study, acting(study, coder), shown, begin, rename)
            return
        viewer = acting_or_none(study, coder)
        if compare is not None:
            beside = maps_beside(study, shown, compare, viewer)
            if form is Format.table:
                _write_beside(beside, shown, compare)
            else:
                show(PlacedRow, beside.rows, form)
            say_what_was_seen(beside.newly_seen)
            return
        rows = map_rows(study, shown, viewer)
        reflexive = study.settings.read().mode == "reflexive"
        others = [one for one in study.themes.maps() if one != (rows[0].map if rows else shown)]
        if form is Format.table:
            say_what_is_not_counted(study, viewer, max((one.uncounted for one in rows), default=0))
    if form is Format.table and rows:
        _write_tree(rows, counts=not reflexive)
    else:
        show(MapRow, rows, form, empty=_NONE_YET)
    if others:
        with_both = f"{typed(rows[0].map)} --compare {typed(others[0])}" if rows else "--compare NAME"
        say(f"Other maps: {', '.join(others)}. Beside each other: qualcode themes map {with_both}")


def _change(study: "Project", who: str, shown: str, begin: str | None, rename: str | None) -> None:
    given = begin if begin is not None else rename
    if given is not None and not given.strip():
        raise QualcodeError("A map needs a name.", hint=f"qualcode themes map {typed(shown)} --begin rival")
    if begin is not None:
        themes = study.theme_maps.begin(who, shown, " ".join(begin.split()))
        say(f"The map “{begin}” begins with {number(len(themes), 'theme')} of “{shown}”, none of them examined yet.")
        say(f"Change it: qualcode themes edit NAME --map {typed(begin)} …")
        say(f"Then: qualcode themes map --compare {typed(begin)}")
    elif rename is not None:
        study.theme_maps.rename(who, shown, " ".join(rename.split()))
        say(f"The map “{shown}” is called “{rename}” now.")
    else:
        former = study.theme_maps.make_main(who, shown)
        say(f"Reports are written from what was “{shown}” now." + (f" The map before is “{former}”." if former else ""))


def _write_tree(rows: "Sequence[MapRow]", *, counts: bool) -> None:
    top = [0]
    for one in rows:
        if one.depth == 0:
            top[0] += 1
        indent = "   " * one.depth
        head = f"{top[0]}. {one.theme}" if one.depth == 0 else f"– {one.theme}"
        write("\n".join(_hanging(head, indent, width_of_page())))
        write("\n".join(lines_of(_facts(one, counts=counts), f"{indent}   ", width_of_page())))


def _facts(one: "MapRow", *, counts: bool) -> str:
    people = f"{number(one.participants, 'participant')}, " if counts else ""
    facts = [f"{people}{number(one.excerpts, 'excerpt')}", *([f"{one.against} against"] if one.against else [])]
    facts += [f"{one.uncounted} not counted"] if one.uncounted else []
    facts += [one.examined, *([one.status] if one.status != "draft" else [])]
    return " · ".join([*facts, *([f"all of {', '.join(one.codes)}"] if one.codes else [])])


def _write_beside(beside: "MapsBeside", one: str, other: str) -> None:
    width = width_of_page()
    half = (width - len(_BAR)) // 2
    here, there = {row.theme: row for row in beside.one}, {row.theme: row for row in beside.other}
    _write_pair([one], [other], half)
    write("─" * half + "─┼─" + "─" * half)
    for pair in beside.counterparts:
        _write_pair(_cell(here.get(pair.one or ""), half), _cell(there.get(pair.other or ""), half), half)
        if pair.shared:
            write("\n".join(lines_of(f"= {number(pair.shared, 'excerpt')} in common", "", width)))
        write("")
    only_one = [row for row in beside.rows if not row.other]
    only_other = [row for row in beside.rows if not row.one]
    apart = [row for row in beside.rows if row.one and row.other]
    write(f"Placed alike: {number(beside.same, 'excerpt')}.")
    _write_placed(f"Placed differently: {number(len(apart), 'excerpt')}", apart, one, other)
    _write_placed(f"Only in {one}: {number(len(only_one), 'excerpt')}", only_one, one, other)
    _write_placed(f"Only in {other}: {number(len(only_other), 'excerpt')}", only_other, one, other)


def _write_placed(head: str, rows: "Sequence[PlacedRow]", one: str, other: str) -> None:
    write(f"{head}{':' if rows else '.'}")
    for row in rows[:_MOST]:
        words = row.words if len(row.words) <= 100 else f"{row.words[:99].rstrip()}…"
        said = f"{row.participant or '–'}, {row.document} turn {row.turn}: “{' '.join(words.split())}”"
        write("\n".join(lines_of(said, "  ")))
        for name, themes in ((one, row.one), (other, row.other)):
            if themes and row.one and row.other:
                write("\n".join(lines_of(f"{name}: {'; '.join(themes)}", "    ")))
    if len(rows) > _MOST:
        write(f"  … and {len(rows) - _MOST} more (--format csv has all)")


def _cell(row: "MapRow | None", width: int) -> list[str]:
    if row is None:
        return ["–"]
    facts = f"{number(row.excerpts, 'excerpt')}{f', {row.against} against' if row.against else ''}"
    return [*lines_of(f"{'– ' * row.depth}{row.theme}", "", width), *lines_of(f"{facts} · {row.examined}", "  ", width)]


def _write_pair(left: Sequence[str], right: Sequence[str], half: int) -> None:
    for one, other in zip_longest(left, right, fillvalue=""):
        write(f"{one}{' ' * max(0, half - cells(one))}{_BAR}{other}".rstrip())


def _hanging(text: str, indent: str, width: int) -> list[str]:
    first, *rest = lines_of(text, "", width - len(indent) - 3) or [""]
    return [f"{indent}{first}", *(f"{indent}   {line}" for line in rest)]


def width_of_page() -> int:
    """The columns that the page has."""
    import sys

    return width_of(sys.stdout)
