"""What a report is asked for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.reports.content.draft import SPONSOR, Draft
from qualcode.reports.content.report_head import ReportHead, project_mark, write_head
from qualcode.scope import EVERYTHING, Condition, Scope

_CONDITION = re.compile(r"(.+?)(!=|<=|>=|=|<|>)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """For whom a report is, and what part of the study it is about."""

    audience: str = SPONSOR
    """team, sponsor or public."""
    scope: Scope = EVERYTHING
    """Only these people, cases and codes."""
    themes: tuple[str, ...] = ()
    """Only these themes; all where none is named."""
    brief: bool = False
    """A page for a funder."""
    since: str | None = None
    """What a report of progress looks back on: 7d, 2w or 2026-11-01."""
    viewer: str | None = None
    """Who will read it on the screen, where that is known; never part of the report."""
    proving: bool = False
    """Whether it is only made to hold another text against it, so that nothing is refused."""
    around: bool = False
    """Whether quotes in HTML open to the turns around them for a sponsor too."""


Kind = Callable[[Project, ReportOptions], Draft]
"""Makes one kind of report; raises QualcodeError where there is nothing to report."""


def report_head(kind: str, project: Project, options: ReportOptions) -> str:
    """The comment that opens a report."""
    scope = options.scope
    about = [
        *(("where", f"{one.attribute}{one.comparison}{one.value}") for one in scope.conditions),
        *(("case", one) for one in sorted(scope.cases)),
        *(("code", one) for one in sorted(scope.codes)),
        *(("theme", one) for one in options.themes),
        *((("brief", "yes"),) if options.brief else ()),
        *((("around", "yes"),) if options.around else ()),
        *((("since", options.since),) if options.since else ()),
    ]
    return write_head(ReportHead(kind, project_mark(project.settings.id), options.audience, tuple(about)))


def about_what(options: ReportOptions, labels: Mapping[str, str]) -> list[str]:
    """What part of the study a report is of, in sentences."""
    scope = options.scope
    people = [f"{one.attribute} {one.comparison} {one.value}" for one in scope.conditions]
    told = [f"Only participants with {' and '.join(people)}."] if people else []
    if scope.cases:
        told.append(f"Only participants of {', '.join(sorted(scope.cases))}.")
    if scope.codes:
        named = ", ".join(labels.get(one, one) for one in sorted(scope.codes))
        told.append(f"Only what is coded with {named}.")
    if options.themes:
        told.append("Only some of the study’s themes.")
    return told


def options_of(head: ReportHead) -> ReportOptions:
    """What the report with this head was asked for; QualcodeError where its head was changed into nonsense."""
    scope = Scope(
        conditions=tuple(_condition(one) for one in head.asked("where")),
        cases=frozenset(head.asked("case")),
        codes=frozenset(head.asked("code")),
    )
    since = head.asked("since")
    return ReportOptions(
        head.audience,
        scope,
        head.asked("theme"),
        bool(head.asked("brief")),
        since[0] if since else None,
        proving=True,
        around=bool(head.asked("around")),
    )


def _condition(told: str) -> Condition:
    found = _CONDITION.fullmatch(told)
    if found is None:
        raise QualcodeError(
            f"The report says that it is only of “{told}”, which asks nothing of anybody.",
            hint="Verify the file that qualcode wrote.",
        )
    return Condition(found[1], found[2], found[3])
