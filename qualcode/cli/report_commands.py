"""Commands that report, and prove a report true."""

import inspect
from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.counting_commands import frequencies
from qualcode.cli.options import Format, FormatOption, ProjectPath, scoped
from qualcode.cli.output import number, say, show, write
from qualcode.cli.project_commands import as_typed
from qualcode.cli.working import acting_or_none, opened, say_what_was_seen
from qualcode.scope import EVERYTHING

if TYPE_CHECKING:
    from qualcode.study.reporting.delivering import Delivered
    from qualcode.study.reporting.names_left import NamesLeft
    from qualcode.study.reporting.report_options import ReportOptions

_NAMES_TOLD = 15
"""Words that may be names which are told one by one."""
_MOST_NAMED = 10
"""Paragraphs that differ which are named one by one."""
_TRUE = "Every quote and number matches the project. This does not say the themes are right."

_OWN: dict[str, Any] = {
    "theme": Annotated[list[str] | None, typer.Option("--theme", help="Only this theme; may be repeated.")],
    "brief": Annotated[bool, typer.Option("--brief", help="One page for a funder.")],
    "around": Annotated[
        bool, typer.Option("--around", help="In HTML, let quotes open to the turns around them for a sponsor too.")
    ],
    "since": Annotated[
        str | None, typer.Option("--since", help="Since when: 7d, 2w, 2026-11-01; or 2026-11-01/2026-11-08.")
    ],
}


def report_command(kind: str, told: str, *options: str) -> Callable[..., None]:
    """The command that writes one kind of report; `options` are those it has of its own, filters among them."""

    def command(
        *,
        form: Annotated[
            str | None, typer.Option("--format", help="md, html or docx; else what the name of the file ends in.")
        ] = None,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help="Where to write; else standard output.")
        ] = None,
        audience: Annotated[str, typer.Option(help="For whom: team, sponsor or public.")] = "sponsor",
        project: ProjectPath = None,
        **own: Any,
    ) -> None:
        from qualcode.study.reporting.delivering import deliver
        from qualcode.study.reporting.reports import format_of
        from qualcode.study.reporting.writing_folder import begin_writing

        chosen = format_of(form, output)
        with opened(project) as study:
            if kind == "study":
                _say_what_was_begun(begin_writing(study))
            asked = _asked_for(audience, acting_or_none(study), own)
            _say_what_it_came_to(deliver(study, kind, asked, chosen, output))

    command.__doc__ = told
    filters = [one for one in options if one not in _OWN]
    typed = _with_options(command, {name: _OWN[name] for name in options if name in _OWN}, scope=bool(filters))
    return scoped(*filters)(typed) if filters else typed


def _asked_for(audience: str, viewer: str | None, own: Mapping[str, Any]) -> "ReportOptions":
    from qualcode.study.reporting.report_options import ReportOptions

    return ReportOptions(
        audience,
        own.get("scope", EVERYTHING),
        tuple(own.get("theme") or ()),
        bool(own.get("brief")),
        own.get("since"),
        viewer,
        around=bool(own.get("around")),
    )


def _say_what_it_came_to(done: "Delivered") -> None:
    say_what_was_seen(done.newly_seen)
    for one in done.left_out:
        say(f"Left out for this audience: {one}.")
    if done.without_a_wish[0]:
        _say_who_was_not_asked(*done.without_a_wish)
    if done.named:
        _say_what_is_named(done.named)
    if done.put is None:
        write(str(done.text))
        return
    say(f"{done.put.told}   To prove it: qualcode verify {as_typed(done.put.path)}")
    _say_what_differs(done.put.differing)


def _with_options(command: Callable[..., None], own: Mapping[str, Any], *, scope: bool) -> Callable[..., None]:
    """A command with options of its own in the place of `**own`."""
    signature = inspect.signature(command)
    fixed = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
    defaults = {"brief": False, "around": False}
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name), annotation=annotation)
        for name, annotation in own.items()
    ]
    if scope:
        added.append(inspect.Parameter("scope", inspect.Parameter.KEYWORD_ONLY, default=EVERYTHING))

    @wraps(command)
    def narrowed(**given: Any) -> None:
        command(**given)

    narrowed.__signature__ = signature.replace(parameters=[*fixed, *added])  # type: ignore[attr-defined]
    narrowed.__annotations__ = {one.name: one.annotation for one in [*fixed, *added]}
    return narrowed


