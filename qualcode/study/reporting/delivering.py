"""A report made, written and looked through before it leaves."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.project import Project
from qualcode.reports.content.draft import TEAM
from qualcode.study.reporting.names_left import NamesLeft, without_a_wish
from qualcode.study.reporting.report_material import fetched_once
from qualcode.study.reporting.report_options import ReportOptions
from qualcode.study.reporting.reports import (
    WITHOUT_CODINGS,
    Put,
    in_format,
    names_in,
    note_report,
    put_report,
    report,
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a report came to, and what somebody should know before passing it on."""

    text: str | bytes
    put: Put | None
    """Where it stands; None where it was to be shown only."""
    newly_seen: tuple[str, ...]
    """Unfinished interviews of which the coder now knows others' codings."""
    left_out: tuple[str, ...]
    """Tables that its audience may not see, with the lines that ask for them."""
    without_a_wish: tuple[int, int]
    """How many of how many people are quoted as if they had agreed, as nobody recorded whether they did."""
    named: NamesLeft | None
    """Names that stand in a report for others; None in one for the team."""


def deliver(project: Project, kind: str, options: ReportOptions, form: str, path: Path | None) -> Delivered:
    """Make a report and write it where it is to go; QualcodeError where there is nothing to report."""
    with fetched_once():
        draft = report(project, kind, options)
        text = in_format(project, draft, options, form)
        newly_seen = note_report(project, options.viewer, kind)
    leaves = options.audience != TEAM
    return Delivered(
        text=text,
        put=put_report(project, path, text) if path is not None else None,
        newly_seen=newly_seen,
        left_out=draft.left_out,
        without_a_wish=without_a_wish(project, options.scope) if leaves and kind not in WITHOUT_CODINGS else (0, 0),
        named=names_in(project, text) if leaves else None,
    )
