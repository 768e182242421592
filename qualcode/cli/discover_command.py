"""The command that looks for clusters."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from qualcode.cli.codings_told import say_what_it_is_called_now
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import lines_of, number, progress, say, show, width_of, write
from qualcode.cli.pictures import cluster_map
from qualcode.cli.working import EVERYBODY, acting, opened, say_what_was_seen
from qualcode.errors import QualcodeError
from qualcode.scope import Scope

if TYPE_CHECKING:
    from qualcode.study.theming.cluster_rows import ClusterRow
    from qualcode.study.theming.discovering import Discovered


def discover(
    *,
    detail: Annotated[
        str, typer.Option(help="broad: fewer groups that come back; fine: more and smaller ones, each within a broad.")
    ] = "broad",
    seed: Annotated[int, typer.Option(help="Same seed, same clusters.")] = 0,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
    scope: Scope,
) -> None:
    """See which coded excerpts belong together, as numbered clusters, and what moved since the last time."""
    from qualcode.study.coding.called_now import called_now
    from qualcode.study.listing import resolved
    from qualcode.study.theming.cluster_rows import ClusterRow
    from qualcode.study.theming.discovering import discover_clusters

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
    if found.middles and form is Format.table:
        write("\n".join(cluster_map(found.middles, width_of(sys.stdout))))
        write("Clusters as numbers: the nearer, the more alike.")
    say(f"{found.in_no_group} of {number(found.excerpts, 'excerpt')} {_are(found.in_no_group)} in no group.")
    _say_what_moved(found)
    say_what_was_seen(found.newly_seen)
    if found.clusters and detail == "broad":
        say("Finer groups within these: qualcode themes discover --detail fine")
    say('Only people name themes: qualcode themes name "…" --idea "…"')


discover = scoped("document", "participant", "code", "coder", "where", "modifier")(discover)


def _write_cluster(one: "ClusterRow", redrawn: str) -> None:
    of = number(one.participants, "participant")
    if one.schools is not None:
        of += f" in {number(one.schools, 'school')}"
    lies_in = f"   within cluster {one.within} of the broad view" if one.within else ""
    write(f"Cluster {one.number}   {number(one.excerpts, 'excerpt')} of {of}{lies_in}")
    told = [
        f"came back in {one.came_back} of 100 re-draws of {redrawn}{one.warning}",
        *one.doubts,
        f"terms: {', '.join(one.terms) or 'none that set it apart'}",
        f"codes: {', '.join(one.codes)}",
        f"most from one participant: {_percent(one.biggest_share)} ({one.biggest})",
    ]
    if one.question:
        told.append(f"most to one question: {_percent(one.question_share)} (“{_short(one.question)}”)")
    told += [f"central: {words}" for words in one.central]
    told += [f"typical: {one.typical}", f"least typical: {one.least_typical}"]
    for line in told:
        write("\n".join(lines_of(line, "  ")))
    write("")


def _say_what_moved(found: "Discovered") -> None:
    if found.compared_with is None:
        return
    day, time = found.compared_with[:10], found.compared_with[11:16]
    if not found.new or not found.moved:
        say(f"The same clusters as on {day} at {time}.")
        return
    say(f"Since the clusters of {day} at {time}:")
    for sentence in found.moved:
        say(f"  {sentence}")


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _short(words: str, most: int = 100) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _without_everybody(scope: Scope, names: list[str]) -> Scope:
    coders = frozenset(names) if EVERYBODY in scope.coders else scope.coders
    return replace(scope, coders=coders)