def _say_who_was_not_asked(unasked: int, people: int) -> None:
    say(
        f"No wish about being quoted is recorded for {unasked} of {number(people, 'person', 'people')}, who are quoted"
        " as if they had agreed (column consent of participants.csv)."
    )


def _say_what_is_named(named: "NamesLeft") -> None:
    told = [f"it names {', '.join(named.known)}"] if named.known else []
    if named.perhaps:
        shown, more = named.perhaps[:_NAMES_TOLD], len(named.perhaps) - _NAMES_TOLD
        too = " too" if told else ""
        told.append(f"these may be names{too}: {', '.join(shown)}{f' and {more} more' if more > 0 else ''}")
    if told:
        say(f"Look before it leaves the team: {'; '.join(told)}. People name one another when they speak.")
        say("→ qualcode quotes THEME --trim puts “[ ]” in the place of a name; --drop leaves an excerpt out.")


def _say_what_was_begun(files: tuple[str, ...]) -> None:
    if files:
        say(f"Begun for you to write: {files[0]} to {files[-1]}, {number(len(files), 'file')}, a prompt in each.")


def _say_what_differs(differing: tuple[str, ...]) -> None:
    if not differing:
        return
    say(f"What differs, {number(len(differing), 'paragraph')}:")
    for line in differing[:_MOST_NAMED]:
        say(f"  {line}")
    if len(differing) > _MOST_NAMED:
        say(f"  and {len(differing) - _MOST_NAMED} more")


REPORTS: Mapping[str, Callable[..., None]] = {
    "themes": report_command("themes", "Write the theme report.", "theme", "brief", "around", "where", "code"),
    "study": report_command("study", "Write the report of the whole study, with the prose in writing/.", "around"),
    "codebook": report_command("codebook", "Write the codebook as an appendix to a report."),
    "participants": report_command("participants", "Write a page for each person.", "around", "where"),
    "methods": report_command("methods", "Write what was done, from the log, with the COREQ and SRQR tables."),
    "progress": report_command("progress", "Write a page on what was done since a day, for the next meeting.", "since"),
}
"""The command of each kind of report."""


def verify(
    file: Annotated[Path, typer.Argument(help="A report (.md, .html, .docx), or any text with quotations and counts.")],
    *,
    everything: Annotated[bool, typer.Option("--all", help="Lines that are in order too.")] = False,
    phrases: Annotated[
        bool, typer.Option("--phrases", help="Only list words such as “most leaders”, each with the count behind it.")
    ] = False,
    project: ProjectPath = None,
    form: FormatOption = Format.table,
) -> None:
    """Hold a text against the project: each quote, each count, each “most”."""
    from qualcode.reports.verifying.verify import VerifiedLine, failed
    from qualcode.reports.wording.phrases import PhraseRow
    from qualcode.study.reporting.reports import phrases_in, verify_file

    with opened(project) as study:
        if phrases:
            show(PhraseRow, phrases_in(study, file), form, empty="No word says how many people.")
            return
        lines = verify_file(study, file)
    wrong = [line for line in lines if failed([line])]
    worth_a_look = [line for line in lines if failed([line]) or line.status in {"missing", "worth a look"}]
    whole = everything or form in (Format.json, Format.csv)
    where = "place" if any(line.place for line in lines) else "line"
    columns = [where, "status", "what", "expected"]
    show(VerifiedLine, lines if whole else worth_a_look, form, columns=columns, empty="No line is wrong.")
    counts = Counter(line.status for line in lines)
    gone = f", {number(counts['missing'], 'part')} of the report not in this text" if counts["missing"] else ""
    gone += f", {counts['worth a look']} worth a look" if counts["worth a look"] else ""
    say(
        f"{counts['ok']} ok, {len(wrong)} changed or not backed,"
        f" {counts['not checked']} not checked (text added by hand){gone}."
    )
    if wrong:
        raise typer.Exit(1)
    if counts["ok"]:
        say(_TRUE)


__all__ = ["REPORTS", "frequencies", "report_command", "verify"]
