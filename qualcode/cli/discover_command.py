"""The command that looks for clusters."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import lines_of, number, progress, say, show, write
from qualcode.cli.working import EVERYBODY, acting, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.discovering import ClusterRow


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
